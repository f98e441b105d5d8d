"""The images on screen: their pixels, those kept at hand, and why one could not be read."""

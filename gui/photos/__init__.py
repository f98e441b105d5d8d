"""Photographs: what comes in, which are open, and going through them."""

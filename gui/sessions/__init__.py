"""Sessions: everything that is on screen, saved and put back."""

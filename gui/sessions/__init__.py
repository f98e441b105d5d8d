"""Sessions: everything on screen, saved and restored."""

"""How the image file is read: brightness, window and channels."""

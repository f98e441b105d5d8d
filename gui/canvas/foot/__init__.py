"""The foot under the canvas: what the colours mean, what is under the pointer, and how the image is looked at."""

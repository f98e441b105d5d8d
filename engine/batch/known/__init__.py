"""What is known about the images of a folder: their true classes, and where their objects lie."""

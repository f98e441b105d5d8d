"""The command `measure`: how far to trust the map of each image."""

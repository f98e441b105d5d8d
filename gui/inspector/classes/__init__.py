"""The list of classes: its rows, how they are seen, and the panel around them."""

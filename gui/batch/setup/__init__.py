"""What stands before a run: the dialog that asks for it, its estimate, and the mapping of true classes."""

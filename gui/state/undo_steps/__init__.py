"""The kinds of undo steps, and what they return to."""

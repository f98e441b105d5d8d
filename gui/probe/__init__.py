"""Probing by hand: painting over the photograph and watching the answer move."""

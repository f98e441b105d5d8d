"""Checking a region by hand: the user points at a place and reads what becomes of the answer without it."""

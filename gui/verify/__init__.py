"""Verifying: the maps of an exported image are computed again and compared with its record."""

"""Verifying: the maps of an exported picture are computed again and compared with its record."""

"""Verifying: an exported picture is computed again and held against its record."""

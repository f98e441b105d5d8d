"""Measures that compute the map again: of other weights, other pixels, by other methods."""

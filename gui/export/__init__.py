"""Exports: what, how and where to, and the figures that are drawn for them."""

"""Exports: asking what, how and where to; the figure; and writing it in the background."""

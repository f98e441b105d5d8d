"""Boxes, outlines and masks in the formats of other programs. Their files are a stranger's: bounded and type-checked.

Each reader returns regions with the image as the file names it, or raises `Damaged` with the place that does not fit.
"""

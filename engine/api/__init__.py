"""The library: from a model file and a photograph to a map, to pixels, to a file, and to how far it can be trusted.

`engine` offers its functions by name. Thin on purpose: the window and the command line run the same code below.
"""

"""All numerics and files. No Qt. Usable as a library and from the command line."""

__version__ = "0.1.0"

"""All numerics and files. No Qt. Usable as a library and from the command line."""

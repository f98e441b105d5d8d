"""The command line: the commands `explain` and `inspect`, and how their arguments are read."""

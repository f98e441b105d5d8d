"""The command line: the commands `explain`, `batch`, `measure` and `inspect`, and how their arguments are read."""

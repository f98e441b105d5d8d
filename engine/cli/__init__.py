"""The command line: the commands `explain`, `batch` and `inspect`, and how their arguments are read."""

"""The command line: `explain` and `inspect`, and what is meant by their names and numbers."""

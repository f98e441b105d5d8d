"""The small files that are changed, made once by the libraries that write such files."""

BOMB = "bomb-"  # begins the names of those that hold very much in few bytes

"""The command `batch`: a whole folder judged, without a window."""

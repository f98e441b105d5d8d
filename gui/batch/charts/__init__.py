"""Charts of a batch, painted the same on screen, on paper and in a report."""

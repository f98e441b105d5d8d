"""The report of a batch: one HTML file or one PDF that says what was found, how, and what it is worth."""

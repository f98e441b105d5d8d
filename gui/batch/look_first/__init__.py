"""The tab that says what to look at first. It needs no true class."""

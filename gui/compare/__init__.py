"""Comparing: what is held beside what is on screen, asked of the engine in side jobs and painted in panes."""

"""Comparing: further panes next to what is on screen. The engine computes their maps in side jobs."""

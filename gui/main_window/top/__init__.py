"""The tool bar at the top of the window."""

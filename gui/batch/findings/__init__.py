"""What a run's rows amount to, computed beside the window, and what the tabs that show it have in common."""

"""What the campaigns of hostile files share: how files are changed, and a process that is watched."""

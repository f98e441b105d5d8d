"""What the campaigns of hostile files share: how files are changed, and a process in which they are opened and watched."""

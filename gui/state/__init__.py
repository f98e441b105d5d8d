"""The state of the screen and of the user's choices: the only mutable model, and how it becomes requests."""

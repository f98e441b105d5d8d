"""What sets the project up and what makes the packaged program."""

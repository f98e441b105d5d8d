"""Scripts that set the project up and that build the packaged program."""

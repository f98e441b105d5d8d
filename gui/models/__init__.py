"""Models: the library, class names, model details, and the questions about a new model."""

"""Models: the library, class names, and what was understood of a model."""

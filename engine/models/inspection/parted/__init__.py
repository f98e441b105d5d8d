"""Models in several files: layers in one, weights in others beside it."""

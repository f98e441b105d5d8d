"""Which pixel values the model is fed."""

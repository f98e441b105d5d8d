"""Batches: the model judges a whole folder of photographs. Jobs go through `engine.process.executor`."""

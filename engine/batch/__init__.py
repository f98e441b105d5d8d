"""Batches: one question asked of a whole folder of images, kept in a run folder that survives any interruption."""

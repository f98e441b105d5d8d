"""TensorFlow graphs as networks: what a SavedModel becomes."""

"""TensorFlow Lite files: followed operation by operation before they run."""

"""TensorFlow Lite files: built anew of TensorFlow's operations, or else run by the interpreter."""

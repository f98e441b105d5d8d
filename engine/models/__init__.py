"""Opening a model file: inspected, loaded, understood."""

"""ONNX files: read field by field, by a reader of our own that knows where every byte may lie."""

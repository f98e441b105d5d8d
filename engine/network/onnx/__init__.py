"""ONNX models as networks: what each operator computes, and how the steps of a file become a program."""

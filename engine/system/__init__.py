"""What the engine asks of the machine: memory, processes, and a TensorFlow started on the device that is there."""

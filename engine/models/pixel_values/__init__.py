"""What tells the pixel values a model was trained on: its layers, its statistics, its folder, its answers."""

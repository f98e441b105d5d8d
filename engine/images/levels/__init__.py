"""From samples of any depth to 8-bit RGB: which values become black and white, and how."""

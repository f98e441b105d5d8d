"""All numerics and files. No Qt. Usable as a library and from the command line."""

import os

__version__ = "0.1.0"

# NumPy's helpers spin after each product, on the cores that TensorFlow then wants: RISE takes 1.6 times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

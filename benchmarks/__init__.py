"""What the README's figures come from: `python -m benchmarks`."""

import engine  # noqa: F401 - says how NumPy is to run, before it is imported

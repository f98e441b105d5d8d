"""The programs that measure the README's figures: `python -m benchmarks`."""

import engine  # noqa: F401 - sets NumPy's number of threads before NumPy is imported

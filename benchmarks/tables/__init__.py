"""The tables that `python -m benchmarks` prints."""

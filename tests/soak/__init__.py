"""Campaigns: what takes too long or too much for the tests. `make soak WHAT="NAME --count N"` runs one.

Each is seeded, goes on where it was broken off, and ends in a row of docs/RELIABILITY.md.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # `engine` and `gui`, for a campaign is started in the folder of tests

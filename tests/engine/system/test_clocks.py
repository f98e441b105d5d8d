"""A clock that is set back while the program runs ends no wait early and none late: waits go by another clock."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
# Compared with what files say, or with the time at which another process was started.
BY_THE_WALL = {"engine/models/download.py", "gui/self_test/start_up.py"}


def test_nothing_waits_by_the_clock_on_the_wall():
    files = [path for folder in ("engine", "gui") for path in (ROOT / folder).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in files if re.search(r"\btime\.time(_ns)?\(", path.read_text())}
    assert found == BY_THE_WALL

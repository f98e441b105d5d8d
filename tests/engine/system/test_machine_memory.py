"""What a process may hold: the machine's memory, or a control group's, and never more than before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.system import memory
from engine.system.memory import GIB, MIB

TAKE = """
import sys, resource
from engine.system.memory import confine_memory
confine_memory(int(sys.argv[1]))
confine_memory(1 << 40)
try:
    bytearray(int(sys.argv[2]))
    print("had it")
except MemoryError:
    print("refused")
"""

GIVE_BACK = """
from pathlib import Path
from engine.system.memory import give_back_memory

def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))

class Whole:
    def __init__(self):
        self.itself, self.parts = self, [bytearray(60_000) for _ in range(1000)]

whole = Whole()
kept, full = whole.parts[-1], held()  # above the others, so that the C library would keep all of them
del whole
give_back_memory()
print((full - held()) // 1000)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pages are given back under Linux")
def test_pages_below_one_in_use_are_given_back_with_what_only_refers_to_itself():
    root = Path(memory.__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", GIVE_BACK], cwd=root, capture_output=True, text=True, check=True)
    assert int(run.stdout) >= 55  # of 60 MB


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
@pytest.mark.parametrize(("size", "said"), [(2 * GIB, "refused"), (MIB, "had it")])
def test_a_confined_process_is_refused_what_is_too_much_and_stays_confined(size, said):
    root = Path(memory.__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", TAKE, str(GIB), str(size)], cwd=root, capture_output=True, text=True)
    assert run.stdout.strip() == said, run.stderr


@pytest.mark.parametrize(
    ("mine", "limits", "expected"),
    [
        ("0::/a/b\n", {"a/memory.max": "1000\n", "a/b/memory.max": "max\n"}, 1000),
        ("0::/a/b\n", {"a/memory.max": "3000\n", "a/b/memory.max": "2000\n"}, 2000),
        ("0::/\n", {}, None),
        ("0::/\n", {"memory.max": "70\n"}, 70),
        ("5:cpu,memory:/d\n4:pids:/d\n", {"memory/d/memory.limit_in_bytes": "500\n"}, 500),
        ("nonsense\n", {"memory.max": "1\n"}, None),
    ],
)
def test_the_least_of_the_control_groups_counts(tmp_path, mine, limits, expected):
    (tmp_path / "mine").write_text(mine)
    for name, text in limits.items():
        (tmp_path / "groups" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "groups" / name).write_text(text)
    assert memory._group_limit(tmp_path / "groups", tmp_path / "mine") == expected


def test_the_machine_has_at_least_what_is_available():
    machine, available = memory.machine_memory(), memory.available_memory()
    assert machine is not None
    assert available is not None
    assert 64 * MIB < available <= machine


def test_room_is_told_without_taking_it():
    assert memory.has_room_for(2**20)
    assert not memory.has_room_for(2**62)

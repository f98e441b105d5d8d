"""Compares two builds of the program, file by file: `python -m build_spec.compare FOLDER FOLDER`.

Prints the files that only one build has and those that differ. The exit status is 0 if there are none, apart from those
that docs/PACKAGING.md names.
`python -m build_spec.compare FOLDER` prints one build's list of files with their hashes.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

# Files that may differ, and why.
MAY_DIFFER: dict[str, str] = {}


def listing(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file, and where each link leads, by its place in the folder."""
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return a line for each file that only one listing has or that differs, without those that may differ."""
    lines = [f"only in the first: {name}" for name in sorted(one.keys() - other.keys())]
    lines += [f"only in the second: {name}" for name in sorted(other.keys() - one.keys())]
    both = sorted(one.keys() & other.keys())
    return lines + [f"differs: {name}" for name in both if one[name] != other[name] and name not in MAY_DIFFER]


def _hash(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(folders: list[str]) -> int:
    """Compare two builds, or list one."""
    listings = [listing(Path(folder)) for folder in folders]
    if len(listings) == 1:
        print("\n".join(f"{digest}  {name}" for name, digest in listings[0].items()))
        return 0
    found = differences(*listings)
    print("\n".join([*found, f"{len(listings[0])} files, {len(found)} differences"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a Linux desktop shows of the program: menu entry, icons, file types. `python -m build_spec.desktop FOLDER`.

The Debian package has them in /usr/share; the archive brings them along in `share`, and `install.sh` beside the program
puts them into the user's own folders.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINUX = Path(__file__).parent / "linux"
SHARE, INSTALLER = "share", "install.sh"


def lay_out(share: Path) -> None:
    """Copy menu entry, file types and icons to their places below `share`, readable by all."""
    _copy(LINUX / "saliscope.desktop", share / "applications/saliscope.desktop")
    _copy(LINUX / "saliscope.xml", share / "mime/packages/saliscope.xml")
    icons = share / "icons/hicolor"
    _copy(ROOT / "resources/icons/saliscope.svg", icons / "scalable/apps/saliscope.svg")
    for path in (ROOT / "resources/icons").glob("saliscope-*.png"):
        size = path.stem.rpartition("-")[2]
        _copy(path, icons / f"{size}x{size}/apps/saliscope.png")


def accompany(program: Path) -> None:
    """Put into the program's folder what `install.sh` installs, and the script itself."""
    shutil.rmtree(program / SHARE, ignore_errors=True)
    lay_out(program / SHARE)
    _copy(LINUX / INSTALLER, program / INSTALLER)
    (program / INSTALLER).chmod(0o755)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


if __name__ == "__main__":
    accompany(Path(sys.argv[1]))

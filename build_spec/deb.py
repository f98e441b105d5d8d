"""Makes a Debian package of the built program with dpkg-deb: `python -m build_spec.deb`.

dist/saliscope goes to /opt/saliscope, with a command, a menu entry, icons, file types and the copyright file Debian
looks for. No root rights are needed: dpkg-deb itself makes root the owner of the packaged files.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from build_spec import desktop

ROOT = Path(__file__).parent.parent
# The program takes these from the system; build_spec/trim.py leaves out bundled copies. Ubuntu 24.04 renamed GLib.
DEPENDS = (
    *("libc6 (>= 2.35)", "libstdc++6", "libgcc-s1", "zlib1g"),
    *("libgl1", "libegl1", "libglib2.0-0 | libglib2.0-0t64", "libdbus-1-3", "libfontconfig1"),
    *("libgssapi-krb5-2", "libbrotli1"),  # for QtNetwork, through which later starts reach the window
    *("fonts-dejavu-core | fonts-noto-core | fonts-liberation | fonts-freefont-ttf", "shared-mime-info"),
)
RECOMMENDS = ("libwayland-cursor0", "libwayland-egl1", "xdg-utils")
REFRESH = """#!/bin/sh
set -e
update-mime-database /usr/share/mime || true
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf /usr/share/icons/hicolor || true; fi
"""


def make(program: Path, work: Path, out: Path) -> Path:
    """Package `program`, the folder PyInstaller made; `work` is emptied and used. Returns the .deb in `out`."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    shutil.rmtree(work, ignore_errors=True)
    placed = work / "opt" / "saliscope"
    shutil.copytree(program, placed, symlinks=True)
    (placed / desktop.INSTALLER).unlink()
    command = work / "usr" / "bin" / "saliscope"
    command.parent.mkdir(parents=True)
    command.symlink_to("/opt/saliscope/saliscope")
    shutil.move(placed / desktop.SHARE, work / "usr" / "share")
    notice = work / "usr/share/doc/saliscope/copyright"
    notice.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", notice)
    notice.chmod(0o644)
    _write_control(work, version)
    target = out / f"saliscope_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(work), str(target)], check=True)
    return target


def control(version: str, kibibytes: int) -> str:
    """Return the package's control file."""
    return "\n".join(
        (
            *("Package: saliscope", f"Version: {version}", "Architecture: amd64", "Section: science"),
            *("Priority: optional", "Maintainer: The Saliscope authors <saliscope@localhost>"),
            *(f"Installed-Size: {kibibytes}", f"Depends: {', '.join(DEPENDS)}", f"Recommends: {', '.join(RECOMMENDS)}"),
            "Description: see where an image classifier looked",
            " Open a photograph and a model (Keras, SavedModel, TensorFlow Lite, ONNX), and see what spoke for the",
            " answer: Grad-CAM, saliency and twenty relatives, live and offline. Needs no Python.",
            "",
        )
    )


def _write_control(work: Path, version: str) -> None:
    size = sum(path.stat().st_size for path in work.rglob("*") if path.is_file() and not path.is_symlink())
    folder = work / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text(control(version, size // 1024))
    for name in ("postinst", "postrm"):
        (folder / name).write_text(REFRESH)
        (folder / name).chmod(0o755)


if __name__ == "__main__":
    print(make(ROOT / "dist" / "saliscope", ROOT / "build" / "deb", ROOT / "dist"))
    sys.exit()

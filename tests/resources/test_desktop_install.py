"""The script beside the unpacked program that gives it a menu entry, for one user, and takes it away again."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import desktop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has menu entries")

AWKWARD = 'Une maison à 100 % "$HOME" `x` a\\b|c&d'
ENTRY = "share/applications/saliscope.desktop"


@pytest.fixture
def unpacked(tmp_path) -> Path:
    """The program's folder as it is unpacked, with something in the program's place."""
    folder = tmp_path / AWKWARD / "saliscope"
    folder.mkdir(parents=True)
    (folder / "saliscope").write_text("#!/bin/sh\n")
    (folder / "saliscope").chmod(0o755)
    desktop.accompany(folder)
    return folder


def install(folder: Path, home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **variables}
    script = ["sh", str(folder / "install.sh"), *arguments]
    return subprocess.run(script, env=environment, capture_output=True, text=True, check=False)


def entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def unescaped(value: str) -> str:
    r"""A string of a menu entry as it is meant: `\\` is one backslash."""
    return value.replace("\\\\", "\\")


def program_of(exec_line: str) -> str:
    """The program an Exec line starts, read as the Desktop Entry Specification says."""
    quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)" %F', unescaped(exec_line)).group(1)
    return re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%")


def own_files(home: Path) -> set[str]:
    return {str(path.relative_to(home / ".local")) for path in home.rglob("saliscope*") if path.is_file()}


def test_it_installs_for_one_user_and_names_the_program_where_it_is(unpacked, tmp_path):
    home = tmp_path / "home"
    done = install(unpacked, home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "in the menu" in done.stdout
    shown = entry(home / ".local" / ENTRY)
    assert program_of(shown["Exec"]) == str(unpacked / "saliscope")
    assert unescaped(shown["TryExec"]) == str(unpacked / "saliscope")
    assert own_files(home) >= {
        ENTRY,
        "share/mime/packages/saliscope.xml",
        "share/icons/hicolor/scalable/apps/saliscope.svg",
        "share/icons/hicolor/256x256/apps/saliscope.png",
    }
    assert [path.name for path in home.iterdir()] == [".local"]
    assert [path.name for path in (home / ".local").iterdir()] == ["share"]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_entry_it_writes_is_valid(unpacked, tmp_path):
    install(unpacked, tmp_path / "home")
    file = tmp_path / "home" / ".local" / ENTRY
    checked = subprocess.run(["desktop-file-validate", str(file)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_removing_takes_away_its_files_and_nothing_else(unpacked, tmp_path):
    home = tmp_path / "home"
    other = home / ".local/share/applications/other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\n")
    install(unpacked, home)
    done = install(unpacked, home, "--remove", LANG="fr_FR.UTF-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "n’est plus dans le menu" in done.stdout
    assert own_files(home) == set()
    assert other.read_text() == "[Desktop Entry]\n"
    assert not (home / ".local/share/icons").exists()


def test_it_keeps_to_the_folder_that_the_user_gave_for_data(unpacked, tmp_path):
    install(unpacked, tmp_path / "home", XDG_DATA_HOME=str(tmp_path / "data"))
    assert (tmp_path / "data/applications/saliscope.desktop").exists()
    assert not (tmp_path / "home").exists()


def test_a_lonely_script_says_what_it_misses(unpacked, tmp_path):
    (unpacked / "saliscope").unlink()
    done = install(unpacked, tmp_path / "home")
    assert done.returncode == 1
    assert "unpack the archive again" in done.stderr
    assert not (tmp_path / "home").exists()


def test_what_it_does_not_know_it_does_not_do(unpacked, tmp_path):
    done = install(unpacked, tmp_path / "home", "--uninstall")
    assert done.returncode == 2
    assert "--remove" in done.stderr
    assert not (tmp_path / "home").exists()

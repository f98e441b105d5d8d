"""Qt's ICU data made small: the package's format, what stays, and that Qt sorts and formats with it as before."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import icu

QT = Path(str(importlib.util.find_spec("PySide6").origin)).parent / "Qt" / "lib"
TOOLS = all(shutil.which(tool) for tool in ("objcopy", "as", "ld", "nm"))
LIBRARY = next(iter(sorted(QT.glob("libicudata.so.*"))), None)
needs_qts_icu = pytest.mark.skipif(LIBRARY is None or not TOOLS, reason="Qt's ICU or binutils are not here")

CHILD = Path(__file__).parent / "icu_child.py"
# Languages the program speaks, and others.
LOCALES = ("en_GB", "en_US", "fr_FR", "fr_CA", "de_DE", "sv_SE", "cs_CZ", "ja_JP", "zh_CN", "C")


def made_up(items: dict[str, bytes]) -> bytes:
    """A package of ICU's format, written with struct alone."""
    header = struct.pack("<HBBHHBBBB4s4B4B", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", 1, 0, 0, 0, 3, 0, 0, 0)
    header = header.ljust(32, b"\0")
    names = [f"icudt73l/{name}".encode() + b"\0" for name in items]
    place, table, body = 4 + 8 * len(items), b"", b""
    start = -(-(place + len(b"".join(names))) // 16) * 16
    for name, item in zip(names, items.values(), strict=True):
        table += struct.pack("<II", place, start + len(body))
        place += len(name)
        body += item.ljust(-(-len(item) // 16) * 16, b"\xaa")
    front = struct.pack("<I", len(items)) + table + b"".join(names)
    return header + front.ljust(start, b"\xaa") + body


ITEMS = {
    "brkitr/x.dict": b"d" * 33,
    "coll/de.res": b"c" * 16,
    "de.res": b"g" * 5,
    "en.res": b"e" * 20,
    "root.res": b"r",
}


def test_a_package_is_read_and_written_back_byte_for_byte():
    data = made_up(ITEMS)
    package = icu.parse(data)
    assert (package.prefix, package.symbol, list(package.items)) == ("icudt73l", "icudt73_dat", list(ITEMS))
    assert all(package.items[name].startswith(item) for name, item in ITEMS.items())
    assert icu.build(package) == data


def test_what_is_left_out_leaves_a_package_in_order():
    small = icu.reduced(icu.parse(made_up(ITEMS)))
    assert list(small.items) == ["coll/de.res", "en.res", "root.res"]
    shuffled = icu.Package(small.header, small.prefix, dict(reversed(small.items.items())))
    data = icu.build(shuffled)
    assert data == icu.build(small)
    again = icu.parse(data)
    assert again.items == small.items
    _, places = struct.unpack_from("<I", data, 32), struct.unpack_from("<6I", data, 36)
    assert all(start % 16 == 0 for start in places[1::2])
    assert data == made_up({name: ITEMS[name] for name in small.items})


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:40],
        lambda data: data[:2] + b"\0\0" + data[4:],
        lambda data: data[:8] + b"\1" + data[9:],  # big-endian
        lambda data: data[:32] + struct.pack("<I", 1 << 30) + data[36:],
        lambda data: data[:36] + struct.pack("<I", 1 << 30) + data[40:],
        lambda data: data[:40] + struct.pack("<I", 1 << 30) + data[44:],
        lambda data: data.replace(b"icudt73l/de.res", b"icudt73l/zz.res"),
        lambda data: data.replace(b"icudt73l/", b"somebody/"),
    ],
)
def test_data_of_another_shape_is_refused(damage):
    with pytest.raises(icu.UnknownShapeError):
        icu.parse(damage(made_up(ITEMS)))


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("root.res", True),
        ("pool.res", True),
        ("en_GB.res", True),
        ("zone/fr.res", True),
        ("zone/tzdbNames.res", True),
        ("coll/ucadata.icu", True),
        ("coll/sv.res", True),
        ("supplementalData.res", True),
        ("likelySubtags.res", True),
        ("numberingSystems.res", True),
        ("cnvalias.icu", True),
        ("ibm-5348_P100-1997.cnv", True),
        ("de.res", False),
        ("zone/de_CH.res", False),
        ("lang/yue_Hans.res", False),
        ("translit/root.res", False),
        ("brkitr/cjdict.dict", False),
        ("gb18030.cnv", False),
    ],
)
def test_rules_of_what_stays(name, stays):
    assert (icu.reason(name) is None) is stays


@pytest.mark.slow
@needs_qts_icu
def test_qt_asks_icu_for_what_the_rules_were_written_for():
    asked = {}
    for library in sorted(QT.glob("libQt6*.so.6")):
        said = subprocess.run(
            ["nm", "-D", "--undefined-only", str(library)], capture_output=True, text=True, check=True
        )
        names = re.findall(r"\bU (u\w+)_\d+$", said.stdout, re.M)
        if names:
            asked[library.name] = names
    assert set(asked) == {"libQt6Core.so.6"}
    assert [name for name in asked["libQt6Core.so.6"] if not name.startswith(icu.ASKED_FOR)] == []


def small_library(work: Path) -> Path:
    [(_, source, _)] = icu.trimmed([(f"PySide6/Qt/lib/{LIBRARY.name}", str(LIBRARY), "BINARY")], work)
    return Path(source)


@needs_qts_icu
def test_qts_package_is_written_back_byte_for_byte(tmp_path):
    package = icu.read(LIBRARY, tmp_path)
    assert icu.build(package) == (tmp_path / f"{LIBRARY.name}.whole").read_bytes()


@needs_qts_icu
def test_the_small_library_is_the_same_each_time_and_has_the_old_ones_name(tmp_path):
    one, other = small_library(tmp_path / "one"), small_library(tmp_path / "other folder")
    assert one.read_bytes() == other.read_bytes()
    assert (one.name, one.stat().st_size < LIBRARY.stat().st_size / 4) == (LIBRARY.name, True)
    said = subprocess.run(["readelf", "-dlW", str(one)], capture_output=True, text=True, check=True).stdout
    assert f"soname: [{LIBRARY.name}]" in said
    assert re.search(r"GNU_STACK.* RW ", said)


@pytest.mark.slow
@needs_qts_icu
def test_qt_sorts_and_formats_with_the_small_data_as_before(tmp_path):
    def told(folder: Path) -> dict:
        command = [sys.executable, str(CHILD), *LOCALES]
        environment = {**os.environ, "LD_LIBRARY_PATH": str(folder)}
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return json.loads(said.stdout)

    small = small_library(tmp_path)
    before, after = told(LIBRARY.parent), told(small.parent)
    assert (before.pop("library"), after.pop("library")) == (str(LIBRARY.resolve()), str(small.resolve()))
    assert after == before
    words, numbered, formats = after["found"]["fr_FR"]
    assert words[4:10] == ["cote", "coté", "côte", "côté", "ete", "été"]
    assert after["found"]["fr_CA"][0][4:8] == ["cote", "côte", "coté", "côté"]
    assert after["found"]["sv_SE"][0].index("öl") > after["found"]["sv_SE"][0].index("Zoo")
    assert numbered == ["Île 2", "ile 10", "img 9.jpg", "IMG 10.jpg", "IMG 100.jpg"]
    assert formats[0] == "1\u202f234\u202f567,89"
    assert after["decoded"] == ["€é¤", "\x80é€"]
    assert after["zones"] == ["Central European Summer Time", "heure d’été d’Europe centrale"]


def test_a_library_of_another_kind_stays_whole(tmp_path, capfd):
    source = tmp_path / "libicudata.so.99"
    shutil.copyfile(sys.executable, source)
    row = ("PySide6/Qt/lib/libicudata.so.99", str(source), "BINARY")
    if sys.platform == "linux" and TOOLS:
        assert icu.trimmed([row], tmp_path / "work") == [row]
        assert "stays whole" in capfd.readouterr().err
    link = ("libicudata.so.99", "PySide6/Qt/lib/libicudata.so.99", "SYMLINK")
    assert icu.trimmed([link], tmp_path / "work") == [link]

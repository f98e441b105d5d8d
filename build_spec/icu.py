"""Makes Qt's ICU data small (Linux): builds a library of the same name and symbol with only the data that Qt uses.

ICU's data is one package: a header, a table of names and places, and items that begin at multiples of 16 bytes. Qt
(QtCore alone) asks ICU for the order of words, names of time zones and encodings of text, and nothing else: numbers,
dates and plurals are Qt's own. Needs binutils. `python -m build_spec.icu LIBRARY WORK-FOLDER` prints what stays out.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import resources

# Prefixes of the ICU functions that Qt may call. A test compares them with the functions that Qt's libraries import.
ASKED_FOR = ("u_str", "ucal_", "ucnv_", "ucol_")

_OTHER_LANGUAGES = rf"(?!({'|'.join(resources.LANGUAGES)})[._])[a-z]{{2,3}}(_\w+)?\.res$"

# Items that stay out, by their names in the package; the first rule that fits counts.
LEFT_OUT = {
    r"translit/": "one script written in the letters of another",
    r"rbnf/": "numbers written out as words",
    r"brkitr/": "where lines and words end: Qt has rules of its own",
    r"unit/": "names of units",
    rf"(lang|region|curr|zone)/{_OTHER_LANGUAGES}": "names in languages the program does not speak",
    _OTHER_LANGUAGES: "formats of languages the program does not speak",
    r"(?!(ibm-5348|ibm-923|ibm-850|macos-0)_).*\.cnv$": "encodings beyond Unicode's and western Europe's",
    r"unames\.icu$": "names of characters",
    r".*\.spp$": "names of hosts and users in protocols",
    r"uts46\.nrm$": "names of hosts: Qt has a table of its own",
    r"confusables\.cfu$": "characters that look like others",
}
# The order of words (`coll/`) stays for every language: photographs are sorted as in the system's language.

_ALIGNMENT = 16
_FILLING = b"\xaa"  # as ICU's own tools pad
_HEADER = struct.Struct("<HBB HH BBBB 4s")
_MAGIC = (0xDA, 0x27)
_ENTRY = struct.Struct("<II")


class UnknownShapeError(ValueError):
    """The data does not have the layout that this module knows."""


@dataclass(frozen=True)
class Package:
    """ICU's common data. prefix: of each name, such as `icudt73l`; items: by name without the prefix, sorted."""

    header: bytes
    prefix: str
    items: dict[str, bytes]

    @property
    def symbol(self) -> str:
        """The name by which ICU's code finds the data."""
        return f"{self.prefix[:-1]}_dat"


def parse(data: bytes) -> Package:
    """Read a package in little-endian order. Raises UnknownShapeError."""
    if len(data) < _HEADER.size:
        raise UnknownShapeError("shorter than a header")
    size, *magic, _, _, big, charset, _, _, kind = _HEADER.unpack_from(data)
    if tuple(magic) != _MAGIC or kind != b"CmnD" or big or charset or size % _ALIGNMENT or size + 4 > len(data):
        raise UnknownShapeError("no little-endian common data")
    body = data[size:]
    (count,) = struct.unpack_from("<I", body)
    if not count or 4 + count * _ENTRY.size > len(body):
        raise UnknownShapeError("a table of contents beyond the end")
    table = [_ENTRY.unpack_from(body, 4 + number * _ENTRY.size) for number in range(count)]
    names = [_name(body, place) for place, _ in table]
    starts = [start for _, start in table]
    if any(start % _ALIGNMENT or start > len(body) for start in starts) or starts != sorted(set(starts)):
        raise UnknownShapeError("items that are not in order")
    if names != sorted(set(names)):
        raise UnknownShapeError("names that are not in order")
    prefix = names[0].partition("/")[0]
    if not re.fullmatch(r"icudt\d+l", prefix) or any(not name.startswith(f"{prefix}/") for name in names):
        raise UnknownShapeError("names of another package")
    ends = [*starts[1:], len(body)]
    items = {name[len(prefix) + 1 :]: body[start:end] for name, start, end in zip(names, starts, ends, strict=True)}
    return Package(data[:size], prefix, items)


def build(package: Package) -> bytes:
    """Return a package as bytes, its names sorted, because ICU finds them by binary search."""
    items = dict(sorted((f"{package.prefix}/{name}".encode(), item) for name, item in package.items.items()))
    names = b"".join(name + b"\0" for name in items)
    first_name = 4 + len(items) * _ENTRY.size
    table, pool, body = bytearray(struct.pack("<I", len(items))), _padded(names, first_name), bytearray()
    place, begin = first_name, first_name + len(pool)
    for name, item in items.items():
        table += _ENTRY.pack(place, begin + len(body))
        place += len(name) + 1
        body += _padded(item)
    return bytes(package.header + table + pool + body)


def reason(name: str) -> str | None:
    """Return why an item is left out; None if it stays."""
    return next((why for pattern, why in LEFT_OUT.items() if re.match(pattern, name)), None)


def reduced(package: Package) -> Package:
    """Return the package without the items that `LEFT_OUT` names."""
    items = {name: item for name, item in package.items.items() if reason(name) is None}
    return Package(package.header, package.prefix, items)


def trimmed(rows: Iterable[tuple[str, str, str]], work: Path) -> list[tuple[str, str, str]]:
    """Return PyInstaller's (place, source, type) rows, ICU's data replaced by a small library in `work`."""
    return [(place, _small(place, source, work) if kind == "BINARY" else source, kind) for place, source, kind in rows]


def read(library: Path, work: Path) -> Package:
    """Read the data out of ICU's library; a copy is left in `work`. Raises UnknownShapeError."""
    work.mkdir(parents=True, exist_ok=True)
    content = work / f"{library.name}.whole"
    subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(content)], check=True)
    return parse(content.read_bytes())


def link(package: Package, name: str, work: Path) -> Path:
    """Make a shared library `name` of the package in `work`: read-only, with the symbol that ICU's code looks for."""
    work.mkdir(parents=True, exist_ok=True)
    (work / "data").write_bytes(build(package))
    source = (
        '.section .rodata, "a"',
        f".balign {_ALIGNMENT}",
        f".globl {package.symbol}",
        f".type {package.symbol}, %object",
        f'{package.symbol}: .incbin "data"',
        f".size {package.symbol}, . - {package.symbol}",
    )
    (work / "data.s").write_text("\n".join((*source, "")))
    subprocess.run(["as", "--noexecstack", "-o", "data.o", "data.s"], check=True, cwd=work)
    flags = ["-shared", "-s", "--build-id=none", "-z", "noexecstack", "-soname", name]
    subprocess.run(["ld", *flags, "-o", name, "data.o"], check=True, cwd=work)
    return work / name


def _small(place: str, source: str, work: Path) -> str:
    name = Path(place).name
    if sys.platform != "linux" or not name.startswith("libicudata.so"):
        return source
    try:
        return str(link(reduced(read(Path(source), work)), name, work))
    except UnknownShapeError as error:
        print(f"icu: {place} stays whole: {error}", file=sys.stderr)
        return source


def _name(body: bytes, place: int) -> str:
    end = body.find(b"\0", place)
    if end < 0 or not body[place:end].isascii():
        raise UnknownShapeError("a name without an end")
    return body[place:end].decode("ascii")


def _padded(data: bytes, before: int = 0) -> bytes:
    return data + _FILLING * (-(before + len(data)) % _ALIGNMENT)


def main(library: Path, work: Path) -> None:
    """Print how much each rule leaves out of a library, in bytes."""
    package = read(library, work)
    sizes = Counter[str]()
    for name, item in package.items.items():
        sizes[reason(name) or "stays"] += len(item)
    for why, size in sizes.most_common():
        print(f"{size:10,}  {why}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

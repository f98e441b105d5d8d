"""Changes of a `.keras` file: its members, the headers of the zip, the configuration and the weights inside."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from soak.hostile import arrays, settings
from soak.hostile.bytewise import Draws, chosen, edge, packed
from soak.hostile.canary import Canary

Members = list[tuple[zipfile.ZipInfo, bytes]]
_CONFIG, _WEIGHTS = "config.json", "model.weights.h5"
_BOMB = bytes(32 << 20)


def changed(data: bytes, draws: Draws, canary: Canary, folder: Path) -> bytes:
    """Change what an archive holds, or the archive itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    how = draws.random()
    if how < 0.5:
        members = _replaced(members, _CONFIG, lambda text: settings.changed(text, draws, canary))
    elif how < 0.75:
        members = _replaced(members, _WEIGHTS, lambda inner: arrays.changed(inner, draws, canary, folder))
    else:
        members = chosen(_CHANGES, draws)(members, draws, canary)
    found = _written(members)
    return _headers(found, draws) if draws.random() < 0.15 else found


def _replaced(members: Members, name: str, change: Callable[[bytes], bytes]) -> Members:
    return [(entry, change(body) if entry.filename == name else body) for entry, body in members]


def _doubled(members: Members, draws: Draws, canary: Canary) -> Members:
    entry, body = chosen(members, draws)
    return [*members, (_entry(entry.filename), settings.changed(body, draws, canary) if body[:1] == b"{" else body)]


def _renamed(members: Members, draws: Draws, canary: Canary) -> Members:
    names = (
        *("../config.json", "/config.json", "config.json/", "CONFIG.JSON", "config.json\0.txt", "c:config.json"),
        *(
            f"../../../../../..{canary.written}",
            str(canary.written),
            "assets/../../x",
            "assets//x",
            "assets\\..\\x",
            "",
        ),
    )
    at = int(draws.integers(len(members)))
    renamed = (_entry(chosen(names, draws)), members[at][1])
    return [*members[:at], renamed, *(members[at:] if draws.random() < 0.5 else members[at + 1 :])]


def _linked(members: Members, draws: Draws, canary: Canary) -> Members:
    link = _entry(chosen(("assets/link", "assets", _CONFIG, _WEIGHTS), draws))
    link.external_attr = 0o120777 << 16
    return [*(one for one in members if draws.random() < 0.8), (link, str(canary.secret).encode())]


def _swollen(members: Members, draws: Draws, _: Canary) -> Members:
    entry = _entry(chosen((_CONFIG, "metadata.json", _WEIGHTS, "assets/labels.txt", "assets/x"), draws))
    entry.compress_type = zipfile.ZIP_DEFLATED
    body = chosen((_BOMB, b" " * (8 << 20) + b"{}", b"[" * 500_000, b"a\n" * (2 << 20)), draws)
    return [*(one for one in members if one[0].filename != entry.filename), (entry, body)]


def _left_out(members: Members, draws: Draws, _: Canary) -> Members:
    gone = int(draws.integers(len(members)))
    return [one for at, one in enumerate(members) if at != gone]


def _many(members: Members, draws: Draws, _: Canary) -> Members:
    return [*members, *((_entry(f"assets/{number}"), b"") for number in range(int(draws.choice((50, 12_000)))))]


def _labelled(members: Members, draws: Draws, _: Canary) -> Members:
    names = chosen((b"cat\ndog", b"\xff\xfe", b"a" * 500_000, b"\n" * 100_000, b"{" * 5_000, b"<b>x</b>\n" * 5), draws)
    return [*members, (_entry("assets/labels.txt"), names)]


_CHANGES = (_doubled, _renamed, _linked, _swollen, _left_out, _many, _labelled)


def _headers(data: bytes, draws: Draws) -> bytes:
    """Change numbers of the local headers, of the directory or of its end."""
    found = bytearray(data)
    places = [at for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for at in _all(data, mark)]
    for _ in range(draws.integers(1, 4)):
        at = chosen(places, draws) + int(draws.integers(4, 46))
        found[at : at + 4] = packed(edge(draws), int(draws.choice((1, 2, 4))), False)[: len(found) - at]
    return bytes(found)


def _all(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0 and len(found) < 100:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name or "x")
    entry.filename = name
    return entry


def _written(members: Members) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")  # of names that are there twice
        for entry, body in members:
            archive.writestr(entry, body)
    return buffer.getvalue()

"""Changed files of every format of pictures that is read, opened as the window opens them.

Each is read, another of its frames is read, and it is read as a thumbnail. What a file costs is measured in the process
that reads it and in the one that its decoder runs in, should it have one of its own.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from soak.hostile.bytewise import BYTEWISE, Draws, chosen, joined
from soak.hostile.canary import Canary
from soak.hostile.containers import structured
from soak.hostile.helper_process import Answer, HelperProcess
from soak.hostile.seeds import BOMB
from soak.hostile.telling import is_find, told_of_files, words_of
from soak.hostile.watched import Other, Watch, examined
from soak.journal import Journal, Row
from soak.processes import in_a_process

COUNT = 50_000
_LIFE = 500  # files that one process reads
_HARDER = 0.6  # share of files that are changed by their own layout
_SIDE = 256  # of a thumbnail
_OF_MANY_PIXELS = 0.004  # share of files that are small and hold very many pixels: each takes seconds


def run(journal: Journal) -> None:
    seeds = _seeds(journal.folder / "picture-seeds")
    kept = journal.folder / "picture-finds"
    with tempfile.TemporaryDirectory(prefix="saliscope-soak-") as name:
        folder = Path(name)
        canary = Canary(folder / "canary")
        process = HelperProcess(partial(_reader, folder), "fork", _LIFE)
        try:
            for step, draws in journal.to_do():
                seed, how, data = changed(seeds, draws)
                path = folder / f"{step}{'.png' if draws.random() < 0.05 else Path(seed).suffix}"
                path.write_bytes(data)
                found = process.ask(str(path))
                path.unlink(missing_ok=True)
                found["touched"] = canary.touched()
                found["words"] = words_of(found, path.name)
                if is_find(found):
                    kept.mkdir(exist_ok=True)
                    (kept / f"{step}-{seed}").write_bytes(data)
                journal.keep(step, seed=seed, how=how, size=len(data), **_short(found))
        finally:
            process.close()


def told(rows: list[Row]) -> list[tuple[str, str]]:
    return told_of_files(rows, Counter(Path(row["seed"]).suffix for row in rows))


def changed(seeds: dict[str, bytes], draws: Draws) -> tuple[str, str, bytes]:
    """Return the seed's name, what was done to it, and a file made of it."""
    large = draws.random() < _OF_MANY_PIXELS
    name = chosen(sorted(name for name in seeds if name.startswith(BOMB) == large), draws)
    data, kind = seeds[name], name.split(".")[1]
    if draws.random() < _HARDER:
        return name, "layout", structured(data, kind, draws)
    if draws.random() < 0.1:
        return name, "joined", joined(data, seeds[chosen(sorted(seeds), draws)], draws)
    change = chosen(BYTEWISE, draws)
    return name, change.__name__, change(data, draws)


def _seeds(folder: Path) -> dict[str, bytes]:
    if not folder.exists():
        folder.mkdir()
        in_a_process(_make_seeds, folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _make_seeds(folder: Path) -> None:
    from soak.hostile.seeds import pictures

    pictures.write(folder)


def _short(found: Answer) -> Answer:
    """Leave out what says nothing, for 50,000 lines."""
    return {key: value for key, value in found.items() if value not in ([], "", None)}


def _reader(folder: Path) -> Any:
    """Return what reads one file after the other, in the process where it is called."""
    import urllib3  # noqa: F401

    from engine.images import read_image, read_thumbnail, reread
    from engine.images.reading import Reading
    from engine.system import sandbox

    sys.path.insert(0, str(folder / "canary"))
    own = sandbox._SHARED
    decoder = Other(lambda: own._process.pid if own._process is not None else None)
    watch = Watch(folder).install()
    start = own._ready

    def ready() -> Any:  # starting the decoders' process is ours, and not the file's doing
        watch.quiet, before = True, watch.quiet
        try:
            return start()
        finally:
            watch.quiet = before

    own._ready = ready  # type: ignore[method-assign]

    def read(path: Path) -> Answer:
        try:
            image = read_image(path)
            if image.latitude.frames > 1:
                image = reread(image, replace(Reading(), frame=image.latitude.frames - 1))
            pixels = image.width * image.height
            del image
        finally:
            assert max(read_thumbnail(path, _SIDE).shape) <= _SIDE
        return {"code": "", "pixels": pixels}

    def answer(path: str) -> Answer:
        decoder.begin()
        found = examined(watch, lambda: read(Path(path)))
        seconds, memory, ended = decoder.used()
        found["decoder"] = [round(seconds, 2), memory, ended]
        found["seconds"] = max(found["seconds"], round(seconds, 2))
        found["memory"] = max(found["memory"], memory)
        return found

    return answer

"""Changed model files of every kind that is opened, inspected and opened as the program does it.

Each file is copied and inspected in a child; what passes is opened in a process like the engine, and with some of it a
picture is explained.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from soak.hostile import archives, arrays, messages, programs, settings
from soak.hostile.bytewise import BYTEWISE, Draws, chosen
from soak.hostile.canary import Canary
from soak.hostile.helper_process import Answer, HelperProcess
from soak.hostile.opening import PRELOADED, inspector, opener
from soak.hostile.telling import ENDED, is_find, told_of_files, words_of
from soak.journal import Journal, Row
from soak.processes import in_a_process

COUNT = 20_000
_INSPECTED, _OPENED = 1_000, 150  # files that one process inspects, opens
_EXPLAINED = 0.2  # share of the opened models that explain a picture
_HARDER = 0.85  # share of files that are changed by their own layout
_MOST_GROWN = 800  # MiB that opening may take, beside the 700 that TensorFlow takes by itself

Files = dict[str, bytes]  # by their names in the model's folder
Layout = Callable[[bytes, Draws], bytes]


def run(journal: Journal) -> None:
    seeds = _seeds(journal.folder / "model-seeds")
    kept = journal.folder / "model-finds"
    with tempfile.TemporaryDirectory(prefix="saliscope-soak-") as name:
        folder = Path(name)
        canary = Canary(folder / "canary")
        os.environ["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)  # the fork server takes no other
        multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)
        inspecting = HelperProcess(partial(inspector, folder), "fork", _INSPECTED)
        opening = HelperProcess(partial(opener, folder), "forkserver", _OPENED)
        try:
            for step, draws in journal.to_do():
                seed, how, files = changed(seeds, draws, canary, folder)
                canary.touched()  # changing may have looked at it
                path = _written(files, folder / "model", canary, draws)
                found = _asked(inspecting, opening, path, draws.random() < _EXPLAINED)
                found["touched"] = canary.touched()
                if is_find(found):
                    shutil.copytree(folder / "model", kept / f"{step}-{seed}", symlinks=True, dirs_exist_ok=True)
                journal.keep(step, seed=seed, how=how, **{key: value for key, value in found.items() if value})
        finally:
            inspecting.close()
            opening.close()


def told(rows: list[Row]) -> list[tuple[str, str]]:
    opened = [row for row in rows if "opening" in row]
    explained = sum(bool(row["opening"].get("explained")) for row in opened)
    ended = Counter(row["opening"]["code"] for row in opened if row["opening"].get("code") in ENDED)
    lost = sum(bool(row.get("lost")) for row in rows)
    return [
        *told_of_files(rows, Counter(row["seed"].split(".")[1] for row in rows)),
        ("an inspection's child died or was ended, which is told as a sentence", str(lost)),
        ("passed inspection and were tried in an engine", f"{len(opened):,}, {explained:,} explained a picture"),
        ("an engine died of one, which its supervisor tells as a sentence", str(ended["died"])),
        ("an engine computed for more than 30 s", str(ended["hung"])),
    ]


def changed(seeds: dict[str, Files], draws: Draws, canary: Canary, folder: Path) -> tuple[str, str, Files]:
    """Return the seed's name, what was done to it, and the files of a model made of it."""
    seed = chosen(sorted(seeds), draws)
    files = dict(seeds[seed])
    name = chosen(sorted(files), draws)
    if draws.random() < 0.3:
        name = max(files, key=lambda each: each.endswith((".json", ".pb")))  # which says how the rest is read
    if draws.random() < _HARDER:
        files[name] = _by_layout(name, files[name], draws, canary, folder)
        return seed, f"layout {name}", files
    change = chosen(BYTEWISE, draws)
    files[name] = change(files[name], draws)
    return seed, f"{change.__name__} {name}", files


def _by_layout(name: str, data: bytes, draws: Draws, canary: Canary, folder: Path) -> bytes:
    ending = name.rsplit(".", 1)[-1]
    if ending == "keras":
        return archives.changed(data, draws, canary, folder)
    if ending == "h5":
        return arrays.changed(data, draws, canary, folder)
    if ending == "json":
        return settings.changed(data, draws, canary)
    if ending == "tflite":
        return programs.changed(data, draws)
    if ending in ("pb", "onnx"):
        return messages.changed(data, draws, canary)
    return chosen(BYTEWISE, draws)(data, draws)


def _written(files: Files, folder: Path, canary: Canary, draws: Draws) -> Path:
    """Write the files anew and return what the user opens; a few of them are links to where nobody may look."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    names = sorted(files)
    whole = len(files) > 1 and "saved_model.pb" in files
    opened = folder if whole else folder / next((name for name in names if name.endswith(".json")), names[0])
    others = [folder / name for name in names if folder / name != opened]
    if others and draws.random() < 0.03:
        other = chosen(others, draws)
        other.unlink()
        other.symlink_to(canary.secret)
    return opened


def _asked(inspecting: HelperProcess, opening: HelperProcess, path: Path, explains: bool) -> Answer:
    found = inspecting.ask(str(path))
    model = found.pop("model", None)
    found["lost"] = found.pop("child", {}).get("lost")
    found["words"] = words_of(found, path.name)
    if model is not None:
        opened = opening.ask((str(path), model, explains))
        found["opening"] = {"code": opened["code"], "explained": opened.get("explained")}
        found["words"] = found["words"] or words_of(opened, path.name)
        found["seconds"] = max(found["seconds"], opened["seconds"])
        # What is loaded with TensorFlow stays; only what this model took counts.
        found["grown"] = opened.get("grown", 0)
        found["memory"] = max(found["memory"], opened["memory"] if opened.get("grown", 0) > _MOST_GROWN else 0)
        found["reached"] = [*found["reached"], *opened["reached"]]
        if opened["code"] == "escaped":
            found["code"], found["fault"] = "escaped", f"opening: {opened['fault']}"
        elif opened["code"] and opened["code"] not in ENDED:
            found["code"] = opened["code"]
    return found


def _seeds(folder: Path) -> dict[str, Files]:
    if not folder.exists():
        folder.mkdir()
        in_a_process(_make_seeds, folder)
    return {
        each.name: {str(path.relative_to(each)): path.read_bytes() for path in each.rglob("*") if path.is_file()}
        for each in folder.iterdir()
    }


def _make_seeds(folder: Path) -> None:
    from soak.hostile.seeds import models

    models.write(folder)

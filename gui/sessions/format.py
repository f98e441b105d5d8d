"""The format of session files: everything that was on screen, as versioned JSON. No Qt.

    {"format": "saliscope.session/1", "program": "0.1.0", "photographs": [...], "shown": 0, "model": {...},
     "choices": {...}, "rendering": {...}, "view": {...}, "companions": [...], "rooms": {...}}

A session file may come from a stranger. It only names files and values, all of which are checked; nothing in it is run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import resources
from engine import __version__
from engine.errors import Code, SaliscopeError
from engine.export.plain_values import Unfit, plain, typed
from engine.export.spelled_out import as_written, chosen_of, spelled_out
from engine.images.preprocessing import PixelValues
from engine.images.probe import Stroke
from engine.images.reading import Reading
from engine.methods import METHODS
from engine.network.description import Port
from engine.rendering import Rendering
from engine.system.quick_dataclass import dataclass
from gui.state.choices import Choices
from gui.state.readings import is_allowed

FORMAT, VERSION = "saliscope.session", 1
LARGEST = 16 * 2**20  # bytes: about 100,000 photographs
# Limits for values from an untrusted file: they allow everything that the controls can produce, and save memory.
_MOST_BALANCE, _MOST_STRIP, _MOST_PORTS, _MOST_SCALE = 2.0, 64, 1000, 1e6
_MOST_STROKES, _MOST_POINTS, _FARTHEST = 10_000, 200_000, 200_000  # in pixels: no photograph is larger
_MOST_LEVELS = 32


class Base(StrEnum):
    """The folder that a file's path is relative to."""

    SESSION = "session"  # the session file's folder: session and photographs can be moved together
    ROOT = "root"
    PROGRAM = "program"  # the files that ship with Saliscope, wherever it is installed


@dataclass(frozen=True)
class SavedFile:
    """A photograph or a model. path: absolute; sha256: "" if the file was never read."""

    path: Path
    sha256: str = ""


@dataclass(frozen=True)
class SavedModel:
    """A model, and which of its inputs and outputs are used."""

    file: SavedFile
    port: Port = field(default_factory=Port)


@dataclass(frozen=True)
class SavedCompanion:
    """The photograph at a further picture input of the model, and how it is read. input: its index."""

    input: int
    file: SavedFile
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class SavedView:
    """Zoom and position. scale: device pixels per image pixel; x, y: the image point in the middle of the view."""

    scale: float
    x: float
    y: float
    fitted: bool = True


@dataclass(frozen=True)
class SavedSession:
    """Everything that was on screen. shown: index of the photograph; rooms: what each room of the window adds."""

    photographs: tuple[SavedFile, ...] = ()
    shown: int | None = None
    model: SavedModel | None = None
    choices: Choices = field(default_factory=Choices)
    rendering: Rendering = field(default_factory=Rendering)
    view: SavedView | None = None
    rooms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    companions: tuple[SavedCompanion, ...] = ()

    @property
    def photograph(self) -> SavedFile | None:
        """The photograph on screen."""
        return None if self.shown is None else self.photographs[self.shown]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to save: no image, and no model except the default one."""
        return not self.photographs and (self.model is None or self.model.file.path == resources.DEFAULT_MODEL)

    def with_files(self, other: Mapping[Path, SavedFile | None]) -> SavedSession:
        """Return the session with the new paths of moved files; files mapped to None are left out."""
        kept = [other.get(one.path, one) for one in self.photographs]
        shown = self.photograph and other.get(self.photograph.path, self.photograph)
        model = self.model
        if model is not None:
            there = other.get(model.file.path, model.file)
            model = replace(model, file=there) if there is not None else None
        photographs = tuple(one for one in kept if one is not None)
        index = photographs.index(shown) if shown is not None else None
        companions = tuple(
            replace(one, file=there)
            for one in self.companions
            if (there := other.get(one.file.path, one.file)) is not None
        )
        return replace(self, photographs=photographs, shown=index, model=model, companions=companions)


@dataclass(frozen=True)
class _Named:
    path: str
    base: Base
    sha256: str = ""


@dataclass(frozen=True)
class _NamedModel:
    file: _Named
    port: Port = field(default_factory=Port)


@dataclass(frozen=True)
class _NamedCompanion:
    input: int
    file: _Named
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class _Document:
    photographs: tuple[_Named, ...] = ()
    shown: int | None = None
    model: _NamedModel | None = None
    choices: Choices = field(default_factory=Choices)
    rendering: Rendering = field(default_factory=Rendering)
    view: SavedView | None = None
    companions: tuple[_NamedCompanion, ...] = ()


def encode(session: SavedSession, folder: Path | None) -> bytes:
    """Return a session as bytes. folder: of the file; None: all paths are absolute."""
    model = session.model
    document = _Document(
        tuple(_named(one, folder) for one in session.photographs),
        session.shown,
        _NamedModel(_named(model.file, folder), model.port) if model is not None else None,
        _spelled_out(session.choices),
        session.rendering,
        session.view,
        tuple(_NamedCompanion(one.input, _named(one.file, folder), one.reading) for one in session.companions),
    )
    content = {
        "format": f"{FORMAT}/{VERSION}",
        "program": __version__,
        **plain(document),
        "rooms": plain(session.rooms),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode(errors="backslashreplace")  # a name need not be text; this is how JSON writes what is none


def decode(data: bytes, path: Path) -> SavedSession:
    """Return what the session file at `path` says.

    Raises SaliscopeError: SESSION_TOO_BIG, SESSION_NOT_ONE, SESSION_NEWER, SESSION_DAMAGED.
    """
    if len(data) > LARGEST:
        raise SaliscopeError(Code.SESSION_TOO_BIG, name=path.name, megabytes=len(data) // 2**20, limit=LARGEST // 2**20)
    content = _json(data, path.name)
    try:
        document = typed(_Document, content, "session")
        rooms = typed(Mapping[str, dict], content.get("rooms", {}), "session.rooms")
        session = _session(document, rooms, path.absolute().parent)
        if (place := unfit_place(session)) is not None:
            raise Unfit(place)
        return session
    except Unfit as unfit:
        where = str(unfit).removeprefix("session.")
        raise SaliscopeError(Code.SESSION_DAMAGED, name=path.name, found=where[:80]) from unfit


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise SaliscopeError(Code.SESSION_NOT_ONE, name=name) from fault
    kind, _, version = str(content.get("format")).partition("/") if isinstance(content, dict) else ("", "", "")
    # Nine digits at most: an untrusted file can contain a number of any length.
    if kind != FORMAT or not version.isdecimal() or len(version) > 9:
        raise SaliscopeError(Code.SESSION_NOT_ONE, name=name)
    if int(version) > VERSION:
        raise SaliscopeError(Code.SESSION_NEWER, name=name, found=int(version), known=VERSION)
    found: dict[str, Any] = content
    return found


def _named(file: SavedFile, folder: Path | None) -> _Named:
    path = Path(os.path.abspath(file.path))  # noqa: PTH100 - without following links
    program = Path(resources.__file__).parent
    if path.is_relative_to(program):
        return _Named(path.relative_to(program).as_posix(), Base.PROGRAM, file.sha256)
    try:
        beside = None if folder is None else os.path.relpath(path, folder.absolute())
    except ValueError:  # on another drive there is no relative path
        beside = None
    if beside is None:
        return _Named(str(path), Base.ROOT, file.sha256)
    return _Named(Path(beside).as_posix(), Base.SESSION, file.sha256)


def _spelled_out(choices: Choices) -> Choices:
    """Return choices with all options of the methods that the user chose any for, and of the one on screen."""
    options = {choices.method: {}, **choices.options}
    return choices.replaced(options={method: dict(spelled_out(method, few.items())) for method, few in options.items()})


def _as_written(choices: Choices) -> Choices:
    """Return choices of a file as they were meant when it was written."""
    options = {choices.method: {}, **choices.options}
    found = {method: chosen_of(method, as_written(method, told.items())) for method, told in options.items()}
    return choices.replaced(options={method: chosen for method, chosen in found.items() if chosen})


def _session(document: _Document, rooms: Mapping[str, Any], folder: Path) -> SavedSession:
    model = document.model
    return SavedSession(
        tuple(_found(one, folder, f"photographs[{n}]") for n, one in enumerate(document.photographs)),
        document.shown,
        SavedModel(_found(model.file, folder, "model.file"), model.port) if model is not None else None,
        _as_written(document.choices),
        document.rendering,
        document.view,
        rooms,
        tuple(
            SavedCompanion(one.input, _found(one.file, folder, f"companions[{n}]"), one.reading)
            for n, one in enumerate(document.companions)
        ),
    )


def _found(named: _Named, folder: Path, place: str) -> SavedFile:
    if not named.path or (named.sha256 and not _is_sha256(named.sha256)):
        raise Unfit(place)
    if named.base is Base.ROOT:
        if not (PurePosixPath(named.path).is_absolute() or PureWindowsPath(named.path).is_absolute()):
            raise Unfit(f"{place}.path")
        return SavedFile(Path(named.path), named.sha256)
    relative = PurePosixPath(named.path)
    if relative.is_absolute() or PureWindowsPath(named.path).drive or "\\" in named.path:
        raise Unfit(f"{place}.path")
    if named.base is Base.PROGRAM:
        if ".." in relative.parts:
            raise Unfit(f"{place}.path")
        return SavedFile(Path(resources.__file__).parent / relative, named.sha256)
    return SavedFile(Path(os.path.normpath(folder / relative)), named.sha256)


def on_another_computer(path: Path) -> bool:
    """Tell whether a path is on another computer, which would learn who opens it."""
    return str(path).replace("\\", "/").startswith("//")


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


# Whether the window's controls could have produced the values


def unfit_place(session: SavedSession) -> str | None:
    """Return where a session has a value that no control allows, such as "choices.balance"; None if all is well."""
    view, shown = session.view, session.shown
    fits = {
        "shown": shown is None or 0 <= shown < len(session.photographs),
        "view": view is None or 0 < view.scale < _MOST_SCALE,
        "model.port": session.model is None or _port_fits(session.model.port),
        "companions": _companions_fit(session.companions),
        **_choices_fit(session.choices),
        **_rendering_fits(session.rendering),
    }
    return next((place for place, fit in fits.items() if not fit), None)


def _choices_fit(choices: Choices) -> dict[str, bool]:
    numbers = (choices.target, choices.against, choices.seed, choices.strip)
    region = choices.region
    return {
        "choices": all(number is None or number >= 0 for number in numbers),
        "choices.method": choices.method in METHODS,
        "choices.pixel_values": choices.pixel_values in ("", *PixelValues),
        "choices.balance": 0 <= choices.balance <= _MOST_BALANCE,
        "choices.strip": choices.strip <= _MOST_STRIP,
        "choices.region": region is None or (region.width > 0 and region.height > 0),
        "choices.options": _options_fit(choices),
        "choices.probe": _strokes_fit(choices.probe),
        "choices.reading": is_allowed(choices.reading),
    }


def _options_fit(choices: Choices) -> bool:
    for method, options in choices.options.items():
        known = {option.name: option for option in METHODS[method].options} if method in METHODS else {}
        for name, value in options.items():
            option = known.get(name)
            if option is None or not option.low <= value <= option.high:
                return False
            if option.whole and value != round(value):
                return False
    return True


def _strokes_fit(strokes: tuple[Stroke, ...]) -> bool:
    if len(strokes) > _MOST_STROKES or sum(len(stroke.points) for stroke in strokes) > _MOST_POINTS:
        return False
    return all(
        0 < stroke.radius <= _FARTHEST
        and stroke.points
        and all(abs(place) <= _FARTHEST for point in stroke.points for place in point)
        for stroke in strokes
    )


def _rendering_fits(rendering: Rendering) -> dict[str, bool]:
    fixed = rendering.fixed
    return {
        "rendering.alpha": 0 <= rendering.alpha <= 1,
        "rendering.colour_map": _colours_known(rendering),
        "rendering.fixed": fixed is None or fixed[0] <= fixed[1],
        "rendering.contours": len(rendering.contours) <= _MOST_LEVELS and all(abs(x) <= 1 for x in rendering.contours),
        "rendering.percentile": 0 <= rendering.percentile <= 100,
    }


def _port_fits(port: Port) -> bool:
    output = port.output if port.output is not None else 0
    return 0 <= port.input < _MOST_PORTS and 0 <= output < _MOST_PORTS and len(port.pins) < _MOST_PORTS


def _companions_fit(companions: tuple[SavedCompanion, ...]) -> bool:
    """Tell whether there is one photograph at most for each input, read as the controls allow."""
    inputs = [one.input for one in companions]
    apart = len(set(inputs)) == len(inputs) and all(0 <= index < _MOST_PORTS for index in inputs)
    return apart and all(is_allowed(one.reading) for one in companions)


def _colours_known(rendering: Rendering) -> bool:
    """Tell whether both colour maps of a rendering can be drawn."""
    # Late: `cmap` is not needed before the window is shown.
    from cmap import Colormap

    for name in (rendering.colour_map, rendering.diverging):
        try:
            Colormap(name)
        except (ValueError, TypeError, KeyError):
            return False
    return True

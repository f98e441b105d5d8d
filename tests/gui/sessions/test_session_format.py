"""A session file says what was on screen, and what it says is checked: it may come from a stranger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from engine.errors import Code, SaliscopeError
from engine.export.spelled_out import spelled_out
from engine.images.probe import Fill, Stroke
from engine.images.projection import Fit, Rect
from engine.images.reading import Reading, Window
from engine.network.description import Port
from engine.rendering import Evidence, Interpolation, Rendering
from engine.rendering.scale import Way
from gui.sessions.format import (
    LARGEST,
    SavedCompanion,
    SavedFile,
    SavedModel,
    SavedSession,
    SavedView,
    decode,
    encode,
    on_another_computer,
)
from gui.state.choices import Choices

SHA = "0123456789abcdef" * 4
CHOICES = Choices(
    method="rise",
    layer="block/conv",
    target=281,
    fit=Fit.LETTERBOX,
    pixel_values="-1..1",
    options={"rise": {"masks": 200.0, "visible": 0.4}, "lime": {"width": 0.5}},
    seed=7,
    against=282,
    balance=0.5,
    probability=True,
    further_layers=("a", "b"),
    strip=8,
    region=Rect(1.5, 2.0, 30.0, 40.25),
    probe=(Stroke(((1.0, 2.5), (3.0, 4.0)), 12.5, Fill.BLUR),),
    class_kept=True,
    reading=Reading(3, Window(-160.0, 239.5), (2, 0, 1)),
    reading_kept=True,
)
RENDERING = Rendering(
    "viridis",
    0.25,
    Interpolation.CELLS,
    "colorbrewer:PuOr_r",
    Evidence.FOR,
    False,
    Way.CONTOURS,
    (-0.5, 2.0),
    (0.2, 0.4),
    75.0,
)


def a_session(folder: Path) -> SavedSession:
    return SavedSession(
        (SavedFile(folder / "photos" / "a.png", SHA), SavedFile(folder.parent / "b é.png")),
        1,
        SavedModel(SavedFile(folder / "m.keras", SHA), Port(1, 2, (0.0, 3.5), two_classes=True)),
        CHOICES,
        RENDERING,
        SavedView(2.5, 100.25, 80.0, False),
        {"compare": {"kind": "curtain", "at": 0.3}},
        (
            SavedCompanion(0, SavedFile(folder / "photos" / "left.png", SHA)),
            SavedCompanion(2, SavedFile(folder / "r.png"), Reading(3, Window(-10.0, 40.5), (2, 0, 1))),
        ),
    )


def document(folder: Path) -> dict:
    return json.loads(encode(a_session(folder), folder))


def refusal(content: object, folder: Path) -> SaliscopeError:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(SaliscopeError) as refused:
        decode(data, folder / "x.saliscope")
    return refused.value


def test_what_was_saved_comes_back_whole(tmp_path):
    session = a_session(tmp_path)
    assert decode(encode(session, tmp_path), tmp_path / "x.saliscope") == session
    assert decode(encode(session, None), Path("/elsewhere/x.saliscope")) == session


def test_options_are_saved_with_their_values_and_read_as_they_were_meant(tmp_path):
    """Of version 0.1, which left out what nobody had chosen, with the defaults of then."""
    saved = document(tmp_path)
    assert saved["choices"]["options"]["rise"] == dict(spelled_out("rise", CHOICES.options["rise"].items()))
    saved["choices"].update(method="lime", options={"rise": {"masks": 200.0}})
    choices = decode(json.dumps(saved).encode(), tmp_path / "x.saliscope").choices
    then = {"draws": 0, "enough": 0}
    assert choices.options == {"lime": then, "rise": {"masks": 200.0, **then}}


def test_names_that_are_no_text_come_back(tmp_path):
    names = ["no utf-8 \udcff.png", "new\nline.png", "fish \U0001f41f.png"]
    session = SavedSession(tuple(SavedFile(tmp_path / name) for name in names), 0)
    assert decode(encode(session, tmp_path), tmp_path / "x.saliscope") == session


def test_photographs_beside_the_session_are_found_again_when_both_are_moved(tmp_path):
    data = encode(a_session(tmp_path / "old" / "work"), tmp_path / "old" / "work")
    moved = decode(data, tmp_path / "new" / "work" / "x.saliscope")
    assert moved.photographs[0].path == tmp_path / "new" / "work" / "photos" / "a.png"
    assert moved.photographs[1].path == tmp_path / "new" / "b é.png"
    assert str(tmp_path) not in data.decode()


def test_what_ships_with_the_program_is_found_wherever_it_is_installed(tmp_path):
    session = SavedSession((SavedFile(resources.SAMPLES[0]),), 0, SavedModel(SavedFile(resources.DEFAULT_MODEL)))
    data = encode(session, tmp_path)
    assert json.loads(data)["photographs"][0] == {"path": "samples/cat.png", "base": "program", "sha256": ""}
    assert decode(data, Path("/other/x.saliscope")) == session


def test_companions_that_moved_are_found_and_missing_ones_left_out(tmp_path):
    session = a_session(tmp_path)
    first, second = (one.file.path for one in session.companions)
    moved = session.with_files({first: SavedFile(tmp_path / "there.png"), second: None})
    assert moved.companions == (SavedCompanion(0, SavedFile(tmp_path / "there.png")),)
    assert moved.photographs == session.photographs


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[]", b"{}", b"null", b"[" * 100_000, b'{"format": 1}', b'{"a":NaN']
)
def test_what_is_no_session_is_refused(data, tmp_path):
    assert refusal(data, tmp_path).code is Code.SESSION_NOT_ONE


def test_a_session_of_a_newer_program_is_named_as_such(tmp_path):
    error = refusal({"format": "saliscope.session/2"}, tmp_path)
    assert (error.code, error.params["found"], error.params["known"]) == (Code.SESSION_NEWER, 2, 1)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    assert refusal(b" " * (LARGEST + 1), tmp_path).code is Code.SESSION_TOO_BIG


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("choices.method", "rm -rf"),
        ("choices.target", -1),
        ("choices.target", 1.5),
        ("choices.target", True),
        ("choices.target", 10**30),
        ("choices.balance", 1e300),
        ("choices.reading", 5),
        ("choices.reading.frame", -1),
        ("choices.reading.frame", 10**12),
        ("choices.reading.window", {"low": 1.0, "high": 1.0}),
        ("choices.reading.window", {"low": 0.0, "high": 1e301}),
        ("choices.reading.window.low", "black"),
        ("choices.reading.channels", [0, 1]),
        ("choices.reading.channels", [-1]),
        ("choices.fit", "sideways"),
        ("choices.probability", "yes"),
        ("choices.pixel_values", "0..7"),
        ("choices.strip", 10**6),
        ("choices.further_layers", "abc"),
        ("choices.layer", "x" * 5000),
        ("choices.options", {"rise": {"masks": 10**9}}),
        ("choices.options", {"rise": {"masks": 70.5}}),
        ("choices.options", {"rise": {"unknown": 1}}),
        ("choices.region", {"x": 0, "y": 0, "width": -5, "height": 5}),
        ("choices.probe", [{"points": [], "radius": 3, "fill": "grey"}]),
        ("choices.probe", [{"points": [[1, 2]], "radius": -3, "fill": "grey"}]),
        ("choices.probe", [{"points": [[1, 2, 3]], "radius": 3, "fill": "grey"}]),
        ("choices.probe", [{"points": [[1e30, 2]], "radius": 3, "fill": "grey"}]),
        ("rendering.alpha", 4),
        ("rendering.fixed", [3, 1]),
        ("rendering.contours", [0.5] * 1000),
        ("rendering.percentile", 101),
        ("rendering.colour_map", "../../etc/passwd"),
        ("rendering.interpolation", "none"),
        ("view.scale", 0),
        ("shown", 2),
        ("shown", -1),
        ("model.port.input", -3),
        ("model.file.sha256", "short"),
        ("model.file.path", ""),
        ("rooms", [1]),
        ("rooms", {"compare": 3}),
        ("photographs", {"a": 1}),
        ("companions", {"0": "a.png"}),
        ("companions", [{"input": -1, "file": {"path": "a.png", "base": "session"}}]),
        ("companions", [{"input": 10**6, "file": {"path": "a.png", "base": "session"}}]),
        ("companions", [{"input": "0", "file": {"path": "a.png", "base": "session"}}]),
        ("companions", [{"input": 0, "file": {"path": "", "base": "session"}}]),
        ("companions", [{"input": 0, "file": {"path": "../../../etc/passwd", "base": "program"}}]),
        ("companions", [{"input": 0, "file": {"path": "a.png", "base": "session", "sha256": "short"}}]),
        ("companions", [{"input": 0, "file": {"path": "a.png", "base": "session"}}] * 2),
        ("companions", [{"input": 0, "file": {"path": "a.png", "base": "session"}, "reading": {"frame": -1}}]),
        (
            "companions",
            [{"input": 0, "file": {"path": "a.png", "base": "session"}, "reading": {"channels": [0, -3, 1]}}],
        ),
    ],
)
def test_a_value_that_no_control_allows_is_refused_and_named(place, value, tmp_path):
    content = document(tmp_path)
    *way, last = place.split(".")
    part = content
    for step in way:
        part = part[step]
    part[last] = value
    error = refusal(content, tmp_path)
    assert error.code is Code.SESSION_DAMAGED
    assert error.params["found"].split(".")[0].split("[")[0] in place


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("program", "../../secret.png"),
        ("program", "/etc/passwd"),
        ("program", "C:/x.png"),
        ("session", "/etc/passwd"),
        ("session", "C:x.png"),
        ("session", "\\\\server\\share\\x.png"),
        ("session", "a\0b.png"),
        ("root", "here.png"),
        ("nowhere", "a.png"),
    ],
)
def test_a_path_that_leads_elsewhere_than_it_says_is_refused(base, path, tmp_path):
    content = document(tmp_path)
    content["photographs"][0].update(base=base, path=path)
    assert refusal(content, tmp_path).code is Code.SESSION_DAMAGED


def test_names_that_a_later_program_added_are_ignored(tmp_path):
    content = document(tmp_path)
    content["later"] = content["choices"]["later"] = {"a": [1]}
    assert decode(json.dumps(content).encode(), tmp_path / "x.saliscope") == a_session(tmp_path)


def test_paths_on_other_computers_are_told_apart():
    assert on_another_computer(Path("//server/share/a.png"))
    assert on_another_computer(Path("\\\\server\\share\\a.png"))
    assert not on_another_computer(Path("/home/a/b.png"))


def test_files_that_lie_elsewhere_now_or_were_given_up_take_their_places(tmp_path):
    session = a_session(tmp_path)
    first, second = session.photographs
    moved = SavedFile(tmp_path / "there.png", SHA)
    found = session.with_files({first.path: None, second.path: moved})
    assert (found.photographs, found.shown) == ((moved,), 0)
    lost = session.with_files({second.path: None, session.model.file.path: None})
    assert (lost.photographs, lost.shown, lost.model) == ((first,), None, None)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=6,
)
_PLACES = ("photographs", "shown", "model", "choices", "rendering", "view", "rooms")


@pytest.mark.slow
@settings(max_examples=150)
@given(place=st.sampled_from(_PLACES), inner=st.booleans(), value=_JSON, data=st.data())
def test_whatever_stands_in_a_session_it_is_read_or_refused_with_a_code(place, inner, value, data):
    content = document(Path("/work"))
    if inner and isinstance(content[place], dict):
        content[place][data.draw(st.sampled_from(sorted(content[place])))] = value
    else:
        content[place] = value
    refused = None
    try:
        decode(json.dumps(content).encode(), Path("/work/x.saliscope"))
    except SaliscopeError as error:
        refused = error
    assert refused is None or refused.code is Code.SESSION_DAMAGED

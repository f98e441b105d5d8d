"""Sessions: everything that was on screen, to be had again, from a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import keras
import numpy as np
import pytest
from PySide6.QtWidgets import QAbstractButton, QTreeWidget

import resources
from engine.rendering import Interpolation
from gui.sessions.dialog import SessionFilesDialog
from gui.sessions.restore import view_of
from gui.state import file_dialogs as files


@pytest.fixture
def work(tmp_path, cat) -> Path:
    """A folder with a photograph and a small model of one's own."""
    return fill(tmp_path, cat)


def fill(folder: Path, photograph: Path) -> Path:
    shutil.copy(photograph, folder / "cat.png")
    keras.utils.set_random_seed(3)
    keras.Sequential(
        [
            keras.layers.Input((32, 48, 3)),
            keras.layers.Conv2D(4, 3, activation="relu", name="first"),
            keras.layers.Conv2D(4, 3, activation="relu", name="second"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    ).save(folder / "mine.keras")
    return folder


def arrange(program) -> None:
    """Leave every default."""
    program.wait_for_overlay()
    state = program.state
    state.choose_method("hirescam")
    state.choose_layer("first")
    state.choose_target(int(np.argmin(state.attribution.logits)))
    state.choose_option("evidence", 1)
    state.set_rendering(alpha=0.3, colour_map="viridis", interpolation=Interpolation.CELLS)
    program.window.canvas.camera.look_at(3.0, (200.0, 140.0))
    program.wait_for_overlay()


def on_screen(program):
    view = view_of(program.window.canvas)  # the window may have another size: what is in its middle is the same
    place = view.scale, round(view.x), round(view.y), view.fitted
    return program.state.choices, program.state.rendering, place, program.state.attribution.values.tobytes()


def save(program, path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "ask_target", lambda *_: path)
    program.window.actions_by_id["save_session_as"].trigger()
    program.wait(path.is_file)
    program.wait(lambda: "session was saved" in program.notice)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A folder of this module's, and what was on screen when a session was saved there."""
    return tmp_path_factory.mktemp("sessions"), []


@pytest.fixture
def saved(run, once, cat, monkeypatch):
    """A session saved beside its photograph and model, and what was on screen then.

    The first test has the program save it. Each later one finds these files where they were saved, as they were then.
    """
    folder, seen = once
    work, as_saved = folder / "work", folder / "as saved"

    def scenario(program):
        arrange(program)
        save(program, work / "work.saliscope", monkeypatch)
        seen.append(on_screen(program))

    shutil.rmtree(work, ignore_errors=True)  # what the last test left
    if seen:
        shutil.copytree(as_saved, work)
    else:
        work.mkdir()
        fill(work, cat)
        run(scenario, str(work / "cat.png"), "--model", str(work / "mine.keras"))
        shutil.copytree(work, as_saved)
    return work / "work.saliscope", seen[0]


def dialog_of(program) -> SessionFilesDialog:
    program.wait(lambda: bool(program.window.findChildren(SessionFilesDialog)))
    return program.window.findChildren(SessionFilesDialog)[0]


def press(dialog, words: str) -> None:
    found = [button for button in dialog.findChildren(QAbstractButton) if button.text().replace("&", "") == words]
    found[0].click()


@pytest.mark.parametrize("way", ["argument", "drop", "dialog"])
def test_a_session_shows_exactly_what_was_on_screen(run, saved, way, monkeypatch):
    path, before = saved

    def scenario(program):
        if way == "drop":
            program.drop(path)
        elif way == "dialog":
            monkeypatch.setattr(files, "ask_session", lambda *_: path)
            program.window.actions_by_id["open_session"].trigger()
        program.wait(lambda: program.state.choices == before[0] and program.settled)
        assert on_screen(program) == before

    run(scenario, *([str(path)] if way == "argument" else []))


def test_a_session_of_the_image_that_is_on_screen_shows_what_was_chosen_then(run, saved):
    path, before = saved

    def scenario(program):
        program.wait_for_overlay()
        assert program.state.choices.target != before[0].target
        with program.qtbot.waitSignal(program.window.rooms.sessions.restored, timeout=60_000):
            program.drop(path)
        program.wait_for_overlay()
        assert on_screen(program) == before

    run(scenario, str(path.with_name("cat.png")), "--model", str(path.with_name("mine.keras")))


def test_a_session_moved_together_with_its_files_still_opens(run, saved, tmp_path_factory):
    path, before = saved
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "moved"
    shutil.move(path.parent, elsewhere)

    def scenario(program):
        program.wait(lambda: program.state.choices == before[0] and program.settled)
        assert program.state.image.path == elsewhere / "cat.png"
        assert program.state.model.path == elsewhere / "mine.keras"

    run(scenario, str(elsewhere / path.name))


def test_saving_again_writes_to_the_same_file_without_asking(run, saved, monkeypatch):
    path, before = saved

    def scenario(program):
        program.wait(lambda: program.state.choices == before[0] and program.settled)
        monkeypatch.setattr(files, "ask_target", lambda *_: pytest.fail("it asked"))
        program.state.set_rendering(alpha=0.9)
        program.window.actions_by_id["save_session"].trigger()
        program.wait(lambda: json.loads(path.read_bytes())["rendering"]["alpha"] == 0.9)

    run(scenario, str(path))


def test_a_session_that_another_window_saved_meanwhile_is_not_replaced_unasked(run, saved):
    path, _ = saved

    def scenario(program):
        program.window.rooms.sessions.open(path)
        program.wait(lambda: program.window.rooms.sessions.path == path and program.settled)
        path.write_bytes(b"another window's")
        program.window.actions_by_id["save_session"].trigger()
        program.wait(lambda: "was changed" in program.notice)
        assert path.read_bytes() == b"another window's"
        ((words, replace, _),) = program.state.notice.further
        assert (program.state.notice.action_text, words) == ("Save as…", "Replace")
        replace()
        program.wait(lambda: "session was saved" in program.notice)
        assert path.read_bytes().startswith(b"{")

    run(scenario)


def test_a_missing_photograph_is_named_and_located(run, saved, tmp_path_factory):
    path, before = saved
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "renamed.png"
    shutil.move(path.parent / "cat.png", elsewhere)

    def scenario(program):
        dialog = dialog_of(program)
        item = dialog.findChildren(QTreeWidget)[0].topLevelItem(0)
        assert (item.text(0), item.text(1)) == ("cat.png", "image missing")
        assert program.state.image is None
        dialog.locate(elsewhere)
        assert item.text(1) == "found"
        press(dialog, "Open anyway")
        program.wait(lambda: program.state.choices == before[0] and program.settled)
        assert program.state.image.path == elsewhere
        assert program.state.attribution.values.tobytes() == before[3]

    run(scenario, str(path))


def test_locating_one_file_finds_the_others_beside_it(run, saved, tmp_path_factory):
    path, before = saved
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for name in ("cat.png", "mine.keras"):
        shutil.move(path.parent / name, elsewhere / name)

    def scenario(program):
        dialog = dialog_of(program)
        dialog.locate(elsewhere / "mine.keras")
        press(dialog, "Open anyway")
        program.wait(lambda: program.state.choices == before[0] and program.settled)

    run(scenario, str(path))


def test_a_changed_photograph_is_never_shown_in_silence(run, saved, other_samples):
    path, before = saved
    shutil.copy(other_samples[0], path.parent / "cat.png")

    def scenario(program):
        dialog = dialog_of(program)
        item = dialog.findChildren(QTreeWidget)[0].topLevelItem(0)
        assert (item.text(0), item.text(1)) == ("cat.png", "image changed")
        assert program.state.image is None
        press(dialog, "Cancel")
        program.qtbot.wait(50)
        assert program.state.image is None
        program.drop(path)
        press(dialog_of(program), "Open anyway")
        program.wait(lambda: program.state.choices == before[0] and program.settled)
        assert program.state.image.sha256 != json.loads(path.read_bytes())["photographs"][0]["sha256"]

    run(scenario, str(path))


def test_a_session_that_is_none_changes_nothing_and_says_so(run, cat, tmp_path):
    texts = {
        "letter.saliscope": (b"Dear reader", "not a Saliscope session"),
        "late.saliscope": (b'{"format": "saliscope.session/9"}', "newer version of Saliscope"),
        "odd.saliscope": (b'{"format": "saliscope.session/1", "choices": {"method": 3}}', "choices.method"),
    }

    def scenario(program):
        program.wait_for_overlay()
        before = on_screen(program)
        for name, (data, words) in texts.items():
            (tmp_path / name).write_bytes(data)
            program.drop(tmp_path / name)
            program.wait(lambda words=words: words in program.notice)
            assert name in program.notice
        program.drop(tmp_path / "gone.saliscope")
        program.wait(lambda: "gone.saliscope” was not found" in program.notice)
        assert on_screen(program) == before  # the view, too: a notice takes no room from it
        assert program.state.image.path == cat

    run(scenario, str(cat))


def test_a_stranger_s_session_asks_before_another_computer_is_asked(run, tmp_path):
    content = {
        "format": "saliscope.session/1",
        "photographs": [{"path": "//server/share/a.png", "base": "root", "sha256": "0" * 64}],
        "shown": 0,
    }
    (tmp_path / "x.saliscope").write_text(json.dumps(content))

    def scenario(program):
        item = dialog_of(program).findChildren(QTreeWidget)[0].topLevelItem(0)
        assert item.text(1) == "on another computer"
        dialog_of(program).close()

    run(scenario, str(tmp_path / "x.saliscope"))


def test_classes_and_layers_that_the_model_lacks_are_left_out(run, saved):
    path, _ = saved
    content = json.loads(path.read_bytes())
    content["choices"].update(target=99, against=77, layer="nowhere", further_layers=["first", "gone"])
    path.write_text(json.dumps(content))

    def scenario(program):
        program.wait(lambda: program.state.choices.method == "hirescam" and program.settled)
        choices = program.state.choices
        assert choices.target < 3
        assert (choices.against, choices.layer, choices.further_layers) == (None, None, ("first",))

    run(scenario, str(path))


def test_a_room_of_the_window_keeps_its_own_in_the_session(run, cat, tmp_path, monkeypatch):
    class Room:
        def __init__(self):
            self.restored = None

        def session_state(self):
            return {"at": 0.25}

        def restore_session_state(self, saved):
            self.restored = saved

    def scenario(program):
        room = Room()
        program.window.rooms.sessions.register("curtain", room)
        program.wait_for_overlay()
        save(program, tmp_path / "a.saliscope", monkeypatch)
        program.drop(tmp_path / "a.saliscope")
        program.wait(lambda: room.restored == {"at": 0.25})

    run(scenario, str(cat))


def test_the_default_model_is_kept_as_what_ships_with_the_program(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        save(program, tmp_path / "a.saliscope", monkeypatch)
        content = json.loads((tmp_path / "a.saliscope").read_bytes())
        assert content["model"]["file"]["base"] == "program"
        assert str(resources.DEFAULT_MODEL.parent.parent) not in (tmp_path / "a.saliscope").read_text()

    run(scenario, str(cat))


def test_a_session_keeps_every_open_photograph_and_which_one_is_shown(run, work, other_samples, monkeypatch):
    names = ["cat.png", *(path.name for path in other_samples)]
    for path in other_samples:
        shutil.copy(path, work / path.name)

    def first(program):
        program.drop(*(work / name for name in names))
        program.wait(lambda: len(program.window.rooms.browsing.collection) == 3)
        program.wait_for_overlay()
        program.window.rooms.browsing.go(1)
        program.wait(lambda: program.state.image.name == names[1] and program.settled)
        save(program, work / "all.saliscope", monkeypatch)

    def second(program):
        program.wait(lambda: program.state.image is not None and program.state.image.name == names[1])
        program.wait_for_overlay()
        assert program.window.rooms.browsing.collection.paths == [work / name for name in names]
        assert program.window.rooms.browsing.place == 1

    run(first)
    (work / names[2]).unlink()
    run(lambda program: press(dialog_of(program), "Cancel"), str(work / "all.saliscope"))
    shutil.copy(other_samples[1], work / names[2])
    run(second, str(work / "all.saliscope"))

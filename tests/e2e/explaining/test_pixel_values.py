"""A model that does not say what it was trained on: the answers side by side, chosen by looking, and remembered."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QComboBox

from engine.export.provenance import read_provenance
from engine.images.preprocessing import PixelValues
from engine.images.reading import Reading, Window
from engine.process.messages import Tried
from gui.canvas.assumed_chip import AssumedChip
from gui.export.figure_content import make_figure
from gui.export.settings import ExportSettings
from gui.inspector.pixels.trial_list import TrialList
from gui.sessions.format import encode
from gui.state import file_dialogs, memory


def test_the_answers_under_each_convention_are_offered_and_the_choice_is_remembered(run, cat, unsure):
    def choose(program):
        program.wait_for_overlay()
        program.wait(lambda: len(program.state.trials) == len(PixelValues))
        assert program.state.choices.pixel_values == "0..1"
        darker = replace(program.state.attribution.request, reading=Reading(window=Window(0.0, 9.0)))
        program.window.controller._receive(Tried(darker, ()))  # late: the photograph is shown as before
        assert len(program.state.trials) == len(PixelValues)
        program.window.panel.confidence.pixels.open()
        offered = program.window.findChild(TrialList)
        assert offered.isVisibleTo(program.window)
        buttons = offered._group.buttons()  # of those that are to be deleted, children are left for a moment
        raw = buttons[[trial.pixel_values for trial in program.state.trials].index("0..255")]
        assert "class 1" in raw.text().splitlines()[1].split(",")[0]
        assert "class 0" in buttons[1].text().splitlines()[1].split(",")[0]
        mark = QPoint(8, raw.height() // 2)  # its place also in a button that is not laid out yet
        program.qtbot.mouseClick(raw, Qt.MouseButton.LeftButton, pos=mark)
        program.wait(lambda: program.state.choices.pixel_values == "0..255" and program.settled)
        assert program.state.attribution.probabilities[1] > 0.9

    def find_again(program):
        program.wait_for_overlay()
        assert program.state.choices.pixel_values == "0..255"
        assert program.state.attribution.request.pixel_values == "0..255"

    run(choose, str(cat), "--model", str(unsure))
    run(find_again, str(cat), "--model", str(unsure))


def test_nothing_is_offered_for_the_bundled_model_which_is_known(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.qtbot.wait(500)
        assert program.state.trials == ()
        assert not program.window.findChild(TrialList).isVisibleTo(program.window)

    run(scenario, str(cat))


def test_the_assumption_stays_on_the_canvas_and_goes_into_figures_and_records_until_it_is_confirmed(
    run, cat, unsure, tmp_path, monkeypatch
):
    def scenario(program):
        program.wait_for_overlay()
        chip = program.window.canvas.findChild(AssumedChip)
        assert chip.isVisible()
        assert program.notice == ""
        program.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert program.control("Pixel values", QComboBox).hasFocus()
        assert "Pixel values assumed: 0 to 1." in caption(program)
        assert exported(program, "guessed.png").pixels_assumed is True
        program.state.confirm_pixel_values()
        assert not chip.isVisible()
        assert "assumed" not in caption(program)
        assert exported(program, "confirmed.png").pixels_assumed is False
        program.window.actions_by_id["undo"].trigger()
        assert chip.isVisible()
        program.window.actions_by_id["redo"].trigger()

    def caption(program) -> str:
        screen = program.window.rooms.saving._screen()
        return make_figure(screen, (screen.own,), lambda _: 480, ExportSettings()).caption

    def exported(program, name: str):
        target = tmp_path / name
        monkeypatch.setattr(file_dialogs, "ask_target", lambda *_: target)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: target.exists() and "exporting" not in program.state.activities)
        return read_provenance(target)

    def later(program):
        program.wait_for_overlay()
        assert not program.window.canvas.findChild(AssumedChip).isVisible()

    run(scenario, str(cat), "--model", str(unsure))
    run(later, str(cat), "--model", str(unsure))


def test_a_session_keeps_whether_the_values_were_assumed(run, cat, unsure, tmp_path, monkeypatch):
    saved = {"guessed": tmp_path / "guessed.saliscope", "chosen": tmp_path / "chosen.saliscope"}

    def save(program):
        program.wait_for_overlay()
        for name, path in saved.items():
            if name == "chosen":
                program.state.choose_pixel_values("0..255")
                program.wait_for_overlay()
            path.write_bytes(encode(program.window.rooms.sessions.current(), path.parent))

    def elsewhere(program):  # where nothing is remembered of the model
        program.wait_for_overlay()
        chip = program.window.canvas.findChild(AssumedChip)
        for name, assumed, values in (("chosen", False, "0..255"), ("guessed", True, "0..1")):
            program.drop(saved[name])
            program.wait(lambda wanted=values: program.state.choices.pixel_values == wanted and program.settled)
            assert chip.isVisible() is assumed
            assert memory.pixel_values_of(program.state.model.sha256) is None  # a file does not choose for the user
        memory.remember_pixel_values(program.state.model.sha256, "0..1")
        program.state.choose_pixel_values("0..255")
        memory.remember_pixel_values(program.state.model.sha256, "0..1")
        program.drop(saved["guessed"])
        program.wait(lambda: program.state.choices.pixel_values == "0..1" and program.settled)
        assert not chip.isVisible()  # this user has confirmed just these values

    run(save, str(cat), "--model", str(unsure))
    QSettings("Saliscope", "Saliscope").remove("pixel-values")
    run(elsewhere, str(cat), "--model", str(unsure))

"""An own model: right at once with an own image, three questions where it is unsure, and undo of a stray one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.design.shades import Tone
from gui.models.first_opening import FirstOpening


def pages(program) -> list[FirstOpening]:
    return [page for page in program.window.findChildren(FirstOpening) if page.isVisible()]


def test_own_model_and_own_image_dropped_together_are_answered_at_once_and_one_enter_starts(run, unsure, photograph):
    def scenario(program):
        program.wait(lambda: program.state.model is not None and not program.state.activities)
        program.drop(unsure, photograph)
        program.wait(lambda: bool(pages(program)))
        (page,) = pages(program)
        program.wait_for_overlay()
        program.wait(lambda: bool(program.state.trials))
        words = [label.text() for label in page.findChildren(QLabel)]
        assert f"Answers to “{photograph.name}”" in words
        assert any("class 1 (100" in text for text in words)
        chip = program.window.tool_bar.chip.chip
        assert chip._tone is Tone.AMBER
        program.qtbot.keyClick(page, Qt.Key.Key_Return)
        assert chip._tone is Tone.NEUTRAL
        assert program.state.image.path == photograph
        program.window.actions_by_id["use_bundled_model"].trigger()
        program.wait(lambda: program.state.model.path != unsure and program.settled)
        program.drop(unsure)
        program.wait(lambda: program.state.model.path == unsure and program.settled)
        program.qtbot.wait(100)
        assert pages(program) == []  # it is known now

    run(scenario)


def test_without_an_image_the_answers_are_those_to_a_sample_until_one_is_dropped_on_the_page(run, unsure, photograph):
    def scenario(program):
        program.wait(lambda: program.state.model is not None and not program.state.activities)
        program.drop(unsure)
        program.wait(lambda: bool(pages(program)) and bool(program.state.trials))
        (page,) = pages(program)
        words = [label.text() for label in page.findChildren(QLabel)]
        assert "Answers to the sample “cat.png”" in words
        assert any("class 1 (100" in text for text in words)
        assert program.state.image is None
        assert program.drop(photograph, on=page)
        program.wait_for_overlay()
        assert page.isVisible() and program.state.image.path == photograph
        assert f"Answers to “{photograph.name}”" in [label.text() for label in page.findChildren(QLabel)]
        program.qtbot.keyClick(page, Qt.Key.Key_Escape)
        assert program.state.pixels_are_assumed

    run(scenario)


def test_a_model_given_at_the_start_asks_nothing_and_is_marked(run, unsure, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.qtbot.wait(100)
        assert pages(program) == []
        assert program.window.tool_bar.chip.chip._tone is Tone.AMBER

    run(scenario, str(cat), "--model", str(unsure))


def test_a_stray_model_and_a_stray_image_are_undone(run, unsure, photograph, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        bundled, undo = program.state.model, program.window.actions_by_id["undo"]
        program.state.choose_method("hirescam")
        program.wait_for_overlay()
        program.state.choose_target(3)
        program.wait_for_overlay()
        program.drop(unsure)
        program.wait(lambda: bool(pages(program)))
        program.qtbot.keyClick(pages(program)[0], Qt.Key.Key_Escape)
        program.wait_for_overlay()
        program.drop(photograph)
        program.wait(lambda: program.state.image.path == photograph and program.settled)
        assert undo.text() == f"&Undo opening {photograph.name}"
        undo.trigger()
        program.wait(lambda: program.state.image.path == cat and program.settled)
        assert program.window.rooms.browsing.files() == [cat, *other_samples]
        assert undo.text() == "&Undo opening unsure.keras"
        undo.trigger()
        program.wait(lambda: program.state.model.sha256 == bundled.sha256 and program.settled)
        assert (program.state.choices.method, program.state.choices.target) == ("hirescam", 3)
        assert undo.text() == "&Undo change of class"
        program.window.actions_by_id["redo"].trigger()
        program.wait(lambda: program.state.model.path == unsure and program.settled)
        assert pages(program) == []

    run(scenario, str(cat), *map(str, other_samples))


def test_closed_images_come_back_in_their_places(run, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        undo, browsing = program.window.actions_by_id["undo"], program.window.rooms.browsing
        program.window.actions_by_id["next_photograph"].trigger()
        program.wait(lambda: program.state.image.path == other_samples[0] and program.settled)
        program.window.actions_by_id["close_all_photographs"].trigger()
        assert undo.text() == "&Undo closing 3 images"
        undo.trigger()
        program.wait(lambda: program.state.image is not None and program.settled)
        assert (program.state.image.path, browsing.place) == (other_samples[0], 1)
        assert browsing.files() == [cat, *other_samples]

    run(scenario, str(cat), *map(str, other_samples))


def test_a_model_whose_file_is_gone_is_told_and_the_step_stays(run, unsure, cat):
    def scenario(program):
        program.wait_for_overlay()
        undo = program.window.actions_by_id["undo"]
        program.window.actions_by_id["use_bundled_model"].trigger()
        program.wait(lambda: program.state.model.path != unsure and program.settled)
        unsure.unlink()
        undo.trigger()
        program.wait(lambda: "unsure.keras" in program.notice)
        program.wait(lambda: undo.text() == "&Undo opening efficientnet-lite0.keras")

    run(scenario, str(cat), "--model", str(unsure))

"""The dialog "Explain a folder": what it begins with, what its plan is for each choice, and what it hands on."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import pytest
from helpers.batches.setup_steps import begun, box, said, start
from helpers.shown_model import model_info
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from engine.batch.plan import Aim, Output
from engine.batch.rows import Result, Row, State
from engine.images.projection import Fit
from engine.measures import MEASURES, Aspect
from engine.models.labels import NUMBERED
from engine.network.description import Head
from engine.rendering import Rendering
from gui.batch.setup import output_card
from gui.design.messages.chip import Chip
from gui.state.choices import Choices


class Workers:
    """Computes at once: each image has a file of 100,000 bytes."""

    room = 2

    def __init__(self) -> None:
        self.units = []

    def submit(self, unit):
        self.units.append(unit)
        future = Future()
        rows = (Row(one.name, State.DONE, "asked") for one in unit.photographs)
        future.set_result(tuple(Result(row, (b"x" * 100_000,)) for row in rows))
        return future

    def shutdown(self) -> None:
        pass


def test_it_begins_with_what_is_on_screen(state, opened):
    state.choices = Choices(
        method="layercam", layer="early", fit=Fit.CROP, pixel_values="-1..1", pixels_chosen=True, target=1
    )
    state.rendering = Rendering(colour_map="viridis")
    plan = opened().plan
    assert (plan.method, plan.layer, plan.fit) == ("layercam", "early", Fit.CROP)
    assert (plan.pixel_values, plan.pixels_chosen) == ("-1..1", True)
    assert plan.rendering == state.rendering
    assert plan.aim is Aim.FIRST  # the class on screen is that of one image
    assert plan.target is None
    assert plan.outputs == (Output.OVERLAY,)


def test_options_and_seed_of_the_method_go_along(state, opened):
    state.choices = Choices(
        method="rise", options={"rise": {"masks": 100}, "lime": {"samples": 5}}, seed=7, pixel_values="0..255"
    )
    plan = opened().plan
    assert plan.options == (("masks", 100),)
    assert plan.seed == 7
    assert plan.layer is None


def test_another_method_has_its_own_options_and_no_seed_where_nothing_is_drawn(state, opened):
    state.choices = Choices(method="rise", options={"rise": {"masks": 100}}, seed=7, pixel_values="0..255")
    dialog = opened()
    methods = box(dialog, "Method")
    methods.setCurrentIndex(methods.findData("grad-cam"))
    assert (dialog.plan.method, dialog.plan.options, dialog.plan.seed) == ("grad-cam", (), 0)


def test_methods_that_the_model_cannot_run_are_not_offered(state, opened):
    state.model = model_info(layers=(), default_layer=None, pixel_gradients=False)
    methods = box(opened(), "Method")
    offered = [methods.itemData(at) for at in range(methods.count())]
    assert "grad-cam" not in offered
    assert "saliency" not in offered
    assert "occlusion" in offered
    assert methods.currentData() in offered


def test_methods_say_how_fast_they_are(opened):
    methods = box(opened(), "Method")
    words = {methods.itemData(at): methods.itemText(at) for at in range(methods.count())}
    assert words["grad-cam"] == "Grad-CAM – fast"
    assert words["rise"] == "RISE – slow, many passes for each image"
    assert words["eigen-cam"] == "Eigen-CAM – one pass for each image"


def test_classes_without_names_are_said_before_a_table_is_full_of_numbers(state, opened):
    assert "numbers only" not in said(opened())
    state.model = replace(state.model, labels_from=NUMBERED)
    assert "numbers only" in said(opened())


def test_one_class_is_explained_for_all_where_it_is_chosen(opened):
    dialog = opened()
    assert not box(dialog, "Class").isEnabled()
    box(dialog, "Explained").setCurrentIndex(2)
    box(dialog, "Class").setCurrentIndex(2)
    assert (dialog.plan.aim, dialog.plan.target) == (Aim.FIXED, 2)
    box(dialog, "Explained").setCurrentIndex(0)
    assert (dialog.plan.aim, dialog.plan.target) == (Aim.FIRST, None)


def test_a_class_is_found_by_its_name_and_what_is_no_class_is_put_back(opened, qtbot):
    dialog = opened()
    box(dialog, "Explained").setCurrentIndex(2)
    classes = box(dialog, "Class")
    classes.lineEdit().selectAll()
    qtbot.keyClicks(classes.lineEdit(), "OWL")
    with qtbot.assertNotEmitted(dialog.wanted):  # Enter ends the typing, and does not press Start
        qtbot.keyClick(classes.lineEdit(), Qt.Key.Key_Return)
    assert dialog.plan.target == 2
    classes.lineEdit().selectAll()
    qtbot.keyClicks(classes.lineEdit(), "zebra")
    classes.lineEdit().editingFinished.emit()
    assert classes.currentText() == "owl"
    assert dialog.plan.target == 2


@pytest.mark.parametrize(
    ("row", "outputs"), [(1, (Output.MAP,)), (2, (Output.OVERLAY, Output.MAP)), (3, ())], ids=["map", "both", "nothing"]
)
def test_what_is_written_for_each_image_is_chosen(opened, row, outputs):
    dialog = opened()
    box(dialog, "Each image").setCurrentIndex(row)
    assert dialog.plan.outputs == outputs
    assert box(dialog, "Size").isEnabled() == (Output.OVERLAY in outputs)


def test_overlays_have_the_size_that_is_chosen(opened):
    dialog = opened()
    assert dialog.plan.overlay_side == 1024
    box(dialog, "Size").setCurrentIndex(3)
    assert dialog.plan.overlay_side is None


def test_time_and_disk_are_measured_on_images_that_are_really_computed(opened, qtbot):
    workers = Workers()
    dialog = opened(workers=workers)
    qtbot.waitUntil(lambda: "measured on 3 of them" in said(dialog))
    assert "Images found: 3. Under a minute and 305 kB" in said(dialog)
    assert "Free on the drive:" in said(dialog)
    first, all_of_them = workers.units
    assert [one.name for one in first.photographs] == ["cat/1.png"]  # with it the model gets ready
    assert [one.name for one in all_of_them.photographs] == ["cat/1.png", "cat/2.png", "dog/1.png"]
    assert all_of_them.plan == dialog.plan


def test_another_choice_is_measured_anew(opened, qtbot):
    workers = Workers()
    dialog = opened(workers=workers)
    qtbot.waitUntil(lambda: "measured on" in said(dialog))
    box(dialog, "Each image").setCurrentIndex(3)
    assert "The first ones are being computed" in said(dialog)
    qtbot.waitUntil(lambda: "measured on" in said(dialog))
    assert workers.units[-1].plan.outputs == ()


def test_a_folder_without_images_is_said(opened, tmp_path):
    (tmp_path / "empty").mkdir()
    dialog = opened(tmp_path / "empty")
    assert "no image" in said(dialog).lower()
    assert not start(dialog).isEnabled()


def test_results_do_not_go_where_other_files_are(opened, tmp_path, qtbot, monkeypatch):
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(output_card, "ask_results_folder", lambda parent, suggested: full)
    dialog = opened()
    next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Choose: Run folder").click()
    qtbot.waitUntil(lambda: "contains other files" in said(dialog))
    assert not start(dialog).isEnabled()


def test_results_inside_the_folder_of_images_are_left_out_of_it(opened, source, qtbot, monkeypatch):
    inside = source / "results"
    inside.mkdir()
    monkeypatch.setattr(output_card, "ask_results_folder", lambda parent, suggested: inside)
    dialog = opened()
    next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Choose: Run folder").click()
    qtbot.waitUntil(lambda: start(dialog).isEnabled())
    assert begun(dialog, qtbot).folder == inside


def test_assumed_pixel_values_are_said_and_can_be_checked_first(state, opened, qtbot):
    state.model = model_info(pixel_values_from="assumed")
    dialog = opened()
    chip = next(one for one in dialog.findChildren(Chip) if one.isVisible())
    assert chip.text() == "Pixel values assumed"
    with qtbot.waitSignal(dialog.pixels_wanted):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_pixel_values_that_were_confirmed_have_no_chip(state, opened):
    state.model = model_info(pixel_values_from="assumed")
    state.choices = Choices(pixel_values="0..255", pixels_chosen=True)
    assert not [one for one in opened().findChildren(Chip) if one.isVisible()]


def test_names_that_may_be_patients_are_asked_about_only_where_there_are_some(opened, source):
    assert not opened().findChild(output_card.OutputCard)._names.isVisible()
    (source / "scan.dcm").write_bytes(b"\0" * 200)
    names = opened().findChild(output_card.OutputCard)._names
    assert names.isVisible()
    assert not names.isChecked()


def test_a_model_that_gives_one_number_is_not_asked_for_true_classes(state, opened):
    state.model = model_info(labels=("cat",), head=Head.VALUE)
    dialog = opened()
    assert not box(dialog, "True classes").isEnabled()
    assert box(dialog, "True classes").currentIndex() == 0


def test_trust_is_measured_where_it_is_wanted_and_the_estimate_is_measured_anew(opened, qtbot):
    workers = Workers()
    dialog = opened(workers=workers)
    assert dialog.plan.measures == ()
    qtbot.waitUntil(lambda: bool(workers.units) and "measured on" in said(dialog))
    before = len(workers.units)
    dialog._trust._on.setChecked(True)
    assert dialog.plan.measures == tuple(MEASURES)
    qtbot.waitUntil(lambda: len(workers.units) > before and "measured on" in said(dialog))
    assert workers.units[-1].plan.measures == tuple(MEASURES)
    assert len(workers.units[-1].photographs) == 1  # each is a unit of its own
    dialog._trust._aspects[Aspect.CENTRE].setChecked(False)
    assert "centre" not in dialog.plan.measures

"""Figures, exports that repeat themselves, and what the files hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import cv2
import numpy as np
import PIL.Image
import pytest
from helpers.image_files.picture_files import size_of
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QSpinBox

from engine.export.content import Product
from engine.export.provenance import facts_of, read_provenance, sidecar_of
from engine.export.spelled_out import with_all_options
from engine.images.probe import Fill, Stroke
from engine.images.projection import PAD_LEVEL
from engine.rendering import Way, overlay
from gui.canvas.colour_bar import ColourBar
from gui.export.dialog import ExportDialog
from gui.export.settings import ExportSettings, Resolution, remember, remembered
from gui.state import file_dialogs as files
from gui.state.images.picture import pasted_pixels

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def settled_dialog(program) -> ExportDialog:
    program.window.actions_by_id["export_dialog"].trigger()
    return program.window.findChild(ExportDialog)


def box(dialog, name: str) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == name)


def choose(dialog, name: str, data: str) -> None:
    box(dialog, name).setCurrentIndex(box(dialog, name).findData(data))


def export(program, dialog, target, monkeypatch) -> None:
    monkeypatch.setattr(files, "ask_target", lambda *_: target)
    dialog.wanted.emit(dialog.settings)
    dialog.close()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    program.wait(lambda: target.exists() and not program.state.activities)


def shown_overlay(state) -> np.ndarray:
    return overlay(state.image.pixels, state.attribution, state.shown_projection, state.rendering)


def test_a_figure_holds_the_overlay_s_own_pixels_and_what_made_it(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        program.state.set_rendering(way=Way.SPOTLIGHT, alpha=0.9)
        target = tmp_path / "figure.png"
        export(program, settled_dialog(program), target, monkeypatch)
        figure = np.asarray(PIL.Image.open(target).convert("RGB"))
        expected = shown_overlay(program.state)
        found = cv2.matchTemplate(figure, expected, cv2.TM_SQDIFF)
        _, _, (x, y), _ = cv2.minMaxLoc(found)
        height, width = expected.shape[:2]
        np.testing.assert_array_equal(figure[y : y + height, x : x + width], expected)
        assert figure.shape[0] > height + 60
        assert (figure[:y] < 100).any(), "no title above"
        assert (figure[y + height :] < 100).any(), "no numbers below"
        record = read_provenance(target)
        assert record.request == with_all_options(program.state.attribution.request)
        assert record.rendering == program.state.rendering
        assert record.map == facts_of(program.state.attribution.values)
        assert record.label == "Egyptian cat"

    run(scenario, str(cat))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_svg_keeps_its_words_as_words_and_the_picture_at_its_own_resolution(run, cat, tmp_path, monkeypatch, language):
    def scenario(program):
        program.wait_for_overlay()
        dialog = settled_dialog(program)
        what = next(box for box in dialog.findChildren(QComboBox) if box.findData("figure") >= 0)
        kind = next(box for box in dialog.findChildren(QComboBox) if box.findData(".svg") >= 0)
        what.setCurrentIndex(what.findData("figure"))
        kind.setCurrentIndex(kind.findData(".svg"))
        target = tmp_path / "figure.svg"
        export(program, dialog, target, monkeypatch)
        root = ElementTree.parse(target).getroot()
        words = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
        assert "Egyptian cat" in words
        assert ("Colour scale of this image" if language == "en" else "Échelle de couleurs de cette image") in words
        assert (re.search(r"\d\.\d{2}", words) is not None) == (language == "en")
        images = [image for image in root.iter("{http://www.w3.org/2000/svg}image") if float(image.get("height")) > 100]
        data = images[0].get("{http://www.w3.org/1999/xlink}href").partition(",")[2]
        import base64

        png = cv2.imdecode(np.frombuffer(base64.b64decode(data), np.uint8), cv2.IMREAD_COLOR)
        np.testing.assert_array_equal(png[..., ::-1], shown_overlay(program.state))
        assert read_provenance(target).request == with_all_options(program.state.attribution.request)

    run(scenario, str(cat), "--language", language)


def test_a_pdf_is_one_page_with_fonts_and_its_record(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        dialog = settled_dialog(program)
        choose(dialog, "Format", ".pdf")
        beside = next(tick for tick in dialog.findChildren(QCheckBox) if "beside it" in tick.text())
        beside.setChecked(True)
        target = tmp_path / "figure.pdf"
        export(program, dialog, target, monkeypatch)
        data = target.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.count(b"/Type /Page\n") == 1
        assert b"/DCTDecode" not in data, "pictures have lost something"
        assert b"/FontFile2" in data or b"/FontFile3" in data
        assert read_provenance(target).image.sha256 == program.state.image.sha256

    run(scenario, str(cat))


def test_a_chosen_width_and_that_of_the_model_are_kept(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        for resolution, width in ((Resolution.CHOSEN, 1234), (Resolution.MODEL, 224), (Resolution.ORIGINAL, 451)):
            dialog = settled_dialog(program)
            choose(dialog, "What", "overlay")
            choose(dialog, "Size", resolution.value)
            dialog.findChild(QSpinBox).setValue(1234)
            target = tmp_path / f"{resolution.value}.png"
            export(program, dialog, target, monkeypatch)
            assert size_of(target) == (width, round(width * 300 / 451))

    run(scenario, str(cat))


def test_one_key_repeats_the_last_export_under_a_free_name(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        remember(ExportSettings(Product.OVERLAY, ".tif", sidecar=True), tmp_path)
        written = []
        for _ in range(3):
            program.window.actions_by_id["export_again"].trigger()
            program.wait(lambda: not program.state.activities and "Saved as" in program.notice)
            written.append(sorted(path.name for path in tmp_path.iterdir()))
            program.state.notify(None)
        stem = next(name for name in written[0] if name.endswith(".tif")).removesuffix(".tif")
        assert written[0] == [f"{stem}.tif", f"{stem}.tif.json"]
        assert f"{stem}-2.tif" in written[1]
        assert f"{stem}-3.tif" in written[2]
        assert read_provenance(sidecar_of(tmp_path / f"{stem}.tif")) == read_provenance(tmp_path / f"{stem}.tif")
        pixels = np.asarray(PIL.Image.open(tmp_path / f"{stem}-3.tif"))
        np.testing.assert_array_equal(pixels, shown_overlay(program.state))

    run(scenario, str(cat))


def test_the_key_asks_where_nothing_was_exported_yet_in_a_dialog_that_fits_the_screen(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.actions_by_id["export_again"].trigger()
        dialog = program.window.findChild(ExportDialog)
        assert dialog.isVisible()
        assert dialog.height() < program.window.screen().availableSize().height()
        assert dialog.minimumSizeHint().height() < 600
        assert program.notice == ""
        dialog.reject()

    run(scenario, str(cat))


def test_how_and_where_the_last_export_was_made_is_remembered(run, cat, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()

    def scenario(program):
        program.wait_for_overlay()
        dialog = settled_dialog(program)
        choose(dialog, "What", "map")
        choose(dialog, "Format", ".csv")
        export(program, dialog, tmp_path / "out" / "map.csv", monkeypatch)
        kept, folder = remembered()
        assert (kept.product, kept.suffix, folder) == (Product.MAP, ".csv", tmp_path / "out")
        assert settled_dialog(program).settings == kept

    run(scenario, str(cat))


def test_the_preview_follows_the_choices(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        dialog = settled_dialog(program)
        program.wait(lambda: dialog._picture is not None)
        figure = dialog._picture
        choose(dialog, "What", "overlay")
        program.wait(lambda: dialog._picture is not figure)
        assert dialog._picture.width() == 451
        assert figure.height() > dialog._picture.height()
        dialog.close()

    run(scenario, str(cat))


def test_what_is_painted_over_the_photograph_is_exported_with_it(run, cat, tmp_path, monkeypatch):
    stroke = Stroke(((100.0, 100.0), (200.0, 120.0)), 25.0, Fill.GREY)

    def scenario(program):
        program.wait_for_overlay()
        program.state.set_rendering(alpha=0.0)
        program.state.choose_probe((stroke,))
        program.wait_for_overlay()
        dialog = settled_dialog(program)
        choose(dialog, "What", "overlay")
        target = tmp_path / "probed.png"
        export(program, dialog, target, monkeypatch)
        found, before = np.asarray(PIL.Image.open(target)), program.state.image.pixels
        np.testing.assert_array_equal(found[105, 110], [PAD_LEVEL] * 3)
        np.testing.assert_array_equal(found[200:], before[200:])
        assert read_provenance(target).probe == (stroke,)

    run(scenario, str(cat))


def test_the_copied_figure_is_on_the_clipboard(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.actions_by_id["copy_figure"].trigger()
        program.wait(lambda: "Figure copied" in program.notice)
        image = QApplication.clipboard().image()
        assert image.width() > 451 and image.height() > 360

    run(scenario, str(cat))


def test_words_of_a_narrow_figure_are_wrapped_and_none_is_cut(qapp):
    from PySide6.QtGui import QImage

    from gui.canvas.colour_bar import Tick
    from gui.export.figure import figure_image
    from gui.export.figure_layout import Bar, Figure, Panel, lay_out

    picture = QImage(80, 60, QImage.Format.Format_RGB888)
    picture.fill(0xFFFFFFFF)
    long = "many words " * 40
    ticks = (Tick(0, "0"), Tick(1, "1"))
    panels, bar = (Panel((80, 60), lambda: pasted_pixels(picture)[..., :3]),), Bar(picture, ticks)
    short = Figure("t", "s", "c", panels, bar, "scale")
    wrapped = Figure("t", "s", "c", panels, bar, long)
    few, many = (lay_out(figure).size.toSize() for figure in (short, wrapped))
    assert many.width() == few.width()
    assert many.height() > few.height() + 50
    ink = pasted_pixels(figure_image(wrapped))[..., 0] < 128
    assert figure_image(wrapped).size() == many
    assert not ink[:, :4].any() and not ink[:, -4:].any()


# The overlay panel


def test_a_locked_scale_stays_when_the_class_changes_and_the_colour_bar_says_so(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        scale = program.control("Colour scale", QComboBox)
        scale.setCurrentIndex(1)
        scale.activated.emit(1)
        state = program.state
        locked = state.rendering.fixed
        assert locked == (0.0, pytest.approx(float(state.attribution.values.max())))
        state.choose_target(int(np.argsort(-state.attribution.logits)[4]))
        program.wait_for_overlay()
        assert state.rendering.fixed == locked
        assert program.window.findChild(ColourBar).accessibleDescription().endswith("fixed scale")
        high = program.control("Highest value of the scale", QLineEdit)
        high.setText("2.5")
        high.editingFinished.emit()
        assert state.rendering.fixed[1] == 2.5
        high.setText("nonsense")
        high.editingFinished.emit()
        assert state.rendering.fixed[1] == 2.5
        assert high.text() == "2.5"

    run(scenario, str(cat))


def test_contour_levels_are_typed_and_what_is_no_level_is_left_out(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        kind = program.control("Show as", QComboBox)
        kind.setCurrentIndex(kind.findData("contours"))
        levels = program.control("Lines at", QLineEdit)
        assert levels.isVisibleTo(program.window)
        levels.setText("80 20 x 120 33.5")
        levels.editingFinished.emit()
        assert program.state.rendering == replace(program.state.rendering, way=Way.CONTOURS, contours=(0.2, 0.335, 0.8))
        assert levels.text() == "20 33.5 80"
        kind.setCurrentIndex(kind.findData("blend"))
        assert not levels.isVisibleTo(program.window)

    run(scenario, str(cat))


def test_a_colour_map_is_found_by_any_part_of_its_name(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        colours = program.control("Colours", QComboBox)
        program.wait(lambda: colours.findText("batlow") >= 0)
        colours.setEditText("batlow")
        colours.lineEdit().editingFinished.emit()
        assert program.state.rendering.colour_map.endswith("batlow")
        colours.setEditText("no such map")
        colours.lineEdit().editingFinished.emit()
        assert colours.currentText() == "batlow"
        assert colours.itemText(colours.findData("jet")) == "jet (misleading)"

    run(scenario, str(cat))

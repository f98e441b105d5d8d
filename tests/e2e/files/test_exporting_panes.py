"""Pictures of a comparison through the real `main()`: what is on screen is in the file, pane by pane."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
import pytest
from helpers.image_files.picture_files import size_of
from helpers.windows.compared import do, panes, there
from helpers.windows.exported_panes import (
    FIGURE,
    OVERLAY,
    close,
    compare,
    dialog_of,
    export,
    found_in,
    panes_box,
    pixels_of,
    read,
    side_by_side,
)
from PySide6.QtWidgets import QApplication, QComboBox

from engine.export.provenance import read_provenance
from engine.export.sheet import GAP
from engine.export.spelled_out import with_all_options
from engine.rendering import value_range
from gui.export.settings import ExportSettings, Resolution, remember, remembered
from gui.state import file_dialogs as files
from gui.state.images.picture import pasted_pixels
from gui.words.numbers import number

pytestmark = pytest.mark.usefixtures("nothing_remembered")


# Pictures


@pytest.mark.parametrize("suffix", [".png", ".tif"])
@pytest.mark.parametrize(("action", "count"), [("compare_methods", 2), ("compare_classes", 4), ("compare_original", 2)])
def test_a_figure_holds_every_pane_s_own_pixels_in_the_order_shown(
    run, cat, tmp_path, monkeypatch, action, count, suffix
):
    def scenario(program):
        shown = compare(program, action, count)
        figure = read(export(program, tmp_path / f"figure{suffix}", FIGURE, monkeypatch))
        places = [found_in(figure, pixels_of(pane)) for pane in shown]
        assert len(set(places)) == count
        assert sorted(places, key=lambda place: (place[1], place[0])) == places
        assert len({y for _, y in places}) == count // 2

    run(scenario, str(cat))


def test_a_figure_of_six_methods_has_them_in_two_rows_and_its_record_tells_of_each(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "try_methods")
        shown = there(program, 6)
        target = export(program, tmp_path / "figure.png", FIGURE, monkeypatch)
        figure = read(target)
        places = [found_in(figure, pixels_of(pane)) for pane in shown]
        rows = [[place[1] for place in places[:3]], [place[1] for place in places[3:]]]
        assert [len(set(row)) for row in rows] == [1, 1]
        assert rows[0][0] < rows[1][0]
        assert sorted(places, key=lambda place: (place[1], place[0])) == places
        assert all(x + 451 <= figure.shape[1] and y + 300 <= figure.shape[0] for x, y in places)
        record = read_provenance(target)
        assert [pane.name for pane in record.panes] == [pane.name for pane in shown]
        assert record.comparison.others == program.state.comparison.others

    run(scenario, str(cat))


def test_bare_overlays_lie_beside_each_other_as_they_are(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        shown = compare(program, "compare_classes", 3)
        target = export(program, tmp_path / "seen.png", OVERLAY, monkeypatch)
        assert size_of(target) == (3 * 451 + 2 * GAP, 300)
        np.testing.assert_array_equal(read(target), side_by_side([pixels_of(pane) for pane in shown]))

    run(scenario, str(cat))


@pytest.mark.parametrize("layout", ["compare_curtain", "compare_hold"])
def test_curtain_and_hold_are_exported_side_by_side_and_swapped_as_shown(run, cat, tmp_path, monkeypatch, layout):
    def scenario(program):
        compare(program, "compare_classes", 3)
        do(program, layout)
        do(program, "swap_panes")
        shown = there(program)
        assert not shown[0].first
        target = export(program, tmp_path / "seen.png", OVERLAY, monkeypatch)
        np.testing.assert_array_equal(read(target), side_by_side([pixels_of(pane) for pane in shown]))
        assert [pane.first for pane in read_provenance(target).panes] == [False, True]

    run(scenario, str(cat))


def test_a_chosen_width_is_that_of_every_pane(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        compare(program, "compare_classes")
        settings = replace(OVERLAY, resolution=Resolution.CHOSEN, width=900)
        target = export(program, tmp_path / "seen.jpg", settings, monkeypatch)
        assert size_of(target) == (2 * 900 + GAP, round(900 * 300 / 451))

    run(scenario, str(cat))


# Words and numbers


def words_of(path) -> list[str]:
    texts = ElementTree.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")
    return [text.text.strip() for text in texts if text.text]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("one_scale", [False, True])
def test_every_pane_is_named_with_its_answer_and_its_scale_or_the_common_one(
    run, cat, tmp_path, monkeypatch, language, one_scale
):
    def scenario(program):
        compare(program, "compare_classes")
        if one_scale:
            do(program, "toggle_one_scale")
        shown = there(program)
        target = tmp_path / "figure.svg"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        program.window.rooms.saving._ask_and_write(replace(FIGURE, suffix=".svg"))
        program.wait(lambda: target.exists() and not program.state.activities)
        words = words_of(target)
        for pane in shown:
            assert pane.name in words
            assert pane.remark in words
        ends = [number(value_range(pane.attribution, pane.rendering)[1]) for pane in shown]
        assert ("," in ends[0]) == (language == "fr")
        assert len(set(ends)) == (1 if one_scale else 2)
        assert [words.count(end) for end in dict.fromkeys(ends)] == ([1] if one_scale else [1, 1])
        said = " ".join(words)
        expected = {
            ("en", False): "Each heat map has its own colour scale",
            ("en", True): "One colour scale for all",
            ("fr", False): "Chaque carte a sa propre échelle",
            ("fr", True): "Une échelle de couleurs pour toutes",
        }
        assert expected[language, one_scale] in said
        assert ("Classes compared" if language == "en" else "Classes comparées") in words
        assert read_provenance(target).panes[1].label == shown[1].name

    run(scenario, str(cat), "--language", language)


def test_a_pdf_of_panes_is_one_page_with_every_pane_in_its_record(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        shown = compare(program, "compare_layers")
        data = export(program, tmp_path / "figure.pdf", FIGURE, monkeypatch).read_bytes()
        assert data.count(b"/Type /Page\n") == 1
        assert b"/DCTDecode" not in data, "pictures have lost something"
        record = read_provenance(tmp_path / "figure.pdf")
        assert [pane.request for pane in record.panes] == [with_all_options(pane.attribution.request) for pane in shown]

    run(scenario, str(cat))


def test_figure_and_overlay_are_copied_with_all_panes(run, cat):
    def scenario(program):
        shown = compare(program, "compare_methods")
        do(program, "copy_overlay")
        program.wait(lambda: "Overlay copied" in program.notice)
        copied = pasted_pixels(QApplication.clipboard().image())[..., :3]
        np.testing.assert_array_equal(copied, side_by_side([pixels_of(pane) for pane in shown]))
        do(program, "copy_figure")
        program.wait(lambda: "Figure copied" in program.notice)
        figure = pasted_pixels(QApplication.clipboard().image())[..., :3]
        assert [found_in(figure, pixels_of(pane))[1] for pane in shown] == [
            found_in(figure, pixels_of(shown[0]))[1]
        ] * 2

    run(scenario, str(cat))


# All panes or the first


def test_the_first_pane_alone_is_exported_where_all_is_unticked_and_one_key_repeats_it(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        dialog = dialog_of(program)
        assert panes_box(dialog).isHidden()
        close(dialog)
        first = compare(program, "compare_classes")[0]
        dialog = dialog_of(program)
        assert panes_box(dialog).isVisible()
        assert panes_box(dialog).isChecked()
        what = next(box for box in dialog.findChildren(QComboBox) if box.findData("overlay") >= 0)
        what.setCurrentIndex(what.findData("overlay"))
        program.wait(lambda: dialog._picture is not None and dialog._picture.width() == 2 * 450 + GAP)
        panes_box(dialog).setChecked(False)
        program.wait(lambda: dialog._picture.width() == 451)
        target = tmp_path / "one.png"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        dialog._export.click()
        program.wait(lambda: target.exists() and "Saved as" in program.notice)
        np.testing.assert_array_equal(read(target), pixels_of(first))
        assert read_provenance(target).panes == ()
        assert not remembered()[0].panes
        before = set(tmp_path.iterdir())
        program.state.notify(None)
        do(program, "export_again")
        program.wait(lambda: "Saved as" in program.notice)
        (again,) = set(tmp_path.iterdir()) - before
        np.testing.assert_array_equal(read(again), pixels_of(first))

    run(scenario, str(cat))


def test_nothing_is_exported_while_a_pane_waits_and_it_is_said(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        compare(program, "compare_methods")
        remember(ExportSettings(), tmp_path)
        target = tmp_path / "stale.png"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        program.state.choose_target(151)
        for action in ("copy_overlay", "copy_figure", "export_overlay", "export_again"):
            program.state.notify(None)
            do(program, action)
            assert "has no map yet" in program.notice
        dialog = dialog_of(program)
        assert "has no map yet" in dialog._hint.text()
        assert not dialog._export.isEnabled()
        there(program)
        program.wait(lambda: dialog._export.isEnabled())
        assert "2 panes of 451 × 300 pixels" in dialog._hint.text()
        program.wait(lambda: dialog._picture is not None and not dialog._picture.isNull())
        dialog._export.click()
        program.wait(lambda: target.exists() and not program.state.activities)
        assert {pane.request.target for pane in read_provenance(target).panes} == {151}
        assert [path.name for path in tmp_path.iterdir()] == ["stale.png"]

    run(scenario, str(cat))


def test_a_pane_with_a_problem_is_named_with_it_and_the_first_can_still_be_had(run, cat, tmp_path, monkeypatch):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: broken)
        do(program, "compare_photographs")
        program.wait(lambda: len(panes(program)) == 2 and bool(panes(program)[1].problem))
        program.state.notify(None)
        do(program, "copy_overlay")
        assert "“broken.png” has no map" in program.notice
        assert panes(program)[1].problem in program.notice
        dialog = dialog_of(program)
        assert not dialog._export.isEnabled()
        panes_box(dialog).setChecked(False)
        assert dialog._export.isEnabled()
        close(dialog)

    run(scenario, str(cat))

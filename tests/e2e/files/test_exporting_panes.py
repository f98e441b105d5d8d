"""Exports of a comparison through the real `main()`: what is on screen is in the file, pane by pane."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import cv2
import numpy as np
import PIL.Image
import pytest
from helpers.compared import do, panes, there
from helpers.picture_files import size_of
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from engine.export.content import Product
from engine.export.provenance import encode, facts_of, located, read_provenance, sidecar_of
from engine.export.sheet import GAP, joined
from engine.rendering import overlay, value_range
from gui.export.dialog import ExportDialog
from gui.export.settings import ExportSettings, Resolution, remember, remembered
from gui.state import file_dialogs as files
from gui.state.comparison import Kind, Layout
from gui.state.picture import pasted_pixels
from gui.words.numbers import number

FIGURE, OVERLAY = ExportSettings(), ExportSettings(Product.OVERLAY)


def side_by_side(pictures):
    return joined([picture.shape[1::-1] for picture in pictures], pictures)


@pytest.fixture(autouse=True)
def nothing_remembered(tmp_path):
    remember(ExportSettings(), tmp_path)


def compare(program, action, count=2):
    program.wait_for_overlay()
    do(program, action)
    there(program)
    for _ in range(count - 2):
        do(program, "add_pane")
    return there(program, count)


def dialog_of(program) -> ExportDialog:
    do(program, "export_dialog")
    return program.window.findChild(ExportDialog)


def close(dialog) -> None:
    dialog.close()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def export(program, target, settings, monkeypatch):
    """Export through the dialog, its controls set as `settings` say."""
    monkeypatch.setattr(files, "ask_target", lambda *_: target)
    remember(replace(settings, suffix=target.suffix), target.parent)
    program.state.notify(None)
    dialog_of(program)._export.click()
    program.wait(lambda: target.exists() and "Saved as" in program.notice)
    return target


def pixels_of(pane) -> np.ndarray:
    """Return what rendering gives for a pane at its photograph's own size."""
    pixels = pane.picture.image.pixels
    if pane.attribution is None:
        return pixels
    return overlay(pixels, pane.attribution, pane.projection, pane.rendering)


def found_in(figure: np.ndarray, picture: np.ndarray) -> tuple[int, int]:
    """Return where (x, y) a picture lies in a figure, pixel for pixel."""
    _, _, (x, y), _ = cv2.minMaxLoc(cv2.matchTemplate(figure, picture, cv2.TM_SQDIFF))
    np.testing.assert_array_equal(figure[y : y + picture.shape[0], x : x + picture.shape[1]], picture)
    return x, y


def read(path) -> np.ndarray:
    return np.asarray(PIL.Image.open(path).convert("RGB"))


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
            ("en", False): "Each map has its own scale",
            ("en", True): "One scale for all",
            ("fr", False): "Chaque carte a sa propre échelle",
            ("fr", True): "Une échelle pour toutes",
        }
        assert expected[language, one_scale] in said
        assert ("Classes compared" if language == "en" else "Classes comparées") in words
        assert read_provenance(target).panes[1].label == shown[1].name

    run(scenario, str(cat), "--language", language)


def test_two_models_are_exported_as_each_is_shown_the_photograph(run, cat, small_model, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: small_model)
        do(program, "compare_models")
        shown = there(program)
        target = export(program, tmp_path / "seen.png", replace(OVERLAY, resolution=Resolution.MODEL), monkeypatch)
        assert size_of(target) == (224 + GAP + 224, round(224 * 300 / 451))
        record = read_provenance(target)
        assert [pane.model.size for pane in record.panes] == [(224, 224), (32, 32)]
        assert [pane.model.name for pane in record.panes] == [pane.name for pane in shown]
        assert located(record.panes[1].model, target) == small_model
        do(program, "stop_comparing")
        program.drop(sidecar_written(record, tmp_path))
        program.wait(lambda: "made by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.comparison is not None)
        assert program.state.comparison.others == (str(small_model),)
        assert there(program)[1].attribution.request == record.panes[1].request

    run(scenario, str(cat))


def sidecar_written(record, folder):
    path = sidecar_of(folder / "seen.png")
    path.write_text(encode(record), "utf-8")
    return path


def test_a_pdf_of_panes_is_one_page_with_every_pane_in_its_record(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        shown = compare(program, "compare_layers")
        data = export(program, tmp_path / "figure.pdf", FIGURE, monkeypatch).read_bytes()
        assert data.count(b"/Type /Page\n") == 1
        assert b"/DCTDecode" not in data, "pictures have lost something"
        record = read_provenance(tmp_path / "figure.pdf")
        assert [pane.request for pane in record.panes] == [pane.attribution.request for pane in shown]

    run(scenario, str(cat))


def test_figure_and_overlay_are_copied_with_all_panes(run, cat):
    def scenario(program):
        shown = compare(program, "compare_methods")
        do(program, "copy_overlay")
        program.wait(lambda: "overlay was copied" in program.notice)
        copied = pasted_pixels(QApplication.clipboard().image())[..., :3]
        np.testing.assert_array_equal(copied, side_by_side([pixels_of(pane) for pane in shown]))
        do(program, "copy_figure")
        program.wait(lambda: "figure was copied" in program.notice)
        figure = pasted_pixels(QApplication.clipboard().image())[..., :3]
        assert [found_in(figure, pixels_of(pane))[1] for pane in shown] == [
            found_in(figure, pixels_of(shown[0]))[1]
        ] * 2

    run(scenario, str(cat))


# All panes or the first


def panes_box(dialog) -> QCheckBox:
    return next(box for box in dialog.findChildren(QCheckBox) if "All panes" in box.text().replace("&", ""))


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


def numbers_in(path) -> np.ndarray:
    return np.load(path) if path.suffix == ".npy" else np.loadtxt(path, delimiter=",", dtype=np.float32)


@pytest.mark.parametrize("suffix", [".npy", ".csv"])
def test_numbers_are_written_for_every_pane_into_files_that_name_it(run, cat, tmp_path, monkeypatch, suffix):
    def scenario(program):
        shown = compare(program, "compare_classes", 3)
        do(program, "swap_panes")
        do(program, "toggle_one_scale")
        there(program, 3)
        remember(ExportSettings(Product.MAP, suffix), tmp_path)
        dialog = dialog_of(program)
        assert "3 files, one for each pane" in dialog._hint.text()
        assert "7 × 7 numbers" in dialog._hint.text()
        assert panes_box(dialog).isVisible()
        close(dialog)
        first = export(program, tmp_path / f"map{suffix}", ExportSettings(Product.MAP, suffix), monkeypatch)
        other, last = (label.replace(" ", "-") for label in (shown[2].name, shown[1].name))
        names = [first.name, f"map_pane-2_{other}{suffix}", f"map_pane-3_{last}{suffix}"]
        assert [path.name for path in sorted(tmp_path.glob(f"*{suffix}"))] == sorted(names)
        assert program.notice.startswith("Saved as " + ", ".join(f"“{name}”" for name in names))
        for name, pane in zip(names, (shown[0], shown[2], shown[1]), strict=True):
            np.testing.assert_allclose(numbers_in(tmp_path / name), pane.attribution.values, rtol=1e-6)
            record = read_provenance(tmp_path / name)
            assert (record.pane, record.label) == (pane.name, pane.name)
            assert record.request == pane.attribution.request
            assert record.map == facts_of(pane.attribution.values)
            assert record.panes == ()
            assert sidecar_of(tmp_path / name).exists() == (suffix == ".npy")
        if suffix == ".csv":
            assert f"# pane: {shown[2].name}\n" in (tmp_path / names[1]).read_text("utf-8")

    run(scenario, str(cat))


def test_numbers_are_the_first_pane_s_alone_where_all_is_unticked_or_no_other_has_any(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        first = compare(program, "compare_classes")[0]
        remember(ExportSettings(Product.MAP, ".npy", panes=False), tmp_path)
        dialog = dialog_of(program)
        assert "They are the map of the first pane" in dialog._hint.text()
        close(dialog)
        target = export(program, tmp_path / "map.npy", ExportSettings(Product.MAP, panes=False), monkeypatch)
        np.testing.assert_array_equal(np.load(target), first.attribution.values)
        assert read_provenance(target).pane == ""
        do(program, "compare_original")
        there(program)
        remember(ExportSettings(Product.MAP, ".npy"), tmp_path)
        dialog = dialog_of(program)
        assert panes_box(dialog).isHidden()
        assert dialog._hint.text().startswith("7 × 7 numbers")
        close(dialog)
        target = export(program, tmp_path / "only.npy", ExportSettings(Product.MAP), monkeypatch)
        np.testing.assert_array_equal(np.load(target), first.attribution.values)
        assert len(list(tmp_path.glob("*.npy"))) == 2

    run(scenario, str(cat))


def test_files_of_further_panes_are_replaced_only_when_that_is_answered_once(run, cat, tmp_path, monkeypatch):
    asked, answers = [], [False, True]
    monkeypatch.setattr(files, "ask_to_replace", lambda _, names: asked.append(names) or answers.pop(0))

    def scenario(program):
        shown = compare(program, "compare_methods", 3)
        target = tmp_path / "map.csv"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        settings = ExportSettings(Product.MAP, ".csv")
        taken = [tmp_path / f"map_pane-{n}_{shown[n - 1].name.replace(' ', '-')}.csv" for n in (2, 3)]
        for path in taken:
            path.write_text("mine")
        program.window.rooms.saving._ask_and_write(settings)
        assert asked == [[path.name for path in taken]]
        assert not program.state.activities
        assert not target.exists()
        assert [path.read_text() for path in taken] == ["mine", "mine"]
        program.window.rooms.saving._ask_and_write(settings)
        program.wait(lambda: "Saved as" in program.notice)
        assert len(asked) == 2
        for path, pane in zip([target, *taken], shown, strict=True):
            np.testing.assert_allclose(numbers_in(path), pane.attribution.values, rtol=1e-6)

    run(scenario, str(cat))


def test_numbers_exported_again_take_a_name_that_is_free_for_all_panes(run, cat, tmp_path):
    def scenario(program):
        compare(program, "compare_classes")
        remember(ExportSettings(Product.MAP, ".npy"), tmp_path)
        written = []
        for _ in range(2):
            do(program, "export_again")
            program.wait(lambda: not program.state.activities and "Saved as" in program.notice)
            program.state.notify(None)
            written.append({path.name for path in tmp_path.glob("*.npy")})
        (stem,) = [name.removesuffix(".npy") for name in written[0] if "_pane-2_" not in name]
        (other,) = [name.removeprefix(stem) for name in written[0] if "_pane-2_" in name]
        assert written[1] - written[0] == {f"{stem}-2.npy", f"{stem}-2{other}"}
        (tmp_path / f"{stem}-3{other}.json").write_text("mine")
        do(program, "export_again")
        program.wait(lambda: not program.state.activities and "Saved as" in program.notice)
        assert (tmp_path / f"{stem}-4{other}").exists()
        assert (tmp_path / f"{stem}-3{other}.json").read_text() == "mine"

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
        assert "2 pictures of 451 × 300 pixels" in dialog._hint.text()
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


# What made it


def test_the_record_inside_and_beside_has_every_pane(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        compare(program, "compare_classes", 3)
        do(program, "toggle_one_scale")
        shown = there(program, 3)
        target = export(program, tmp_path / "seen.png", replace(FIGURE, sidecar=True), monkeypatch)
        record = read_provenance(target)
        assert read_provenance(sidecar_of(target)) == record
        assert [pane.name for pane in record.panes] == [pane.name for pane in shown]
        assert [pane.request for pane in record.panes] == [pane.attribution.request for pane in shown]
        assert [pane.map for pane in record.panes] == [facts_of(pane.attribution.values) for pane in shown]
        assert [pane.rendering for pane in record.panes] == [pane.rendering for pane in shown]
        assert [pane.first for pane in record.panes] == [True, False, False]
        assert record.request == program.state.attribution.request
        assert record.rendering == program.state.rendering
        assert (record.comparison.kind, record.comparison.one_scale) == ("class", True)

    run(scenario, str(cat))


def test_a_dropped_comparison_comes_back(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        compare(program, "compare_classes", 3)
        do(program, "swap_panes")
        do(program, "toggle_one_scale")
        shown, asked = there(program, 3), program.state.comparison
        target = export(program, tmp_path / "seen.png", FIGURE, monkeypatch)
        requests = [pane.attribution.request for pane in shown]
        do(program, "stop_comparing")
        program.state.choose_method("saliency")
        program.wait_for_overlay()
        program.drop(target)
        program.wait(lambda: "made by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.comparison == asked and program.state.image.path == photograph)
        assert [pane.attribution.request for pane in there(program, 3)] == requests
        assert program.state.rendering.fixed is None

    run(scenario, str(photograph))


def test_photographs_that_were_compared_are_found_again_never_written_over_and_named_when_lost(
    run, photograph, other_samples, tmp_path, monkeypatch
):
    other = shutil.copy(other_samples[0], tmp_path / "in" / "other.png")
    cv2.imwrite(str(other), cv2.imread(str(other))[20:])
    before = other.read_bytes()

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: other)
        do(program, "compare_photographs")
        shown = there(program)
        monkeypatch.setattr(files, "ask_target", lambda *_: other)
        do(program, "export_overlay")
        program.wait(lambda: "is the photograph itself" in program.notice)
        assert other.read_bytes() == before
        target = export(program, tmp_path / "seen.png", FIGURE, monkeypatch)
        record = read_provenance(target)
        assert record.comparison.others == ("",)
        assert [located(pane.image, target) for pane in record.panes] == [photograph, other]
        figure = read(target)
        assert found_in(figure, pixels_of(shown[0]))[0] < found_in(figure, pixels_of(shown[1]))[0]
        do(program, "stop_comparing")
        program.drop(target)
        program.wait(lambda: "made by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.comparison is not None and program.state.image.path == photograph)
        assert (program.state.comparison.kind, program.state.comparison.layout) == (Kind.IMAGE, Layout.SIDE)
        assert there(program)[1].picture.image.path == other
        do(program, "stop_comparing")
        other.unlink()
        program.drop(target)
        program.wait(lambda: "was not found: “other.png”" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.image.path == photograph)
        program.wait_for_overlay()
        assert program.state.comparison is None

    run(scenario, str(photograph))

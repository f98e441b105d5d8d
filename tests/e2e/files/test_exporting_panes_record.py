"""What made a comparison is in its exports through the real `main()`: it can be dropped and comes back."""

from __future__ import annotations

import shutil
from dataclasses import replace

import cv2
import pytest
from helpers.image_files.picture_files import size_of
from helpers.windows.compared import do, there
from helpers.windows.exported_panes import FIGURE, OVERLAY, compare, export, found_in, pixels_of, read

from engine.export.provenance import encode, facts_of, located, read_provenance, sidecar_of
from engine.export.sheet import GAP
from engine.export.spelled_out import with_all_options
from gui.export.settings import Resolution
from gui.state import file_dialogs as files
from gui.state.comparison import Kind, Layout

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def sidecar_written(record, folder):
    path = sidecar_of(folder / "seen.png")
    path.write_text(encode(record), "utf-8")
    return path


def test_the_record_inside_and_beside_has_every_pane(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        compare(program, "compare_classes", 3)
        do(program, "toggle_one_scale")
        shown = there(program, 3)
        target = export(program, tmp_path / "seen.png", replace(FIGURE, sidecar=True), monkeypatch)
        record = read_provenance(target)
        assert read_provenance(sidecar_of(target)) == record
        assert [pane.name for pane in record.panes] == [pane.name for pane in shown]
        assert [pane.request for pane in record.panes] == [with_all_options(pane.attribution.request) for pane in shown]
        assert [pane.map for pane in record.panes] == [facts_of(pane.attribution.values) for pane in shown]
        assert [pane.rendering for pane in record.panes] == [pane.rendering for pane in shown]
        assert [pane.first for pane in record.panes] == [True, False, False]
        assert record.request == with_all_options(program.state.attribution.request)
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
        program.wait(lambda: "exported by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.comparison == asked and program.state.image.path == photograph)
        assert [pane.attribution.request for pane in there(program, 3)] == requests
        assert program.state.rendering.fixed is None

    run(scenario, str(photograph))


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
        program.wait(lambda: "exported by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.comparison is not None)
        assert program.state.comparison.others == (str(small_model),)
        assert with_all_options(there(program)[1].attribution.request) == record.panes[1].request

    run(scenario, str(cat))


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
        program.wait(lambda: "is the original image" in program.notice)
        assert other.read_bytes() == before
        target = export(program, tmp_path / "seen.png", FIGURE, monkeypatch)
        record = read_provenance(target)
        assert record.comparison.others == ("",)
        assert [located(pane.image, target) for pane in record.panes] == [photograph, other]
        figure = read(target)
        assert found_in(figure, pixels_of(shown[0]))[0] < found_in(figure, pixels_of(shown[1]))[0]
        do(program, "stop_comparing")
        program.drop(target)
        program.wait(lambda: "exported by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.comparison is not None and program.state.image.path == photograph)
        assert (program.state.comparison.kind, program.state.comparison.layout) == (Kind.IMAGE, Layout.SIDE)
        assert there(program)[1].picture.image.path == other
        do(program, "stop_comparing")
        other.unlink()
        program.drop(target)
        program.wait(lambda: "files were not found: “other.png”" in program.notice)
        program.state.notice.action()
        program.wait(lambda: program.state.image.path == photograph)
        program.wait_for_overlay()
        assert program.state.comparison is None

    run(scenario, str(photograph))

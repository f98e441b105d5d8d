"""Pictures that say what made them: restored, verified, and named where something is missing."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest

from engine.export.provenance import decode, encode, facts_of, read_provenance, sidecar_of
from engine.rendering import Way
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files


def exported(program, target, monkeypatch, **rendering):
    remember(ExportSettings(), target.parent)
    monkeypatch.setattr(files, "ask_target", lambda *_: target)
    program.state.set_rendering(**rendering)
    program.window.actions_by_id["export_overlay"].trigger()
    program.wait(lambda: target.exists() and "Saved as" in program.notice)
    program.state.notify(None)
    return target


def verification_result(program, picture, monkeypatch) -> str:
    monkeypatch.setattr(files, "ask_exported", lambda *_: picture)
    program.state.notify(None)
    program.window.actions_by_id["verify_picture"].trigger()
    program.wait(lambda: bool(program.notice) and "verifying" not in program.state.activities)
    return program.notice


def test_a_dropped_export_offers_its_view_and_restores_it(run, photograph, tmp_path, monkeypatch, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        state = program.state
        state.choose_method("smoothgrad")
        state.choose_option("samples", 5)
        state.choose_target(int(np.argsort(-state.attribution.logits)[2]))
        program.wait_for_overlay()
        program.wait(lambda: state.attribution.fraction == 1)
        asked, values = state.attribution.request, state.attribution.values
        picture = exported(program, tmp_path / "seen.png", monkeypatch, way=Way.HOT, percentile=70.0, fixed=(0.0, 2.0))
        shown = state.rendering
        state.set_rendering(way=Way.BLEND, fixed=None)
        state.choose_method("grad-cam")
        program.wait_for_overlay()
        program.drop(picture)
        program.wait(lambda: "exported by Saliscope" in program.notice)
        assert state.image.path == picture
        state.notice.action()
        program.wait(lambda: state.image.path == photograph and state.attribution is not None)
        program.wait(lambda: state.attribution is not None and state.attribution.request == asked)
        program.wait(lambda: state.attribution.fraction == 1)
        assert state.rendering == shown
        assert not state.choices.pixels_chosen, "nobody chose what the model's file states"
        np.testing.assert_array_equal(state.attribution.values, values)

    run(scenario, str(photograph))


def test_an_unchanged_picture_is_confirmed_and_the_screen_stays(run, photograph, other_samples, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        picture = exported(program, tmp_path / "seen.jpg", monkeypatch)
        program.drop(other_samples[0])
        program.wait(lambda: program.state.image.path == other_samples[0] and program.settled)
        before = program.state.attribution
        assert "confirmed" in verification_result(program, picture, monkeypatch)
        assert program.state.attribution is before
        assert program.state.image.path == other_samples[0]

    run(scenario, str(photograph))


@pytest.mark.parametrize(("factor", "word"), [(1.3, "does not match"), (1.0001, "matches:")])
def test_other_numbers_are_told_by_how_far_they_are(run, photograph, tmp_path, monkeypatch, factor, word):
    def scenario(program):
        program.wait_for_overlay()
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        record = read_provenance(picture)
        values = program.state.attribution.values * np.float32(factor)
        forged = replace(record, map=facts_of(values), software={"tensorflow": "1.15"})
        sidecar = sidecar_of(tmp_path / "forged.png")
        sidecar.write_text(encode(forged), "utf-8")
        said = verification_result(program, sidecar, monkeypatch)
        assert word in said
        assert "tensorflow 1.15" in said

    run(scenario, str(photograph))


def test_what_is_missing_or_changed_is_named(run, photograph, tmp_path, monkeypatch, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        picture = exported(program, tmp_path / "seen.tif", monkeypatch)
        program.window.controller.open_photograph(other_samples[0])
        program.wait(lambda: program.state.image.path == other_samples[0] and program.settled)
        shutil.copy(cat, photograph)
        assert "Changed: “photo.png”" in verification_result(program, picture, monkeypatch)
        photograph.unlink()
        said = verification_result(program, picture, monkeypatch)
        assert "cannot be verified" in said
        assert "Not found: “photo.png”" in said

    run(scenario, str(photograph))


def test_a_moved_photograph_that_is_open_is_known_by_its_contents(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        moved = photograph.rename(tmp_path / "moved.png")
        program.drop(moved)
        program.wait(lambda: program.state.image.path == moved and program.settled)
        assert "confirmed" in verification_result(program, picture, monkeypatch)

    run(scenario, str(photograph))


def test_a_photograph_says_that_it_has_nothing_to_verify(run, cat, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        assert "has no record of how it was made" in verification_result(program, cat, monkeypatch)

    run(scenario, str(cat))


def test_values_that_no_control_allows_are_not_restored(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        record = decode(encode(read_provenance(picture)), "x")
        forged = replace(record, rendering=replace(record.rendering, colour_map="no such map"))
        sidecar = sidecar_of(tmp_path / "in" / "forged.png")
        sidecar.write_text(encode(replace(forged, image=replace(forged.image, path="photo.png"))), "utf-8")
        before = program.state.rendering
        program.drop(sidecar)
        program.wait(lambda: "exported by Saliscope" in program.notice)
        program.state.notice.action()
        program.wait(lambda: "cannot be read" in program.notice)
        assert program.state.rendering == before

    run(scenario, str(photograph))


def test_a_verification_can_be_cancelled(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        monkeypatch.setattr(files, "ask_exported", lambda *_: picture)
        program.window.actions_by_id["verify_picture"].trigger()
        program.wait(lambda: program.window.rooms.verifying._verifying is not None)
        program.window.controller.cancel()
        program.wait(lambda: program.window.rooms.verifying._verifying is None)
        assert not program.state.activities
        assert not program.notice

    run(scenario, str(photograph))

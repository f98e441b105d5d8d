"""Verifying pictures of several panes: each is computed again and named with what came of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from dataclasses import replace

import cv2
import numpy as np
import pytest
from helpers.windows.compared import do, there

from engine.export.content import Product
from engine.export.provenance import encode, facts_of, read_provenance, sidecar_of
from engine.network.description import Port
from engine.process.messages import Open, Opened
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files
from gui.verify.verification import Verification


def exported(program, target, monkeypatch):
    remember(ExportSettings(), target.parent)
    monkeypatch.setattr(files, "ask_target", lambda *_: target)
    do(program, "export_overlay")
    program.wait(lambda: target.exists() and "Saved as" in program.notice)
    return target


def verification_result(program, picture, monkeypatch) -> list[str]:
    """Verify a picture; returns the lines of what is said: of all, then of each pane."""
    monkeypatch.setattr(files, "ask_exported", lambda *_: picture)
    program.state.notify(None)
    do(program, "verify_picture")
    program.wait(lambda: bool(program.notice) and "verifying" not in program.state.activities)
    return program.notice.splitlines()


def forged(record, folder, *panes):
    """Return a sidecar of a record with other panes."""
    sidecar = sidecar_of(folder / "forged.png")
    sidecar.write_text(encode(replace(record, panes=panes)), "utf-8")
    return sidecar


@pytest.mark.parametrize("action", ["compare_classes", "compare_methods", "compare_layers"])
def test_every_pane_is_computed_again_and_named_and_the_screen_stays(run, photograph, tmp_path, monkeypatch, action):
    def scenario(program):
        program.wait_for_overlay()
        do(program, action)
        there(program)
        do(program, "add_pane")
        shown = there(program, 3)
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        state = program.state
        before = (state.choices, state.comparison, state.rendering, state.attribution, state.picture, state.model)
        maps, said = [pane.attribution for pane in shown], []
        state.activities_changed.connect(lambda: said.append(state.activities.get("verifying")))
        lines = verification_result(program, picture, monkeypatch)
        assert lines[0].startswith("“seen.png” is confirmed")
        assert lines[1:] == [f"“{pane.name}”: confirmed, exactly the same map." for pane in shown]
        for number, pane in enumerate(shown, 1):
            assert f"Verifying “seen.png”: “{pane.name}”, {number} of 3…" in said
        assert before == (
            state.choices,
            state.comparison,
            state.rendering,
            state.attribution,
            state.picture,
            state.model,
        )
        assert [pane.attribution for pane in there(program, 3)] == maps

    run(scenario, str(photograph))


def test_each_pane_is_judged_by_its_own_map(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        there(program)
        do(program, "add_pane")
        do(program, "add_pane")
        shown = there(program, 4)
        record = read_provenance(exported(program, tmp_path / "seen.png", monkeypatch))
        maps = [pane.attribution.values for pane in shown]
        made = [maps[0], maps[1] * np.float32(1.3), maps[2] * np.float32(1.0001), maps[3][:5]]
        panes = [replace(pane, map=facts_of(values)) for pane, values in zip(record.panes, made, strict=True)]
        lines = verification_result(program, forged(record, tmp_path, *panes), monkeypatch)
        assert "does not match" in lines[0]
        said = ["confirmed", "does not match, the new map differs by up to 23.1 %", "matches", "different size"]
        for line, pane, words in zip(lines[1:], shown, said, strict=True):
            assert line.startswith(f"“{pane.name}”: ")
            assert words in line

    run(scenario, str(photograph))


def test_a_bare_photograph_and_a_record_without_further_maps_have_nothing_to_compare_with(
    run, photograph, tmp_path, monkeypatch
):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_original")
        shown = there(program)
        lines = verification_result(program, exported(program, tmp_path / "seen.png", monkeypatch), monkeypatch)
        assert "is confirmed" in lines[0]
        assert lines[1] == f"“{shown[0].name}”: confirmed, exactly the same map."
        assert lines[2] == f"“{shown[1].name}”: no map to compare with."
        do(program, "compare_classes")
        shown = there(program)
        record = read_provenance(exported(program, tmp_path / "classes.png", monkeypatch))
        content = json.loads(encode(record))
        del content["panes"][1]["map"], content["panes"][1]["request"]
        sidecar = sidecar_of(tmp_path / "older.png")
        sidecar.write_text(json.dumps(content), "utf-8")
        lines = verification_result(program, sidecar, monkeypatch)
        assert "is confirmed" in lines[0]
        assert "no map to compare with" in lines[2]

    run(scenario, str(photograph))


def test_photographs_that_are_gone_are_named_and_the_others_computed(
    run, photograph, other_samples, tmp_path, monkeypatch
):
    other = shutil.copy(other_samples[0], tmp_path / "in" / "other.png")
    cv2.imwrite(str(other), cv2.imread(str(other))[20:])

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: other)
        do(program, "compare_photographs")
        there(program)
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        lines = verification_result(program, picture, monkeypatch)
        assert lines[1:] == [
            "“photo.png”: confirmed, exactly the same map.",
            "“other.png”: confirmed, exactly the same map.",
        ]
        do(program, "stop_comparing")
        other.unlink()
        lines = verification_result(program, picture, monkeypatch)
        assert "verified in part" in lines[0]
        assert lines[1].startswith("“photo.png”: confirmed")
        assert lines[2].startswith("“other.png”: not computed. Not found: “other.png”.")
        program.window.controller.open_photograph(other_samples[1])
        program.wait(lambda: program.state.image.path == other_samples[1] and program.settled)
        photograph.unlink()
        lines = verification_result(program, picture, monkeypatch)
        assert lines[0] == "“seen.png” cannot be verified."
        assert lines[1].startswith("“photo.png”: not computed. Not found: “photo.png”.")

    run(scenario, str(photograph))


def test_every_model_is_opened_in_turn_and_one_that_changed_is_named(
    run, photograph, small_model, tmp_path, monkeypatch
):
    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: small_model)
        do(program, "compare_models")
        shown = there(program)
        picture = exported(program, tmp_path / "seen.png", monkeypatch)
        own = program.state.model
        lines = verification_result(program, picture, monkeypatch)
        assert lines[1:] == [f"“{pane.name}”: confirmed, exactly the same map." for pane in shown]
        assert program.state.model is own
        record = read_provenance(picture)
        broken = tmp_path / "in" / "broken.keras"
        broken.write_bytes(b"no model")
        told = hash_of(broken)
        source = replace(record.panes[1].model, name="broken.keras", path=str(broken), sha256=told)
        request = replace(record.panes[1].request, model=told)
        refused = replace(record.panes[1], model=source, request=request, name="refused")
        panes = (refused, record.panes[0], record.panes[1])
        lines = verification_result(program, forged(record, tmp_path, *panes), monkeypatch)
        assert "verified in part" in lines[0]
        assert lines[1].startswith("“refused”: not computed. “broken.keras”")
        assert lines[2:] == [f"“{pane.name}”: confirmed, exactly the same map." for pane in shown]
        small_model.write_bytes(small_model.read_bytes() + b"more")
        lines = verification_result(program, picture, monkeypatch)
        assert lines[2].startswith(f"“{shown[1].name}”: not computed. Changed: “{shown[1].name}”")

    run(scenario, str(photograph))


def hash_of(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_engine_that_dies_over_one_pane_leaves_the_others(run, photograph, tmp_path, monkeypatch):
    asked = Verification._ask

    def die_over_the_second(verification, model):
        asked(verification, model)
        if len(verification._results) == 1:
            os.kill(verification._engine.client.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    monkeypatch.setattr(Verification, "_ask", die_over_the_second)

    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        there(program)
        do(program, "add_pane")
        shown = there(program, 3)
        lines = verification_result(program, exported(program, tmp_path / "seen.png", monkeypatch), monkeypatch)
        assert "verified in part" in lines[0]
        assert lines[2].startswith(f"“{shown[1].name}”: not computed. ")
        for number in (0, 2):
            assert lines[1 + number] == f"“{shown[number].name}”: confirmed, exactly the same map."

    run(scenario, str(photograph))


def test_a_model_that_the_engine_opens_by_itself_is_not_taken_for_the_one_that_is_asked(
    run, photograph, tmp_path, monkeypatch
):
    opened = Verification._open

    def hear_of_another_first(verification, images):
        opened(verification, images)
        other = replace(verification.stray, input_size=(8, 8))
        verification._engine.reported.emit(Opened(other, Open(other.path, Port(input=1))))

    monkeypatch.setattr(Verification, "_open", hear_of_another_first)

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(Verification, "stray", program.state.model, raising=False)
        lines = verification_result(program, exported(program, tmp_path / "seen.png", monkeypatch), monkeypatch)
        assert lines[0].startswith("“seen.png” is confirmed")

    run(scenario, str(photograph))


def test_a_verification_is_cancelled_between_two_panes(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        there(program)
        do(program, "add_pane")
        there(program, 3)
        picture, state = exported(program, tmp_path / "seen.png", monkeypatch), program.state
        before = state.attribution, state.comparison
        monkeypatch.setattr(files, "ask_exported", lambda *_: picture)
        state.notify(None)
        do(program, "verify_picture")
        program.wait(lambda: "2 of 3" in state.activities.get("verifying", ""))
        program.window.controller.cancel()
        program.wait(lambda: program.window.rooms.verifying._verifying is None)
        assert not state.activities
        assert not program.notice
        assert before == (state.attribution, state.comparison)
        assert verification_result(program, picture, monkeypatch)[0].startswith("“seen.png” is confirmed")

    run(scenario, str(photograph))


def test_files_and_verdicts_of_panes_are_named_in_french(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        shown = there(program)
        remember(ExportSettings(Product.MAP, ".csv"), tmp_path)
        do(program, "export_again")
        program.wait(lambda: not program.state.activities and bool(program.notice))
        names = sorted((path.name for path in tmp_path.glob("*.csv")), key=lambda name: "_pane-2_" in name)
        said = ", ".join(f"«\u00a0{name}\u00a0»" for name in names)
        assert program.notice == f"Enregistré sous {said} dans {tmp_path}."
        remember(ExportSettings(Product.OVERLAY), tmp_path)
        do(program, "export_again")
        program.wait(lambda: not program.state.activities and ".png" in program.notice)
        (picture,) = tmp_path.glob("*.png")
        lines = verification_result(program, picture, monkeypatch)
        assert f"«\u00a0{picture.name}\u00a0» est confirmée" in lines[0]
        assert lines[1:] == [f"«\u00a0{pane.name}\u00a0»\u00a0: confirmé, exactement la même carte." for pane in shown]

    run(scenario, str(photograph), "--language", "fr")

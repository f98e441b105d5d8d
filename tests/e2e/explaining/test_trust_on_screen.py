"""How far to trust the map on screen: measured while the window rests, exported with the map, told when verified."""

from __future__ import annotations

import math

import pytest
from PySide6.QtWidgets import QCheckBox

from engine.export.provenance import read_provenance
from engine.measures.asking import ask_trust
from gui.export.dialog import ExportDialog
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files


@pytest.fixture
def maps_are_measured() -> bool:
    return True


@pytest.fixture
def export_to(tmp_path, monkeypatch):
    """Return what exports the overlay on screen, and the file."""
    target = tmp_path / "seen.png"
    remember(ExportSettings(), tmp_path)
    monkeypatch.setattr(files, "ask_target", lambda *_: target)
    monkeypatch.setattr(files, "ask_exported", lambda *_: target)

    def export(program):
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: target.exists() and "Saved as" in program.notice)
        program.state.notify(None)
        return target

    return export


def test_an_image_is_measured_while_the_window_rests_and_exported_with_what_was_found(run, photograph, export_to):
    def scenario(program):
        watch, state = program.window.trust, program.state
        program.wait_for_overlay()
        program.window.actions_by_id["export_dialog"].trigger()
        dialog = program.window.findChild(ExportDialog)
        tick = next(box for box in dialog.findChildren(QCheckBox) if "trust" in box.text())
        assert tick.isEnabled() is (watch.trust is not None)
        watch.want(True)
        program.wait(lambda: watch.trust is not None and watch.trust.complete)
        program.wait(lambda: dialog.trust is watch.trust)
        assert tick.isEnabled()
        dialog.close()
        found = watch.trust
        assert found.request == ask_trust(state.attribution.request)
        assert all(one.why is not None or math.isfinite(one.value) for one in found.measured)
        assert found.of("deletion").value is not None
        assert watch.idle
        told = read_provenance(export_to(program)).trust
        assert told.missing == ()
        assert [one.value for one in told.found] == [one.value for one in found.measured]
        program.window.actions_by_id["verify_picture"].trigger()
        program.wait(lambda: "How far to trust the map, when it was exported" in program.notice)
        first = state.choices.target
        state.choose_target(0 if first else 1)
        program.wait_for_overlay()
        assert watch.trust is None or watch.trust.request.map.target != first
        state.choose_target(first)
        program.wait_for_overlay()
        assert watch.trust is found

    run(scenario, str(photograph))


def test_a_region_is_checked_at_once_and_dropped_with_its_class(run, photograph):
    def scenario(program):
        watch, state = program.window.trust, program.state
        program.wait_for_overlay()
        watch.check_region((0.25, 0.25, 0.5, 0.5))
        program.wait(lambda: watch.region is not None)
        assert watch.region.target == state.attribution.request.target
        assert watch.region.before == pytest.approx(float(state.attribution.probabilities.max()), abs=1e-6)
        assert watch.region.after != watch.region.before
        assert len(watch.region.elsewhere) == 20
        state.choose_target(0)
        assert watch.region is None

    run(scenario, str(photograph))

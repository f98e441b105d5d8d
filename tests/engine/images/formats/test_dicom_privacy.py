"""Nothing about a patient leaves a DICOM file, nor does its own name: not in pictures, records, errors or logs."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import numpy as np
import pytest
from helpers.explain_command import status
from helpers.image_files.dicom_files import PATIENT, SECRETS, compressed, dataset, dicom, written
from helpers.image_files.photograph_files import refusal
from helpers.model_files.two_pictures import photographs, two_branches
from pydicom.uid import JPEG2000Lossless

from engine import explain, open_model, read_image, save
from engine.errors import SaliscopeError
from engine.export.provenance import located, pane_of, read_provenance
from engine.images import decode_image
from engine.rendering import Rendering

STORED = np.random.default_rng(0).integers(0, 4096, (60, 80), np.uint16)
NAMED = (*SECRETS, PATIENT)


@pytest.fixture
def scan(tmp_path) -> Path:
    folder = tmp_path / "Zebulon"
    folder.mkdir()
    path = folder / f"{PATIENT}.dcm"
    path.write_bytes(dicom(STORED))
    assert all(secret.encode() in path.read_bytes() for secret in SECRETS)
    return path


@pytest.fixture
def explained(reference_files, scan, tmp_path, monkeypatch):
    """Run `explain` on the scan. Returns what was written, by name."""
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)

    def run(*options: str) -> dict[str, bytes]:
        out = tmp_path / "out"
        assert status("explain", scan, "--out", out, "--model", reference_files["nested"], "--sidecar", *options) == 0
        return {path.name: path.read_bytes() for path in out.iterdir()}

    return run


def test_files_that_are_written_name_the_picture_by_its_hash(explained, scan, tmp_path):
    files = explained()
    assert len(files) == 2
    for name, content in files.items():
        assert not [secret for secret in NAMED if secret in name or secret.encode() in content]
    record = read_provenance(next(path for path in (tmp_path / "out").iterdir() if path.suffix == ".png"))
    assert record.image.name == f"DICOM-{record.image.sha256[:8]}"
    assert record.image.path == ""
    assert record.image.sha256 == read_image(scan).sha256


def test_the_name_is_written_where_it_is_asked_for(explained, tmp_path):
    files = explained("--write-names")
    record = read_provenance(next(path for path in (tmp_path / "out").iterdir() if path.suffix == ".png"))
    assert record.image.name == f"{PATIENT}.dcm"
    assert record.image.path.endswith(f"Zebulon/{PATIENT}.dcm")
    assert any("Quillfeather" in name for name in files)


def test_panes_are_not_named_after_the_patient(reference_files, scan):
    model, image = open_model(reference_files["nested"]), read_image(scan)
    hidden = pane_of(f"{image.name}, left", image, model.info, None, Rendering())
    assert (hidden.name, hidden.image.name) == (f"{image.alias}, left", image.alias)
    assert pane_of(image.name, image, model.info, None, Rendering(), write_names=True).name == image.name


@pytest.mark.parametrize("write_names", [False, True])
def test_beside_another_photograph_the_same_holds(scan, tmp_path, write_names):
    two_branches().save(tmp_path / "pair.keras")
    (path,) = photographs(tmp_path / "photographs", "left.png")
    model, image, beside = open_model(tmp_path / "pair.keras"), read_image(path), read_image(scan)
    found = explain(model, image, "saliency", companions={"right": beside})
    written_to = tmp_path / "map.png"
    save(written_to, found, image, model, sidecar=True, write_names=write_names, companions=[beside])
    (companion,) = read_provenance(written_to).companions
    seen = [one for one in NAMED for file in tmp_path.glob("map.png*") if one.encode() in file.read_bytes()]
    assert bool(seen) == write_names
    assert companion.image.name == (beside.name if write_names else beside.alias)
    assert located(companion.image, written_to) == (scan if write_names else None)
    assert companion.image.sha256 == beside.sha256
    pane = pane_of(f"right: {beside.name}", image, model.info, found, Rendering(), write_names, [beside])
    assert pane.companions[0].image.name == companion.image.name
    assert pane.name == f"right: {companion.image.name}"


def test_errors_quote_nothing_and_nothing_is_logged(caplog, capfd, recwarn):
    caplog.set_level(logging.DEBUG)
    broken = [
        dicom(STORED)[:-400],
        compressed(STORED, [b"\xff\x4f" + PATIENT.encode() * 20], JPEG2000Lossless),
        dicom(STORED, PhotometricInterpretation="QUILLFEATHER"),
        dicom(STORED, BitsAllocated=7),
        written(dataset(STORED)).replace(b"DS", b"PN"),
    ]
    for data in broken:
        try:
            decode_image(data, "scan")
        except SaliscopeError as fault:
            told = "".join(traceback.format_exception(fault)) + str(fault.params)
            assert not [secret for secret in NAMED if secret.upper() in told.upper()]
    assert refusal(broken[0])
    told = caplog.text + "".join(capfd.readouterr()) + "".join(str(each.message) for each in recwarn)
    assert not [secret for secret in NAMED if secret.upper() in told.upper()]

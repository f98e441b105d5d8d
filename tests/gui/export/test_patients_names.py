"""The name of a medical file may be a patient's: it stands in no export unless that is asked for."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from helpers.image_files.dicom_files import SECRETS, dicom
from helpers.shown_model import model_info
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.attribution.request import Attribution, Request
from engine.errors import Code, SaliscopeError
from engine.export.content import Product
from engine.export.provenance import read_provenance, sidecar_of
from engine.images import read_image, reread
from engine.images.image import with_public_names
from engine.images.projection import Fit, Projection
from engine.images.reading import Reading, Window
from engine.rendering import Rendering
from gui.export.dialog import ExportDialog
from gui.export.figure_content import make_figure
from gui.export.settings import ExportSettings, remember, remembered
from gui.export.snapshot import Screen, Shown
from gui.export.writing import targets_of, write_export
from gui.state.comparison import Kind

SECRET = "Quillfeather_Zebulon"
PIXELS = np.arange(40 * 60, dtype=np.int16).reshape(40, 60)


@pytest.fixture
def shown(qapp, tmp_path) -> Shown:
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / f"{SECRET}.dcm"
    path.write_bytes(dicom(PIXELS, PixelSpacing=[0.5, 0.5]))
    image = read_image(path)
    model = model_info(name="model", path=Path("model"), sha256="b" * 64, labels=("cat", "dog"))
    request = Request(image.sha256, Fit.STRETCH, "b" * 64, "0..255", "grad-cam", target=0, reading=image.used)
    values = np.linspace(0, 1, 20, dtype=np.float32).reshape(4, 5)
    made = Attribution(values, request, np.zeros(2, np.float32), np.full(2, 0.5, np.float32), 0.0)
    return Shown(image, made, Projection.make((60, 40), (8, 8)), Rendering(), model, name=f"{SECRET}.dcm")


@pytest.fixture
def screen(shown) -> Screen:
    from engine.export.panes import Compared

    return Screen(shown, (shown, shown), Compared(Kind.IMAGE.value, ("",), "side"))


def written(tmp_path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "in"}


@pytest.mark.parametrize(
    ("product", "suffix"),
    [(Product.FIGURE, ".png"), (Product.FIGURE, ".svg"), (Product.FIGURE, ".pdf"), (Product.OVERLAY, ".tif"),
     (Product.OVERLAY, ".jpg"), (Product.HEAT, ".png"), (Product.MAP, ".npy"), (Product.MAP, ".csv")],
)  # fmt: skip
def test_no_export_holds_the_name(screen, tmp_path, product, suffix):
    write_export(tmp_path / f"out{suffix}", ExportSettings(product, suffix, sidecar=True), screen)
    files = written(tmp_path)
    assert files
    for path, data in files.items():
        for secret in (*SECRETS, SECRET):
            assert secret.encode() not in data and secret not in path.name
    record = read_provenance(tmp_path / f"out{suffix}") or read_provenance(sidecar_of(tmp_path / f"out{suffix}"))
    assert record.image.name.startswith("DICOM") and record.image.path == ""
    assert record.image.sha256 == screen.own.image.sha256  # by which Verify finds the file


def test_who_ticks_it_gets_the_name_but_nothing_out_of_the_file(screen, tmp_path):
    settings = ExportSettings(Product.OVERLAY, ".png", sidecar=True, write_names=True)
    write_export(tmp_path / "out.png", settings, screen)
    record = read_provenance(tmp_path / "out.png")
    assert record.image.name == f"{SECRET}.dcm" and record.image.path == f"in/{SECRET}.dcm"
    assert {pane.name for pane in record.panes} == {f"{SECRET}.dcm"}
    assert b"PN-7719-33" not in (tmp_path / "out.png").read_bytes()


def test_the_figure_says_only_what_kind_of_file_it_is(screen):
    for write_names, says in ((False, False), (True, True)):
        panes = screen.named(write_names).panes
        figure = make_figure(screen.named(write_names), panes, lambda _: 300, ExportSettings())
        assert (SECRET in figure.caption) == says
        assert any(SECRET in panel.name for panel in figure.panels) == says
        assert "16 bits: 0 to 4" in figure.caption and "095 shown as black to white." in figure.caption
        assert [panel.scale.words for panel in figure.panels] == ["5 mm", "5 mm"]  # of 30 mm on 300 pixels


def test_the_files_of_further_panes_are_not_named_after_a_patient(screen, tmp_path):
    numbers = ExportSettings(Product.MAP, ".npy")
    assert not any(SECRET in path.name for path in targets_of(tmp_path / "m.npy", numbers, screen))


def test_the_dialog_asks_and_never_remembers_the_tick(screen, qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, screen, remembered()[0])
    tick = next(box for box in dialog.findChildren(QCheckBox) if "patient" in box.text())
    assert not tick.isHidden() and not tick.isChecked() and not dialog.settings.write_names
    tick.click()
    assert dialog.settings.write_names
    remember(dialog.settings, tmp_path)
    assert not remembered()[0].write_names
    dialog.reject()


def test_of_other_photographs_the_dialog_does_not_ask(screen, qtbot, tmp_path):
    from dataclasses import replace

    plain = Screen(screen.own._replace(image=replace(screen.own.image, alias="")))
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, plain, ExportSettings())
    assert next(box for box in dialog.findChildren(QCheckBox) if "patient" in box.text()).isHidden()
    dialog.reject()


def test_a_photograph_just_made_brighter_waits_for_its_map(screen):
    brighter = reread(screen.own.image, Reading(window=Window(0.0, 9.0)))
    with pytest.raises(SaliscopeError) as waiting:
        Screen(screen.own._replace(image=brighter, name="")).named(False).wanted(ExportSettings())
    assert waiting.value.code is Code.EXPORT_MAP_WAITING


def test_a_name_that_ends_another_leaves_nothing_of_it():
    images = [
        SimpleNamespace(name=name, public_name=f"DICOM-{number}") for number, name in enumerate(("B.dcm", "A B.dcm"))
    ]
    assert with_public_names("left · A B.dcm, right · B.dcm", images) == "left · DICOM-1, right · DICOM-0"

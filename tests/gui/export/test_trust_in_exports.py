"""What was measured of a map is exported with it: in the record always, in the figure where that is wished."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.attribution.request import Attribution, Request
from engine.export.content import Product
from engine.export.panes import Compared
from engine.export.provenance import read_provenance
from engine.images import image_from_pixels
from engine.images.projection import Fit, Projection
from engine.measures import Measured, Verdict
from engine.measures.asking import ask_trust
from engine.measures.trust import Trust
from engine.rendering import Rendering
from gui.export.dialog import ExportDialog
from gui.export.figure_content import make_figure
from gui.export.figure_layout import lay_out
from gui.export.settings import ExportSettings, remember, remembered
from gui.export.snapshot import Screen, Shown
from gui.export.writing import write_export
from gui.words.overall import overall_sentences

WISHED = ExportSettings(trust=True)
TICK = "Say how far to &trust the map"


@pytest.fixture
def own(qapp) -> Shown:
    """A map of which it was found that it is nothing but a blob in the centre."""
    image = image_from_pixels(np.zeros((20, 30, 3), np.uint8), "photo.png")
    model = model_info(name="model", path=Path("model"), sha256="b" * 64, labels=("cat", "dog"), layers=())
    request = Request(image.sha256, Fit.STRETCH, model.sha256, "0..255", "grad-cam", "layer", 0)
    values = np.eye(4, dtype=np.float32)
    attribution = Attribution(values, request, np.zeros(2, np.float32), np.full(2, 0.5, np.float32), 0.0)
    trust = Trust(ask_trust(request), (Measured("centre", 0.9, Verdict.POOR), Measured("entropy", 0.5)))
    return Shown(image, attribution, Projection.make((30, 20), (8, 8)), Rendering(), model, trust=trust)


def figure_of(own: Shown, settings: ExportSettings, panes: int = 1):
    return make_figure(Screen(own), (own,) * panes, lambda _: 480, settings)


@pytest.mark.parametrize("name", ["figure.png", "figure.svg", "figure.pdf", "map.csv", "map.npy"])
def test_the_record_says_what_was_measured_and_what_is_missing(own, tmp_path, name):
    product = Product.MAP if name.startswith("map") else Product.FIGURE
    target = tmp_path / name
    write_export(target, ExportSettings(product, target.suffix), Screen(own))
    told = read_provenance(target).trust
    assert [(found.measure, found.value, found.verdict) for found in told.found] == [
        ("centre", 0.9, Verdict.POOR),
        ("entropy", 0.5, Verdict.NONE),
    ]
    assert set(told.missing) == set(told.measures) - {"centre", "entropy"}
    assert told.verdicts == {"centre": Verdict.POOR}


def test_a_figure_says_how_far_to_trust_its_map_where_that_is_wished(own):
    assert figure_of(own, ExportSettings()).remarks == ()
    verdicts, *sentences = figure_of(own, WISHED).remarks
    assert "Middle: poor" in verdicts
    assert "Removal: no verdict" in verdicts
    assert sentences == overall_sentences(own.trust)
    assert sentences


def test_the_words_lie_below_the_caption_and_inside_the_figure(own):
    figure = figure_of(own, WISHED)
    plain, layout = lay_out(figure_of(own, ExportSettings())), lay_out(figure)
    caption, *remarks = (text for text in layout.texts if text.words in (figure.caption, *figure.remarks))
    assert [text.words for text in remarks] == list(figure.remarks)
    tops = [caption.place.bottom(), *(text.place.bottom() for text in remarks)]
    assert all(text.place.top() >= before for text, before in zip(remarks, tops, strict=False))
    assert remarks[-1].place.bottom() < layout.size.height()
    assert layout.size.height() > plain.size.height()


def test_of_several_panes_and_of_a_map_that_was_not_measured_nothing_is_said(own):
    assert figure_of(own, WISHED, panes=2).remarks == ()
    assert figure_of(own._replace(trust=None), WISHED).remarks == ()


@pytest.mark.parametrize("measured", [True, False])
def test_the_dialog_asks_for_it_where_a_figure_can_say_it(own, measured):
    parent = QWidget()
    screen = Screen(own if measured else own._replace(trust=None))
    dialog = ExportDialog(parent, screen, ExportSettings())
    tick = next(box for box in dialog.findChildren(QCheckBox) if box.text() == TICK)
    assert tick.isVisibleTo(dialog)
    assert tick.isEnabled() is measured
    tick.setChecked(True)
    assert dialog.settings == WISHED
    dialog.close()
    dialog = ExportDialog(parent, screen, ExportSettings(Product.OVERLAY))
    assert not next(box for box in dialog.findChildren(QCheckBox) if box.text() == TICK).isVisibleTo(dialog)
    dialog.close()


@pytest.mark.parametrize("panes", [True, False])
def test_of_a_comparison_it_is_asked_for_where_the_first_pane_alone_is_exported(own, panes):
    parent = QWidget()
    screen = Screen(own, (own, own), Compared("method", ("saliency",), "side-by-side"))
    dialog = ExportDialog(parent, screen, ExportSettings(panes=panes))
    tick = next(box for box in dialog.findChildren(QCheckBox) if box.text() == TICK)
    assert tick.isVisibleTo(dialog) is not panes
    dialog.close()


def test_what_is_measured_while_the_dialog_is_open_can_be_said(own):
    parent = QWidget()
    dialog = ExportDialog(parent, Screen(own._replace(trust=None)), ExportSettings())
    tick = next(box for box in dialog.findChildren(QCheckBox) if box.text() == TICK)
    dialog.show_screen(Screen(own))
    assert tick.isEnabled()
    dialog.close()


def test_the_wish_is_remembered(tmp_path):
    remember(WISHED, tmp_path)
    assert remembered()[0].trust

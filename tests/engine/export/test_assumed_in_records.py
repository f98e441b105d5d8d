"""What is written says whether the pixel values that the model was fed were only assumed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from helpers.shown_model import model_info

from engine.export.content import Product
from engine.export.files import export
from engine.export.provenance import decode, encode, pane_of, provenance_of
from engine.images.projection import Projection
from engine.rendering import Rendering


@pytest.fixture
def asked(attribution, photograph, tmp_path):
    """Return (image, model, attribution) of a model of which nobody knows the pixel values, but for what is given."""

    def make(pixel_values: str = "0..1", evidence: str = "assumed"):
        image = photograph(np.zeros((4, 6, 3), np.uint8), tmp_path / "p.png")
        model = model_info(sha256="b" * 64, pixel_values="0..1", pixel_values_from=evidence)
        found = attribution(np.full((4, 4), 0.5, np.float32))
        request = replace(found.request, image=image.sha256, model=model.sha256, pixel_values=pixel_values, target=1)
        return image, model, replace(found, request=request)

    return make


@pytest.mark.parametrize(
    ("pixel_values", "evidence", "chosen", "assumed"),
    [
        ("0..1", "assumed", False, True),
        ("0..1", "assumed", True, False),
        ("0..255", "assumed", False, False),
        ("0..1", "inside", False, False),
    ],
    ids=["assumed", "confirmed", "others chosen", "known"],
)
def test_a_record_says_whether_pixel_values_were_assumed(asked, pixel_values, evidence, chosen, assumed):
    image, model, found = asked(pixel_values, evidence)
    record = provenance_of(image, model, found, Rendering(), pixels_chosen=chosen)
    pane = pane_of("left", image, model, found, Rendering(), pixels_chosen=chosen)
    assert record.pixels_assumed is pane.pixels_assumed is assumed
    assert json.loads(encode(record))["pixels_assumed"] is assumed


def test_a_record_of_a_version_that_did_not_say_is_read_and_says_nothing(asked):
    old = json.loads(encode(provenance_of(*asked(), Rendering())))
    del old["pixels_assumed"]
    assert decode(json.dumps(old), "x.png").pixels_assumed is None


def test_numbers_for_people_say_that_pixel_values_were_assumed(asked, tmp_path):
    image, model, found = asked()
    record = provenance_of(image, model, found, Rendering())
    projection = Projection.make((6, 4), (8, 8))
    export(tmp_path / "m.csv", Product.MAP, image, found, projection, Rendering(), provenance=record)
    assert "pixel values: 0..1 (assumed)" in (tmp_path / "m.csv").read_text()

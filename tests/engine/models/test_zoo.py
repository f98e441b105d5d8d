"""Model files that strangers published, not ours to keep: `pytest --zoo FOLDER` opens them and explains a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence, PixelValues
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.models.classifier import open_classifier
from engine.network.description import Head, Port

RAW, UNIT, SIGNED = PixelValues.RAW, PixelValues.UNIT, PixelValues.SIGNED

# What each is, as its manifest states it; a file that does not tell is assumed 0..1.
OPENED = {
    "agegender_linoy.h5": ((200, 200), 3, Head.VALUE, 1, (UNIT, Evidence.ASSUMED)),
    "coral_mobilenet_v2_quant.tflite": ((224, 224), 3, Head.SOFTMAX, 1001, (SIGNED, Evidence.INSIDE)),
    "eye_state.keras": ((24, 24), 3, Head.SIGMOID, 2, (UNIT, Evidence.ASSUMED)),
    "fer_mini_xception.hdf5": ((64, 64), 1, Head.SOFTMAX, 7, (SIGNED, Evidence.FAMILY)),
    "gender_mini_xception.hdf5": ((64, 64), 1, Head.SOFTMAX, 2, (SIGNED, Evidence.FAMILY)),
    "gtsrb_traffic.h5": ((30, 30), 3, Head.SOFTMAX, 43, (RAW, Evidence.ASSUMED)),
    "malaria_xai.h5": ((224, 224), 3, Head.SIGMOID, 2, (UNIT, Evidence.ASSUMED)),
    "potato_aditya.keras": ((256, 256), 3, Head.SOFTMAX, 3, (RAW, Evidence.INSIDE)),
    "potato_savedmodel_3": ((256, 256), 3, Head.SOFTMAX, 3, (RAW, Evidence.INSIDE)),
    "steering_lambda.h5": ((204, 68), 3, Head.VALUE, 1, (RAW, Evidence.INSIDE)),
    "tm_waste.h5": ((224, 224), 3, Head.SOFTMAX, 4, (SIGNED, Evidence.TEACHABLE_MACHINE)),
}
REFUSED = {
    "captcha_ktenman.h5": Code.MODEL_OUTPUT,
    "cifar10_subclass.keras": Code.MODEL_UNKNOWN_PART,
    "glaucoma.keras": Code.MODEL_INPUT,
    "lfs_pointer.keras": Code.MODEL_LFS,
    "malaria_naufalso.h5": Code.MODEL_WEIGHTS_ONLY,
}


@pytest.fixture
def zoo(request) -> Path:
    folder = request.config.getoption("--zoo")
    if not folder:
        pytest.skip("needs --zoo FOLDER")
    return Path(folder)


def test_every_file_of_the_zoo_is_expected(zoo):
    assert {path.name for path in zoo.iterdir()} - {"manifest.json"} == OPENED.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", OPENED)
def test_a_classifier_of_the_zoo_opens_and_is_explained(zoo, name):
    size, channels, head, classes, pixel_values = OPENED[name]
    classifier = open_classifier(zoo / name)
    info = classifier.info
    assert (info.input_size, info.channels, info.head, len(info.labels)) == (size, channels, head, classes)
    assert (info.pixel_values, info.pixel_values_from) == pixel_values
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8)
    session = Session(classifier, pixels, info.pixel_values)
    for method in ("grad-cam", "saliency", "occlusion"):
        if obstacle(METHODS[method], info) is None:
            *_, found = explain(session, Request("p", Fit.STRETCH, "m", info.pixel_values, method, port=info.port))
            assert np.isfinite(found.values).all()
            assert found.fraction == 1


def test_the_second_head_of_the_zoo_s_can_be_chosen(zoo):
    info = open_classifier(zoo / "agegender_linoy.h5", Port(0, 1)).info
    assert (info.head, info.two_sided, len(info.labels)) == (Head.SIGMOID, True, 2)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_explained_is_refused_by_its_reason(zoo, name):
    with pytest.raises(SaliscopeError) as refused:
        open_classifier(zoo / name)
    assert refused.value.code is REFUSED[name]

"""The references are worth comparing with only if our Keras builds the very models they were made from."""

import numpy as np
import pytest

from . import models

CAMS = ("gradcam", "hirescam", "layercam", "xgradcam")


def _relative(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def _path_exists(model: object, path: str) -> bool:
    for part in path.split("/"):
        model = model.get_layer(part)
    return model is not None


@pytest.mark.parametrize("twin", [False, True], ids=["itself", "twin"])
@pytest.mark.parametrize("name", models.SPECS)
def test_the_rebuilt_model_gives_the_stored_logits(name: str, twin: bool) -> None:
    stored = models.load(name)
    model, path = models.build(name, logits=True, twin=twin)
    assert _relative(model(stored["inputs"], training=False).numpy(), stored["logits"]) < 1e-5
    assert _path_exists(model, path)


@pytest.mark.parametrize("name", models.SPECS)
def test_the_softmax_model_has_the_same_weights(name: str) -> None:
    stored = models.load(name)
    odds = np.exp(stored["logits"])
    found = models.build(name)[0](stored["inputs"], training=False).numpy()
    np.testing.assert_allclose(found, odds / odds.sum(-1, keepdims=True), rtol=1e-5)


@pytest.mark.parametrize("name", models.SPECS)
def test_the_stored_pictures_are_the_seeded_ones(name: str) -> None:
    np.testing.assert_array_equal(models.pictures(name), models.load(name)["inputs"])


@pytest.mark.parametrize("name", models.SPECS)
def test_the_libraries_agree_with_the_float64_computation(name: str) -> None:
    stored = models.load(name)
    expected = {key.partition("/")[2]: image for key, image in stored.items() if key.startswith("tf64/")}
    expected["saliency"] = np.abs(expected["input_gradient"]).max(-1)
    another_definition = ("tf64/", "tf_explain")
    compared = [key for key in stored if key.partition("/")[2] in (*CAMS, "saliency")]
    compared = [key for key in compared if not key.startswith(another_definition)]
    assert len(compared) == 7
    for key in compared:
        assert _relative(stored[key], expected[key.partition("/")[2]]) < 1e-5, key

"""A text of layers and the weights beside it open as one model, whichever of them is opened."""

from __future__ import annotations

import json
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from helpers.model_files.inspection_files import layer
from helpers.model_files.legacy_files import shaken, teachable_machine, two_branches
from helpers.model_files.parted_files import pair_of_keras_2, pair_of_keras_3

from engine.errors import Code, SaliscopeError
from engine.models.classifier import load_network, open_classifier
from engine.models.inspection import Kind, child, inspect_in_child
from engine.models.inspection.parted import beside
from engine.models.inspection.parted.beside import layers_beside
from engine.models.inspection.saved_model.folder import opened_file

pytestmark = pytest.mark.slow

PAIRS = [
    (pair_of_keras_2, "model.json", "model.h5"),
    (pair_of_keras_2, "model.json", "model_weights.h5"),
    (pair_of_keras_2, "architecture.json", "weights.h5"),
    (pair_of_keras_2, "flowers.json", "flowers.hdf5"),
    (pair_of_keras_2, "flowers_architecture.json", "flowers_weights.h5"),
    (pair_of_keras_2, "flowers.json", "best epoch 12.h5"),
    (pair_of_keras_3, "flowers.json", "flowers.weights.h5"),
    (pair_of_keras_3, "config.json", "model.weights.h5"),
]


def opened(path: Path, folder: Path):
    folder.mkdir()
    found = inspect_in_child(path, folder)
    return found, load_network(found, path.name)[0].model


def answer(model):
    return np.asarray(model(np.random.default_rng(2).normal(size=(2, *model.input_shape[1:])).astype(np.float32)))


def refusal(path: Path) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        open_classifier(path)
    assert caught.value.params["name"] == path.name
    return caught.value


@pytest.mark.parametrize("build", [two_branches, teachable_machine])
@pytest.mark.parametrize(("write", "layers", "weights"), PAIRS)
def test_either_file_of_a_pair_opens_the_model(tmp_path, write, layers, weights, build):
    original = shaken(build())
    (tmp_path / "home").mkdir()
    write(original, tmp_path / "home" / layers, tmp_path / "home" / weights)
    for number, name in enumerate((layers, weights)):
        found, model = opened(tmp_path / "home" / name, tmp_path / f"copy {number}")
        assert found.kind == Kind.KERAS_PAIR
        np.testing.assert_allclose(answer(model), answer(original), atol=1e-5)


def test_both_files_make_the_fingerprint(tmp_path):
    fingerprints = set()
    for seed in (1, 2):
        home = tmp_path / str(seed)
        home.mkdir()
        pair_of_keras_2(shaken(two_branches(), seed), home / "model.json", home / "model.h5")
        for number, name in enumerate(("model.json", "model.h5")):
            fingerprints.add((seed, opened(home / name, tmp_path / f"copy {seed}{number}")[0].sha256))
    assert len({fingerprint for _, fingerprint in fingerprints}) == len(fingerprints) == 2


def test_weights_of_another_network_beside_the_text_are_passed_over(tmp_path):
    other = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.SeparableConv2D(2, 3, name="odd")])
    pair_of_keras_2(shaken(other), tmp_path / "x.json", tmp_path / "weights.h5")
    (tmp_path / "x.json").unlink()
    original = shaken(two_branches())
    pair_of_keras_2(original, tmp_path / "net.json", tmp_path / "last.h5")
    _, model = opened(tmp_path / "net.json", tmp_path / "copy")
    np.testing.assert_allclose(answer(model), answer(original), atol=1e-5)


def test_of_several_that_fit_the_user_is_asked_for_one(tmp_path):
    originals = {}
    for number in (1, 2):
        originals[number] = shaken(two_branches(), seed=number)
        pair_of_keras_2(originals[number], tmp_path / "net.json", tmp_path / f"epoch{number}.h5")
    found = refusal(tmp_path / "net.json")
    assert (found.code, found.params["found"]) == (Code.MODEL_WEIGHTS_SEVERAL, "epoch1.h5, epoch2.h5")
    for number, original in originals.items():
        _, model = opened(tmp_path / f"epoch{number}.h5", tmp_path / f"copy {number}")
        np.testing.assert_allclose(answer(model), answer(original), atol=1e-5)


def test_a_text_without_its_weights_says_what_is_missing(tmp_path):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "net.json", tmp_path / "net.h5")
    (tmp_path / "net.h5").unlink()
    assert refusal(tmp_path / "net.json").code is Code.MODEL_WEIGHTS_MISSING


def test_weights_whose_text_is_another_s_are_weights_only(tmp_path):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "net.json", tmp_path / "net.h5")
    odd = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.SeparableConv2D(2, 3, name="odd")])
    (tmp_path / "net.json").write_text(odd.to_json())
    assert refusal(tmp_path / "net.h5").code is Code.MODEL_WEIGHTS_ONLY


def test_a_link_as_weights_is_not_followed(tmp_path):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "net.json", tmp_path / "net.h5")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "net.h5").rename(tmp_path / "elsewhere" / "net.h5")
    (tmp_path / "net.h5").symlink_to(tmp_path / "elsewhere" / "net.h5")
    assert refusal(tmp_path / "net.json").code is Code.MODEL_WEIGHTS_MISSING


def test_program_code_in_the_text_is_refused(tmp_path):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "net.json", tmp_path / "net.h5")
    described = json.loads((tmp_path / "net.json").read_text())
    described["config"]["layers"].append(layer("Lambda", "evil", module=None, function="os.system"))
    (tmp_path / "net.json").write_text(json.dumps(described))
    assert refusal(tmp_path / "net.json").code is Code.MODEL_CODE


def test_weights_that_lead_out_of_their_file_are_refused(tmp_path):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "net.json", tmp_path / "net.h5")
    with h5py.File(tmp_path / "net.h5", "r+") as file:
        file["more"] = h5py.ExternalLink("other.h5", "/x")
    assert refusal(tmp_path / "net.json").code is Code.MODEL_OUTSIDE_FILE


def test_other_json_is_no_model(tmp_path):
    (tmp_path / "notes.json").write_text('{"labels": ["cat", "dog"]}')
    assert refusal(tmp_path / "notes.json").code is Code.MODEL_NOT_KERAS
    (tmp_path / "deep.json").write_text("{" + '"a":{' * 100_000)
    assert refusal(tmp_path / "deep.json").code is Code.MODEL_NOT_KERAS


def test_a_text_beside_weights_that_cannot_be_read_does_not_keep_the_model_from_opening(tmp_path, monkeypatch):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "flowers.json", tmp_path / "flowers.h5")
    (tmp_path / "config.json").write_text("{}")

    def opening(path: Path, follow: bool = False):
        if path.name == "config.json":
            raise PermissionError(13, "Permission denied", str(path))
        return opened_file(path, follow)

    monkeypatch.setattr(beside, "opened_file", opening)
    assert opened(tmp_path / "flowers.h5", tmp_path / "copy")[0].kind == Kind.KERAS_PAIR


def test_cancelling_while_the_text_beside_weights_is_tried_leaves_no_copy(tmp_path, monkeypatch):
    pair_of_keras_2(shaken(two_branches()), tmp_path / "flowers.json", tmp_path / "flowers.h5")
    asked = []
    monkeypatch.setattr(child, "layers_beside", lambda *given: asked.append(given) or layers_beside(*given))
    copy = tmp_path / "copy"
    copy.mkdir()
    with pytest.raises(SaliscopeError) as caught:
        inspect_in_child(tmp_path / "flowers.h5", copy, cancelled=lambda: bool(asked))
    assert caught.value.code is Code.CANCELLED
    assert not list(copy.iterdir())

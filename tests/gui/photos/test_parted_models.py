"""Files that make one model together come in as one, and JSON of class names stays what it is."""

from __future__ import annotations

import json

import pytest

from gui.photos.sorting import sort_out

LAYERS = json.dumps({"class_name": "Sequential", "config": {"layers": []}, "keras_version": "2.2.4"})
WEB = json.dumps({"format": "layers-model", "modelTopology": {}, "weightsManifest": []})


@pytest.fixture
def put(tmp_path, qapp):
    def write(name, text=""):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def test_a_text_of_layers_and_its_weights_are_one_model_named_by_the_weights(put):
    layers, weights = put("model.json", LAYERS), put("model.h5")
    for order in ([layers, weights], [weights, layers]):
        assert sort_out(order).models == [weights]
    assert sort_out([layers]).models == [layers]


def test_a_text_of_layers_from_another_folder_is_a_model_of_its_own(put):
    layers, weights = put("model.json", LAYERS), put("elsewhere/model.h5")
    assert sort_out([layers, weights]).models == [layers, weights]


def test_shards_and_names_dropped_with_a_web_model_are_no_strangers(put):
    found = sort_out([put("model.json", WEB), put("weights.bin"), put("metadata.json", '{"labels": ["a", "b"]}')])
    assert [path.name for path in found.models] == ["model.json"]
    assert [path.name for path in found.class_names] == ["metadata.json"]
    assert found.left_out == []


def test_a_folder_with_a_web_model_is_that_model(put, tmp_path):
    put("model.json", WEB), put("weights.bin")
    assert sort_out([tmp_path]).models == [tmp_path]


@pytest.mark.parametrize(
    "text", ['{"0": "cat", "1": "dog"}', '[{"class_name": "cat"}]', "no json", '{"labels": ["a"]}']
)
def test_other_json_names_classes(put, text):
    path = put("labels.json", text)
    assert (sort_out([path]).class_names, sort_out([path]).models) == ([path], [])

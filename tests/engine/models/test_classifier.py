"""Opening model files: what is found in them, and which are refused."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from keras import layers
from references import models

import resources
from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence, PixelValues
from engine.images.projection import Fit
from engine.models.classifier import FREE_SIZE, Classifier, open_classifier
from engine.network.description import Caution, Head, LayerInfo, Port
from engine.network.keras_network import KerasNetwork


def chain(shape, *steps) -> keras.Model:
    return keras.Sequential([keras.Input(shape), *steps])


def scores(units: int = 3, activation: str | None = "softmax"):
    return [layers.GlobalAveragePooling2D(), layers.Dense(units, activation=activation)]


def classifier_of(model: keras.Model) -> Classifier:
    return Classifier(KerasNetwork(model), Path("model.keras"), "")


def refusal(path: Path) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as refused:
        open_classifier(path)
    return refused.value


def explained(classifier: Classifier, method: str, layer: str | None = None) -> np.ndarray:
    width, height = classifier.info.input_size
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    *_, answer = explain(
        Session(classifier, pixels, classifier.info.pixel_values),
        Request("photograph", Fit.STRETCH, "model", classifier.info.pixel_values, method, layer, 0),
    )
    return answer.values


# What is found


def test_the_bundled_model_is_described_in_full(default_classifier):
    info = default_classifier.info
    assert info.sha256 == hashlib.sha256(resources.DEFAULT_MODEL.read_bytes()).hexdigest()
    assert (info.input_size, info.free_size, info.channels) == ((224, 224), False, 3)
    assert (info.pixel_values, info.pixel_values_from) == (PixelValues.RAW, Evidence.INSIDE)
    assert (info.head, info.two_sided) == (Head.SOFTMAX, False)
    assert (len(info.labels), info.labels[285], info.labels_from) == (1000, "Egyptian cat", "bundled")
    assert info.parameters == 4_694_024
    default = next(layer for layer in info.layers if layer.path == info.default_layer)
    assert default.shape == (7, 7, 1280)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("application", "layer", "shape"),
    [
        ("MobileNetV2", "out_relu", (2, 3, 1280)),
        ("ResNet50", "conv5_block3_out", (2, 3, 2048)),
        ("VGG16", "block5_conv3", (4, 6, 512)),
    ],
)
def test_the_default_layer_is_the_one_papers_use(application, layer, shape):
    model = getattr(keras.applications, application)(weights=None, input_shape=(64, 96, 3), classes=10)
    info = classifier_of(model).info
    assert info.default_layer == layer
    assert next(item.shape for item in info.layers if item.path == layer) == shape
    assert info.input_size == (96, 64)


@pytest.mark.parametrize(
    "passive",
    [
        layers.MaxPooling2D(2),
        layers.Dropout(0.1),
        layers.SpatialDropout2D(0.1),
        layers.ZeroPadding2D(1),
        layers.Cropping2D(1),
        layers.UpSampling2D(2),
        layers.Permute((2, 1, 3)),
        layers.Reshape((4, 16, 2)),
    ],
    ids=lambda layer: type(layer).__name__,
)
def test_layers_that_only_rearrange_are_not_the_default_but_can_be_chosen(passive):
    model = chain((8, 8, 3), layers.Conv2D(2, 3, padding="same", name="maps"), passive, *scores())
    info = classifier_of(model).info
    assert info.default_layer == "maps"
    assert [layer.path for layer in info.layers] == ["maps", passive.name]


def test_a_model_that_only_pools_is_looked_at_there():
    assert classifier_of(chain((8, 8, 3), layers.MaxPooling2D(2, name="pool"), *scores())).info.default_layer == "pool"


def test_layers_are_listed_in_order_with_kind_and_shape(reference_classifiers):
    assert reference_classifiers["flat"].info.layers == (
        LayerInfo("rescaling", "Rescaling", (28, 28, 3)),
        LayerInfo("conv_1", "Conv2D", (28, 28, 8)),
        LayerInfo("bn_1", "BatchNormalization", (28, 28, 8)),
        LayerInfo("relu_1", "ReLU", (28, 28, 8)),
        LayerInfo("pool_1", "MaxPooling2D", (14, 14, 8)),
        LayerInfo("conv_2", "Conv2D", (7, 7, 10)),
        LayerInfo("relu_2", "ReLU", (7, 7, 10)),
    )


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("flat", "relu_2"),
        ("flatten_head", "conv_2"),
        ("nested", "backbone/relu_2"),
        ("nested_sequential", "features/conv_2"),
        ("branchy", "merge"),
    ],
)
def test_nested_layers_have_paths(reference_classifiers, name, default):
    info = reference_classifiers[name].info
    assert info.default_layer == default
    tapped = models.SPECS[name].tapped
    assert next(layer.shape for layer in info.layers if layer.path == tapped)[:2] == (
        (7, 7) if name == "flat" else (8, 8)
    )


@pytest.mark.slow
def test_every_listed_layer_can_be_explained(reference_classifiers):
    classifier = reference_classifiers["nested"]
    for layer in classifier.info.layers:
        assert explained(classifier, "grad-cam", layer.path).shape == layer.shape[:2]


@pytest.mark.slow
def test_the_last_few_taps_and_the_default_one_are_kept(reference_classifiers):
    classifier = reference_classifiers["flat"]
    paths = [layer.path for layer in classifier.info.layers]
    first = classifier.tap(paths[0])
    assert classifier.tap(paths[0]) is first
    for path in paths[1:]:
        classifier.tap(path)
    assert classifier.tap(paths[0]) is not first
    assert classifier.tap("relu_2") is classifier.tap() is classifier.default_tap


def test_a_layer_without_height_and_width_is_unknown(reference_classifiers):
    for layer in ("predictions", "nowhere", "backbone"):
        with pytest.raises(SaliscopeError) as refused:
            reference_classifiers["nested"].tap(layer)
        assert (refused.value.code, refused.value.params) == (Code.LAYER_UNKNOWN, {"layer": layer})


@pytest.mark.slow
def test_a_model_of_any_size_is_fed_the_customary_one(open_saved):
    model = chain((None, None, 3), layers.Conv2D(2, 3, strides=32, padding="same"), *scores())
    classifier = open_saved(model)
    assert (classifier.info.input_size, classifier.info.free_size) == (FREE_SIZE, True)
    assert explained(classifier, "grad-cam").shape == (7, 7)


@pytest.mark.slow
def test_a_grey_model_takes_one_channel(open_saved):
    classifier = open_saved(chain((8, 10, 1), layers.Conv2D(2, 3, padding="same"), *scores()))
    assert (classifier.info.channels, classifier.info.input_size) == (1, (10, 8))
    assert explained(classifier, "saliency").shape == (8, 10)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (layers.Rescaling(1 / 255), (PixelValues.RAW, Evidence.INSIDE)),
        (layers.Normalization(mean=127.5, variance=5500.0), (PixelValues.RAW, Evidence.INSIDE)),
        (layers.Activation("linear"), (PixelValues.UNIT, Evidence.ASSUMED)),
        (layers.Conv2D(2, 3, kernel_initializer="ones"), (PixelValues.UNIT, Evidence.ASSUMED)),
    ],
    ids=lambda item: type(item).__name__,
)
def test_pixel_values_are_known_where_the_model_rescales_by_itself(layer, expected):
    info = classifier_of(chain((8, 8, 3), layer, *scores())).info
    assert (info.pixel_values, info.pixel_values_from) == expected


def test_a_model_without_maps_has_saliency_only(open_saved):
    classifier = open_saved(chain((4, 4, 3), layers.Flatten(), layers.Dense(3, activation="softmax")))
    assert (classifier.info.layers, classifier.info.default_layer) == ((), None)
    assert explained(classifier, "saliency").max() > 0
    with pytest.raises(SaliscopeError) as refused:
        explained(classifier, "grad-cam")
    assert refused.value.code is Code.LAYER_NONE
    classifier.warm_up()


@pytest.mark.slow
def test_half_precision_models_are_explained_in_single(open_saved):
    half = {"dtype": "mixed_float16"}
    last = layers.Dense(3, activation="softmax", **half)
    classifier = open_saved(chain((8, 8, 3), layers.Conv2D(4, 3, **half), layers.GlobalAveragePooling2D(**half), last))
    assert classifier.default_tap.call.output.dtype == "float32"
    for method in ("grad-cam", "saliency"):
        found = explained(classifier, method)
        assert found.dtype == np.float32
        assert np.isfinite(found).all()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".keras", ".h5", ".hdf5"])
def test_every_way_to_save_a_whole_model_opens(tmp_path, reference_classifiers, suffix):
    model, tapped = models.build("nested")
    path = tmp_path / f"model{suffix}"
    model.save(path)
    expected = explained(reference_classifiers["nested"], "grad-cam", tapped)
    np.testing.assert_array_equal(explained(open_classifier(path), "grad-cam", tapped), expected)


# Labels


def test_classes_are_numbered_where_no_names_are_known(reference_classifiers):
    info = reference_classifiers["flat"].info
    assert (info.labels, info.labels_from) == (tuple(f"class {index}" for index in range(5)), "")


def test_imagenet_names_are_only_suggested_to_another_model_of_a_thousand_classes():
    info = classifier_of(chain((4, 4, 3), *scores(1000))).info
    assert (info.labels[0], info.labels[999], info.labels_from) == ("tench", "toilet tissue", "imagenet")


def test_one_sigmoid_unit_has_two_labels():
    info = classifier_of(chain((4, 4, 3), *scores(1, "sigmoid"))).info
    assert (len(info.labels), info.two_sided, info.head) == (2, True, Head.SIGMOID)


# What is refused


def save_one_number(folder: Path, activation: str | None = None) -> Path:
    model = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(), keras.layers.Dense(1, activation)])
    model.save(folder / "one.keras")
    return folder / "one.keras"


@pytest.mark.parametrize(
    ("names", "port", "expected"),
    [
        (None, None, (Head.VALUE, False, 1)),
        ("well\nill\n", None, (Head.SIGMOID, True, 2)),
        ("well\nill\n", Port(), (Head.VALUE, False, 1)),  # someone says that it is a value
        ("a\nb\nc\n", None, (Head.VALUE, False, 1)),
        (None, Port(two_classes=True), (Head.SIGMOID, True, 2)),
    ],
)
def test_one_bare_number_is_two_classes_where_a_file_names_two_or_somebody_says_so(tmp_path, names, port, expected):
    if names is not None:
        (tmp_path / "labels.txt").write_text(names, encoding="utf-8")
    info = open_classifier(save_one_number(tmp_path), port).info
    assert (info.head, info.two_sided, len(info.labels)) == expected
    assert info.port.two_classes is info.two_sided and info.one_number
    if info.two_sided and names:
        assert info.labels == ("well", "ill")


def test_a_softmax_over_one_number_is_a_value_with_a_caution_though_a_file_names_two(tmp_path):
    (tmp_path / "labels.txt").write_text("well\nill\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras says so, too, to who trains it
        path = save_one_number(tmp_path, "softmax")
    info = open_classifier(path).info
    assert (info.head, info.cautions, info.one_number) == (Head.VALUE, (Caution.ALWAYS_ONE,), False)


def test_a_missing_file_is_named(tmp_path):
    error = refusal(tmp_path / "gone.keras")
    assert (error.code, error.params) == (Code.FILE_MISSING, {"name": "gone.keras"})


def test_an_empty_folder_is_named(tmp_path):
    (tmp_path / "model.keras").mkdir()
    assert refusal(tmp_path / "model.keras").code is Code.MODEL_FOLDER_EMPTY


@pytest.mark.parametrize("name", ["model.pt", "model.onnx", "model.pb", "model", "photo.jpg"])
def test_another_suffix_is_not_keras(tmp_path, name):
    (tmp_path / name).write_bytes(b"anything")
    error = refusal(tmp_path / name)
    assert (error.code, error.params) == (Code.MODEL_NOT_KERAS, {"name": name})


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.MODEL_EMPTY),
        (b"no model at all" * 100, Code.MODEL_NOT_KERAS),
        (b"PK\x03\x04 broken", Code.MODEL_DAMAGED),
        (b"\x89HDF\r\n\x1a\n" + bytes(64), Code.MODEL_DAMAGED),
    ],
)
def test_garbage_is_refused_for_what_it_is_whatever_its_name(tmp_path, suffix, content, code):
    path = tmp_path / f"garbage{suffix}"
    path.write_bytes(content)
    error = refusal(path)
    assert (error.code, error.params["name"]) == (code, path.name)


def test_half_a_file_is_damaged(tmp_path, reference_files):
    whole = reference_files["flat"].read_bytes()
    path = tmp_path / "half.keras"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path).code is Code.MODEL_DAMAGED


@pytest.mark.slow
def test_weights_without_a_model_and_other_data_are_refused(tmp_path):
    model, _ = models.build("flat")
    model.save_weights(tmp_path / "only.weights.h5")
    assert refusal(tmp_path / "only.weights.h5").code is Code.MODEL_WEIGHTS_ONLY
    with h5py.File(tmp_path / "data.h5", "w") as file:
        file["numbers"] = np.arange(3)
    assert refusal(tmp_path / "data.h5").code is Code.MODEL_NOT_KERAS


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_python_code_inside_a_model_is_not_run(tmp_path, suffix):
    canary = tmp_path / "canary"
    touch = f"__import__('pathlib').Path({str(canary)!r}).touch()"
    code = eval(f"lambda x: ({touch}, x)[1]")
    model = chain((4, 4, 3), layers.Lambda(code, output_shape=(4, 4, 3)), *scores())
    canary.unlink(missing_ok=True)
    path = tmp_path / f"model{suffix}"
    model.save(path)
    canary.unlink(missing_ok=True)
    assert refusal(path).code is Code.MODEL_CODE
    assert not canary.exists()


def test_an_unknown_layer_class_is_named(tmp_path):
    class Unregistered(layers.Layer):
        def call(self, x):
            return x

    chain((4, 4, 3), Unregistered(), *scores()).save(tmp_path / "model.keras")
    error = refusal(tmp_path / "model.keras")
    assert error.code is Code.MODEL_UNKNOWN_PART
    assert "Unregistered" in error.params["part"]


@pytest.mark.parametrize("shape", [(8, 8, 33), (40, 40, 64), (8, 8, None)], ids=str)
def test_too_many_channels_are_refused(tmp_path, shape):
    chain(shape, *([layers.Conv2D(2, 1)] if shape[-1] else []), layers.GlobalMaxPooling2D()).save(tmp_path / "m.keras")
    error = refusal(tmp_path / "m.keras")
    assert error.params["name"] == "m.keras"
    if shape[-1]:
        assert (error.code, error.params["channels"]) == (Code.MODEL_CHANNELS, shape[-1])
    else:
        assert (error.code, error.params["found"]) == (Code.MODEL_INPUT, "8x8x?")


def test_a_model_of_rows_is_refused(tmp_path):
    chain((12,), layers.Dense(2)).save(tmp_path / "rows.keras")
    assert refusal(tmp_path / "rows.keras").code is Code.MODEL_INPUT


def test_a_model_that_answers_with_a_sequence_is_refused(tmp_path):
    chain((8, 8, 3), layers.Reshape((16, 12))).save(tmp_path / "sequence.keras")
    error = refusal(tmp_path / "sequence.keras")
    assert (error.code, error.params) == (Code.MODEL_OUTPUT, {"found": "16x12"})


def test_a_model_of_any_size_that_only_works_at_another_is_unreadable(tmp_path):
    model = chain((None, None, 3), layers.Conv2D(2, 8, strides=8), layers.Reshape((4, 4, 2)), *scores())
    model.save(tmp_path / "fixed.keras")
    error = refusal(tmp_path / "fixed.keras")
    assert error.code is Code.MODEL_UNREADABLE
    assert error.params["name"] == "fixed.keras"

"""What lies beside a model is read as text for what it says of pixel values, and never run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import keras
import pytest
from keras import layers

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.build_published import without_weights
from engine.models.pixel_values.hints import Hint, hint_beside, read_hint
from engine.models.recognition import Recognised, recognise_pixel_values
from engine.network.description import Port
from engine.network.keras_network import KerasNetwork

RAW, UNIT, SIGNED = PixelValues.RAW, PixelValues.UNIT, PixelValues.SIGNED
STANDARD = PixelValues.RGB_STANDARD


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("x = img / 255.0", UNIT),
        ("x /= 255", UNIT),
        ("ImageDataGenerator(rescale=1. / 255)", UNIT),
        ("Pixels are divided by 255.", UNIT),
        ("image = cv2.imread(name)\nimage = image / 255.", PixelValues.BGR_UNIT),
        ("image = cv2.cvtColor(cv2.imread(name), cv2.COLOR_BGR2RGB) / 255.", UNIT),
        ("x = np.float32(x) / 127.5 - 1", SIGNED),
        ("x = (x.astype(np.float32) / 127.5) - 1", SIGNED),
        ("x = (x - 127.5) / 127.5", SIGNED),
        ("x = x / 255.0\nif v2:\n    x = x - 0.5\n    x = x * 2.0", SIGNED),
        ("Pictures are scaled to [-1, 1].", SIGNED),
        ("from tensorflow.keras.applications.resnet50 import ResNet50, preprocess_input", PixelValues.BGR_MEAN),
        ("x = keras.applications.mobilenet_v2.preprocess_input(x)", SIGNED),
        ("x = densenet.preprocess_input(x)", STANDARD),
        ("transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])", STANDARD),
        ("model.add(Rescaling(1. / 255))", None),
        ("x = vgg16.preprocess_input(x)\ny = y / 255", None),
        ("255 photographs, 1/2550 of all", None),
        ("", None),
    ],
)
def test_a_script_or_a_readme_is_read_for_what_it_does_to_pixels(text, values):
    assert read_hint("predict.py", text) is values
    assert read_hint("README.md", text) is values


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        ({"do_rescale": True, "do_normalize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3}, SIGNED),
        ({"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}, STANDARD),
        ({"do_rescale": True, "do_normalize": False}, UNIT),
        ({"image_mean": ["0.5"] * 3, "image_std": None}, None),
        ({"packageName": "@teachablemachine/image", "labels": ["a", "b"]}, SIGNED),
        ({"keras_version": "3.15.1"}, None),
        ([1], None),
    ],
)
def test_settings_of_preprocessing_are_read(settings, values):
    assert read_hint("preprocessor_config.json", json.dumps(settings)) is values


def test_a_text_that_names_the_model_s_file_outranks_those_that_do_not(tmp_path):
    (tmp_path / "other.py").write_text("x = x / 127.5 - 1", encoding="utf-8")
    assert hint_beside(tmp_path / "cats.h5") == Hint(SIGNED, False)
    (tmp_path / "predict.py").write_text("m = load_model('cats.h5')\nx = x / 255", encoding="utf-8")
    assert hint_beside(tmp_path / "cats.h5") == Hint(UNIT, True)


def test_texts_that_disagree_say_nothing(tmp_path):
    (tmp_path / "a.py").write_text("x / 255", encoding="utf-8")
    (tmp_path / "b.py").write_text("x / 127.5 - 1", encoding="utf-8")
    assert hint_beside(tmp_path / "cats.h5") is None


def test_nothing_is_run_and_odd_files_are_passed_over(tmp_path):
    marker = tmp_path / "ran"
    (tmp_path / "a.py").write_text(f"open({str(marker)!r}, 'w')\nx / 255", encoding="utf-8")
    (tmp_path / "b.py").write_bytes(b"\xff\xfe\x00 / 127.5 - 1")
    (tmp_path / "c.py").write_text(" " * 2_000_000 + "x / 127.5 - 1", encoding="utf-8")
    (tmp_path / "readme").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "d.py")
    assert hint_beside(tmp_path / "cats.h5") == Hint(UNIT, False)
    assert not marker.exists()
    assert hint_beside(tmp_path / "missing" / "cats.h5") is None


def recognised(model, path: Path) -> Recognised:
    _, height, width, channels = model.input_shape
    return recognise_pixel_values(KerasNetwork(model), Port(), path, (width, height), channels)


def small(*parts):
    return keras.Sequential([keras.Input((8, 8, 3)), *parts, layers.Conv2D(2, 3)])


def write(folder: Path, text: str) -> Path:
    (folder / "predict.py").write_text(text, encoding="utf-8")
    return folder / "cats.h5"


def test_what_the_folder_says_of_this_model_is_taken_where_nothing_else_tells(tmp_path):
    path = write(tmp_path, "load_model('cats.h5')\nx = x / 127.5 - 1")
    assert recognised(small(), path) == Recognised(SIGNED, Evidence.FOLDER)


def test_a_text_that_may_be_about_another_model_is_only_a_better_guess(tmp_path):
    assert recognised(small(), write(tmp_path, "x = x / 127.5 - 1")) == Recognised(SIGNED, Evidence.ASSUMED)


def test_the_model_itself_outranks_its_folder(tmp_path):
    path = write(tmp_path, "load_model('cats.h5')\nx = x / 127.5 - 1")
    assert recognised(small(layers.Rescaling(1 / 255)), path) == Recognised(RAW, Evidence.INSIDE)


def test_a_family_that_its_folder_contradicts_is_only_assumed(tmp_path):
    path = write(tmp_path, "load_model('cats.h5')\nx = x / 255")
    with without_weights():
        model = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
    assert recognised(model, path) == Recognised(PixelValues.BGR_MEAN, Evidence.ASSUMED, "VGG16")
    write(tmp_path, "load_model('cats.h5')\nx = vgg16.preprocess_input(x)")
    assert recognised(model, path) == Recognised(PixelValues.BGR_MEAN, Evidence.FAMILY, "VGG16")

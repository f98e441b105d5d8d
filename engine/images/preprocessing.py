"""From 0..255 RGB pixels to what a model was trained on."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from engine.errors import Code, SaliscopeError


class PixelValues(StrEnum):
    """The conventions models are trained with."""

    RAW = "0..255"
    UNIT = "0..1"
    SIGNED = "-1..1"
    BGR_MEAN = "bgr-mean"  # VGG and ResNet as published by Caffe: BGR minus the mean of ImageNet
    BGR_RAW = "bgr-0..255"  # as OpenCV reads a file
    BGR_UNIT = "bgr-0..1"
    RGB_STANDARD = "rgb-standard"  # mean and deviation of ImageNet, as PyTorch and DenseNet use


class Evidence(StrEnum):
    """How a model's convention is known."""

    INSIDE = "inside"  # it rescales by itself, before its first layer with weights
    FAMILY = "family"  # it is built on a published architecture
    TEACHABLE_MACHINE = "teachable-machine"
    SIDECAR = "sidecar"  # a file beside it says so
    STATISTICS = "statistics"  # its first batch normalisations kept what they saw in training
    FOLDER = "folder"  # a text or script beside it speaks of one
    ASSUMED = "assumed"  # nothing tells: the analyst should check


# Plain numbers: the window reads the table of conventions before it needs NumPy.
BGR_MEAN = (103.939, 116.779, 123.68)
RGB_MEAN = (0.485, 0.456, 0.406)
RGB_DEVIATION = (0.229, 0.224, 0.225)
_LUMINANCE = (0.299, 0.587, 0.114)  # ITU-R BT.601


def has_colours(channels: int) -> bool:
    """Tell a model of grey or colours, which any photograph can be shown to, from one of other channels."""
    return channels in (1, 3)


def prepare(pixels: np.ndarray, values: PixelValues, channels: int) -> np.ndarray:
    """Turn (h, w, 3) uint8 RGB into the model's (1, h, w, channels) float32 input; one channel is the luminance.

    For other channels, (h, w, channels) uint8 is scaled as grey is: they have neither an order of colours nor the means
    of photographs. Raises SaliscopeError(CHANNELS_DIFFER) where there are other than the model wants.
    """
    wanted = 3 if has_colours(channels) else channels
    if pixels.shape[2] != wanted:
        raise SaliscopeError(Code.CHANNELS_DIFFER, expected=wanted, found=pixels.shape[2])
    x = pixels.astype(np.float32)
    if not has_colours(channels):
        return np.ascontiguousarray(_scaled_grey(x, values))[None]
    if channels == 1:
        return _scaled_grey(x @ np.array(_LUMINANCE, np.float32), values)[None, ..., None]
    return np.ascontiguousarray(_scaled(x, values))[None]


def zero_pixel(values: PixelValues, channels: int) -> np.ndarray:
    """Return what a pixel looks like that a model is given as zeros: (1,) or RGB (3,) float64, 0..255."""
    if channels == 3 and values is PixelValues.BGR_MEAN:
        return np.array(BGR_MEAN[::-1], np.float32).astype(np.float64)
    if channels == 3 and values is PixelValues.RGB_STANDARD:
        return np.array(RGB_MEAN, np.float32).astype(np.float64) * 255
    return np.full(1, 127.5 if values is PixelValues.SIGNED else 0.0)


def _scaled(x: np.ndarray, values: PixelValues) -> np.ndarray:
    if values is PixelValues.BGR_MEAN:
        return x[..., ::-1] - np.array(BGR_MEAN, np.float32)
    if values in (PixelValues.BGR_RAW, PixelValues.BGR_UNIT):
        return _scaled_grey(x[..., ::-1], PixelValues.RAW if values is PixelValues.BGR_RAW else PixelValues.UNIT)
    if values is PixelValues.RGB_STANDARD:
        return (x / 255 - np.array(RGB_MEAN, np.float32)) / np.array(RGB_DEVIATION, np.float32)
    return _scaled_grey(x, values)


def _scaled_grey(x: np.ndarray, values: PixelValues) -> np.ndarray:
    if values in (PixelValues.UNIT, PixelValues.BGR_UNIT):
        return x / np.float32(255)
    if values is PixelValues.SIGNED:
        return x / np.float32(127.5) - 1
    return x

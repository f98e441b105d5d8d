"""A model and a photograph from their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.images import Image
    from engine.models.classifier import Classifier

FilePath = str | PathLike[str]


def open_model(
    path: FilePath,
    output: int | str | None = None,
    labels: FilePath | None = None,
    two_classes: bool | None = None,
    picture_input: int | str | None = None,
) -> Classifier:
    """Open a classifier: a .keras, .h5, .tflite or .onnx file, or a SavedModel folder.

    Nothing in the file is run before it was inspected, in a child process with limits; so a script that opens models
    needs `if __name__ == "__main__":`. `model.info` says what was found: `labels`, `layers`, `default_layer`,
    `input_size` (width, height) in pixels, `pixel_values`.

    output: which of several outputs to explain, by number or name; None: the first that can be explained.
    labels: a file of class names; None: those found beside or inside the model.
    picture_input: which of several inputs gets the photograph, by number or name; None: the first that takes one.
    two_classes: whether one bare number is the score of yes against no; None: as a file of two names says.

        model = open_model("model.keras")
        print(model.info.input_size, model.info.labels[:3])

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, OUTPUT_UNKNOWN, INPUT_UNKNOWN, OUT_OF_MEMORY, ENGINE_FAULT,
    and the codes that begin with MODEL or LABELS.
    """
    from engine.attribution.lookup import find_input, find_output
    from engine.models.opening import open_safely

    model = open_safely(Path(path))
    port = find_output(None if output is None else str(output), model.info)
    port = replace(port, input=find_input(None if picture_input is None else str(picture_input), model.info).input)
    model = model.through(port if two_classes is None else replace(port, two_classes=two_classes))
    if labels is not None:
        model = model.named_by(Path(labels), may_be_two=two_classes is None)
    return model


def read_image(
    path: FilePath,
    frame: int = 0,
    window: tuple[float, float] | str | None = None,
    channels: Sequence[int] | None = None,
) -> Image:
    """Read a photograph of up to 100 megapixels. `image.pixels` is (H, W, 3) uint8 RGB, upright and read-only.

    `image.notes` says what was converted on the way, such as which values became black and white, or transparency laid
    on white; `image.latitude` what there is to choose: frames, channels, and the windows that have names. Some kinds of
    file are decoded in a child process, so scripts that read them need `if __name__ == "__main__":`.

    frame: page, frame or slice, from 0.
    window: of a file deeper than 8 bits, the (low, high) values that become black and white, or a window's name, such
    as "whole" or "lung"; None: what the file states, else a rule that one value in a thousand cannot move.
    channels: those shown, from 0: one in grey, or three as red, green and blue; None: the first three, or the only one.

        image = read_image("scan.dcm", window="lung")
        print(image.width, image.height, image.notes, image.latitude.levels)

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_BIG, NOT_AN_IMAGE, and the codes that
    begin with IMAGE.
    """
    from engine.images import read_image, with_preset
    from engine.images.reading import Reading, Window

    chosen = None if window is None or isinstance(window, str) else Window(*window)
    reading = Reading(frame, chosen, None if channels is None else tuple(channels))
    image = read_image(Path(path), reading)
    return with_preset(image, window) if isinstance(window, str) else image

"""Three small models of three formats, which open in a moment."""

from __future__ import annotations

from pathlib import Path

NAMES = ("small.keras", "deeper.h5", "saved")


def make(folder: Path) -> None:
    """Write them. Imports TensorFlow."""
    import keras

    for number, (name, side, depth) in enumerate(zip(NAMES, (64, 96, 48), (2, 4, 3), strict=True)):
        keras.utils.set_random_seed(number)
        _write(_network(side, depth, classes=8 + number), folder / name)


def _network(side: int, depth: int, classes: int):
    import keras
    from keras import layers

    inputs = keras.Input((side, side, 3))
    x = layers.Rescaling(1 / 255)(inputs)
    for level in range(depth):
        x = layers.Conv2D(8 * (level + 1), 3, padding="same", activation="relu", name=f"conv{level}")(x)
        x = layers.MaxPooling2D()(x) if level + 1 < depth else x
    x = layers.Dense(classes, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, x)


def _write(model, path: Path) -> None:
    if path.suffix:
        model.save(path)
    else:
        model.export(path, verbose=False)

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


def make_endless(folder: Path) -> None:
    """Write a SavedModel whose graph never ends for a picture, but does for one value in all pixels."""
    import tensorflow as tf

    class Endless(tf.Module):
        def __init__(self) -> None:
            self.kernel = tf.Variable(tf.random.stateless_normal([3, 3, 3, 4], (1, 2)) / 5)
            self.weights = tf.Variable(tf.random.stateless_normal([4, 3], (3, 4)))

        @tf.function(input_signature=[tf.TensorSpec([None, 32, 32, 3], tf.float32)])
        def __call__(self, x: tf.Tensor) -> tf.Tensor:
            spread, turns = tf.reduce_max(x) - tf.reduce_min(x), tf.constant(0.0)
            while spread > turns * 0.0:
                turns = tf.math.floormod(turns + 1.0, 7.0)
            x = tf.nn.relu(tf.nn.conv2d(x, self.kernel, 1, "SAME"))
            return tf.nn.softmax(tf.matmul(tf.reduce_mean(x, [1, 2]), self.weights) + tf.stop_gradient(turns) * 0.0)

    tf.saved_model.save(Endless(), str(folder))

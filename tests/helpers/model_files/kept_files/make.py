"""Makes the files beside it, each under the Keras it is run with, and what the models answered there.

    python make.py FOLDER          under Keras 2.15 (tensorflow==2.15.*) and under Keras 3.8

A file is named for its model and its Keras. An .npz holds the input `x` and the answers `y0`, `y1`…
"""

import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

L = keras.layers
OLD = keras.__version__.startswith("2.")


def nested():
    """As Teachable Machine nests: a network and its head in sequences in a sequence, half of it frozen."""
    inputs = keras.Input((12, 12, 3))
    x = L.Conv2D(4, 3, padding="same", name="c1")(inputs)
    x = L.BatchNormalization(name="b1")(x)
    x = L.DepthwiseConv2D(3, padding="same", name="d")(L.ReLU(6.0, name="r")(x))
    base = keras.Model(inputs, x, name="base")
    base.get_layer("c1").trainable = False
    features = keras.Sequential([base, L.GlobalAveragePooling2D()], name="features")
    hidden, scores = L.Dense(6, activation="relu", name="h"), L.Dense(3, activation="softmax", name="out")
    head = keras.Sequential([keras.Input((4,)), hidden, scores], name="head")
    return keras.Sequential([keras.Input((12, 12, 3)), features, head])


def operations():
    """Plain TensorFlow between the layers, a name with a slash, attention."""
    inputs = keras.Input((8, 8, 3))
    x = L.Rescaling(1 / 127.5, -1)(inputs)
    y = L.Conv2D(4, 3, padding="same", name="a/conv")(x)
    z = tf.nn.relu(y * tf.nn.relu6(y + 3.0) * (1 / 6.0)) - 0.1
    z = tf.concat([(1.0 - z) / 2.0, y], axis=-1)[:, 1:, :, ::-1]
    z = tf.nn.bias_add(z, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    z = tf.reshape(z, (-1, 56, 8))
    z = tf.reduce_mean(L.MultiHeadAttention(2, 4)(z, z), axis=1)
    return keras.Model(inputs, tf.nn.softmax(L.Dense(3)(z)))


def recurrent():
    """LSTM and GRU as text readers use them, and the gentler hard sigmoid."""
    inputs = keras.Input((8, 8, 1))
    x = L.Bidirectional(L.LSTM(3, return_sequences=True))(L.Reshape((8, 8))(inputs))
    return keras.Model(inputs, L.Dense(2, activation="hard_sigmoid")(L.GRU(4)(x)))


def preprocessing():
    """Layers that prepare and vary photographs."""
    normalisation = L.Normalization(name="n")
    normalisation.adapt(np.random.rand(10, 8, 8, 3) * 9)
    vary = [L.RandomFlip(), L.RandomRotation(0.1)]
    rest = [L.Conv2D(2, 3, activation="swish"), L.LeakyReLU(), L.Flatten(), L.Dense(2)]
    return keras.Sequential([keras.Input((8, 8, 3)), normalisation, *vary, *rest])


def shared():
    """A nested model called twice, and two heads."""
    twice = keras.Sequential([L.Conv2D(3, 3, padding="same", activation="tanh")], name="twice")
    inputs = keras.Input((8, 8, 3))
    once = twice(inputs)
    again = twice(once)
    first = L.Dense(2, name="o1")(L.Flatten()(L.Add()([once, again])))
    return keras.Model(inputs, [first, L.Dense(1, name="o2")(L.GlobalMaxPooling2D()(again))])


def main(folder: Path) -> None:
    made = {nested: ("h5", "keras"), operations: ("h5",), recurrent: ("h5",), preprocessing: ("h5",), shared: ("h5",)}
    for build, endings in made.items() if OLD else [(nested, ("h5", "keras"))]:
        keras.utils.set_random_seed(3)
        model = build()
        for weights in model.weights:
            if "mean" not in weights.name and "variance" not in weights.name and "count" not in weights.name:
                weights.assign(weights + 0.1 * np.random.rand(*weights.shape))
        x = np.random.rand(3, *model.input_shape[1:]).astype(np.float32) * (255 if build is operations else 1)
        answers = model(x, training=False)
        answers = answers if isinstance(answers, list) else [answers]
        name = f"{build.__name__}-{keras.__version__}"
        np.savez_compressed(folder / f"{name}.npz", x=x, **{f"y{n}": y.numpy() for n, y in enumerate(answers)})
        for ending in endings:
            model.save(folder / f"{name}.{ending}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

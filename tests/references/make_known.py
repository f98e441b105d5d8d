"""Train the models of `helpers.known_answers` and write their weights to known.npz, in half precision.

cd tests && ../.venv/bin/python -m references.make_known
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from helpers import known_answers
from helpers.known_answers import Kind

_SEEDS = {"shortcut": 7, "object": 7, "deep": 3}


def train(kind: Kind, seed: int) -> Any:
    """Return a Keras model that takes 0..255 and tells the class of the patch, or else that of the disk."""
    keras.utils.set_random_seed(seed)
    model = known_answers.build(kind)
    # The deep one needs fewer epochs, each of them slower.
    count, epochs, rate = (512, 8, 0.003) if kind == "deep" else (768, 12, 0.01)
    pictures = known_answers.draw(count, seed)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    wanted = pictures.patches if kind == "shortcut" else pictures.disks
    model.fit(pictures.pixels.astype(np.float32), wanted, 32, epochs, verbose=0)
    return model


def main() -> None:
    """Write the file."""
    weights = {
        f"{kind}/{number}": array.astype(np.float16)
        for kind, seed in _SEEDS.items()
        for number, array in enumerate(train(kind, seed).get_weights())
    }
    np.savez_compressed(known_answers.WEIGHTS, **weights)


if __name__ == "__main__":
    main()

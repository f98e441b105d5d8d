"""Networks that answer to the image: the architectures are published ones, their weights are not.

With random weights the scores hardly depend on the image, and an error as a share of such a map means nothing. So the
last layer is fitted: a ridge regression tells views of the sample images apart by what the random layers before it give
out. Views are parts of the images, some with a part hidden.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import keras
import numpy as np

import resources
from engine.images import read_image
from engine.images.preprocessing import PixelValues, prepare

_VALUES = dict.fromkeys(("ResNet50", "VGG16"), PixelValues.BGR_MEAN)  # that the published ones were trained with
_VIEWS = 96  # of each image
_QUARTERS = 4  # that a view's centre may lie in: with the images they are the classes that are told apart
_RIDGE = 0.1  # as a share of the number of views
_SURE = 6.0  # how far the logit of a view's own class is to lie above the others


def saved(name: str, folder: Path) -> Path:
    """Return the file of a model: the default one, or one with a fitted last layer, made when it is first asked for."""
    if name == "default":
        return resources.DEFAULT_MODEL
    path = folder / f"{name}.keras"
    if not path.exists():
        _fitted(name).save(path)
    return path


def _fitted(name: str) -> keras.Model:
    keras.utils.set_random_seed(0)
    model = getattr(keras.applications, name)(weights=None)
    (_, height, width, channels), classes = model.input_shape, model.output_shape[-1]
    views, shown = _views((width, height))
    before = keras.Model(model.inputs, model.layers[-1].input)
    given = before.predict(np.concatenate([prepare(view, _VALUES[name], channels) for view in views]), verbose=0)
    model.layers[-1].set_weights(_regressed(given.astype(np.float64), _targets(shown, classes)))
    return model


def _views(size: tuple[int, int]) -> tuple[list[np.ndarray], np.ndarray]:
    """Return (h, w, 3) uint8 views of the sample images, and which image and quarter each shows."""
    rng, views, classes = np.random.default_rng(0), [], []
    for number, sample in enumerate(resources.SAMPLES):
        image = read_image(sample).pixels
        for _ in range(_VIEWS):
            height, width = (round(length * rng.uniform(0.5, 1)) for length in image.shape[:2])
            top, left = (int(rng.integers(image.shape[axis] - (height, width)[axis] + 1)) for axis in range(2))
            view = cv2.resize(image[top : top + height, left : left + width], size, interpolation=cv2.INTER_AREA)
            if rng.random() < 0.5:
                view = _partly_hidden(view, rng)
            below, right = top + height / 2 > image.shape[0] / 2, left + width / 2 > image.shape[1] / 2
            views.append(view)
            classes.append(_QUARTERS * number + 2 * below + right)
    return views, np.array(classes)


def _partly_hidden(view: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    hidden = cv2.resize((rng.random((7, 7)) < 0.5).astype(np.uint8), view.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    return np.where(hidden[..., None] == 1, np.uint8(128), view)


def _targets(classes: np.ndarray, count: int) -> np.ndarray:
    """Return the (views, count) logits to be fitted. Classes that no view shows have random ones below the others."""
    shown = _SURE * np.eye(classes.max() + 1)
    others = np.random.default_rng(1).normal(-_SURE / 2, 1, (len(shown), count - len(shown)))
    return np.concatenate([shown, others], axis=1)[classes]


def _regressed(given: np.ndarray, targets: np.ndarray) -> list[np.ndarray]:
    """Return the kernel and the bias, float32, that give (N, classes) targets of (N, features), by ridge regression."""
    mean, deviation = given.mean(axis=0), given.std(axis=0)
    scale = np.divide(1, deviation, out=np.zeros(deviation.shape), where=deviation > 1e-6 * deviation.max())
    z, level = (given - mean) * scale, targets.mean(axis=0)
    inner = z @ z.T / z.shape[1]
    dual = np.linalg.solve(inner + _RIDGE * np.eye(len(z)), targets - level)
    kernel = (z * scale).T @ dual / z.shape[1]
    return [kernel.astype(np.float32), (level - mean @ kernel).astype(np.float32)]

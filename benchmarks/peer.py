"""The other libraries' side of `benchmarks.peers`: a process in their environment, which knows nothing of the engine.

It reads one JSON object a line and answers with one: {"model": file, "layer": name, "inputs": file, "noise": deviation,
"black": level} opens a model and answers with the measures it has; so do {"judged": file, "inputs": file, "maps": file,
"settings": numbers}, for measures of maps, and {"counted": file, "inputs": file, "labels": file, "settings": numbers},
for methods by how much they compute; {"run": measure, "input": number, "class": index} answers with the seconds, of
the latter with "number"; with "keep": file what was found is saved, too. All inputs are (1, h, w, c) float32.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

# Before TensorFlow is imported: both sides are measured on the processor.
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from convergence.theirs import counted  # beside this file, as the next
from peer_measures import judges
from tensorflow.python.data.ops import dataset_ops
from tf_keras_vis.gradcam import Gradcam
from tf_keras_vis.saliency import Saliency as VisSaliency
from tf_keras_vis.utils.scores import CategoricalScore
from xplique.attributions import GradCAM, IntegratedGradients, Occlusion, Rise, Saliency, SmoothGrad

Explain = Callable[..., Any]  # of an input and a class
LIBRARIES = ("tensorflow", "keras", "xplique", "tf-keras-vis", "quantus")


def opened(path: str, layer: str, noise: float, black: float) -> dict[str, Explain]:
    """Return a function of input and class for each measure. Explainers are made once, as the libraries' guides advise.

    The last activation is removed, so that the logit is explained.
    """
    model = keras.models.load_model(path, compile=False)
    softmax = keras.models.load_model(path, compile=False)  # RISE explains probabilities
    model.layers[-1].activation = keras.activations.linear
    classes = model.output_shape[-1]

    def by(explainer: Any) -> Explain:
        return lambda x, index: explainer.explain(x, tf.one_hot([index], classes)).numpy()

    cam, vis = Gradcam(model), VisSaliency(model)
    return {
        "Grad-CAM, Xplique": by(GradCAM(model, conv_layer=layer)),
        "saliency, Xplique": by(Saliency(model)),
        "SmoothGrad-50, Xplique": by(SmoothGrad(model, nb_samples=50, noise=noise, reducer="max")),
        "Integrated Gradients-50, Xplique": by(IntegratedGradients(model, steps=50, baseline_value=black)),
        "occlusion, Xplique": by(Occlusion(model, patch_size=16, patch_stride=16)),
        "RISE-400, Xplique": by(Rise(softmax, nb_samples=400)),
        "Grad-CAM, tf-keras-vis": lambda x, index: cam(CategoricalScore(index), x, penultimate_layer=layer),
        "saliency, tf-keras-vis": lambda x, index: vis(CategoricalScore(index), x),
        "SmoothGrad-50, tf-keras-vis": lambda x, index: vis(
            CategoricalScore(index), x, smooth_samples=50, smooth_noise=0.15
        ),
    }


def judged(path: str, settings: Mapping[str, float], inputs: np.ndarray, maps: np.ndarray) -> dict[str, Explain]:
    """Return a function of input and class for each measure of that input's map."""
    found = judges(keras.models.load_model(path, compile=False), settings)
    map_of = {x.tobytes(): values for x, values in zip(inputs, maps, strict=True)}

    def by(judge: Any) -> Explain:
        return lambda x, index: judge(x, index, map_of[x.tobytes()])

    return {name: by(judge) for name, judge in found.items()}


def without_tuning() -> None:
    """Have no batches of data tuned while they are read: at their end TensorFlow 2.20 waits for its next look at them.

    It looks after 10 ms, and then after twice as long each time, so that the wait may be as long as the work was. It
    is not the libraries' doing, and tuning gains nothing for arrays in memory.
    """
    iterate = dataset_ops.DatasetV2.__iter__
    options = tf.data.Options()
    options.autotune.enabled = False
    dataset_ops.DatasetV2.__iter__ = lambda data: iterate(data.with_options(options))


def _main() -> None:
    without_tuning()
    answers, sys.stdout = sys.stdout, sys.stderr  # the libraries' prints must not mix with the answers
    explain: dict[str, Explain] = {}
    inputs = np.empty(0)
    for line in sys.stdin:
        asked = json.loads(line)
        if "inputs" in asked:
            inputs = np.load(asked["inputs"])
            if "counted" in asked:
                explain = counted(asked["counted"], asked["settings"], np.load(asked["labels"]))
            elif "judged" in asked:
                explain = judged(asked["judged"], asked["settings"], inputs, np.load(asked["maps"]))
            else:
                explain = opened(asked["model"], asked["layer"], asked["noise"], asked["black"])
            answer: Any = {"measures": list(explain), "versions": {name: version(name) for name in LIBRARIES}}
        else:
            x = inputs[asked["input"] % len(inputs)][None]
            start = time.perf_counter()
            found = explain[asked["run"]](x, asked["class"], *([asked["number"]] if "number" in asked else []))
            answer = {"seconds": time.perf_counter() - start}
            if "keep" in asked:
                np.save(asked["keep"], np.squeeze(np.asarray(found, np.float32)))
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    _main()

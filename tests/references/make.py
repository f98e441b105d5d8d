"""Make the reference arrays beside this file with independent libraries.

They run in an environment of their own (Python 3.11), from the root of the repository:

    python3.11 -m venv .venv-references
    .venv-references/bin/pip install -r tests/references/requirements.txt
    cd tests && CUDA_VISIBLE_DEVICES= ../.venv-references/bin/python -m references.make

It writes `<model>.npz` and prints the tables of README.md. It refuses to write a reference that says nothing (a map
without positive evidence) and one where a library differs from the float64 computation by more than it should.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from unittest import mock

import numpy as np
import tensorflow as tf
import torch
from numpy.typing import NDArray
from pytorch_grad_cam import EigenCAM, GradCAMPlusPlus, XGradCAM
from tf_keras_vis.gradcam import Gradcam
from tf_keras_vis.gradcam_plus_plus import GradcamPlusPlus
from tf_keras_vis.layercam import Layercam
from tf_keras_vis.saliency import Saliency as VisSaliency
from tf_keras_vis.utils.model_modifiers import ReplaceToLinear
from tf_keras_vis.utils.scores import CategoricalScore
from xplique.attributions import GradCAM, GradCAMPP, Saliency

from . import exact, models
from .make_answers import surrogate_maps
from .make_channels import channel_maps
from .make_pixels import Arrays, answer_maps, gradient_maps, guided_maps, per_class

LIBRARIES = ("tensorflow", "keras", "xplique", "tf-keras-vis", "grad-cam", "tf-explain", "scikit-learn", "numpy")
TOLERANCE = 1e-5


def xplique_cam(method: Any, model: Any, tapped: str, x: NDArray[Any]) -> NDArray[Any]:
    """Return Xplique's map (N, C, h, w): its own `explain`, with the bicubic resize at its end left out."""
    explainer = method(model, conv_layer=tapped)

    def explain(c: int) -> Any:
        with mock.patch.object(tf.image, "resize", lambda image, size, method: image):
            return explainer.explain(x, tf.one_hot([c] * len(x), models.N_CLASSES))[..., 0]

    return per_class(explain)


def xplique_saliency(model: Any, x: NDArray[Any], reducer: str | None) -> NDArray[Any]:
    """Return Xplique's |dS/dx|, (N, C, H, W) reduced over colour by `reducer`, (N, C, H, W, 3) for None."""
    explainer = Saliency(model, reducer=reducer)
    found = per_class(lambda c: explainer.explain(x, tf.one_hot([c] * len(x), models.N_CLASSES)))
    return found[..., 0] if reducer else found


def vis_cam(method: Any, model: Any, tapped: str, x: NDArray[Any], **options: Any) -> NDArray[Any]:
    """Return tf-keras-vis's map (N, C, h, w) before its zoom and its min-max; it turns the softmax linear itself."""
    explainer = method(model, model_modifier=ReplaceToLinear(), clone=True)
    options |= {"seek_penultimate_conv_layer": False, "expand_cam": False, "normalize_cam": False}
    return per_class(lambda c: explainer(CategoricalScore(c), x, penultimate_layer=tapped, **options))


def vis_saliency(model: Any, x: NDArray[Any]) -> NDArray[Any]:
    """Return tf-keras-vis's saliency (N, C, H, W): max over colour of |dS/dx|, not normalised."""
    explainer = VisSaliency(model, model_modifier=ReplaceToLinear(), clone=True)
    return per_class(lambda c: explainer(CategoricalScore(c), x, normalize_map=False))


def torch_cam(method: Any, activations: NDArray[Any], gradients: NDArray[Any]) -> NDArray[Any]:
    """Return pytorch-grad-cam's map (N, C, h, w), not rectified, from its NumPy formula fed with our A and G."""
    formula = method(torch.nn.Linear(1, 1), [])
    to_torch = lambda x: np.moveaxis(x, -1, 1)  # noqa: E731

    def explain(g: NDArray[Any]) -> NDArray[Any]:
        return formula.get_cam_image(None, None, None, to_torch(activations), to_torch(g), False)

    return np.stack([explain(gradients[:, i]) for i in range(len(models.CLASSES))], 1)


def reaches_nested(name: str, x: NDArray[Any]) -> dict[str, str]:
    """Return what each library says to the nested model itself; no entry where it works."""
    (soft, path), (cut, _) = models.build(name), models.build(name, logits=True)
    tries = {
        "xplique": lambda: xplique_cam(GradCAM, cut, path.rpartition("/")[2], x),
        "tf_keras_vis": lambda: vis_cam(Gradcam, soft, path.rpartition("/")[2], x),
    }
    said = {}
    for maker, attempt in tries.items():
        try:
            attempt()
        except Exception as error:
            said[maker] = f"{type(error).__name__}: {str(error).splitlines()[0]}"[:160]
    return said


def by_libraries(name: str, x: NDArray[Any], failed: dict[str, str]) -> Arrays:
    """Return the arrays of Xplique and tf-keras-vis; `_twin` in a key says that the flat twin stood in."""
    found = {
        "xplique/saliency": xplique_saliency(models.build(name, logits=True)[0], x, "max"),
        "tf_keras_vis/saliency": vis_saliency(models.build(name)[0], x),
    }
    twin = "xplique" in failed
    cut, tapped = models.build(name, logits=True, twin=twin)
    maker = f"xplique{'_twin' * twin}"
    found[f"{maker}/gradcam"] = xplique_cam(GradCAM, cut, tapped, x)
    found[f"{maker}/gradcampp"] = xplique_cam(GradCAMPP, cut, tapped, x)
    twin = "tf_keras_vis" in failed
    soft, tapped = models.build(name, twin=twin)
    maker = f"tf_keras_vis{'_twin' * twin}"
    found[f"{maker}/gradcam"] = vis_cam(Gradcam, soft, tapped, x)
    found[f"{maker}/gradcampp"] = vis_cam(GradcamPlusPlus, soft, tapped, x)
    found[f"{maker}/hirescam"] = vis_cam(Layercam, soft, tapped, x, gradient_modifier=None)
    found[f"{maker}/layercam"] = vis_cam(Layercam, soft, tapped, x)
    return found


def by_formulas(A: NDArray[Any], G: NDArray[Any]) -> Arrays:
    """Return the arrays of pytorch-grad-cam, rectified as its own `compute_cam_per_layer` does."""
    methods = {"gradcampp": GradCAMPlusPlus, "xgradcam": XGradCAM}
    found = {f"pytorch_grad_cam/{k}": np.maximum(torch_cam(method, A, G), 0) for k, method in methods.items()}
    eigen = EigenCAM(torch.nn.Linear(1, 1), []).get_cam_image(None, None, None, np.moveaxis(A, -1, 1), None, False)
    return found | {"pytorch_grad_cam/eigencam": eigen}


def in_library_convention(key: str, A: NDArray[Any], G: NDArray[Any], logits: NDArray[Any]) -> NDArray[Any] | None:
    """Return in float64 what README.md says that `key` is, where it differs from our definition."""
    A, space = A[:, None], (-3, -2)
    maker, _, method = key.partition("/")
    if method != "gradcampp":
        return None
    positive = np.maximum(G, 0)
    if maker.startswith("xplique"):
        bottom = 2 * G**2 + A.mean(space, keepdims=True) * G**3
        weights = (exact.ratio(G**2, bottom) * positive).mean(space, keepdims=True)
    elif maker.startswith("tf_keras_vis"):
        alpha = exact.alphas(A, G)
        alpha = exact.ratio(alpha, alpha.sum(space, keepdims=True))
        size = np.exp(logits[:, models.CLASSES])[..., None, None, None]
        weights = size * (alpha * positive).sum(space, keepdims=True)
    else:
        alpha = G**2 / (2 * G**2 + A.sum(space, keepdims=True) * G**3 + 1e-6)
        weights = (alpha * positive).sum(space, keepdims=True)
    return np.maximum((weights * A).sum(-1), 0)


def difference(found: NDArray[Any], expected: NDArray[Any]) -> float:
    """Return max |found - expected| over max |expected|."""
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def scaled_to_peak(image: NDArray[Any]) -> NDArray[Any]:
    """Return each map divided by its largest value."""
    return image / image.max((-2, -1), keepdims=True)


def make(name: str) -> tuple[Arrays, list[str]]:
    """Return what to store for the model `name`, and lines that say how far the libraries are from float64."""
    x = models.pictures(name)
    base = exact.arrays(name)
    A, G, slope = base["activations"], base["gradients"], base["input_gradient"]
    ours = exact.maps(A, G) | {"eigencam": exact.eigencam(A), "saliency": np.abs(slope).max(-1)}
    for method, image in ours.items():
        assert (image.max((-2, -1)) > 0.1 * np.abs(image).max()).all(), f"{name}: {method} says nothing"
    failed = reaches_nested(name, x) if "/" in models.build(name)[1] else {}
    found = by_libraries(name, x, failed) | by_formulas(A, G)

    lines = []
    for key, image in found.items():
        method = key.partition("/")[2]
        expected = ours[method]
        if method == "eigencam":
            expected = expected * np.sign((expected * image).sum((1, 2), keepdims=True))
        convention = in_library_convention(key, A, G, base["logits"])
        off = difference(image, expected if convention is None else convention)
        assert off < TOLERANCE, f"{name}: {key} is {off:.1e} from what README.md says it is"
        scaled = difference(scaled_to_peak(image), scaled_to_peak(expected))
        shown = " | " if convention is None else f"{difference(image, expected):.1e} | {scaled:.1e}"
        lines.append(f"| {name} | {key} | {off:.1e} | {shown} |")
    logits = models.build(name, logits=True)[0](x, training=False).numpy()
    lines.append(f"| {name} | keras logits | {difference(logits, base['logits']):.1e} | | |")
    channels = xplique_saliency(models.build(name, logits=True)[0], x, None)
    lines.append(f"| {name} | xplique saliency, reducer=None | {difference(channels, np.abs(slope)):.1e} | | |")

    found |= further(name, x)

    about = {"tapped": models.SPECS[name].tapped, "versions": {k: version(k) for k in LIBRARIES}, "nested": failed}
    stored = {f"tf64/{k}": v for k, v in (base | ours).items() if k not in ("logits", "saliency")}
    stored |= {"inputs": x, "logits": base["logits"]} | found
    stored = {k: np.ascontiguousarray(v, np.float32) for k, v in stored.items()}
    return stored | {"classes": np.array(models.CLASSES), "about": np.array(json.dumps(about))}, lines


def further(name: str, x: NDArray[Any]) -> Arrays:
    """Return the maps that have no float64 computation of ours beside them: they are held against ours in the tests."""
    makers = (gradient_maps, guided_maps, answer_maps, channel_maps, surrogate_maps)
    found = {key: image for make_some in makers for key, image in make_some(name, x).items()}
    for key, image in found.items():
        assert np.abs(image).max((*range(2, image.ndim),)).all(), f"{name}: {key} says nothing"
    return found


def main() -> None:
    for name in models.SPECS:
        stored, lines = make(name)
        np.savez_compressed(models.HERE / f"{name}.npz", **stored)
        print(*lines, sep="\n", flush=True)
        print(stored["about"])


if __name__ == "__main__":
    main()

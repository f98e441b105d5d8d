"""From a model and a photograph to a map, to pixels and to a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.images.projection import Fit, Projection
from engine.methods import DEFAULT_METHOD
from engine.rendering.scale import Rendering

if TYPE_CHECKING:
    import numpy as np

    from engine.api.opening import FilePath
    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.measures.trust import Trust
    from engine.models.classifier import Classifier


def explain(
    model: Classifier,
    image: Image,
    method: str = DEFAULT_METHOD,
    *,
    target: int | str | None = None,
    layer: int | str | None = None,
    options: Mapping[str, float | str] | None = None,
    fit: Fit | str = Fit.STRETCH,
    pixel_values: str | None = None,
    seed: int = 0,
    companions: Mapping[int | str, Image] | None = None,
) -> Attribution:
    """Say which parts of a photograph speak for a class. Equal questions have equal answers.

    method: a key of `METHODS`.
    target: a class by index or name; None: the model's first answer.
    layer: by path, its last part, or number among `model.info.layers`, -1 the last; None: the model's default layer.
        Of a layer that is called more than once "conv#2" is the second call, "conv#all" the sum of the maps of all;
        numbers leave such sums out.
    options: of the method, by name: numbers, or choices by their names. What is left out has its default.
    fit: how the photograph meets the model's input: "stretch", "letterbox" or "crop".
    pixel_values: what the model was trained on, such as "0..1"; None: as `model.info.pixel_values` says.
    seed: of methods that draw at random.
    companions: of a model that takes several pictures, the photographs at its other picture inputs, by the inputs'
    names or numbers. They stay as they are while `image` is explained; an input without one is given the same value
    everywhere.

    Returns an Attribution: `values` is (h, w) float32 at the map's own resolution, in units of the class's score;
    `probabilities` is (classes,) float32; `request` says which class and layer were explained.

        attribution = explain(model, image, "rise", target="tench", options={"masks": 500})
        print(attribution.values.shape, attribution.request.target)

    Raises SaliscopeError: METHOD_UNKNOWN, CLASS_UNKNOWN, CLASS_AMBIGUOUS, LAYER_UNKNOWN, LAYER_NONE, GRADIENT_NONE,
    OPTION_UNKNOWN, OPTION_RANGE, COMPANION_INPUT,
    COMPANION_NONE, NOT_FINITE. ValueError: a fit or pixel values of no such name.
    """
    from engine.api.asking import question_of
    from engine.attribution.explain import explain as estimates
    from engine.attribution.lookup import find_layer, find_options

    question = question_of(
        model,
        image,
        method,
        target=target,
        fit=fit,
        pixel_values=pixel_values,
        companions=companions,
        layer=find_layer(None if layer is None else str(layer), model.info),
        options=find_options(method, (options or {}).items()),
        seed=seed,
    )
    *_, attribution = estimates(question.session, question.request)
    return attribution


def render(attribution: Attribution, image: Image, rendering: Rendering | None = None) -> np.ndarray:
    """Return a photograph with its map laid over it, (H, W, 3) uint8 RGB at the photograph's own size.

    image: the one that was explained. rendering: colours, transparency and way; None: as the window begins.

        pixels = render(attribution, image, Rendering(colour_map="viridis", alpha=0.6))
        print(pixels.shape, pixels.dtype)
    """
    from engine.rendering import overlay

    return overlay(image.pixels, attribution, _projection(attribution, image), rendering or Rendering())


def save(
    path: FilePath,
    attribution: Attribution,
    image: Image,
    model: Classifier,
    rendering: Rendering | None = None,
    *,
    product: str = "overlay",
    sidecar: bool = False,
    write_names: bool = False,
    companions: Collection[Image] = (),
    pixels_chosen: bool = False,
    trust: Trust | None = None,
) -> None:
    """Write a picture or the map's numbers, and into it what made it. The file is written whole or not at all.

    product: "overlay", what `render` returns; "heat", the colours alone; both as .png, .jpg or .tif by the path's
    ending; "map", the numbers as .npy or .csv. sidecar: also write what made it beside it, as .json; for .npy always.
    write_names: also the name and path of a DICOM file, which may be a patient's; its hash always stands in the record.
    companions: those that the map was made with, which are named in what made it, by the same rule.
    pixels_chosen: you know that the pixel values are right; else the record says where they were only assumed.
    trust: what was measured of this very map, which is recorded; without it the record says that nothing was.

        save("overlay.png", attribution, image, model)
        save("map.npy", attribution, image, model, product="map")

    Raises SaliscopeError: EXPORT_ORIGINAL where `path` is one of the photographs, EXPORT_FORMAT, EXPORT_FAILED,
    TRUST_OTHER_MAP.
    """
    from engine.export.files import Product, export, refuse_original
    from engine.export.provenance import provenance_of
    from engine.system.runtime import device_kind

    rendering = rendering or Rendering()
    for companion in companions:
        refuse_original(Path(path), companion)
    export(
        Path(path),
        Product(product),
        image,
        attribution,
        _projection(attribution, image),
        rendering,
        provenance=provenance_of(
            image, model.info, attribution, rendering, device_kind(), write_names, companions, pixels_chosen, trust
        ),
        sidecar=sidecar,
    )


def _projection(attribution: Attribution, image: Image) -> Projection:
    return Projection.make((image.width, image.height), attribution.input_size, attribution.request.fit)

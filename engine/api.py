"""The library: from a model file and a photograph to a map, to pixels and to a file. `engine` offers it by name.

Thin on purpose: the window and the command line run the same code below.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from engine.images.projection import Fit, Projection
from engine.methods import DEFAULT_METHOD
from engine.rendering.scale import Rendering

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from engine.attribution.request import Attribution
    from engine.batch.judging import Judged
    from engine.batch.progress import Progress
    from engine.images import Image
    from engine.measures.trust import Trust
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
    from engine.attribution.explain import explain as estimates
    from engine.attribution.lookup import find_class, find_further_input, find_layer, find_options
    from engine.attribution.question import ask

    info = model.info
    question = ask(
        model,
        image,
        method,
        fit=Fit(fit),
        pixel_values=pixel_values,
        layer=find_layer(None if layer is None else str(layer), info),
        target=find_class(target, info) if isinstance(target, str) else target,
        options=find_options(method, (options or {}).items()),
        seed=seed,
        companions={find_further_input(str(name), info): there for name, there in (companions or {}).items()},
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


def judge_folder(
    model: Classifier,
    folder: FilePath,
    out: FilePath,
    method: str = DEFAULT_METHOD,
    *,
    truth: FilePath | None = None,
    regions: FilePath | None = None,
    target: int | str | None = None,
    layer: int | str | None = None,
    options: Mapping[str, float | str] | None = None,
    fit: Fit | str = Fit.STRETCH,
    pixel_values: str | None = None,
    seed: int = 0,
    rendering: Rendering | None = None,
    overlays: bool = True,
    write_names: bool = False,
    measures: Sequence[str] = (),
    methods: Sequence[str] = (),
    limit: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Judged:
    """Explain all photographs of a folder and its sub-folders, and say how right the answers are.

    All goes into the run folder `out`, photograph by photograph. Called again with the same question, after whatever
    interruption, it does only what is missing; with another question everything is computed anew.

    truth: a CSV of files and classes, or "folders" where the sub-folders' names are the classes; names are matched to
    the model's leniently, and `matching` says how. regions: a file or folder of boxes or masks, COCO, Pascal VOC,
    labelme or PNG; masks that lie among the photographs are not explained. overlays: also write them. on_progress: told
    how far it is, in another thread. The others: as of `explain` and `save`; a target of None explains each
    photograph's first answer.

    measures: by which it is said how far to trust each map, keys of `MEASURES`. methods: whose maps are measured, too,
    and compared; those that the model does not allow are left out. limit: at most so many photographs, evenly from all
    over the folder.

    Returns a Judged: `rows`, one for each photograph, with answers and measures or the error of one that cannot be
    read; `truths`; `judgement` with `accuracy`, `confusion`, `classes`, `reliability` and `mistakes`, or None;
    `located` with how well the maps meet the regions, or None; `ranking` with the measured `methods`, the best first,
    those that are `as_good` as it within chance, or None.

        judged = judge_folder(model, "photographs", "run", truth="folders")
        print(judged.judgement.accuracy, [row.name for row in judged.rows if row.error])

    Raises SaliscopeError: as `explain`, MEASURE_UNKNOWN, the codes that begin with RUN, TRUTH or REGION.
    """
    from engine.attribution.lookup import find_class, find_layer, find_options
    from engine.batch.judging import judge
    from engine.batch.known.told import FOLDERS
    from engine.batch.plan import Aim, Output, Plan
    from engine.batch.units import split_methods
    from engine.batch.workers import LocalWorkers
    from engine.measures.asking import find_measures
    from engine.methods.offers import find_methods

    info = model.info
    plan = Plan(
        info.path.absolute(),
        info.sha256,
        info.labels,
        pixel_values or info.pixel_values,
        info.port,
        method,
        find_layer(None if layer is None else str(layer), info),
        Aim.FIRST if target is None else Aim.FIXED,
        find_class(target, info) if isinstance(target, str) else target,
        find_options(method, (options or {}).items()),
        seed,
        Fit(fit),
        pixels_chosen=pixel_values is not None,
        rendering=rendering or Rendering(),
        outputs=(Output.OVERLAY,) if overlays else (),
        write_names=write_names,
        measures=find_measures(measures),
        further_methods=split_methods(find_methods(methods), method, info)[0],
    )
    said = truth if truth is None or truth == FOLDERS else Path(truth)
    where = None if regions is None else Path(regions)
    return judge(plan, info, LocalWorkers(model), Path(folder), Path(out), said, where, on_progress, limit)


def _projection(attribution: Attribution, image: Image) -> Projection:
    return Projection.make((image.width, image.height), attribution.input_size, attribution.request.fit)

"""All numerics and files. No Qt. Usable as a library (docs/LIBRARY.md) and from the command line."""

import os
from typing import TYPE_CHECKING

from engine.system.later import names_of

if TYPE_CHECKING:
    from engine.api.explaining import explain, render, save
    from engine.api.folders import judge_folder
    from engine.api.opening import open_model, read_image
    from engine.api.trusting import check_region, measure
    from engine.attribution.request import Attribution, Request
    from engine.errors import Code, SaliscopeError
    from engine.images.image import Image
    from engine.images.projection import Fit
    from engine.measures import MEASURES
    from engine.measures.measure import Measured
    from engine.measures.trust import Trust
    from engine.methods import METHODS
    from engine.rendering.scale import Rendering

__version__ = "0.1.0"

# NumPy's helpers spin after each product, on the cores that TensorFlow then wants: RISE takes 1.6 times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = [
    "MEASURES",
    "METHODS",
    "Attribution",
    "Code",
    "Fit",
    "Image",
    "Measured",
    "Rendering",
    "Request",
    "SaliscopeError",
    "Trust",
    "check_region",
    "explain",
    "judge_folder",
    "measure",
    "open_model",
    "read_image",
    "render",
    "save",
]

# Where each name lives. It is imported when it is first asked for: the window imports this package before
# its first picture, and NumPy must not be imported above the line that tells it how many helpers to have.
_HOMES = {
    **dict.fromkeys(("explain", "render", "save"), "engine.api.explaining"),
    **dict.fromkeys(("open_model", "read_image"), "engine.api.opening"),
    **dict.fromkeys(("check_region", "measure"), "engine.api.trusting"),
    "judge_folder": "engine.api.folders",
    **dict.fromkeys(("Code", "SaliscopeError"), "engine.errors"),
    **dict.fromkeys(("Attribution", "Request"), "engine.attribution.request"),
    "Fit": "engine.images.projection",
    "Image": "engine.images.image",
    "MEASURES": "engine.measures",
    "METHODS": "engine.methods",
    "Measured": "engine.measures.measure",
    "Rendering": "engine.rendering.scale",
    "Trust": "engine.measures.trust",
}


__getattr__ = names_of(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

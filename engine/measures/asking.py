"""What is asked of a map: which measures with which options, and its image fitted to the input in another way.

The window asks, too: no TensorFlow here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.attribution.lookup import option_value
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit, Projection
from engine.images.view import model_view
from engine.measures import MEASURES, Need, TrustRequest
from engine.methods import METHODS
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np

    from engine.attribution.request import Request
    from engine.images import Image
    from engine.models.model_info import ModelInfo

# A letterbox shows all of the image, as stretching does, and nothing of it twice; a crop is held against the whole.
_OTHER = {Fit.STRETCH: Fit.LETTERBOX, Fit.LETTERBOX: Fit.STRETCH, Fit.CROP: Fit.STRETCH}


@dataclass(frozen=True, eq=False)
class OtherFit:
    """The image fitted to the input in another way: (h, w, C) uint8 pixels there, and both ways' geometry."""

    pixels: np.ndarray
    projection: Projection
    own: Projection


def other_fit(
    image: Image,
    info: ModelInfo,
    request: Request,
    view: Callable[[Image, Projection, int], np.ndarray] = model_view,
) -> OtherFit | None:
    """Return the image fitted in another way than the request asks for; None where no other makes a difference.

    Also None where a region of a mask is explained: in another fit it would lie elsewhere. view: what makes the pixels.
    """
    size = image.width, image.height
    own, other = (Projection.make(size, info.input_size, fit) for fit in (request.fit, _OTHER[request.fit]))
    if request.region is not None or (own.seen, own.placed) == (other.seen, other.placed):
        return None
    return OtherFit(view(image, other, info.channels), other, own)


def default_measures(method: str | None) -> tuple[str, ...]:
    """Return the measures that are made of a method's map unless others are asked for; None: of a map from elsewhere.

    All of them, but for a method of many passes those that explain again and again: they would take minutes.
    """
    quick = method is None or METHODS[method].one_pass
    return tuple(row.id for row in MEASURES.values() if quick or Need.METHOD not in row.needs)


def ask_trust(
    request: Request,
    measures: Iterable[str] | None = None,
    options: Iterable[tuple[str, float | str]] = (),
    seed: int = 0,
    elsewhere: str = "",
) -> TrustRequest:
    """Return what is asked of the map of a finished request, target and layer filled in.

    measures: None for the default ones. options: (name, value) pairs, such as ("deletion.baseline", "black").
    elsewhere: SHA-256 of a map that another program made.
    Raises SaliscopeError: MEASURE_UNKNOWN, OPTION_UNKNOWN, OPTION_RANGE.
    """
    asked = default_measures(None if elsewhere else request.method) if measures is None else find_measures(measures)
    return TrustRequest(request, asked, find_measure_options(options), seed, elsewhere)


def find_measures(names: Iterable[str]) -> tuple[str, ...]:
    """Return measures by name, once each and in the table's order. Raises SaliscopeError(MEASURE_UNKNOWN)."""
    wanted = list(names)
    for name in wanted:
        if name not in MEASURES:
            raise SaliscopeError(Code.MEASURE_UNKNOWN, measure=name, names=", ".join(MEASURES))
    return tuple(name for name in MEASURES if name in wanted)


def find_measure_options(wanted: Iterable[tuple[str, float | str]]) -> tuple[tuple[str, float], ...]:
    """Return options as a `TrustRequest` has them, from (name, value) pairs: numbers, or choices by their names.

    Raises SaliscopeError: OPTION_UNKNOWN, OPTION_RANGE.
    """
    rows = {f"{row.id}.{option.name}": option for row in MEASURES.values() for option in row.options}
    found = {}
    for name, value in wanted:
        if name not in rows:
            measure = name.rpartition(".")[0]
            among = [row for row in rows if row.startswith(f"{measure}.")] or list(rows)
            raise SaliscopeError(Code.OPTION_UNKNOWN, option=name, method=measure or "measure", names=", ".join(among))
        found[name] = option_value(name, rows[name], value)
    return tuple(sorted(found.items()))

"""Whether the values in a session are such as the window's own controls allow: what is odd is refused by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.methods import METHODS
from engine.preprocessing import PixelValues

if TYPE_CHECKING:
    from engine.probe import Stroke
    from engine.request import Port
    from engine.scale import Rendering
    from gui.choices import Choices
    from gui.session_format import SavedSession

_MOST_BALANCE, _MOST_STRIP, _MOST_PORTS, _MOST_SCALE = 2.0, 64, 1000, 1e6
_MOST_STROKES, _MOST_POINTS, _FARTHEST = 10_000, 200_000, 200_000  # in pixels: no photograph is larger
_MOST_LEVELS = 32


def unfit_place(session: SavedSession) -> str | None:
    """Return where a session holds what no control allows, such as "choices.balance"; None where all is well."""
    view, shown = session.view, session.shown
    fits = {
        "shown": shown is None or 0 <= shown < len(session.photographs),
        "view": view is None or 0 < view.scale < _MOST_SCALE,
        "model.port": session.model is None or _port_fits(session.model.port),
        **_choices_fit(session.choices),
        **_rendering_fits(session.rendering),
    }
    return next((place for place, fit in fits.items() if not fit), None)


def _choices_fit(choices: Choices) -> dict[str, bool]:
    numbers = (choices.target, choices.against, choices.seed, choices.strip)
    region = choices.region
    return {
        "choices": all(number is None or number >= 0 for number in numbers),
        "choices.method": choices.method in METHODS,
        "choices.pixel_values": choices.pixel_values in ("", *PixelValues),
        "choices.balance": 0 <= choices.balance <= _MOST_BALANCE,
        "choices.strip": choices.strip <= _MOST_STRIP,
        "choices.region": region is None or (region.width > 0 and region.height > 0),
        "choices.options": _options_fit(choices),
        "choices.probe": _strokes_fit(choices.probe),
    }


def _options_fit(choices: Choices) -> bool:
    for method, options in choices.options.items():
        known = {option.name: option for option in METHODS[method].options} if method in METHODS else {}
        for name, value in options.items():
            option = known.get(name)
            if option is None or not option.low <= value <= option.high:
                return False
            if option.whole and value != round(value):
                return False
    return True


def _strokes_fit(strokes: tuple[Stroke, ...]) -> bool:
    if len(strokes) > _MOST_STROKES or sum(len(stroke.points) for stroke in strokes) > _MOST_POINTS:
        return False
    return all(
        0 < stroke.radius <= _FARTHEST
        and stroke.points
        and all(abs(place) <= _FARTHEST for point in stroke.points for place in point)
        for stroke in strokes
    )


def _rendering_fits(rendering: Rendering) -> dict[str, bool]:
    fixed = rendering.fixed
    return {
        "rendering.alpha": 0 <= rendering.alpha <= 1,
        "rendering.colour_map": _colours_known(rendering),
        "rendering.fixed": fixed is None or fixed[0] <= fixed[1],
        "rendering.contours": len(rendering.contours) <= _MOST_LEVELS and all(abs(x) <= 1 for x in rendering.contours),
        "rendering.percentile": 0 <= rendering.percentile <= 100,
    }


def _port_fits(port: Port) -> bool:
    output = port.output if port.output is not None else 0
    return 0 <= port.input < _MOST_PORTS and 0 <= output < _MOST_PORTS and len(port.pins) < _MOST_PORTS


def _colours_known(rendering: Rendering) -> bool:
    """Tell whether both colour maps of a rendering are among those that can be drawn."""
    from cmap import Colormap

    for name in (rendering.colour_map, rendering.diverging):
        try:
            Colormap(name)
        except (ValueError, TypeError, KeyError):
            return False
    return True

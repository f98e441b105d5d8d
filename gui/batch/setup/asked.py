"""The plan that a run begins with: what is on screen, as far as it means something for a whole folder. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.batch.plan import Plan
from engine.methods import METHODS
from engine.methods.offers import runnable

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from engine.rendering import Rendering
    from gui.state.choices import Choices


def first_plan(model: ModelInfo, choices: Choices, rendering: Rendering) -> Plan:
    """Return the plan of what is on screen: each image is explained for its first answer."""
    method = METHODS[runnable(choices.method, model)]
    return Plan(
        model=model.path,
        model_sha256=model.sha256,
        labels=model.labels,
        pixel_values=choices.pixel_values,
        port=model.port,
        method=method.id,
        layer=choices.layer if method.needs_layer else None,
        options=options_of(method.id, choices),
        seed=choices.seed if method.sampled else 0,
        fit=choices.fit,
        pixels_chosen=choices.pixels_chosen,
        rendering=rendering,
    )


def options_of(method: str, choices: Choices) -> tuple[tuple[str, float], ...]:
    """Return the options of a method that the user has changed, as a plan holds them."""
    return tuple(sorted(choices.options.get(method, {}).items()))


def is_left_out(choices: Choices) -> bool:
    """Tell whether something is asked on screen that a batch does not ask: it is about one image, or one question."""
    return bool(choices.against is not None or choices.further_layers or choices.probability or choices.region)

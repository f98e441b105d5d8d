"""The user's choices as frozen values, so that undo, sessions and provenance can keep copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from engine.images.probe import Stroke
from engine.images.projection import Fit, Rect
from engine.images.reading import Reading
from engine.methods import DEFAULT_METHOD, METHODS
from engine.rendering import Rendering, Way
from engine.system.quick_dataclass import dataclass

FIRST_RENDERING = Rendering(way=Way.FADE, alpha=0.7)  # until the user chooses another


@dataclass(frozen=True)
class Choices:
    """What is asked of the model.

    layer: None for the default; target: None for the first answer; options: by method, those that differ from its
    defaults; against: the class it is compared against; strip: how many classes are shown side by side; region: of a
    mask, in the photograph's pixels, None for the whole; probe: strokes painted over the photograph, for a second
    answer; class_kept: the next photograph of the series is explained for the same class; reading: how the photograph
    is read; reading_kept: the next photograph of the series is read with the same brightness and channels;
    pixels_chosen: the user chose or confirmed the pixel values.
    """

    method: str = DEFAULT_METHOD
    layer: str | None = None
    target: int | None = None
    fit: Fit = Fit.STRETCH
    pixel_values: str = ""
    pixels_chosen: bool = False
    options: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    seed: int = 0
    against: int | None = None
    balance: float = 1.0
    probability: bool = False
    further_layers: tuple[str, ...] = ()
    strip: int = 0
    region: Rect | None = None
    probe: tuple[Stroke, ...] = ()
    class_kept: bool = False
    reading: Reading = field(default_factory=Reading)
    reading_kept: bool = False

    def of_another_photograph(self) -> Choices:
        """Return the choices for another photograph: without class, region, strokes, and how it is read."""
        return replace(self._of_another_answer(), reading=Reading(), reading_kept=False)

    def of_the_next_photograph(self) -> Choices:
        """Return the choices for the next photograph of a series: a kept class stays, and its opponent, too."""
        return replace(self._with_kept_class(self.of_another_photograph()), reading_kept=self.reading_kept)

    def of_another_frame(self, size_stays: bool) -> Choices:
        """Return the choices for another page of the same file, as for the next photograph of a series.

        size_stays: its pages lie over each other, as the slices of a volume do: region and strokes stay in their place.
        """
        following = self._with_kept_class(self._of_another_answer())
        return replace(following, region=self.region, probe=self.probe) if size_stays else following

    def of_another_model(self, pixel_values: str, pixels_chosen: bool, method: str) -> Choices:
        """Return the choices without all that was about the previous model."""
        return replace(
            self._of_another_answer(),
            layer=None,
            further_layers=(),
            pixel_values=pixel_values,
            pixels_chosen=pixels_chosen,
            method=method,
        )

    def with_option(self, name: str, value: float) -> Choices:
        """Return the choices with an option of the method set; a default value is not stored."""
        row = next(option for option in METHODS[self.method].options if option.name == name)
        chosen = {key: kept for key, kept in self.options.get(self.method, {}).items() if key != name}
        if value != row.default:
            chosen[name] = value
        return self.replaced(options={**self.options, self.method: chosen})

    def _of_another_answer(self) -> Choices:
        """Return the choices without what was chosen after an answer."""
        return replace(self, target=None, region=None, against=None, probe=(), class_kept=False)

    def _with_kept_class(self, following: Choices) -> Choices:
        if not self.class_kept:
            return following
        return replace(following, target=self.target, against=self.against, class_kept=True)

    def replaced(self, **changes: Any) -> Choices:
        """Return a copy with other values."""
        return replace(self, **changes)

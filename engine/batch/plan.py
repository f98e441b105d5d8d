"""What a batch asks of every image: frozen values, which one record repeats and one fingerprint recognises."""

from __future__ import annotations

import hashlib
import json
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.export.plain_values import plain
from engine.export.spelled_out import BEFORE, chosen_of
from engine.images.projection import Fit
from engine.methods import DEFAULT_METHOD, METHODS
from engine.network.description import Port
from engine.rendering.scale import Rendering
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_MEASURING = ("measures", "measure_options", "further_methods")
OVERLAY_SIDE = 1024  # pixels: what a screen or a page shows of one overlay


class Aim(StrEnum):
    """Which class is explained for each image."""

    FIRST = "first"  # the model's first answer
    TRUTH = "truth"  # the image's true class; the first answer where that is not known
    FIXED = "fixed"  # one class for all


class Output(StrEnum):
    """What is written for each image besides its row."""

    OVERLAY = "overlay"  # image and map, as JPEG
    MAP = "map"  # the map's own numbers, as .npy


@dataclass(frozen=True)
class Plan:
    """Everything that is asked of each image. Equal plans of equal images make equal rows and files.

    model: its file, as the machine that computes finds it; model_sha256: what that file must be; labels: the classes'
    names in use. layer: None for the method's default; target: the class where `aim` is FIXED; options: sorted
    (name, value) pairs; pixels_chosen: somebody chose or confirmed the pixel values. outputs: what is written for each
    image; overlay_side: the longer side of overlays in pixels, None as large as the image. write_names: the names of
    DICOM files, which may be patients', go into what is passed on. measures: ids of what each map is measured by, with
    measure_options as of a `TrustRequest`; further_methods: whose maps of each image are measured, too.
    """

    model: Path
    model_sha256: str
    labels: tuple[str, ...]
    pixel_values: str
    port: Port = field(default_factory=Port)
    method: str = DEFAULT_METHOD
    layer: str | None = None
    aim: Aim = Aim.FIRST
    target: int | None = None
    options: tuple[tuple[str, float], ...] = ()
    seed: int = 0
    fit: Fit = Fit.STRETCH
    pixels_chosen: bool = False
    rendering: Rendering = field(default_factory=Rendering)
    outputs: tuple[Output, ...] = (Output.OVERLAY,)
    overlay_side: int | None = OVERLAY_SIDE
    write_names: bool = False
    measures: tuple[str, ...] = ()
    measure_options: tuple[tuple[str, float], ...] = ()
    further_methods: tuple[str, ...] = ()

    def fingerprint(self, truth: int | None = None, regions: Sequence[object] = ()) -> str:
        """Return the SHA-256 of all that determines the row of one image besides the image itself.

        truth: its true class, which counts where that is explained; regions: where its objects lie.
        """
        about = [self._digest, truth if self.aim is Aim.TRUTH else None, [repr(region) for region in regions]]
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()

    @cached_property
    def _digest(self) -> str:
        asked = plain(self)
        del asked["model"]  # where its file lies does not matter
        chosen = chosen_of(self.method, self.options)
        asked["options"] = [[name, value] for name, value in sorted(chosen.items()) if BEFORE.get(name) != value]
        if defaults := self._defaults(chosen):
            asked["defaults"] = defaults
        for name in _MEASURING:  # so that rows from before maps were measured still answer the same question
            if not asked[name]:
                del asked[name]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def _defaults(self, chosen: Collection[str]) -> dict[str, dict[str, float]]:
        """Return the options, by method, that are otherwise than they were before, and not because somebody chose.

        Another version draws otherwise, or does not end early: its maps are not to stand beside those of this one.
        """
        rows = [METHODS[name] for name in (self.method, *self.further_methods) if name in METHODS]
        found = {
            row.id: {
                option.name: option.default
                for option in row.options
                if option.default != BEFORE.get(option.name, option.default)
                and not (row.id == self.method and option.name in chosen)
            }
            for row in rows
        }
        return {method: options for method, options in found.items() if options}

"""How a photograph is read where its file leaves a choice: frame, window of values, channels."""

from __future__ import annotations

from enum import StrEnum

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Window:
    """Which of the file's own values become black (`low`) and white (`high`); those between are spread evenly."""

    low: float
    high: float

    @property
    def centre(self) -> float:
        """The value that becomes middle grey."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """How many values lie between black and white."""
        return self.high - self.low


@dataclass(frozen=True)
class Reading:
    """What was chosen. frame: from 0; window, channels: None for what the rule of the format says.

    channels: which of the file's are shown, from 0: one in grey, or three as red, green and blue.
    """

    frame: int = 0
    window: Window | None = None
    channels: tuple[int, ...] | None = None


class Frames(StrEnum):
    """What the frames of a file are."""

    PAGES = "pages"
    MOMENTS = "moments"  # of an animation or a film
    SLICES = "slices"  # of a volume


class PresetName(StrEnum):
    """The windows that we name."""

    FILE = "file"  # that the file states without a name
    RULE = "rule"  # that of `engine.images.levels.rule`
    WHOLE = "whole"  # from the lowest value to the highest
    FULL = "full"  # all that the depth could hold
    LUNG = "lung"
    BONE = "bone"
    SOFT_TISSUE = "soft-tissue"
    BRAIN = "brain"


@dataclass(frozen=True)
class Preset:
    """A window with a name: one of `PresetName`, or the words that the file has for its own."""

    name: str
    window: Window


@dataclass(frozen=True)
class Levels:
    """The values of a file that is deeper than 8 bits.

    lowest, highest: the finite values of this frame; whole: whether they are whole numbers; unit: such as "HU", or "";
    window: the one in use; presets: those worth offering, first the one that is used where none is chosen.
    """

    lowest: float
    highest: float
    whole: bool
    window: Window
    unit: str = ""
    presets: tuple[Preset, ...] = ()


@dataclass(frozen=True)
class Latitude:
    """What there is to choose, and what is known of the picture's scale.

    frames: how many; channels: how many the file has, alpha not counted; shown: those that are shown;
    levels: None for 8 bits; spacing: millimetres from row to row and from column to column.
    """

    frames: int = 1
    frames_are: Frames = Frames.PAGES
    channels: int = 3
    shown: tuple[int, ...] = (0, 1, 2)
    levels: Levels | None = None
    spacing: tuple[float, float] | None = None

    @property
    def leaves_choice(self) -> bool:
        """Whether anything can be chosen."""
        return self.frames > 1 or self.levels is not None or self.channels not in (1, 3)

"""How photographs are read: what the user chose for each, and what the next of a series takes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.export.plain_values import Unfit, plain, typed
from engine.images.reading import Reading

if TYPE_CHECKING:
    from engine.images import Image
    from engine.images.reading import Latitude, Levels, Window

_MOST = 1000  # photographs
_MOST_FRAMES, _MOST_CHANNELS, _FARTHEST = 1_000_000, 10_000, 1e300
_KEY = "chosen"


class Readings:
    """What was chosen for each photograph, by the SHA-256 of its file. A participant of sessions."""

    def __init__(self) -> None:
        self._chosen: dict[str, Reading] = {}

    def note(self, sha256: str, reading: Reading) -> None:
        """Remember a choice; the oldest is forgotten once there are a thousand."""
        self._chosen.pop(sha256, None)
        self._chosen[sha256] = reading
        while len(self._chosen) > _MOST:
            del self._chosen[next(iter(self._chosen))]

    def of(self, image: Image, before: Image | None = None) -> Reading:
        """Return how a photograph is to be read.

        before: the photograph of the same series whose reading is kept, None where none is.
        """
        chosen = self._chosen.get(image.sha256)
        if chosen is None:
            chosen = carried(before, image) if before is not None else image.reading
        return fitting(chosen, image.latitude)

    def session_state(self) -> Mapping[str, Any]:
        """Return all of it."""
        return {_KEY: {sha256: plain(reading) for sha256, reading in self._chosen.items()}} if self._chosen else {}

    def restore_session_state(self, saved: Mapping[str, Any]) -> None:
        """Remember what a session says in addition; what no control allows is left out."""
        chosen = saved.get(_KEY)
        for sha256, value in chosen.items() if isinstance(chosen, dict) else ():
            try:
                reading: Reading = typed(Reading, value, "")
            except Unfit:
                continue
            if is_allowed(reading):
                self.note(sha256, reading)


def carried(before: Image, image: Image) -> Reading:
    """Return how the next photograph of a series is read so that equal values look equal."""
    one, other = before.latitude, image.latitude
    window = one.levels.window if one.levels and other.levels and alike(one.levels, other.levels) else None
    return Reading(window=window, channels=before.reading.channels if one.channels == other.channels else None)


def alike(one: Levels, other: Levels) -> bool:
    """Tell whether a window of one photograph means the same in the other."""
    return (one.unit, one.whole) == (other.unit, other.whole)


def fitting(reading: Reading, latitude: Latitude) -> Reading:
    """Return a reading without what the file does not have; it may be another file's, or a stranger's."""
    channels = reading.channels
    return Reading(
        reading.frame if reading.frame < latitude.frames else 0,
        reading.window if latitude.levels is not None else None,
        channels if channels is not None and max(channels) < latitude.channels else None,
    )


def is_allowed(reading: Reading) -> bool:
    """Tell whether the controls could have chosen it for some file; it may be a stranger's."""
    channels = reading.channels
    return (
        0 <= reading.frame < _MOST_FRAMES
        and (reading.window is None or _is_window(reading.window))
        and (channels is None or (len(channels) in (1, 3) and all(0 <= one < _MOST_CHANNELS for one in channels)))
    )


def by_rule(reading: Reading) -> Reading:
    """Return the same frame with the brightness and channels that the rule of its format says."""
    return replace(reading, window=None, channels=None)


def _is_window(window: Window) -> bool:
    return -_FARTHEST < window.low < window.high < _FARTHEST

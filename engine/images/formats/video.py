"""Films, one frame at a time, by OpenCV's FFmpeg in a process of its own: it is written in C, and films are complex."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.images.formats.header import Header
from engine.images.reading import Frames
from engine.images.samples import Samples
from engine.system.sandbox import Found, apart

if TYPE_CHECKING:
    import numpy as np

_BRANDS = (b"iso", b"mp4", b"avc", b"hvc", b"M4V", b"3gp", b"3g2", b"qt ", b"dash", b"f4v", b"MSNV", b"XAVC", b"mmp4")
_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip")  # that QuickTime began with before it named itself
_MATROSKA = b"\x1a\x45\xdf\xa3"
_MOST_FRAMES = 10_000_000

# The child's: the film that was asked for last, and what reads it.
_film: tuple[str, Any] | None = None


def is_video(data: bytes) -> bool:
    """Tell MP4, QuickTime, AVI and Matroska (WebM)."""
    if data[4:8] == b"ftyp":
        return data[8:12].startswith(_BRANDS)
    return data[4:8] in _BOXES or data.startswith(_MATROSKA) or (data[:4] == b"RIFF" and data[8:12] == b"AVI ")


def read_video(data: bytes) -> Header:
    """Read the size and the number of frames. Raises SaliscopeError for a codec that is not known here."""
    key = hashlib.sha256(data).hexdigest()
    facts, _ = _asked(video_facts, key, data)
    if not facts["opened"]:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="video")
    width, height = facts["size"]
    return Header(data, width, height, count=max(1, facts["count"]), frames_are=Frames.MOMENTS, facts=key)


def video_frame(header: Header, frame: int) -> Header:
    """Return the header of another frame."""
    return replace(header, frame=frame)


def decode_video(header: Header) -> Samples:
    """Decode the frame. Raises ValueError where it is damaged, or where there are fewer than the film says."""
    facts, pixels = _asked(video_pixels, header.facts, header.data, header.frame)
    if pixels is None:
        raise ValueError("no frame")
    return Samples(pixels, facts["decoder"])


def _asked(function: Any, key: str, data: bytes, *given: Any) -> Found:
    """Ask the child about a film, which it may have kept since the last question."""
    found = apart(function, key, None, *given)
    return apart(function, key, data, *given) if found[0].get("unknown") else found


def video_facts(key: str, data: bytes | None) -> Found:
    """Run in the child: what the film says of itself."""
    import cv2

    film = _opened(key, data)
    if film is None:
        return {"unknown": True}, None
    size = [int(film.get(one)) for one in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)]
    count = int(min(max(film.get(cv2.CAP_PROP_FRAME_COUNT), 0), _MOST_FRAMES))
    return {"opened": bool(film.isOpened()), "size": size, "count": count}, None


def video_pixels(key: str, data: bytes | None, frame: int) -> Found:
    """Run in the child: decode one frame to (H, W, 3) uint8 RGB."""
    import cv2

    film = _opened(key, data)
    if film is None:
        return {"unknown": True}, None
    if int(film.get(cv2.CAP_PROP_POS_FRAMES)) != frame:
        film.set(cv2.CAP_PROP_POS_FRAMES, frame)
    there, pixels = film.read()
    rgb: np.ndarray | None = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB) if there else None
    return {"decoder": f"opencv {cv2.__version__}"}, rgb


def _opened(key: str, data: bytes | None) -> Any:
    """Return what reads the film; None where it is not the one that was kept and did not come along."""
    import cv2

    global _film
    if _film is None or _film[0] != key:
        if data is None:
            return None
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        source: Any = io.BytesIO(data)  # which OpenCV's description of its types leaves out
        _film = key, cv2.VideoCapture(source, cv2.CAP_FFMPEG, [])
    return _film[1]

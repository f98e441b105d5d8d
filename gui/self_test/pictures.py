"""Pictures of other kinds than photographs, in data/: each has a decoder of its own to prove, most in a child process.

The first frame of each is dark on the left and bright on the right, the last of several the other way round.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.images import Image
from engine.images.reading import Reading
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from gui.self_test.program import Program

DATA = Path(__file__).parent / "data"
WIDTH, HEIGHT = 64, 48
_CONTRAST = 60  # levels of 256 at least between the halves


@dataclass(frozen=True)
class Made:
    """A file that `make_data` wrote. decoder: what must have read it, as the picture's record says."""

    name: str
    decoder: str
    frames: int = 1

    @property
    def path(self) -> Path:
        """Where it is."""
        return DATA / self.name


PICTURES = (
    Made("made.dcm", "gdcm"),
    Made("made.nii.gz", "nibabel", frames=3),
    Made("made.npy", "numpy"),
    Made("made.tif", "tifffile"),
    Made("made.dng", "libraw"),
    Made("made.mp4", "opencv", frames=6),
)


def read_picture(program: Program, made: Made) -> str:
    """Open the file in the window, then choose its last frame. Return what read it; raises AssertionError."""
    program.open_photograph(made.path)
    image = _shown(program)
    assert made.decoder in image.decoder, f"read by {image.decoder}"
    assert (image.width, image.height) == (WIDTH, HEIGHT), f"{image.width} x {image.height}"
    assert image.latitude.frames == made.frames, f"{image.latitude.frames} frames"
    assert brighter_on_the_right(image) > _CONTRAST, "the first frame is not what was drawn"
    if made.frames > 1:
        last = made.frames - 1
        program.state.choose_reading(Reading(frame=last))
        program.wait(lambda: _shown(program).reading.frame == last, f"frame {made.frames} of {made.name}")
        assert -brighter_on_the_right(_shown(program)) > _CONTRAST, "the last frame is not what was drawn"
    return f"{made.frames} of {WIDTH} x {HEIGHT}, {image.decoder}"


def brighter_on_the_right(image: Image) -> float:
    """Return by how many levels the right half is brighter than the left."""
    left, right = image.pixels[:, : WIDTH // 2], image.pixels[:, WIDTH // 2 :]
    return float(right.mean() - left.mean())


def _shown(program: Program) -> Image:
    assert program.state.image is not None
    return program.state.image

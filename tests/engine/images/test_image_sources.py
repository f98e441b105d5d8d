"""Where a photograph comes from: pasted pixels, pipes, files that vanish or are too large."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers.image_files.photograph_files import SMALL, saved

from engine.errors import Code, SaliscopeError
from engine.images import MAX_MEGAPIXELS, image_from_pixels, read, read_image


def test_pasted_pixels_are_copied_and_known_by_their_values():
    pixels = np.zeros((2, 3, 3), np.uint8)
    image = image_from_pixels(pixels, "pasted")
    pixels[0, 0] = 9
    assert not image.pixels.any()
    assert not image.pixels.flags.writeable
    assert image.path is None
    assert image.sha256 != image_from_pixels(pixels, "pasted").sha256
    assert image.sha256 != image_from_pixels(np.zeros((3, 2, 3), np.uint8), "pasted").sha256
    with pytest.raises(ValueError, match="uint8"):
        image_from_pixels(np.zeros((2, 3, 3)), "pasted")
    with pytest.raises(SaliscopeError) as fault:
        image_from_pixels(np.zeros((0, 3, 4), np.uint8), "pasted")
    assert fault.value.code is Code.IMAGE_TOO_SMALL


def test_pasted_pixels_beyond_the_limit_are_refused():
    vast = np.broadcast_to(np.uint8(0), (10_001, 10_000, 4))
    with pytest.raises(SaliscopeError) as fault:
        image_from_pixels(vast, "pasted")
    assert (fault.value.code, fault.value.params["limit"]) == (Code.IMAGE_TOO_LARGE, MAX_MEGAPIXELS)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(SaliscopeError) as fault:
        read_image(tmp_path / "pipe.jpg")
    assert fault.value.code is Code.FILE_UNREADABLE


def test_a_file_that_vanishes_or_outgrows_memory_while_it_is_read_is_named(tmp_path, monkeypatch):
    path = tmp_path / "photo.png"
    path.write_bytes(saved(SMALL, "PNG"))
    for fault, code in (
        (FileNotFoundError(2, "gone"), Code.FILE_MISSING),
        (PermissionError(13, "no"), Code.FILE_UNREADABLE),
        (MemoryError(), Code.FILE_UNREADABLE),
    ):
        monkeypatch.setattr(read, "open_regular", lambda _, fault=fault: (_ for _ in ()).throw(fault))
        with pytest.raises(SaliscopeError) as refused:
            read_image(path)
        assert refused.value.code is code
    with pytest.raises(SaliscopeError) as refused:
        read_image(Path("a\0b.png"))
    assert refused.value.code is Code.FILE_UNREADABLE


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "vast.tif"
    with path.open("wb") as file:
        file.truncate(2**30 + 2**20)
    with pytest.raises(SaliscopeError) as refused:
        read_image(path)
    assert (refused.value.code, refused.value.params["limit"]) == (Code.FILE_TOO_BIG, 1024)


def test_importing_the_names_brings_no_heavy_library():
    heavy = "{'numpy', 'cv2', 'PIL', 'pi_heif'} & set(sys.modules)"
    program = f"import sys; from engine.images import Image, read_image; print({heavy})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

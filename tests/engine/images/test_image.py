"""Reading photographs: values, not shapes."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Code, SaliscopeError
from engine.images import NoteCode, decode_image, image_from_pixels, read_image

# An asymmetric picture of large squares, so that no turn or flip looks like another and JPEG hardly matters.
UPRIGHT = np.kron(np.random.default_rng(0).integers(0, 255, (3, 5, 3)), np.ones((16, 16, 1))).astype(np.uint8)
STORED = {  # how a camera stores the picture under each EXIF orientation
    1: UPRIGHT,
    2: UPRIGHT[:, ::-1],
    3: UPRIGHT[::-1, ::-1],
    4: UPRIGHT[::-1],
    5: UPRIGHT.transpose(1, 0, 2),
    6: UPRIGHT.transpose(1, 0, 2)[::-1],
    7: UPRIGHT.transpose(1, 0, 2)[::-1, ::-1],
    8: UPRIGHT.transpose(1, 0, 2)[:, ::-1],
}
TOLERANCE = {"JPEG": 8, "WEBP": 8, "AVIF": 8, "PNG": 0, "TIFF": 0}


def encoded(pixels: np.ndarray, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    if kind in ("JPEG", "WEBP", "AVIF"):
        options.setdefault("quality", 95)
    PIL.Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, kind, **options)
    return buffer.getvalue()


def notes(image) -> set[NoteCode]:
    return {note.code for note in image.notes}


@pytest.mark.parametrize("kind", list(TOLERANCE))
@pytest.mark.parametrize("orientation", list(STORED))
def test_every_orientation_of_every_format_is_shown_upright(kind, orientation):
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    image = decode_image(encoded(STORED[orientation], kind, exif=exif), "photo")
    assert image.pixels.shape == UPRIGHT.shape
    assert np.abs(image.pixels.astype(int) - UPRIGHT).mean() <= TOLERANCE[kind]


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bits_are_scaled_and_said(suffix):
    _, data = cv2.imencode(suffix, cv2.cvtColor(UPRIGHT.astype(np.uint16) * 257, cv2.COLOR_RGB2BGR))
    image = decode_image(data.tobytes(), "deep")
    assert np.array_equal(image.pixels, UPRIGHT)
    assert image.notes[0].code is NoteCode.WHOLE_NUMBERS
    assert dict(image.notes[0].params) == {"bits": 16, "low": 0, "high": 65535}


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_twelve_bits_kept_in_sixteen_are_not_almost_black(suffix):
    grey = np.linspace(0, 4095, 64 * 64).reshape(64, 64).astype(np.uint16)
    _, data = cv2.imencode(suffix, grey)
    image = decode_image(data.tobytes(), "twelve")
    assert dict(image.notes[0].params) == {"bits": 16, "low": 0, "high": 4095}
    assert np.abs(image.pixels[..., 1] - grey / 4095 * 255).max() <= 0.5


def test_decimal_values_are_scaled_and_what_is_no_number_is_black():
    values = np.linspace(-2, 6, 64 * 64, dtype=np.float32).reshape(64, 64)
    values[0, 0], values[0, 1] = np.nan, np.inf
    _, data = cv2.imencode(".tiff", values)
    image = decode_image(data.tobytes(), "float")
    assert image.pixels[0, 0, 0] == 0
    assert image.pixels[0, 1, 0] == 255
    assert abs(int(image.pixels[32, 0, 0]) - 127) <= 1
    assert notes(image) == {NoteCode.DECIMALS, NoteCode.BRIGHTER, NoteCode.DARKER}


def test_transparency_is_laid_on_white():
    pixels = np.zeros((4, 4, 4), np.uint8)
    pixels[..., 0] = 200
    pixels[0, 0, 3], pixels[1, 1, 3] = 255, 128
    for image in (decode_image(encoded(pixels, "PNG"), "clear"), image_from_pixels(pixels, "pasted")):
        assert image.pixels[0, 0].tolist() == [200, 0, 0]
        assert image.pixels[1, 1].tolist() == [227, 127, 127]
        assert image.pixels[2, 2].tolist() == [255, 255, 255]
        assert notes(image) == {NoteCode.TRANSPARENCY}


def test_palettes_with_and_without_a_clear_colour():
    palette = PIL.Image.fromarray(UPRIGHT).quantize(16)
    buffer = io.BytesIO()
    palette.save(buffer, "PNG")
    assert np.array_equal(decode_image(buffer.getvalue(), "p").pixels, np.asarray(palette.convert("RGB")))
    buffer = io.BytesIO()
    palette.save(buffer, "PNG", transparency=int(np.asarray(palette)[0, 0]))
    assert decode_image(buffer.getvalue(), "p").pixels[0, 0].tolist() == [255, 255, 255]


def test_grey_becomes_three_equal_channels():
    image = decode_image(encoded(UPRIGHT[..., 0], "PNG"), "grey")
    assert np.array_equal(image.pixels, np.repeat(UPRIGHT[..., :1], 3, axis=2))


def test_printing_colours_are_not_inverted():
    cmyk = PIL.Image.fromarray(UPRIGHT).convert("CMYK")
    buffer = io.BytesIO()
    cmyk.save(buffer, "JPEG", quality=95)
    image = decode_image(buffer.getvalue(), "print")
    assert np.abs(image.pixels.astype(int) - UPRIGHT).mean() < 10
    assert NoteCode.CMYK in notes(image)


def test_several_pages_and_frames_show_the_first_and_say_so():
    first, second = PIL.Image.fromarray(UPRIGHT), PIL.Image.fromarray(255 - UPRIGHT)
    for kind, code in (("TIFF", NoteCode.PAGE), ("PNG", NoteCode.FRAME)):
        buffer = io.BytesIO()
        first.save(buffer, kind, save_all=True, append_images=[second])
        image = decode_image(buffer.getvalue(), "many")
        assert np.array_equal(image.pixels, UPRIGHT)
        assert dict(image.notes[0].params) == {"number": 1, "count": 2}
        assert image.notes[0].code is code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_a_file_cut_short_anywhere_is_refused(kind):
    data = encoded(np.random.default_rng(1).integers(0, 255, (40, 60, 3), dtype=np.uint8), kind)
    for place in range(20):
        cut = data[: int(len(data) * (place + 0.5) / 20)]
        with pytest.raises(SaliscopeError) as refusal:
            decode_image(cut, "cut")
        assert refusal.value.code in (Code.IMAGE_DAMAGED, Code.NOT_AN_IMAGE)


def test_a_png_that_lies_about_its_lengths_or_size_is_refused_before_decoding():
    signature = b"\x89PNG\r\n\x1a\n"

    def chunk(kind: bytes, body: bytes, length: int | None = None) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body) if length is None else length) + kind + body + checksum

    header = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    huge = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    hostile = {
        signature + chunk(b"IHDR", header, 0x7FFFFFFF): Code.IMAGE_DAMAGED,
        signature + chunk(b"IHDR", header) + chunk(b"IDAT", b"", 0x7FFFFFFF): Code.IMAGE_DAMAGED,
        signature
        + chunk(b"IHDR", huge)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b""): Code.IMAGE_TOO_LARGE,
    }
    for data, code in hostile.items():
        with pytest.raises(SaliscopeError) as refusal:
            decode_image(data, "hostile")
        assert refusal.value.code is code


@pytest.mark.slow
def test_a_hundred_megapixels_are_read_and_more_are_refused_by_the_header():
    with pytest.raises(SaliscopeError) as refusal:
        decode_image(encoded(np.zeros((10_001, 10_000), np.uint8), "PNG"), "large")
    assert refusal.value.code is Code.IMAGE_TOO_LARGE
    assert refusal.value.params["limit"] == 100
    strip = decode_image(encoded(np.full((1, 60_000), 9, np.uint8), "PNG"), "strip")
    assert (strip.width, strip.height) == (60_000, 1)
    assert (strip.pixels == 9).all()


def test_the_signature_decides_not_the_name(tmp_path):
    path = tmp_path / "really-a-png.jpg"
    path.write_bytes(encoded(UPRIGHT, "PNG"))
    assert np.array_equal(read_image(path).pixels, UPRIGHT)
    for data, code in (
        (b"%PDF-1.7 ...", Code.IMAGE_FORMAT_UNSUPPORTED),
        (b"hello, no photograph", Code.NOT_AN_IMAGE),
        (b"", Code.FILE_EMPTY),
    ):
        path.write_bytes(data)
        with pytest.raises(SaliscopeError) as refusal:
            read_image(path)
        assert refusal.value.code is code


def test_odd_names_are_read_and_what_cannot_be_read_is_named(tmp_path):
    odd = tmp_path / "照片 é '\"&.png"
    odd.write_bytes(encoded(UPRIGHT, "PNG"))
    assert read_image(odd).name == odd.name
    for path, code in (
        (tmp_path / "gone.png", Code.FILE_MISSING),
        (tmp_path, Code.FILE_UNREADABLE),
        (tmp_path / ("x" * 300 + ".png"), Code.FILE_UNREADABLE),
    ):
        with pytest.raises(SaliscopeError) as refusal:
            read_image(path)
        assert refusal.value.code is code


def test_pixels_are_read_only_and_known_by_their_file_s_hash(tmp_path):
    import hashlib

    data = encoded(UPRIGHT, "PNG")
    image = decode_image(data, "photo")
    assert image.sha256 == hashlib.sha256(data).hexdigest()
    with pytest.raises(ValueError, match="read-only"):
        image.pixels[0, 0] = 0


@settings(max_examples=150)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"]), st.data())
def test_mutated_files_open_or_are_refused_and_never_raise_anything_else(kind, draw):
    data = bytearray(encoded(UPRIGHT[:16, :16], kind))
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        image = decode_image(bytes(data), "mutant")
    except SaliscopeError:
        return
    assert image.pixels.dtype == np.uint8
    assert image.pixels.shape[2] == 3


REFUSED = {
    "bomb.gif": Code.IMAGE_TOO_LARGE,
    "bomb_30000x20000_1bit.png": Code.IMAGE_TOO_LARGE,
    "lab.tif": Code.IMAGE_FORMAT_UNSUPPORTED,
    "pngsuite_xcrn0g04.png": Code.NOT_AN_IMAGE,
    "pngsuite_xs1n0g01.png": Code.NOT_AN_IMAGE,
    "pngsuite_xs4n0g01.png": Code.NOT_AN_IMAGE,
    **dict.fromkeys(
        (
            *("broken_stream.png", "corrupt.heic", "elephants_truncated.jpg", "pngsuite_xc1n0g08.png"),
            *("pngsuite_xd0n2c08.png", "pngsuite_xd9n2c08.png", "pngsuite_xhdn0g08.png", "tiff_crash.tif"),
            *("truncated.jpg", "x_unexpected_eof.png"),
        ),
        Code.IMAGE_DAMAGED,
    ),
}
SAID = {
    "alpha.avif": NoteCode.TRANSPARENCY,
    "animated.gif": NoteCode.FRAME,
    "cmyk_sample.jpg": NoteCode.CMYK,
    "elephants_cmyk.jpg": NoteCode.CMYK,
    "exif_hopper_2.webp": NoteCode.TURNED,
    "exif_landscape_7.jpg": NoteCode.TURNED,
    "float32_nan_0to1.tif": NoteCode.DECIMALS,
    "gray_12in16.tif": NoteCode.WHOLE_NUMBERS,
    "icc_big.jpg": NoteCode.PROFILE,
}
SIZES = {"exif_portrait_8.jpg": (1200, 1800), "exif_landscape_5.jpg": (1800, 1200), "tiff_orient_6.tif": (590, 88)}


def test_awkward_photographs_behave_as_their_manifest_says(request):
    option = request.config.getoption("--awkward")
    if option is None:
        pytest.skip("needs --awkward FOLDER")
    folder = Path(option)
    for entry in json.loads((folder / "manifest.json").read_text()):
        name = entry["file"]
        if name in REFUSED:
            with pytest.raises(SaliscopeError) as refusal:
                read_image(folder / name)
            assert refusal.value.code is REFUSED[name], name
            continue
        image = read_image(folder / name)
        assert name not in SAID or SAID[name] in notes(image), name
        assert (image.width, image.height) == SIZES.get(name, (image.width, image.height)), name
    upright = read_image(folder / "exif_landscape_1.jpg").pixels.astype(int)
    for name in ("exif_landscape_5.jpg", "exif_landscape_7.jpg"):
        assert np.abs(read_image(folder / name).pixels - upright).mean() < 5
    assert read_image(folder / "gray_12in16.tif").pixels.max() > 200

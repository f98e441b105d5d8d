"""The kinds of file that a library alone would show wrongly in silence: depths, planes, keys, turns, cuts."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import PIL.ImageCms
import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Code, SaliscopeError
from engine.images import MAX_MEGAPIXELS, NoteCode, decode_image, image_from_pixels, read_image, readable_suffixes

pillow_heif.register_heif_opener()

SMALL = np.zeros((4, 6, 3), np.uint8)
SMALL[0, 0], SMALL[0, -1], SMALL[-1, -1] = (200, 100, 50), (1, 2, 3), 255
GREY = SMALL[..., 0]
SMOOTH = cv2.resize(np.random.default_rng(3).integers(0, 255, (6, 8, 3), np.uint8), (80, 60))
UPRIGHT = np.kron(np.random.default_rng(0).integers(0, 255, (3, 5, 3)), np.ones((16, 16, 1))).astype(np.uint8)
BLACK_IS_ZERO, WHITE_IS_ZERO, RGB, CMYK, LAB = 1, 0, 2, 5, 8


def stored(upright: np.ndarray, orientation: int) -> np.ndarray:
    """The pixels that a camera stores under an EXIF orientation."""
    turned = upright.swapaxes(0, 1) if orientation >= 5 else upright
    across = orientation in (2, 3, 7, 8)
    down = orientation in (3, 4, 6, 7)
    return np.ascontiguousarray(turned[:: -1 if down else 1, :: -1 if across else 1])


def tiff(samples: np.ndarray, photometric: int, extra=(), planar=False, orientation=1, more=()) -> bytes:
    """An uncompressed TIFF of one strip, its directory at the end."""
    samples = samples if samples.ndim == 3 else samples[..., None]
    height, width, count = samples.shape
    body = (samples.transpose(2, 0, 1) if planar else samples).tobytes()
    planes = count if planar else 1
    entries = [
        *((256, 4, [width]), (257, 4, [height]), (258, 3, [samples.itemsize * 8] * count), (259, 3, [1])),
        *((262, 3, [photometric]), (273, 4, [8 + i * len(body) // planes for i in range(planes)])),
        *((274, 3, [orientation]), (277, 3, [count]), (278, 4, [height]), (279, 4, [len(body) // planes] * planes)),
        *((284, 3, [2 if planar else 1]), (338, 3, list(extra)), (339, 3, [" uif".index(samples.dtype.kind)] * count)),
        *more,
    ]
    entries = sorted(entry for entry in entries if entry[2])
    values_at = 8 + len(body) + 2 + 12 * len(entries) + 4
    directory, values = struct.pack("<H", len(entries)), b""
    for tag, kind, numbers in entries:
        packed = struct.pack(f"<{len(numbers)}{'H' if kind == 3 else 'I'}", *numbers)
        directory += struct.pack("<HHI", tag, kind, len(numbers))
        if len(packed) > 4:
            directory += struct.pack("<I", values_at + len(values))
            values += packed
        else:
            directory += packed.ljust(4, b"\0")
    return b"II*\0" + struct.pack("<I", 8 + len(body)) + body + directory + bytes(4) + values


def png(width: int, depth: int, colour: int, rows: list[bytes], height: int | None = None, clear: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height or len(rows), depth, colour, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    between = chunk(b"tRNS", clear) if clear else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + between + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def saved(pixels, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    picture = pixels if isinstance(pixels, PIL.Image.Image) else PIL.Image.fromarray(pixels)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def by_opencv(suffix: str, rgb: np.ndarray, *options: int) -> bytes:
    bgr = rgb if rgb.ndim == 2 else cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR if rgb.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    return cv2.imencode(suffix, bgr, options)[1].tobytes()


def refusal(data: bytes) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        decode_image(data, "photo")
    return caught.value


def noted(image) -> dict[NoteCode, dict]:
    return {note.code: dict(note.params) for note in image.notes}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("samples", "photometric"),
    [
        (UPRIGHT, RGB),
        (UPRIGHT[..., 0], BLACK_IS_ZERO),
        (UPRIGHT * np.uint16(257), RGB),
        (UPRIGHT[..., 0] * np.uint16(257), BLACK_IS_ZERO),
        (UPRIGHT / np.float32(255), RGB),
    ],
    ids=["rgb8", "grey8", "rgb16", "grey16", "rgb-float"],
)
def test_a_tiff_of_any_depth_is_turned_exactly_once(samples, photometric, orientation):
    image = decode_image(tiff(stored(samples, orientation), photometric, orientation=orientation), "photo")
    assert np.array_equal(image.pixels, UPRIGHT if samples.ndim == 3 else np.dstack([UPRIGHT[..., 0]] * 3))
    assert noted(image).get(NoteCode.TURNED) == (None if orientation == 1 else {"orientation": orientation})


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_heic_is_turned_exactly_once(orientation):
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    image = decode_image(saved(stored(UPRIGHT, orientation), "HEIF", quality=95, exif=exif.tobytes()), "photo")
    assert image.pixels.shape == UPRIGHT.shape
    assert np.abs(image.pixels.astype(int) - UPRIGHT).mean() < 8
    assert image.decoder.startswith("pi-heif ")


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_where_zero_is_white_it_is_shown_white(depth):
    samples = GREY * depth(1 if depth is np.uint8 else 257)
    assert np.array_equal(decode_image(tiff(samples, WHITE_IS_ZERO), "scan").pixels[..., 0], 255 - GREY)


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32])
def test_negative_numbers_are_dark_and_not_mirrored(kind):
    image = decode_image(tiff(np.array([[-100, 0, 100]], kind), BLACK_IS_ZERO), "scan")
    assert image.pixels[0, :, 0].tolist() == [0, 128, 255]
    assert noted(image) == {NoteCode.FLOAT: {"low": -100.0, "high": 100.0}}


def test_thirty_two_bits_and_double_precision_are_scaled():
    whole = decode_image(tiff(np.array([[0, 2**31, 2**32 - 1]], np.uint32), BLACK_IS_ZERO), "scan")
    assert whole.pixels[0, :, 0].tolist() == [0, 128, 255]
    assert noted(whole) == {NoteCode.SIXTEEN_BIT: {"bits": 32}}
    assert np.array_equal(decode_image(tiff(SMALL / 255, RGB), "scan").pixels, SMALL)


def test_extreme_and_missing_numbers_do_not_spoil_the_rest():
    values = np.array([[-3e38, 0, 3e38, np.nan, np.inf, -np.inf]], np.float32)
    assert decode_image(tiff(values, BLACK_IS_ZERO), "scan").pixels[0, :, 1].tolist() == [0, 128, 255, 0, 255, 0]
    for empty in (np.full((2, 2), np.nan, np.float32), np.full((2, 2), 3, np.float32)):
        assert not decode_image(tiff(empty, BLACK_IS_ZERO), "scan").pixels.any()


def test_deep_pictures_larger_than_a_strip_are_scaled_by_one_range():
    ramp = np.linspace(0, 4095, 1500 * 1000).reshape(1500, 1000).astype(np.uint16)
    pixels = decode_image(tiff(ramp, BLACK_IS_ZERO), "scan").pixels
    assert np.abs(pixels[..., 2] - ramp * (255 / 4095)).max() <= 0.5


@pytest.mark.parametrize("scale", [np.uint8(1), np.uint16(257)])
def test_the_fourth_channel_of_a_tiff_is_transparency_only_where_it_says_so(scale):
    colours = np.full((1, 3, 4), 60, np.uint8)
    colours[0, :, 3] = 255, 120, 255
    colours[0, 2] = 255  # the range in use is the whole
    unspecified, premultiplied, straight = (
        decode_image(tiff(colours * scale, RGB, extra=(meaning,)), "photo").pixels[0, :, 0].tolist()
        for meaning in (0, 1, 2)
    )
    assert unspecified == [60, 60, 255]
    assert np.abs(np.subtract(premultiplied, [60, 60 + 135, 255])).max() <= 1
    assert np.abs(np.subtract(straight, [60, 60 * 120 / 255 + 135, 255])).max() <= 1


@pytest.mark.parametrize("planar", [False, True])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32])
def test_five_channels_are_refused_with_their_number(kind, planar):
    fault = refusal(tiff(np.zeros((4, 6, 5), kind), BLACK_IS_ZERO, extra=(0,) * 4, planar=planar))
    assert (fault.code, fault.params["channels"]) == (Code.IMAGE_CHANNELS, 5)


@pytest.mark.parametrize(
    "data",
    [
        tiff(SMALL * np.uint16(257), RGB, planar=True),
        tiff(np.zeros((4, 6, 4), np.uint16), CMYK),
        tiff(SMALL[..., :2] * np.uint16(257), BLACK_IS_ZERO, extra=(0,)),
        tiff(SMALL, BLACK_IS_ZERO, extra=(0, 0)),
        tiff(SMALL, LAB),
        tiff(SMALL * np.uint16(257), LAB),
        tiff(GREY.astype(np.float16), BLACK_IS_ZERO),
        tiff(SMALL, RGB, more=[(50706, 4, [1])]),
        tiff(SMALL, RGB, more=[(254, 4, [1]), (330, 4, [8])]),
        b"MM\0+" + bytes(20),
    ],
    ids=[
        "planes",
        "cmyk16",
        "two16",
        "grey-and-two",
        "lab8",
        "lab16",
        "half-float",
        "dng",
        "raw-preview",
        "big-endian",
    ],
)
def test_tiffs_that_would_show_false_colours_are_refused_by_name(data):
    fault = refusal(data)
    assert fault.code is Code.IMAGE_FORMAT_UNSUPPORTED
    assert fault.params["format"]


def test_planes_of_bytes_and_printing_colours_are_read():
    assert np.array_equal(decode_image(tiff(SMALL, RGB, planar=True), "photo").pixels, SMALL)
    inks = np.array([[[255, 0, 0, 0], [0, 255, 0, 0], [0, 0, 0, 255], [0, 0, 0, 0]]], np.uint8)
    image = decode_image(tiff(inks, CMYK), "print")
    assert image.pixels[0].tolist() == [[0, 255, 255], [255, 0, 255], [0, 0, 0], [255, 255, 255]]
    assert noted(image) == {NoteCode.CMYK: {}}


@pytest.mark.parametrize(
    ("depth", "row", "key", "shown"),
    [
        (1, b"\x40", 1, [0, 255]),
        (2, b"\x10", 0, [255, 85]),
        (2, b"\x70", 3, [85, 255]),
        (4, b"\x3f", 3, [255, 255]),
        (8, b"\x07\x09", 7, [255, 9]),
        (16, struct.pack(">HH", 1000, 65535), 1000, [255, 255]),
    ],
)
def test_a_transparent_grey_is_laid_on_white_at_every_depth(depth, row, key, shown):
    image = decode_image(png(2, depth, 0, [row], clear=struct.pack(">H", key)), "grey")
    assert image.pixels[0, :, 0].tolist() == shown
    assert NoteCode.TRANSPARENCY in noted(image)


def test_a_transparent_colour_and_deep_transparency_are_laid_on_white():
    key = png(2, 8, 2, [b"\1\2\3\4\5\6"], clear=struct.pack(">3H", 1, 2, 3))
    assert decode_image(key, "key").pixels[0].tolist() == [[255, 255, 255], [4, 5, 6]]
    deep = png(2, 16, 6, [struct.pack(">8H", 65535, 0, 0, 65535, 0, 0, 65535, 32768)])
    assert decode_image(deep, "deep").pixels[0].tolist() == [[255, 0, 0], [127, 127, 255]]
    twelve = png(2, 16, 6, [struct.pack(">8H", 4095, 0, 0, 65535, 0, 0, 0, 65535)])
    image = decode_image(twelve, "twelve")
    assert image.pixels[0].tolist() == [[255, 0, 0], [0, 0, 0]]
    assert noted(image) == {NoteCode.SIXTEEN_BIT: {"bits": 12}}
    grey = png(2, 16, 4, [struct.pack(">4H", 65535, 65535, 0, 0)])
    assert decode_image(grey, "grey").pixels[0].tolist() == [[255, 255, 255], [255, 255, 255]]


def test_missing_rows_of_a_png_are_not_shown_as_black():
    assert refusal(png(6, 8, 0, [b"\1" * 6] * 2, height=4)).code is Code.IMAGE_DAMAGED


def test_missing_strips_of_a_tiff_are_not_shown_as_black():
    whole = tiff(SMALL, RGB)
    height = struct.pack("<HHII", 257, 4, 1, len(SMALL))
    taller = whole.replace(height, struct.pack("<HHII", 257, 4, 1, 100 * len(SMALL)))
    assert taller != whole
    assert refusal(taller).code is Code.IMAGE_DAMAGED


def test_an_animated_png_shows_its_first_frame_at_full_depth():
    frames = [PIL.Image.fromarray(SMALL), PIL.Image.fromarray(255 - SMALL)]
    image = decode_image(saved(frames[0], "PNG", save_all=True, append_images=frames[1:]), "frames")
    assert np.array_equal(image.pixels, SMALL)
    assert noted(image) == {NoteCode.FRAME: {"count": 2}}


def test_deep_jpeg_2000_keeps_white_white():
    pixels = np.kron(SMALL, np.ones((16, 16, 1), np.uint8))
    lossless = (cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000)
    image = decode_image(by_opencv(".jp2", pixels * np.uint16(257), *lossless), "deep")
    assert np.array_equal(image.pixels, pixels)
    assert noted(image) == {NoteCode.SIXTEEN_BIT: {"bits": 16}}
    assert np.array_equal(decode_image(by_opencv(".jp2", pixels, *lossless), "plain").pixels, pixels)


@pytest.mark.parametrize("version", ["ASCII", "UTF-16"])
def test_a_profile_is_mentioned_unless_it_is_srgb(version):
    name = "sRGB" if version == "ASCII" else "sRGB".encode("utf-16-be").decode("latin-1")
    plain = saved(SMALL, "PNG", icc_profile=b"profile of " + name.encode("latin-1"))
    assert not noted(decode_image(plain, "plain"))
    for data in (
        saved(SMALL, "PNG", icc_profile=b"Display P3"),
        saved(SMALL, "JPEG", icc_profile=b"Display P3"),
        saved(SMALL, "TIFF", icc_profile=b"Display P3"),
    ):
        assert noted(decode_image(data, "wide")) == {NoteCode.PROFILE: {}}
    srgb = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
    assert not noted(decode_image(saved(SMALL, "JPEG", icc_profile=srgb), "plain"))


CUT = {
    "progressive JPEG": saved(SMOOTH, "JPEG", progressive=True),
    "JPEG with restarts": saved(SMOOTH, "JPEG", restart_marker_rows=1),
    "grey JPEG": saved(SMOOTH[..., 0], "JPEG"),
    "CMYK JPEG": saved(PIL.Image.fromarray(SMOOTH).convert("CMYK"), "JPEG"),
    "large JPEG": saved(np.random.default_rng(5).integers(0, 255, (400, 600, 3), np.uint8), "JPEG", quality=95),
    "JPEG 2000": saved(SMOOTH, "JPEG2000"),
    "deep JPEG 2000": by_opencv(".jp2", SMOOTH * np.uint16(257)),
    "AVIF": saved(SMOOTH, "AVIF"),
    "HEIC": saved(SMOOTH, "HEIF"),
    "deep PNG": by_opencv(".png", SMOOTH * np.uint16(257)),
    "deep TIFF": by_opencv(".tiff", SMOOTH * np.uint16(257)),
    "deep TIFF, directory last": tiff(SMOOTH * np.uint16(257), RGB),
    "float TIFF": tiff(SMOOTH / np.float32(255), RGB),
    "fax TIFF": saved(PIL.Image.fromarray(SMOOTH).convert("1"), "TIFF", compression="group4"),
    "LZW TIFF": saved(SMOOTH, "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("kind", list(CUT))
def test_other_kinds_cut_short_anywhere_are_refused(kind):
    data = CUT[kind]
    assert decode_image(data, "whole").pixels.any()
    places = [int(len(data) * (place + 0.5) / 20) for place in range(20)]
    for place in [*places, len(data) - 1]:
        assert refusal(data[:place]).code in (Code.IMAGE_DAMAGED, Code.NOT_AN_IMAGE), place


def test_a_jpeg_whose_end_was_never_written_is_refused():
    data = CUT["large JPEG"]
    assert refusal(data[: len(data) // 2] + bytes(len(data) // 2)).code is Code.IMAGE_DAMAGED


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
        monkeypatch.setattr(Path, "read_bytes", lambda _, fault=fault: (_ for _ in ()).throw(fault))
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


def test_a_decoder_out_of_memory_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: (_ for _ in ()).throw(MemoryError))
    assert refusal(saved(SMALL, "PNG")).code is Code.IMAGE_DAMAGED


def test_every_suffix_offered_is_lower_case_and_once():
    suffixes = readable_suffixes()
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


def test_importing_the_names_brings_no_heavy_library():
    heavy = "{'numpy', 'cv2', 'PIL', 'pi_heif'} & set(sys.modules)"
    program = f"import sys; from engine.images import Image, read_image; print({heavy})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


MUTANTS = {
    "AVIF": saved(SMALL, "AVIF"),
    "HEIC": saved(SMOOTH[:16, :16].copy(), "HEIF"),
    "JPEG 2000": saved(SMOOTH[:32, :32].copy(), "JPEG2000"),
    "deep JPEG 2000": by_opencv(".jp2", SMOOTH[:32, :32] * np.uint16(257)),
    "CMYK JPEG": saved(PIL.Image.fromarray(SMALL).convert("CMYK"), "JPEG"),
    "clear PNG": png(2, 4, 0, [b"\x3f"], clear=b"\0\3"),
    "deep PNG": by_opencv(".png", SMALL * np.uint16(257)),
    "deep TIFF": tiff(SMALL * np.uint16(257), RGB),
    "float TIFF": tiff(SMALL / np.float32(255), RGB),
    "TIFF": tiff(SMALL, RGB),
    "signed TIFF": tiff(GREY.astype(np.int16) - 9, BLACK_IS_ZERO),
}


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.sampled_from(list(MUTANTS)), st.data())
def test_mutants_of_other_kinds_open_or_are_refused_and_never_raise_anything_else(kind, draw):
    data = bytearray(MUTANTS[kind])
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        image = decode_image(bytes(data), "mutant")
    except SaliscopeError:
        return
    assert image.pixels.dtype == np.uint8
    assert image.pixels.shape[2] == 3

"""TIFFs that a library alone would show wrongly in silence: depths, signs, planes, channels, turns."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
import tifffile
from helpers.image_files.photograph_files import (
    BLACK_IS_ZERO,
    CMYK,
    GREY,
    LAB,
    RGB,
    SMALL,
    UPRIGHT,
    WHITE_IS_ZERO,
    noted,
    refusal,
    refusal_of,
    saved,
    stored,
    tiff,
)

from engine.errors import Code
from engine.images import NoteCode, decode_image, reread
from engine.images.reading import PresetName, Reading, Window


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


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_where_zero_is_white_it_is_shown_white(depth):
    samples = GREY * depth(1 if depth is np.uint8 else 257)
    assert np.array_equal(decode_image(tiff(samples, WHITE_IS_ZERO), "scan").pixels[..., 0], 255 - GREY)


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32])
def test_negative_numbers_are_dark_and_not_mirrored(kind):
    image = decode_image(tiff(np.array([[-100, 0, 100]], kind), BLACK_IS_ZERO), "scan")
    assert image.pixels[0, :, 0].tolist() == [28, 128, 228]
    bits = np.iinfo(kind).bits
    assert noted(image) == {NoteCode.WHOLE_NUMBERS: {"bits": bits, "low": -128, "high": 127}}


def test_thirty_two_bits_and_double_precision_are_scaled():
    whole = decode_image(tiff(np.array([[0, 2**31, 2**32 - 1]], np.uint32), BLACK_IS_ZERO), "scan")
    assert whole.pixels[0, :, 0].tolist() == [0, 128, 255]
    assert noted(whole) == {NoteCode.WHOLE_NUMBERS: {"bits": 32, "low": 0, "high": 2**32 - 1}}
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
def test_five_channels_are_kept_and_the_first_three_shown(kind, planar):
    samples = np.arange(4 * 6 * 5).reshape(4, 6, 5).astype(kind)
    image = decode_image(tiff(samples, BLACK_IS_ZERO, extra=(0,) * 4, planar=planar), "bands")
    assert image.samples.array.dtype == kind
    assert np.array_equal(image.samples.array, samples)
    assert (image.latitude.channels, image.latitude.shown) == (5, (0, 1, 2))
    assert noted(image)[NoteCode.CHANNELS] == {"shown": "1, 2, 3", "count": 5}
    last = reread(image, Reading(channels=(4,)))
    white = {"u": 255 if kind is np.uint8 else 127, "f": 119}[np.dtype(kind).kind]  # 119 is the largest value
    assert np.array_equal(last.pixels[..., 1], np.rint(samples[..., 4] * (255 / white)).astype(np.uint8))


def test_more_channels_than_a_picture_may_have_are_refused_with_their_number():
    fault = refusal(tiff(np.zeros((4, 6, 65), np.uint8), BLACK_IS_ZERO, extra=(0,) * 64))
    assert (fault.code, fault.params["channels"], fault.params["limit"]) == (Code.IMAGE_CHANNELS, 65, 64)


@pytest.mark.parametrize(
    ("samples", "photometric", "options", "shown"),
    [
        (SMALL * np.uint16(257), RGB, {"planar": True}, SMALL),
        (SMALL[..., :2] * np.uint16(257), BLACK_IS_ZERO, {"extra": (0,)}, np.dstack([GREY] * 3)),
        (SMALL, BLACK_IS_ZERO, {"extra": (0, 0)}, SMALL),
        (GREY.astype(np.float16) / 255, BLACK_IS_ZERO, {}, np.dstack([GREY] * 3)),
    ],
    ids=["planes", "two16", "grey-and-two", "half-float"],
)
def test_what_other_libraries_show_wrongly_is_read_rightly(samples, photometric, options, shown):
    image = decode_image(tiff(samples, photometric, **options), "photo")
    assert np.array_equal(image.pixels, shown)
    assert image.decoder.startswith("tifffile ")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_tifffile_reads_is_turned_exactly_once(orientation):
    data = tiff(stored(UPRIGHT, orientation) * np.uint16(257), RGB, planar=True, orientation=orientation)
    assert np.array_equal(decode_image(data, "photo").pixels, UPRIGHT)


def test_the_window_that_a_file_states_is_used():
    samples = np.array([[100, 400, 700]], np.uint16)
    for more in ([(280, 3, [100]), (281, 3, [700])], [(340, 3, [100]), (341, 3, [700])]):
        image = decode_image(tiff(samples, BLACK_IS_ZERO, more=more), "stated")
        assert image.pixels[0, :, 0].tolist() == [0, 128, 255]
        assert image.latitude.levels.presets[0].name == PresetName.FILE
    whole = decode_image(tiff(samples, BLACK_IS_ZERO, more=[(280, 3, [0]), (281, 3, [65535])]), "says nothing")
    assert whole.latitude.levels.window == Window(0, 1023)


def test_every_page_is_read_at_its_own_size_and_depth():
    buffer = io.BytesIO()
    pages = [GREY, GREY[:2] * np.uint16(257), np.dstack([GREY * np.uint16(9)] * 5), SMALL]
    with tifffile.TiffWriter(buffer) as writer:
        for page in pages:
            writer.write(page, photometric="rgb" if page is SMALL else "minisblack", planarconfig="contig")
    data = buffer.getvalue()
    for number, page in enumerate(pages):
        image = decode_image(data, "pages", reading=Reading(frame=number))
        assert (image.height, image.width) == page.shape[:2]
        assert noted(image)[NoteCode.PAGE] == {"number": number + 1, "count": 4}
        kept = image.pixels[..., : 1 if page.ndim == 2 else 3] if image.samples is None else image.samples.array
        assert np.array_equal(kept.reshape(page.shape), page)
    fault = refusal_of(decode_image, data, "pages", reading=Reading(frame=4))
    assert (fault.code, fault.params["frame"], fault.params["count"]) == (Code.IMAGE_FRAME, 5, 4)


@pytest.mark.parametrize(
    "data",
    [
        tiff(np.zeros((4, 6, 4), np.uint16), CMYK),
        tiff(SMALL, LAB),
        tiff(SMALL * np.uint16(257), LAB),
        tiff(SMALL, RGB, more=[(50706, 4, [1])]),
        tiff(SMALL, RGB, more=[(254, 4, [1]), (330, 4, [8])]),
        b"MM\0+" + bytes(20),
    ],
    ids=[
        "cmyk16",
        "lab8",
        "lab16",
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


def test_every_page_of_an_imagej_stack_has_the_range_of_display_that_the_first_names():
    buffer = io.BytesIO()
    stack = np.random.default_rng(0).integers(0, 4000, (5, 20, 30)).astype(np.uint16)
    tifffile.imwrite(buffer, stack, imagej=True, metadata={"axes": "ZYX", "min": 100.0, "max": 900.0})
    for number in (0, 3):
        image = decode_image(buffer.getvalue(), "stack", reading=Reading(frame=number))
        assert image.latitude.levels.window == Window(100, 900)
        assert np.array_equal(image.samples.array, stack[number])


@pytest.mark.parametrize(
    "options",
    [
        {"compression": "zlib", "predictor": True},
        {"compression": "zlib", "predictor": True, "tile": (16, 16)},
        {"compression": "lzma"},
        {"planarconfig": "separate", "compression": "zlib", "tile": (16, 16)},
    ],
)
def test_compressed_channels_are_read(options):
    bands = np.random.default_rng(0).integers(0, 4000, (40, 50, 5)).astype(np.uint16)
    given = np.moveaxis(bands, -1, 0) if "planarconfig" in options else bands
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, given, photometric="minisblack", **({"planarconfig": "contig"} | options))
    assert np.array_equal(decode_image(buffer.getvalue(), "bands").samples.array, bands)


def test_a_compression_that_is_not_known_is_named():
    bands = tiff(np.zeros((4, 6, 5), np.uint8), BLACK_IS_ZERO, extra=(0,) * 4)
    fault = refusal(bands.replace(struct.pack("<HHII", 259, 3, 1, 1), struct.pack("<HHII", 259, 3, 1, 7)))
    assert (fault.code, "compression 7" in fault.params["format"]) == (Code.IMAGE_FORMAT_UNSUPPORTED, True)


@pytest.mark.parametrize("predictor", [1, 2])
def test_channels_packed_by_lzw_are_read(predictor):
    bands = np.random.default_rng(0).integers(0, 40, (20, 30, 5)).astype(np.uint16) ** 2
    given = bands.copy()
    if predictor == 2:
        given[:, 1:] -= bands[:, :-1]
    rows = given.reshape(20, -1).view(np.uint8)
    row = saved(np.ascontiguousarray(rows.reshape(1, -1)), "TIFF", compression="tiff_lzw")  # bytes packed by Pillow
    with tifffile.TiffFile(io.BytesIO(row)) as file:
        (start,), (length,) = file.pages[0].dataoffsets, file.pages[0].databytecounts
    plain = tiff(bands, BLACK_IS_ZERO, extra=(0,) * 4, more=[(317, 3, [predictor])])
    packed = plain + row[start : start + length]
    for tag, kind, old, new in ((259, 3, 1, 5), (273, 4, 8, len(plain)), (279, 4, bands.nbytes, length)):
        before = struct.pack("<HHII", tag, kind, 1, old)
        assert packed.count(before) == 1
        packed = packed.replace(before, struct.pack("<HHII", tag, kind, 1, new))
    assert np.array_equal(decode_image(packed, "bands").samples.array, bands)

"""DICOM: values, windows, colours, frames and spacing, held to pydicom's own functions or to arithmetic."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pydicom
import pytest
from helpers.image_files.dicom_files import compressed, dataset, dicom, written
from helpers.image_files.photograph_files import noted, refusal, tiff
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.pixels import apply_voi_lut
from pydicom.sequence import Sequence
from pydicom.uid import (
    BasicTextSRStorage,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    MediaStorageDirectoryStorage,
    RLELossless,
)

from engine.errors import Code
from engine.images import NoteCode, decode_image, reread
from engine.images.reading import Frames, PresetName, Reading, Window

RNG = np.random.default_rng(0)
STORED = RNG.integers(0, 4096, (40, 50), np.uint16)
BYTES = RNG.integers(0, 256, (40, 50), np.uint8)
COLOURS = RNG.integers(0, 256, (40, 50, 3), np.uint8)


def sequence(**elements) -> Sequence:
    item = Dataset()
    for name, value in elements.items():
        setattr(item, name, value)
    return Sequence([item])


def grey(image) -> np.ndarray:
    assert (image.pixels[..., 0] == image.pixels[..., 1]).all()
    return image.pixels[..., 0]


def test_stored_values_become_hounsfield_units():
    image = decode_image(dicom(STORED, RescaleSlope=2, RescaleIntercept=-1024), "scan")
    assert np.array_equal(image.samples.array, STORED.astype(int) * 2 - 1024)
    levels = image.latitude.levels
    assert (levels.unit, levels.whole) == ("HU", True)
    assert {each.name: each.window for each in levels.presets}[PresetName.LUNG] == Window(-1350, 149)  # of 1,500 values
    lung = reread(image, Reading(window=Window(-1350, 150)))
    assert np.array_equal(grey(lung), np.rint((STORED * 2.0 - 1024 + 1350).clip(0, 1500) * (255 / 1500)))


def test_slopes_that_are_no_whole_numbers_make_decimal_values():
    image = decode_image(
        dicom(STORED, RescaleSlope="0.25", RescaleIntercept="-3.5", Modality="PT", Units="BQML"), "scan"
    )
    assert np.array_equal(image.samples.array, (STORED * 0.25 - 3.5).astype(np.float32))
    assert image.latitude.levels.unit == "BQML"


@pytest.mark.parametrize(
    ("centre", "width", "function"),
    [(2048, 1000, None), (300.5, 77, "LINEAR"), (2000, 1, "LINEAR"), (1500, 900, "LINEAR_EXACT"), (-50, 4000, None)],
)
def test_a_window_is_what_the_standard_says(centre, width, function):
    found = dataset(STORED, WindowCenter=centre, WindowWidth=width)
    found.BitsStored, found.HighBit = 12, 11
    if function is not None:
        found.VOILUTFunction = function
    expected = apply_voi_lut(STORED, found) * (255 / 4095)
    assert np.abs(grey(decode_image(written(found), "scan")) - expected).max() <= 0.5 + 1e-9


def test_several_windows_have_the_names_that_the_file_gives_them():
    image = decode_image(
        dicom(
            STORED, WindowCenter=[40, 600, 9], WindowWidth=[400, 1600, 0], WindowCenterWidthExplanation=["ABDOMEN", ""]
        ),
        "scan",
    )
    first, second, *others = image.latitude.levels.presets
    assert (first.name, first.window) == ("ABDOMEN", Window(-160, 239))
    assert (second.name, second.window) == ("file 2", Window(-200, 1399))
    assert [each.name for each in others][:3] == [PresetName.RULE, PresetName.WHOLE, PresetName.FULL]
    assert image.latitude.levels.window == first.window


@pytest.mark.parametrize(
    ("kind", "shape"),
    [("MONOCHROME1", None), ("MONOCHROME1", "INVERSE"), ("MONOCHROME1", "IDENTITY"), ("MONOCHROME2", "INVERSE")],
)
def test_where_low_values_are_white_they_are_shown_white(kind, shape):
    elements = {} if shape is None else {"PresentationLUTShape": shape}
    image = decode_image(dicom(BYTES, PhotometricInterpretation=kind, **elements), "scan")
    assert np.array_equal(grey(image), 255 - BYTES)
    assert NoteCode.INVERTED in noted(image)


def test_bits_that_are_not_stored_do_not_count():
    found = dataset(STORED | 0xF000)
    found.BitsStored, found.HighBit = 12, 11
    assert np.array_equal(decode_image(written(found), "scan").samples.array, STORED)
    signed = dataset((STORED.astype(np.int16) - 2048) & 0x0FFF)
    signed.BitsStored, signed.HighBit, signed.PixelRepresentation = 12, 11, 1
    assert np.array_equal(decode_image(written(signed), "scan").samples.array, STORED.astype(int) - 2048)


@pytest.mark.parametrize("signed", [False, True])
def test_bits_that_are_stored_higher_up_are_moved_down(signed):
    values = STORED.astype(np.int16) - 2048 if signed else STORED
    found = dataset((values << 3) | values.dtype.type(5))
    found.BitsStored, found.HighBit = 12, 14
    assert np.array_equal(decode_image(written(found), "scan").samples.array, values)


def test_a_film_whose_pixels_share_their_colours_has_all_its_frames():
    grey_levels = (10, 100, 200)
    found = dataset(COLOURS, PhotometricInterpretation="YBR_FULL_422", Modality="US", NumberOfFrames=3)
    # Of two pixels: brightness, brightness, and the colour differences of none.
    found.PixelData = b"".join(bytes([level, level, 128, 128]) * (40 * 50 // 2) for level in grey_levels)
    for number, level in enumerate(grey_levels):
        image = decode_image(written(found), "film", reading=Reading(frame=number))
        assert image.latitude.frames == 3
        assert (image.pixels == level).all()


def test_what_only_fills_up_the_frame_moves_no_window():
    padded = STORED.astype(np.int16) % 500
    padded[:10] = -2000
    image = decode_image(dicom(padded, PixelPaddingValue=-2000), "scan")
    assert image.latitude.levels.window == Window(0, 511)
    assert (grey(image)[:10] == 0).all()
    stated = decode_image(dicom(padded, PixelPaddingValue=-2000, WindowCenter=40, WindowWidth=400), "scan")
    presets = {each.name: each.window for each in stated.latitude.levels.presets}
    assert stated.latitude.levels.window == Window(-160, 239)
    shown = padded[10:]
    assert presets[PresetName.RULE] == Window(0, 511)
    assert presets[PresetName.WHOLE] == Window(shown.min(), shown.max())


def test_tables_of_modality_and_interest_are_looked_up():
    table = np.arange(256)[::-1] * 100
    item = sequence(LUTDescriptor=[256, 0, 16], LUTData=table.astype("<u2").tobytes())
    item[0]["LUTData"].VR = "OW"
    values = decode_image(dicom(BYTES, ModalityLUTSequence=item, Modality="DX"), "scan")
    assert np.array_equal(values.samples.array, table[BYTES])
    shown = decode_image(dicom(BYTES, VOILUTSequence=item, Modality="DX"), "scan")
    assert shown.latitude.levels.window == Window(0, 65535)
    assert np.array_equal(grey(shown), np.rint(table[BYTES] * (255 / 65535)).astype(np.uint8))
    looked_up = decode_image(dicom(BYTES, VOILUTSequence=item), "scan").latitude.levels
    assert looked_up.unit == "" and PresetName.LUNG not in {each.name for each in looked_up.presets}


def test_colours_are_read_however_they_lie():
    assert np.array_equal(decode_image(dicom(COLOURS), "photo").pixels, COLOURS)
    planes = dataset(COLOURS, PlanarConfiguration=1, PixelData=COLOURS.transpose(2, 0, 1).tobytes())
    assert np.array_equal(decode_image(written(planes), "photo").pixels, COLOURS)
    # In the standard's colours, red and blue differences are offset by 128; OpenCV has red first.
    ycc = cv2.cvtColor(COLOURS, cv2.COLOR_RGB2YCrCb)[..., [0, 2, 1]]
    shown = decode_image(dicom(np.ascontiguousarray(ycc), PhotometricInterpretation="YBR_FULL"), "photo").pixels
    assert np.abs(shown.astype(int) - COLOURS).max() <= 2


def test_a_palette_gives_its_colours():
    palette = RNG.integers(0, 256, (256, 3)).astype(np.uint16) * 256
    found = dataset(BYTES, PhotometricInterpretation="PALETTE COLOR", Modality="US")
    for place, colour in enumerate(("Red", "Green", "Blue")):
        setattr(found, f"{colour}PaletteColorLookupTableDescriptor", [256, 0, 16])
        setattr(found, f"{colour}PaletteColorLookupTableData", palette[:, place].astype("<u2").tobytes())
    image = decode_image(written(found), "photo")
    assert np.array_equal(image.pixels, (palette >> 8).astype(np.uint8)[BYTES])


def test_every_frame_has_the_facts_of_its_own():
    frames = RNG.integers(0, 1000, (3, 40, 50), np.uint16)
    groups = []
    for slope in (1, 2, 3):
        item = Dataset()
        item.PixelValueTransformationSequence = sequence(RescaleSlope=slope, RescaleIntercept=0, RescaleType="US")
        item.FrameVOILUTSequence = sequence(WindowCenter=500 * slope, WindowWidth=1000 * slope)
        groups.append(item)
    shared = Dataset()
    shared.PixelMeasuresSequence = sequence(PixelSpacing=[0.5, 0.25])
    found = dataset(frames, Modality="MR")
    found.PerFrameFunctionalGroupsSequence, found.SharedFunctionalGroupsSequence = Sequence(groups), Sequence([shared])
    for number in range(3):
        image = decode_image(written(found), "volume", reading=Reading(frame=number))
        assert np.array_equal(image.samples.array, frames[number] * (number + 1))
        assert image.latitude.levels.window.high == 1000 * (number + 1) - 1
        assert image.latitude.spacing == (0.5, 0.25)
        assert noted(image)[NoteCode.SLICE] == {"number": number + 1, "count": 3}
    film = decode_image(dicom(frames, Modality="US"), "film")
    assert film.latitude.frames_are is Frames.MOMENTS


def test_a_file_that_lies_about_its_frames_has_no_more_than_it_holds():
    image = decode_image(dicom(STORED[None], NumberOfFrames=2**31 - 1), "scan")
    assert image.latitude.frames == 1


@pytest.mark.parametrize("place", ["PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"])
def test_the_spacing_is_known_where_the_file_says_it(place):
    image = decode_image(dicom(STORED, **{place: [0.7, 0.3]}), "scan")
    assert image.latitude.spacing == (0.7, 0.3)
    assert decode_image(dicom(STORED, **{place: [0, 0.3]}), "scan").latitude.spacing is None


def j2k(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    PIL.Image.fromarray(pixels).save(buffer, "JPEG2000", no_jp2=True, irreversible=False)
    return buffer.getvalue()


def test_compressed_frames_are_decoded():
    stack = np.stack([STORED, STORED[::-1]])
    encoded = compressed(stack, [j2k(frame) for frame in stack], JPEG2000Lossless)
    for number, frame in enumerate(stack):
        image = decode_image(encoded, "volume", reading=Reading(frame=number))
        assert np.array_equal(image.samples.array, frame)
        assert "gdcm" in image.decoder
    runs = dataset(STORED)
    runs.compress(RLELossless, generate_instance_uid=False)
    assert np.array_equal(decode_image(written(runs), "scan").samples.array, STORED)
    smooth = cv2.resize(COLOURS[:4, :5], (80, 64))
    jpeg = cv2.imencode(".jpg", cv2.cvtColor(smooth, cv2.COLOR_RGB2BGR), (cv2.IMWRITE_JPEG_QUALITY, 95))[1].tobytes()
    photo = decode_image(
        compressed(smooth, [jpeg], JPEGBaseline8Bit, PhotometricInterpretation="YBR_FULL_422"), "photo"
    )
    by_opencv = cv2.cvtColor(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    assert np.abs(photo.pixels.astype(int) - by_opencv).mean() < 2


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("MR_small_jpeg_ls_lossless.dcm", "MR_small.dcm"),
        ("MR_small_jp2klossless.dcm", "MR_small.dcm"),
        ("MR_small_RLE.dcm", "MR_small.dcm"),
        ("MR_small_bigendian.dcm", "MR_small.dcm"),
        ("MR_small_implicit.dcm", "MR_small.dcm"),
    ],
)
def test_one_picture_is_the_same_in_every_transfer_syntax(name, reference):
    one, other = (decode_image(Path(get_testdata_file(each)).read_bytes(), each) for each in (name, reference))
    assert np.array_equal(one.samples.array, other.samples.array)
    assert np.array_equal(one.pixels, other.pixels)
    assert np.array_equal(other.samples.array, pydicom.dcmread(get_testdata_file(reference)).pixel_array)


def test_files_are_known_without_their_preamble_and_with_that_of_a_tiff():
    found = dataset(STORED)
    bare = written(found)[132:]
    assert np.array_equal(decode_image(bare, "bare").samples.array, STORED)
    disguised = tiff(BYTES, 1)[:128] + written(found)[128:]
    assert np.array_equal(decode_image(disguised, "both").samples.array, STORED)
    implicit = decode_image(dicom(STORED, syntax=ImplicitVRLittleEndian), "scan")
    assert np.array_equal(implicit.samples.array, STORED)


@pytest.mark.parametrize(
    ("storage", "kind"),
    [(BasicTextSRStorage, "Basic Text SR"), (MediaStorageDirectoryStorage, "Media Storage Directory")],
)
def test_a_file_without_a_picture_says_what_it_is(storage, kind):
    fault = refusal(dicom(STORED, PixelData=None, Rows=None, SOPClassUID=storage))
    assert (fault.code, fault.params["kind"]) == (Code.IMAGE_NO_PICTURE, kind)


def test_damage_is_refused():
    data = dicom(STORED)
    assert refusal(data[: len(data) - 500]).code is Code.IMAGE_DAMAGED
    assert refusal(data[:140]).code in (Code.IMAGE_DAMAGED, Code.IMAGE_NO_PICTURE)
    assert refusal(dicom(STORED, Rows=65000, Columns=65000)).code is Code.IMAGE_TOO_LARGE
    assert refusal(compressed(STORED, [b"no such thing" * 9], JPEG2000Lossless)).code is Code.IMAGE_DAMAGED
    assert refusal(dicom(STORED, BitsAllocated=7)).code is Code.IMAGE_DAMAGED

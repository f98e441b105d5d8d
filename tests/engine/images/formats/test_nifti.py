"""NIfTI: slices the radiological way round, values, windows and spacing; packed files are bounded."""

from __future__ import annotations

import gzip
import importlib.util
import io

import numpy as np
import pytest
from helpers.image_files.photograph_files import noted, refusal

from engine.errors import Code
from engine.images import NoteCode, decode_image
from engine.images.formats import nifti as nifti_format
from engine.images.reading import PresetName, Reading, Window

nibabel = pytest.importorskip("nibabel")
VOLUME = np.random.default_rng(0).integers(0, 900, (40, 30, 7)).astype(np.int16)
TO_THE_RIGHT = np.diag([2.0, 3.0, 4.0, 1.0])  # increasing indices run right, to the front, up
TO_THE_LEFT = np.diag([-2.0, -3.0, 4.0, 1.0])


def nifti(volume: np.ndarray, affine: np.ndarray = TO_THE_RIGHT, kind=nibabel.Nifti1Image, **fields) -> bytes:
    image = kind(volume, affine)
    image.header.set_xyzt_units(fields.pop("unit", "mm"))
    for name, value in fields.items():
        image.header[name] = value
    return image.to_bytes()


def slice_of(data: bytes, number: int):
    return decode_image(data, "head.nii", reading=Reading(frame=number))


@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_slice_has_the_patient_s_right_at_the_left_and_his_front_on_top(kind, pack):
    for number in (0, 6):
        image = slice_of(pack(nifti(VOLUME, kind=kind)), number)
        # Columns run to the right and rows to the front in the file, so both are turned.
        assert np.array_equal(image.samples.array, VOLUME[::-1, ::-1, number].T)
        assert noted(image)[NoteCode.SLICE] == {"number": number + 1, "count": 7}
        turned = slice_of(pack(nifti(VOLUME, TO_THE_LEFT, kind)), number)
        assert np.array_equal(turned.samples.array, VOLUME[..., number].T)


def test_the_spacing_is_in_millimetres():
    assert slice_of(nifti(VOLUME), 0).latitude.spacing == (3.0, 2.0)
    assert slice_of(nifti(VOLUME, unit="micron"), 0).latitude.spacing == pytest.approx((0.003, 0.002))


def test_values_are_rescaled_and_the_file_s_window_is_used():
    scaled = slice_of(nifti(VOLUME, scl_slope=0.5, scl_inter=-10), 2)
    assert np.allclose(scaled.samples.array, VOLUME[::-1, ::-1, 2].T * 0.5 - 10)
    windowed = slice_of(nifti(VOLUME, cal_min=100, cal_max=400), 2)
    assert windowed.latitude.levels.window == Window(100, 400)
    assert windowed.latitude.levels.presets[0].name == PresetName.FILE
    assert slice_of(nifti(VOLUME), 2).latitude.levels.window == Window(0, 1023)


def test_volumes_follow_each_other_and_colours_are_read():
    films = np.stack([VOLUME, VOLUME + 1, VOLUME + 2], -1)
    image = slice_of(nifti(films), 9)
    assert image.latitude.frames == 21
    assert np.array_equal(image.samples.array, films[::-1, ::-1, 2, 1].T)
    colours = np.zeros((40, 30, 7), [("R", "u1"), ("G", "u1"), ("B", "u1")])
    for place, name in enumerate("RGB"):
        colours[name] = (VOLUME + place * 50) % 256
    shown = slice_of(nifti(colours), 3).pixels
    assert np.array_equal(shown[..., 2], colours["B"][::-1, ::-1, 3].T)
    flat = decode_image(nifti(VOLUME[..., 0]), "flat.nii")
    assert np.array_equal(flat.samples.array, VOLUME[::-1, ::-1, 0].T)


def test_what_is_packed_may_hold_no_more_than_its_header_says_and_that_is_bounded():
    huge = nifti(VOLUME)[:352]
    huge = huge[:40] + np.array([3, 20000, 20000, 500, 1, 1, 1, 1], "<i2").tobytes() + huge[56:]
    assert refusal(gzip.compress(huge + bytes(10**6))).code is Code.FILE_TOO_BIG
    longer = gzip.compress(nifti(VOLUME) + bytes(10**8))  # a hundred megabytes of nothing behind the volume
    assert np.array_equal(slice_of(longer, 0).samples.array, VOLUME[::-1, ::-1, 0].T)
    two = nifti(VOLUME)
    parts = gzip.compress(two[:1000]) + gzip.compress(two[1000:])
    assert np.array_equal(slice_of(parts, 1).samples.array, VOLUME[::-1, ::-1, 1].T)


def test_each_of_many_parts_is_read_once(monkeypatch):
    packed = gzip.compress(nifti(VOLUME)[:400]) + gzip.compress(b"") * 2000
    moved = 0

    class Counted(io.BytesIO):
        def read(self, *size):
            nonlocal moved
            found = super().read(*size)
            moved += len(found)
            return found

    monkeypatch.setattr(nifti_format.io, "BytesIO", Counted)
    assert refusal(packed).code is Code.IMAGE_DAMAGED
    assert moved < 20 * len(packed)  # taking every part out of all that follows it would be a thousand times


def test_damage_and_what_is_no_picture_are_refused():
    data = nifti(VOLUME)
    assert refusal(data[:-10]).code is Code.IMAGE_DAMAGED
    assert refusal(gzip.compress(data)[:-200]).code is Code.IMAGE_DAMAGED
    assert refusal(gzip.compress(b"a text" * 100)).code is Code.NOT_AN_IMAGE
    assert refusal(nifti(VOLUME.astype(complex))).code is Code.IMAGE_FORMAT_UNSUPPORTED
    assert refusal(nifti(VOLUME[:, 0, 0])).code is Code.IMAGE_SHAPE


def test_without_the_extra_the_file_is_known_and_the_sentence_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    fault = refusal(nifti(VOLUME))
    assert (fault.code, fault.params["extra"], fault.params["package"]) == (Code.IMAGE_EXTRA, "nifti", "nibabel")

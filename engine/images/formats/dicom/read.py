"""From a DICOM file to samples: modality values, windows, colours, spacing."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.images.formats.dicom.dataset import group, number, numbers, read_dataset, text, texts
from engine.images.formats.dicom.pixels import frame_count, frame_pixels, frame_values
from engine.images.formats.header import Header
from engine.images.levels.rescale import rescaled
from engine.images.reading import Frames, Preset, PresetName, Window
from engine.images.samples import Samples

if TYPE_CHECKING:
    import numpy as np
    from pydicom import Dataset

_MOMENTS = ("US", "XA", "RF", "ES", "GM", "IVUS", "OPT", "XC", "ECG")
_SPACINGS = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")
_MOST_MM = 1e6
_UNSPECIFIED = "US"


def read_dicom(data: bytes) -> Header:
    """Read what the file says of its first frame. Raises SaliscopeError where it holds no picture."""
    dataset, syntax = read_dataset(data)
    width, height = int(number(dataset, "Columns")), int(number(dataset, "Rows"))
    moments = "FrameTime" in dataset or text(dataset, "Modality") in _MOMENTS
    return Header(
        data,
        width,
        height,
        count=frame_count(dataset, syntax),
        frames_are=Frames.MOMENTS if moments else Frames.SLICES,
        pixel_bytes=max(4, frame_values(dataset) * 4 // max(1, width * height)),
        facts=(dataset, syntax),
    )


def dicom_frame(header: Header, frame: int) -> Header:
    """Return the header of another frame."""
    return replace(header, frame=frame)


def decode_dicom(header: Header) -> Samples:
    """Decode the frame, to the values that its numbers stand for."""
    import numpy as np

    dataset, syntax = header.facts
    stored, colours, decoder = frame_pixels(dataset, syntax, header.frame)
    spacing = _spacing(dataset, header.frame)
    if colours == "PALETTE COLOR":
        return Samples(_by_palette(stored, dataset), decoder, spacing=spacing)
    if stored.ndim == 3 or colours not in ("MONOCHROME1", "MONOCHROME2"):
        if stored.dtype.kind != "f" and stored.dtype.itemsize == 1:
            stored = stored.view(np.uint8)
        return Samples(stored, decoder, spacing=spacing, full=_full(dataset))
    values, linear = _modality_values(stored, dataset, header.frame)
    values, presets, looked_up = _interesting(values, dataset, header.frame)
    # The standard has both say it of one picture (PS3.3 C.8.11.3), as X-rays do: that is no double inversion.
    inverted = colours == "MONOCHROME1" or text(dataset, "PresentationLUTShape") == "INVERSE"
    return Samples(
        values,
        decoder,
        inverted=inverted,
        windows=presets,
        full=_full(dataset) if linear == (1, 0) and not looked_up else None,
        unit="" if looked_up else _unit(dataset, header.frame),
        spacing=spacing,
        padding=None if linear is None or looked_up else _padding(dataset, header.frame),
    )


def _modality_values(stored: np.ndarray, dataset: Dataset, frame: int) -> tuple[np.ndarray, tuple[float, float] | None]:
    """Return what the stored values stand for, such as Hounsfield units, and slope and intercept; None for a table."""
    if dataset.get("ModalityLUTSequence"):
        return _by_table(stored, dataset["ModalityLUTSequence"].value[0]), None
    where = group(dataset, frame, "PixelValueTransformationSequence")
    slope, intercept = number(where, "RescaleSlope", 1) or 1, number(where, "RescaleIntercept")
    return rescaled(stored, slope, intercept), (slope, intercept)


def _interesting(values: np.ndarray, dataset: Dataset, frame: int) -> tuple[np.ndarray, tuple[Preset, ...], bool]:
    """Return the values, the windows of interest (VOI) that the file states, and whether a table was applied instead.

    What comes out of a table has no unit any more.
    """
    where = group(dataset, frame, "FrameVOILUTSequence")
    presets = _windows(where)
    if not presets and where.get("VOILUTSequence"):
        table = where["VOILUTSequence"].value[0]
        top = 2.0 ** int(_descriptor(table)[2]) - 1
        return _by_table(values, table), (Preset(PresetName.FILE, Window(0.0, top)),), True
    return values, presets, False


def _windows(where: Dataset) -> tuple[Preset, ...]:
    centres, widths = numbers(where, "WindowCenter"), numbers(where, "WindowWidth")
    names = texts(where, "WindowCenterWidthExplanation")
    linear = text(where, "VOILUTFunction") in ("", "LINEAR")
    presets: list[Preset] = []
    for place, (centre, width) in enumerate(zip(centres, widths, strict=False)):
        if width < 1 if linear else width <= 0:
            continue
        name = names[place] if place < len(names) and names[place] else _numbered(len(presets))
        presets.append(Preset(name, _window(centre, width, linear)))
    return tuple(presets)


def _numbered(place: int) -> str:
    return PresetName.FILE if place == 0 else f"{PresetName.FILE} {place + 1}"


def _window(centre: float, width: float, linear: bool) -> Window:
    """Return the values that become black and white; see PS3.3 C.11.2.1.2 and C.11.2.1.3.2 of the standard."""
    if not linear:
        return Window(centre - width / 2, centre + width / 2)
    if width == 1:  # a threshold
        return Window(math.ceil(centre - 0.5) - 1.0, math.ceil(centre - 0.5) + 0.0)
    return Window(centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2)


def _by_table(values: np.ndarray, table: Dataset) -> np.ndarray:
    """Look whole numbers up; those beyond the table's ends have the value at its end."""
    import numpy as np

    count, first, bits = _descriptor(table)
    data = table["LUTData"].value
    kind = np.uint16 if bits > 8 else np.uint8
    entries = np.frombuffer(data, "<u2") if isinstance(data, bytes) else np.array(data)
    if isinstance(data, bytes) and len(data) == count:
        entries = np.frombuffer(data, np.uint8)
    if len(entries) < count or count < 1:
        raise ValueError("a table is shorter than it says")
    places = np.clip(values.astype(np.int64) - first, 0, count - 1)
    found: np.ndarray = entries[:count].astype(kind)[places]
    return found


def _descriptor(table: Dataset) -> tuple[int, int, int]:
    count, first, bits = (int(each) for each in table["LUTDescriptor"].value)
    return count or 2**16, first, bits


def _by_palette(stored: np.ndarray, dataset: Dataset) -> np.ndarray:
    import numpy as np
    from pydicom.pixels import apply_color_lut

    colours: np.ndarray = apply_color_lut(stored, dataset)
    return colours if colours.dtype == np.uint8 else (colours >> 8).astype(np.uint8)


def _full(dataset: Dataset) -> Window | None:
    """Return what the stored bits could hold, where they are fewer than those of the type."""
    bits = int(number(dataset, "BitsStored"))
    if not 0 < bits <= 16:
        return None
    return (
        Window(-(2.0 ** (bits - 1)), 2.0 ** (bits - 1) - 1)
        if number(dataset, "PixelRepresentation")
        else Window(0.0, 2.0**bits - 1)
    )


def _unit(dataset: Dataset, frame: int) -> str:
    where = group(dataset, frame, "PixelValueTransformationSequence")
    said = text(where, "RescaleType")
    if said and said != _UNSPECIFIED:
        return said
    if text(dataset, "Modality") == "CT":
        return "HU"
    return text(dataset, "Units")


def _padding(dataset: Dataset, frame: int) -> Window | None:
    """Return the values that only fill up the frame, once they are rescaled."""
    if "PixelPaddingValue" not in dataset:
        return None
    ends = [number(dataset, "PixelPaddingValue")]
    ends.append(number(dataset, "PixelPaddingRangeLimit", ends[0]))
    where = group(dataset, frame, "PixelValueTransformationSequence")
    slope, intercept = number(where, "RescaleSlope", 1) or 1, number(where, "RescaleIntercept")
    return Window(min(ends) * slope + intercept, max(ends) * slope + intercept)


def _spacing(dataset: Dataset, frame: int) -> tuple[float, float] | None:
    """Return millimetres from row to row and from column to column."""
    for where, name in (
        (group(dataset, frame, "PixelMeasuresSequence"), "PixelSpacing"),
        *((dataset, each) for each in _SPACINGS),
    ):
        found = numbers(where, name)
        if len(found) == 2 and all(0 < each < _MOST_MM for each in found):
            return found[0], found[1]
    return None

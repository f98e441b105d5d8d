"""What is read of a DICOM file: the elements that say how its picture lies, and nothing about a person."""

from __future__ import annotations

import io
import logging
import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.images.formats.signature import has_dicom_prefix
from engine.system.unasked import unasked

if TYPE_CHECKING:
    from pydicom import Dataset

# Without a preamble a file begins with its first element: group 2 or 8, a low element, then its type or a short length.
_BARE = re.compile(rb"[\x02\x08]\x00[\x00-\x18]\x00(?:(?:UL|CS|UI|SH|LO|OB|DA|TM)|[\x00-\x40]\x00\x00\x00)", re.DOTALL)
_WANTED = (
    *("SOPClassUID", "Modality", "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation"),
    *("PlanarConfiguration", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "NumberOfFrames"),
    *("PixelData", "FloatPixelData", "DoubleFloatPixelData", "ExtendedOffsetTable", "ExtendedOffsetTableLengths"),
    *("RescaleSlope", "RescaleIntercept", "RescaleType", "ModalityLUTSequence", "Units", "FrameTime"),
    *("WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTFunction", "VOILUTSequence"),
    *("PresentationLUTShape", "PixelPaddingValue", "PixelPaddingRangeLimit"),
    *("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"),
    *(
        f"{colour}PaletteColorLookupTable{part}"
        for colour in ("Red", "Green", "Blue")
        for part in ("Descriptor", "Data")
    ),
    *(f"Segmented{colour}PaletteColorLookupTableData" for colour in ("Red", "Green", "Blue")),
    *("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"),
)
_PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_DEFLATED = "1.2.840.10008.1.2.1.99"
_IMPLICIT, _EXPLICIT, _BIG_ENDIAN = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"
_LONGEST_TEXT = 64


def is_dicom(data: bytes) -> bool:
    """Tell DICOM, with its preamble or without."""
    return has_dicom_prefix(data) or _BARE.match(data) is not None


def read_dataset(data: bytes) -> tuple[Dataset, str]:
    """Return the wanted elements and the transfer syntax. Raises SaliscopeError where it holds no picture."""
    with unasked():
        import pydicom
    from pydicom import config

    logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)  # its remarks quote values
    config.settings.reading_validation_mode = config.IGNORE
    dataset = pydicom.dcmread(io.BytesIO(data), force=True, specific_tags=list(_WANTED))
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", "")) or _guessed(dataset)
    if syntax == _DEFLATED:  # pydicom would inflate it without a bound
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="DICOM (Deflated)")
    if not any(name in dataset for name in _PIXELS) or not number(dataset, "Rows"):
        raise SaliscopeError(Code.IMAGE_NO_PICTURE, kind=_kind(dataset))
    return dataset, syntax


def pixel_element(dataset: Dataset) -> str:
    """Return the name of the element that holds the pixels."""
    return next(name for name in _PIXELS if name in dataset)


def group(dataset: Dataset, frame: int, name: str) -> Dataset:
    """Return where a frame's facts of one kind stand: among its own, among those of all frames, or in the file's."""
    for items, place in (
        (dataset.get("PerFrameFunctionalGroupsSequence"), frame),
        (dataset.get("SharedFunctionalGroupsSequence"), 0),
    ):
        if items is not None and place < len(items) and items[place].get(name):
            found: Dataset = items[place][name].value[0]
            return found
    return dataset


def number(dataset: Dataset, name: str, default: float = 0) -> float:
    """Return a finite number, the first where there are several; the default where there is none."""
    return next(iter(numbers(dataset, name)), default)


def numbers(dataset: Dataset, name: str) -> list[float]:
    """Return an element's finite numbers."""
    return list(_finite(dataset.get(name)))


def texts(dataset: Dataset, name: str) -> list[str]:
    """Return an element's texts, shortened and without signs that are not printed."""
    value = dataset.get(name)
    found = value if isinstance(value, list | tuple) or _is_multiple(value) else [value]
    return ["".join(filter(str.isprintable, str(each or "")))[:_LONGEST_TEXT].strip() for each in found]


def text(dataset: Dataset, name: str) -> str:
    """Return an element's first text, "" where there is none."""
    return next(iter(texts(dataset, name)), "")


def _finite(value: Any) -> Iterator[float]:
    for each in value if _is_multiple(value) else [value]:
        try:
            found = float(each)
        except (TypeError, ValueError):
            continue
        if math.isfinite(found):
            yield found


def _is_multiple(value: Any) -> bool:
    from pydicom.multival import MultiValue

    return isinstance(value, MultiValue | list | tuple)


def _guessed(dataset: Dataset) -> str:
    """Return the transfer syntax of a file that does not name it: how its elements were read."""
    implicit, little = dataset.original_encoding
    if implicit:
        return _IMPLICIT
    return _EXPLICIT if little else _BIG_ENDIAN


def _kind(dataset: Dataset) -> str:
    """Return what a file without a picture is, as the standard calls it."""
    from pydicom.uid import UID_dictionary

    meta = dataset.file_meta.get("MediaStorageSOPClassUID", "")
    known = UID_dictionary.get(str(dataset.get("SOPClassUID", "") or meta))
    return known[0].removesuffix(" Storage") if known else "DICOM"

"""The pixels of a DICOM frame. Compressed ones are decoded in a process of their own: GDCM is written in C++."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.images.formats.dicom.dataset import number, pixel_element, text
from engine.system.sandbox import Found, apart
from engine.system.unasked import unasked

if TYPE_CHECKING:
    import numpy as np
    from pydicom import Dataset

_TWELVE_BIT_JPEG = "1.2.840.10008.1.2.4.51"
_JPEG_BITS = 8


def frame_count(dataset: Dataset, syntax: str) -> int:
    """Return how many frames the file says it has, but no more than its pixels can hold."""
    said = max(1, int(number(dataset, "NumberOfFrames", 1)))
    size = len(dataset[pixel_element(dataset)].value)
    if is_compressed(syntax):
        return min(said, max(1, size // 10))  # a frame is an item, which takes eight bytes and its contents
    values = frame_values(dataset)
    if text(dataset, "PhotometricInterpretation") == "YBR_FULL_422":  # two pixels share their colour differences
        values = values * 2 // 3
    bits = values * int(number(dataset, "BitsAllocated", _allocated(dataset)))
    return min(said, max(1, size * 8 // max(1, bits)))


def frame_values(dataset: Dataset) -> int:
    """Return how many samples a frame has."""
    samples = max(1, int(number(dataset, "SamplesPerPixel", 1)))
    return int(number(dataset, "Rows")) * int(number(dataset, "Columns")) * samples


def is_compressed(syntax: str) -> bool:
    """Tell whether the pixels are encoded. A private syntax counts: nobody knows what it does."""
    from pydicom.uid import UID, AllTransferSyntaxes

    return syntax not in AllTransferSyntaxes or UID(syntax).is_encapsulated


def frame_pixels(dataset: Dataset, syntax: str, frame: int) -> tuple[np.ndarray, str, str]:
    """Return a frame's stored values (H, W[, 3]), what their colours are, and the decoder's name.

    YBR becomes RGB. Raises SaliscopeError(IMAGE_FORMAT_UNSUPPORTED) for a compression that nothing here decodes,
    another exception where the pixels are damaged.
    """
    with unasked():
        import pydicom

    options = _options(dataset) | {"number_of_frames": frame_count(dataset, syntax)}
    if not is_compressed(syntax):
        whole = options | {"bits_stored": options["bits_allocated"]}  # pydicom takes the stored for the lowest ones
        array, colours = _decoded(bytes(dataset[pixel_element(dataset)].value), syntax, frame, whole)
        high = int(number(dataset, "HighBit", options["bits_stored"] - 1))
        return _masked(array, options, high), colours, f"pydicom {pydicom.__version__}"
    facts, found = apart(decode_frame, _one_frame(dataset, frame), syntax, options | {"number_of_frames": 1})
    if found is None:
        raise ValueError("no pixels")
    return found, facts["colours"], facts["decoder"]


def decode_frame(data: bytes, syntax: str, options: dict[str, Any]) -> Found:
    """Run in the child: decode one frame, which is the only one of its encapsulated pixel data."""
    import gdcm

    with unasked():
        import pydicom
    from pydicom import config

    config.settings.reading_validation_mode = config.IGNORE
    if syntax == _TWELVE_BIT_JPEG and options["bits_stored"] != _JPEG_BITS:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="DICOM (JPEG Extended, 12 bits)")
    array, colours = _decoded(data, syntax, 0, options)
    decoder = f"pydicom {pydicom.__version__}, gdcm {gdcm.Version.GetVersion()}"
    return {"colours": colours, "decoder": decoder}, array


def _decoded(data: bytes, syntax: str, frame: int, options: dict[str, Any]) -> tuple[np.ndarray, str]:
    from pydicom.pixels import get_decoder
    from pydicom.uid import UID

    try:
        decoder = get_decoder(UID(syntax))
        available = decoder.is_available
    except NotImplementedError:
        available = False
    if not available:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=f"DICOM ({_syntax_name(syntax)})")
    array, facts = decoder.as_array(data, index=frame, **options)
    return array.astype(array.dtype.newbyteorder("="), copy=False), str(facts["photometric_interpretation"])


def _options(dataset: Dataset) -> dict[str, Any]:
    element = pixel_element(dataset)
    allocated = int(number(dataset, "BitsAllocated", _allocated(dataset)))
    options: dict[str, Any] = {
        "rows": int(number(dataset, "Rows")),
        "columns": int(number(dataset, "Columns")),
        "samples_per_pixel": int(number(dataset, "SamplesPerPixel", 1)),
        "photometric_interpretation": text(dataset, "PhotometricInterpretation"),
        "bits_allocated": allocated,
        "bits_stored": int(number(dataset, "BitsStored", allocated)),
        "pixel_representation": int(number(dataset, "PixelRepresentation")),
        "pixel_keyword": element,
    }
    if options["samples_per_pixel"] > 1:
        options["planar_configuration"] = int(number(dataset, "PlanarConfiguration"))
    if element == "PixelData":
        options["pixel_vr"] = str(dataset["PixelData"].VR)
    return options


def _one_frame(dataset: Dataset, frame: int) -> bytes:
    from pydicom.encaps import encapsulate, get_frame

    offsets, lengths = dataset.get("ExtendedOffsetTable"), dataset.get("ExtendedOffsetTableLengths")
    data = get_frame(
        dataset["PixelData"].value,
        frame,
        number_of_frames=max(1, int(number(dataset, "NumberOfFrames", 1))),
        extended_offsets=(offsets, lengths) if offsets and lengths else None,
    )
    return encapsulate([data])


def _masked(array: np.ndarray, options: dict[str, Any], high: int) -> np.ndarray:
    """Clear the bits beside those stored, which may hold an overlay, and extend the sign. high: the highest stored."""
    allocated, stored = options["bits_allocated"], options["bits_stored"]
    if array.dtype.kind == "f" or not 0 < stored < allocated:
        return array
    above = allocated - 1 - high if stored <= high + 1 <= allocated else allocated - stored
    kind = array.dtype.type
    return (array << kind(above)) >> kind(allocated - stored)


def _allocated(dataset: Dataset) -> int:
    return {"PixelData": 16, "FloatPixelData": 32, "DoubleFloatPixelData": 64}[pixel_element(dataset)]


def _syntax_name(syntax: str) -> str:
    from pydicom.uid import UID_dictionary

    return UID_dictionary[syntax][0] if syntax in UID_dictionary else "private"

"""DICOM files made by pydicom, of a patient who must not be found anywhere else."""

from __future__ import annotations

import io

import numpy as np
from pydicom import FileMetaDataset
from pydicom.dataset import Dataset, FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

PATIENT = "Quillfeather^Zebulon"
NUMBER = "PN-7719-33"
SECRETS = ("Quillfeather", "Zebulon", NUMBER, "19611207", "Dr. Featherstonehaugh")


def dataset(pixels: np.ndarray, **elements) -> FileDataset:
    """A CT picture, (H, W) or (N, H, W) or (H, W, 3); elements: more of them, None to leave one out."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = elements.pop("syntax", ExplicitVRLittleEndian)
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = CTImageStorage, "1.2.3.4"
    found = FileDataset(None, Dataset(), file_meta=meta, preamble=b"\0" * 128)
    found.SOPClassUID, found.SOPInstanceUID, found.Modality = CTImageStorage, "1.2.3.4", "CT"
    found.PatientName, found.PatientID, found.PatientBirthDate = PATIENT, NUMBER, "19611207"
    found.ReferringPhysicianName = "Dr. Featherstonehaugh"
    colours = pixels.ndim == 3 and pixels.shape[-1] == 3
    found.SamplesPerPixel, found.PhotometricInterpretation = (3, "RGB") if colours else (1, "MONOCHROME2")
    if colours:
        found.PlanarConfiguration = 0
    found.Rows, found.Columns = pixels.shape[-3:-1] if colours else pixels.shape[-2:]
    if pixels.ndim == 3 and not colours:
        found.NumberOfFrames = len(pixels)
    bits = pixels.itemsize * 8
    found.BitsAllocated, found.BitsStored, found.HighBit = bits, bits, bits - 1
    found.PixelRepresentation = int(pixels.dtype.kind == "i")
    found.PixelData = pixels.tobytes()
    found["PixelData"].VR = "OB" if bits == 8 else "OW"
    for name, value in elements.items():
        if value is None:
            del found[name]
        else:
            setattr(found, name, value)
    return found


def written(found: Dataset, preamble: bool = True) -> bytes:
    buffer = io.BytesIO()
    found.save_as(buffer, enforce_file_format=preamble)
    return buffer.getvalue()


def dicom(pixels: np.ndarray, **elements) -> bytes:
    return written(dataset(pixels, **elements))


def compressed(pixels: np.ndarray, frames: list[bytes], syntax: str, **elements) -> bytes:
    """A file whose frames are encoded already."""
    found = dataset(pixels, syntax=syntax, **elements)
    found.PixelData = encapsulate(frames)
    found["PixelData"].VR = "OB"
    found["PixelData"].is_undefined_length = True
    return written(found)

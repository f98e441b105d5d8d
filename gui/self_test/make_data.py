"""Makes the test files that the packaged program cannot write itself, in data/: `python -m gui.self_test.make_data`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import gdcm
import nibabel
import numpy as np
import onnx
import pillow_heif
import tensorflow as tf
import tifffile
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from pydicom import FileMetaDataset, dcmread
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import ExplicitVRLittleEndian, JPEGLosslessSV1, SecondaryCaptureImageStorage

import resources
from gui.self_test.models import FROZEN, LITE, ONNX, small_network
from gui.self_test.pictures import DATA, HEIGHT, PICTURES, WIDTH
from gui.self_test.rows import HEIC

_DARK, _BRIGHT = 200, 3900  # of 12 bits
_SIDE, _FILTERS, _CLASSES = 16, 4, 3


def halves(low: float, high: float, dtype: type) -> np.ndarray:
    """Return (HEIGHT, WIDTH) values, dark on the left and bright on the right."""
    values: np.ndarray = np.full((HEIGHT, WIDTH), low, dtype)
    values[:, WIDTH // 2 :] = high
    return values


def dicom() -> bytes:
    """Return a scan that GDCM encoded by lossless JPEG, which GDCM alone decodes."""
    pixels = halves(_DARK, _BRIGHT, np.uint16)
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPInstanceUID = ExplicitVRLittleEndian, "1.2.3"
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    scan = FileDataset(None, Dataset(), file_meta=meta, preamble=bytes(128))
    scan.SOPClassUID, scan.SOPInstanceUID, scan.Modality = SecondaryCaptureImageStorage, "1.2.3", "OT"
    scan.Rows, scan.Columns, scan.SamplesPerPixel, scan.PhotometricInterpretation = HEIGHT, WIDTH, 1, "MONOCHROME2"
    scan.BitsAllocated, scan.BitsStored, scan.HighBit, scan.PixelRepresentation = 16, 12, 11, 0
    scan.PixelData = pixels.tobytes()
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = str(Path(folder) / "plain.dcm"), str(Path(folder) / "packed.dcm")
        scan.save_as(plain, enforce_file_format=True)
        reader, change, writer = gdcm.ImageReader(), gdcm.ImageChangeTransferSyntax(), gdcm.ImageWriter()
        reader.SetFileName(plain)
        assert reader.Read()
        change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGLosslessProcess14_1))
        change.SetInput(reader.GetImage())
        assert change.Change()
        writer.SetFile(reader.GetFile())
        writer.SetFileName(packed)
        writer.SetImage(change.GetOutput())
        assert writer.Write()
        scan.PixelData = dcmread(packed).PixelData  # the rest that GDCM writes has dates in it
    meta.TransferSyntaxUID, scan["PixelData"].VR, scan["PixelData"].is_undefined_length = JPEGLosslessSV1, "OB", True
    buffer = io.BytesIO()
    scan.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def nifti() -> bytes:
    """Return a packed volume of three slices."""
    first = halves(_DARK, _BRIGHT, np.int16).T  # across, down
    volume = np.stack([first, first, first[::-1]], axis=-1)
    image = nibabel.Nifti1Image(volume, np.diag((-1, -1, 1, 1)))  # to the left, the back and the head
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.nii.gz"
        nibabel.save(image, path)
        return path.read_bytes()


def npy() -> bytes:
    """Return an array of decimal numbers."""
    buffer = io.BytesIO()
    np.save(buffer, halves(0.1, 0.9, np.float16))
    return buffer.getvalue()


def tiff() -> bytes:
    """Return a picture of five channels of 16 bits, in planes."""
    buffer = io.BytesIO()
    planes = np.stack([halves(_DARK, _BRIGHT, np.uint16)] * 5)
    tifffile.imwrite(buffer, planes, photometric="minisblack", planarconfig="separate", compression="zlib")
    return buffer.getvalue()


def dng() -> bytes:
    """Return camera RAW as a sensor behind red, green and blue saw it."""
    identity = [value for number in np.eye(3, dtype=int).ravel().tolist() for value in (number, 1)]
    tags = (
        (50706, 1, 4, b"\1\4\0\0", True),  # DNG 1.4
        (50708, 2, 0, "Camera", True),
        (271, 2, 0, "Maker", True),
        (272, 2, 0, "Camera", True),
        (33421, 3, 2, (2, 2), True),  # the pattern of colours
        (33422, 1, 4, b"\0\1\1\2", True),
        (50714, 3, 1, 0, True),  # black and white
        (50717, 4, 1, 4095, True),
        (50721, 10, 9, identity, True),  # the matrix of colours
        (50728, 5, 3, (1, 1) * 3, True),
        (50778, 3, 1, 21, True),  # daylight
    )
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, halves(_DARK, _BRIGHT, np.uint16), photometric=32803, extratags=tags, metadata=None)
    return buffer.getvalue()


def film() -> bytes:
    """Return a film whose last frames are the other way round."""
    first = cv2.merge([halves(30, 220, np.uint8)] * 3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.mp4"
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 10, (WIDTH, HEIGHT))
        for number in range(6):
            writer.write(first if number < 3 else first[:, ::-1])
        writer.release()
        return path.read_bytes()


def onnx_network() -> bytes:
    """Return a network of one convolution as PyTorch writes it: (1, 3, 16, 16) to three scores."""
    random = np.random.default_rng(4)
    weights = {
        "conv.weight": random.normal(size=(_FILTERS, 3, 3, 3)),
        "conv.bias": np.zeros(_FILTERS),
        "fc.weight": random.normal(size=(_CLASSES, _FILTERS)),
        "fc.bias": np.zeros(_CLASSES),
    }
    nodes = [
        helper.make_node("Conv", ["x", "conv.weight", "conv.bias"], ["a"], name="/conv/Conv", pads=[1] * 4),
        helper.make_node("Relu", ["a"], ["b"], name="/relu/Relu"),
        helper.make_node("GlobalAveragePool", ["b"], ["c"], name="/pool/GlobalAveragePool"),
        helper.make_node("Flatten", ["c"], ["d"], name="/Flatten"),
        helper.make_node("Gemm", ["d", "fc.weight", "fc.bias"], ["scores"], name="/fc/Gemm", transB=1),
    ]
    graph = helper.make_graph(
        nodes,
        "main_graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, _SIDE, _SIDE])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, _CLASSES])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="pytorch", ir_version=8)
    onnx.checker.check_model(made)
    data: bytes = made.SerializeToString()
    return data


def frozen_graph() -> bytes:
    """Return a graph of TensorFlow 1 with its weights as constants: (n, 16, 16, 3) to three probabilities."""
    random = np.random.default_rng(4)
    with tf.Graph().as_default() as graph:
        picture = tf.compat.v1.placeholder(tf.float32, (None, _SIDE, _SIDE, 3), "input")
        kernel = tf.constant(random.normal(size=(3, 3, 3, _FILTERS)).astype(np.float32))
        last = tf.nn.relu(tf.nn.conv2d(picture, kernel, 1, "SAME"), "last")
        scores = tf.reduce_mean(last, (1, 2)) @ random.normal(size=(_FILTERS, _CLASSES)).astype(np.float32)
        tf.nn.softmax(scores, name="scores")
        data: bytes = graph.as_graph_def().SerializeToString(deterministic=True)
        return data


def _lite() -> Any:
    return tf.lite.TFLiteConverter.from_keras_model(small_network()).convert()


FILES: dict[Path, Callable[[], bytes]] = {
    **dict(zip((each.path for each in PICTURES), (dicom, nifti, npy, tiff, dng, film), strict=True)),
    ONNX: onnx_network,
    FROZEN: frozen_graph,
    LITE: _lite,
}

if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    for _path, _make in FILES.items():
        _path.write_bytes(_make())
    with Image.open(resources.SAMPLES[0]) as sample:
        pillow_heif.from_pillow(sample.convert("RGB").resize((320, 240))).save(HEIC, quality=60)

"""The table of model formats. A format is added by one entry in FORMATS.

Its reader, which finds out what a file holds and executes nothing, stands in `readers`; its loader, which is only
imported when an inspected file is loaded, in `engine.models.loading`. The file name endings by which the window offers
files stand in `gui.platform.file_kinds`: this table brings libraries that the window does without.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.models.inspection import readers
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.onnx.signature import is_onnx
from engine.models.inspection.parted import reader as parted
from engine.models.inspection.readers import Findings
from engine.models.inspection.saved_model.frozen import is_graph
from engine.models.model_info import Kind
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.models.inspection.model_file import ModelFile
    from engine.network import Network

HDF5 = b"\x89HDF\r\n\x1a\n"
ZIP = b"PK\x03\x04"
_LITE = b"TFL3"  # from byte 4

# Of the inspected copy and the name that the user knows the file by: the network and what to call it.
Loader = Callable[["ModelFile", str], "tuple[Network, str]"]


@dataclass(frozen=True)
class ModelFormat:
    """One kind of model file.

    kind: its id, and the ending of the private copy. recognises: tells it by the first 256 bytes; no two formats may
    recognise the same file. inspect: returns what a file holds; whatever it raises, the file is refused. load: loads an
    inspected copy.
    """

    kind: str
    recognises: Callable[[bytes], bool]
    inspect: Callable[[Path, InspectionLimits], Findings]
    load: Loader


def _by_loading(function: str) -> Loader:
    """Return a function of `engine.models.loading`, imported when it is called: an inspection knows no TensorFlow."""

    def load(found: ModelFile, name: str) -> tuple[Network, str]:
        from engine.models import loading

        loader: Loader = getattr(loading, function)
        return loader(found, name)

    return load


def _not_by_its_bytes(_: bytes) -> bool:
    """Tell nothing: several files are known by what they are called, weights alone by what is read in their file."""
    return False


# By kind.
FORMATS: dict[str, ModelFormat] = {
    each.kind: each
    for each in (
        ModelFormat(
            Kind.KERAS_ZIP, lambda head: head.startswith(ZIP), readers.read_keras, _by_loading("load_keras_file")
        ),
        ModelFormat(Kind.KERAS_H5, lambda head: head.startswith(HDF5), readers.read_h5, _by_loading("load_keras_file")),
        ModelFormat(Kind.KERAS_WEIGHTS, _not_by_its_bytes, readers.read_h5, _by_loading("load_published_weights")),
        ModelFormat(Kind.KERAS_PAIR, _not_by_its_bytes, parted.read_pair, _by_loading("load_pair")),
        ModelFormat(Kind.TFJS, _not_by_its_bytes, parted.read_web, _by_loading("load_web")),
        ModelFormat(Kind.SAVED_MODEL, _not_by_its_bytes, readers.read_folder, _by_loading("load_folder")),
        ModelFormat(Kind.FROZEN_GRAPH, is_graph, readers.read_graph, _by_loading("load_graph_file")),
        ModelFormat(Kind.TFLITE, lambda head: head[4:8] == _LITE, readers.read_tflite, _by_loading("load_tflite_file")),
        ModelFormat(Kind.ONNX, is_onnx, readers.read_onnx_file, _by_loading("load_onnx_file")),
    )
}

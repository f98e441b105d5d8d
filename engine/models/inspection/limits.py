"""How much a model file may hold, and how long and how large its inspection may grow."""

from __future__ import annotations

from engine.errors import Code, SaliscopeError
from engine.system.memory import GIB, MIB, available_memory
from engine.system.quick_dataclass import dataclass

_COPIES = 2  # the variables, and the arrays they are filled from


@dataclass(frozen=True)
class InspectionLimits:
    """Sizes in bytes, times in seconds. The defaults leave every published classifier far inside."""

    file_bytes: int = 32 * GIB
    config_bytes: int = 64 * MIB
    config_depth: int = 64
    metadata_bytes: int = MIB
    archive_entries: int = 10_000
    unpacked_bytes: int = 32 * GIB
    expansion: int = 100  # declared bytes per stored byte, where more than a floor (below) is declared
    archive_floor: int = MIB
    dataset_floor: int = 16 * MIB
    objects: int = 200_000  # groups and datasets of one HDF5 file
    attributes: int = 4_096  # of one HDF5 object
    group_depth: int = 64
    graph_bytes: int = 512 * MIB  # of a SavedModel without its variables
    frozen_bytes: int = GIB  # of a graph with its weights in it: protobuf holds no more than 2
    graph_nodes: int = 500_000
    graph_functions: int = 50_000
    lite_items: int = 50_000  # tensors, operators, or buffers of a TensorFlow Lite file
    onnx_parts: int = 200_000  # steps, weights, inputs and outputs of an ONNX file
    text_bytes: int = MIB  # of a text with labels
    unstored_elements: int = 32 << 20  # how many more numbers a config may ask for than the file stores
    memory_bytes: int | None = None  # None: what the machine has available
    seconds: float = 30.0
    child_memory_bytes: int = 3 * GIB
    child_room_bytes: int = GIB  # of them, for a small file, beyond what Python and its libraries have reserved


def check_memory(weights_bytes: int, limits: InspectionLimits) -> None:
    """Refuse weights that cannot fit. A machine that does not tell its memory refuses nothing."""
    available = limits.memory_bytes if limits.memory_bytes is not None else available_memory()
    needed = _COPIES * weights_bytes
    if available is not None and needed > available:
        raise SaliscopeError(Code.MODEL_TOO_BIG, needed=-(-needed // MIB), available=available // MIB)

"""How much a model file may hold, and how long and how large its inspection may grow."""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
# Bytes of one tensor while a model answers to one photograph: some eighty times what VGG16 takes at most at 224 pixels,
# and enough for 64 channels at 2,048 pixels. Whatever is larger swells on purpose, or would never end.
LARGEST_TENSOR = GIB


@dataclass(frozen=True)
class InspectionLimits:
    """Sizes in bytes, times in seconds. The defaults leave every published classifier far inside."""

    file_bytes: int = 32 * GIB
    config_bytes: int = 64 * MIB
    config_depth: int = 64
    metadata_bytes: int = MIB
    archive_entries: int = 10_000
    unpacked_bytes: int = 32 * GIB
    expansion: int = 100  # declared : stored, of what declares more than a floor
    archive_floor: int = MIB
    dataset_floor: int = 16 * MIB
    objects: int = 200_000  # groups and datasets of one HDF5 file
    attributes: int = 4_096  # of one HDF5 object
    group_depth: int = 64
    graph_bytes: int = 512 * MIB  # of a SavedModel without its variables
    graph_nodes: int = 500_000
    graph_functions: int = 50_000
    lite_items: int = 50_000  # tensors, operators, or buffers of a TensorFlow Lite file
    text_bytes: int = MIB  # of a text with labels
    unstored_elements: int = 32 << 20  # by how many numbers a config may exceed what is stored
    memory_bytes: int | None = None  # None: what the machine has available
    seconds: float = 30.0
    child_memory_bytes: int = 3 * GIB

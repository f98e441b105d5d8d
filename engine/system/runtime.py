"""Starting TensorFlow: quietly, once, on the device that is there."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.system.device import Device
from engine.system.unasked import unasked


def start_tensorflow(device: str = "auto") -> Device:
    """Import TensorFlow and Keras and choose the device. `device` is "auto" or "cpu".

    The first GPU is used with memory growth on; one that cannot be set up is passed over and the reason kept.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    with _silenced_stderr(), _paused_collector(), _unseen("sklearn", "scipy"), unasked():
        import keras  # noqa: F401
        import tensorflow as tf

        tf.get_logger().setLevel("ERROR")  # its advice is for programmers
        return probe_device(tf)


def probe_device(tf: Any) -> Device:
    """Return the device TensorFlow will use, memory growth switched on for every GPU."""
    note = ""
    try:
        gpus = tf.config.list_physical_devices("GPU")
        for gpu in gpus:
            tf.config.experimental.set_memory_growth(gpu, True)
        if gpus:
            details = tf.config.experimental.get_device_details(gpus[0])
            return Device("gpu", details.get("device_name", gpus[0].name), len(gpus))
    except (RuntimeError, ValueError, tf.errors.OpError) as fault:
        note = str(fault)
        tf.config.set_visible_devices([], "GPU")
    return Device("cpu", "", os.cpu_count() or 1, note)


def device_kind() -> str:
    """Return where TensorFlow computes in this process: "gpu" or "cpu"."""
    import tensorflow as tf

    return "gpu" if tf.config.get_visible_devices("GPU") else "cpu"


@contextmanager
def _silenced_stderr() -> Iterator[None]:
    """Send the native libraries' greetings nowhere; Python's own errors still raise."""
    try:
        kept = os.dup(2)
    except OSError:  # a windowed program has no standard error
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _unseen(*packages: str) -> Iterator[None]:
    """Hide packages that Keras imports where they are installed, for wrappers that nobody asks for: 0.7 s a start."""
    hidden = [name for name in packages if name not in sys.modules]
    hide: dict[str, Any] = dict.fromkeys(hidden)  # None: an ImportError for whoever imports it
    sys.modules.update(hide)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Importing makes a million objects that stay: not collecting meanwhile saves 0.3 s."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()

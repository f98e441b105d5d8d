"""The GPU's path, reached without one: a faked device list, and memory that runs out by injection."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import tensorflow as tf

from engine.errors import Code
from engine.system.faults import as_error
from engine.system.runtime import probe_device

ROOT = Path(__file__).parents[3]


class FakeTensorFlow:
    """As much of TensorFlow as looking for a device needs."""

    errors = tf.errors

    def __init__(self, gpus: list[str], fault: Exception | None = None) -> None:
        self.grown: list[str] = []
        self.hidden: list[str] = []
        self._gpus, self._fault = [SimpleNamespace(name=name) for name in gpus], fault
        self.config = SimpleNamespace(
            list_physical_devices=lambda kind: self._gpus,
            set_visible_devices=lambda devices, kind: self.hidden.append(kind),
            experimental=SimpleNamespace(
                set_memory_growth=self._grow, get_device_details=lambda gpu: {"device_name": f"Maker {gpu.name}"}
            ),
        )

    def _grow(self, gpu: SimpleNamespace, on: bool) -> None:
        if self._fault is not None:
            raise self._fault
        assert on
        self.grown.append(gpu.name)


def test_a_gpu_is_used_with_memory_growth_on_and_named():
    fake = FakeTensorFlow(["GPU:0", "GPU:1"])
    device = probe_device(fake)
    assert (device.kind, device.name) == ("gpu", "Maker GPU:0")
    assert fake.grown == ["GPU:0", "GPU:1"]


@pytest.mark.parametrize("fault", [RuntimeError("driver too old"), tf.errors.InternalError(None, None, "no CUDA")])
def test_a_gpu_that_cannot_be_set_up_is_passed_over_with_its_reason(fault):
    fake = FakeTensorFlow(["GPU:0"], fault)
    device = probe_device(fake)
    assert device.kind == "cpu"
    assert device.note
    assert fake.hidden == ["GPU"]


def test_without_a_gpu_the_processor_is_used():
    assert probe_device(FakeTensorFlow([])).kind == "cpu"


def test_running_out_of_device_memory_is_told_from_running_out_of_memory(monkeypatch):
    fault = tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor")
    monkeypatch.setattr(tf.config, "get_visible_devices", lambda kind: ["GPU:0"])
    error = as_error(fault)
    assert (error.code, error.params) == (Code.OUT_OF_MEMORY, {"device": "gpu"})
    monkeypatch.setattr(tf.config, "get_visible_devices", lambda kind: [])
    assert as_error(fault).params == {"device": "cpu"}
    assert as_error(MemoryError()).code is Code.OUT_OF_MEMORY


@pytest.mark.slow
def test_asking_for_the_processor_hides_every_gpu_and_starting_is_silent():
    code = (
        "import os; from engine.system.runtime import start_tensorflow; device = start_tensorflow('cpu');"
        "print(device.kind, os.environ['CUDA_VISIBLE_DEVICES'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=120)
    assert done.stdout.split() == ["cpu", "-1"]
    assert done.stderr == ""


@pytest.mark.slow
def test_keras_does_not_bring_along_what_it_only_wraps_and_others_still_may():
    code = (
        "import sys; from engine.system.runtime import start_tensorflow; start_tensorflow('cpu'); "
        "print('keras' in sys.modules, {'sklearn', 'scipy'} & set(sys.modules)); "
        "from sklearn.metrics import confusion_matrix; print(confusion_matrix([0, 1], [1, 1]).tolist())"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-2:] == ["True set()", "[[0, 1], [0, 1]]"]

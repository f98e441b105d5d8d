"""What the stored numbers of TensorFlow Lite's constants mean, and what is rounded to what can be stored."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from engine.network.lite.quantised import as_real, as_stored, rounded
from engine.network.lite.tensors import LiteTensor, UnsupportedError


def tensor(kind: str, stored: np.ndarray, shape: tuple[int, ...], scales=(), zeros=(), axis: int = 0) -> LiteTensor:
    data = np.frombuffer(stored.tobytes(), np.uint8)
    return LiteTensor(0, "t", kind, shape, shape, np.float32(scales), np.float32(zeros), axis, data)


def test_real_numbers_of_either_precision_are_taken_as_they_are():
    for kind in ("float16", "float32"):
        found = tensor(kind, np.array([0.5, -2], kind), (2,)).value()
        assert (found.tolist(), found.dtype) == ([0.5, -2], np.float32)


def test_bytes_stand_for_multiples_of_a_scale():
    found = tensor("uint8", np.array([0, 128, 255], np.uint8), (3,), [0.5], [128]).value()
    assert found.tolist() == [-64, 0, 63.5]


def test_each_channel_has_a_scale_of_its_own_along_its_axis():
    stored = np.array([[1, 2], [3, -4]], np.int8)
    assert tensor("int8", stored, (2, 2), [1, 10], [0, 0], 1).value().tolist() == [[1, 20], [3, -40]]
    assert tensor("int8", stored, (2, 2), [1, 10], [0, 0], 0).value().tolist() == [[1, 2], [30, -40]]


def test_two_numbers_of_4_bits_lie_in_a_byte_the_lower_half_first():
    stored = np.array([0x7F, 0x08], np.uint8)  # -1 and 7, then -8 and one that is not there
    assert tensor("int4", stored, (3,), [2], [0]).value().tolist() == [-2, 14, -16]


def test_whole_numbers_that_steps_go_by_stay_whole():
    found = tensor("int32", np.array([1, -1], np.int32), (2,), [0.5], [0]).value()
    assert (found.tolist(), found.dtype) == ([1, -1], np.int32)


def test_what_numbers_of_another_kind_mean_is_not_guessed():
    with pytest.raises(UnsupportedError):
        tensor("uint32", np.array([1], np.uint32), (1,)).value()


@pytest.mark.parametrize(
    ("kind", "bounds"), [("uint8", (-5.0, 7.75)), ("int8", (-11.4, 1.35)), ("int16", (-1643.4, 1633.35))]
)
def test_real_numbers_are_rounded_to_what_is_stored_of_them(kind, bounds):
    meaning = tensor(kind, np.zeros(1, kind), (1,), [0.05], [100]).meaning
    assert meaning is not None
    assert meaning.bounds == pytest.approx(bounds)
    x = tf.constant([-1e5, -0.074, 0.0, 0.026, 0.3001, 1e5])
    expected = [bounds[0], -0.05, 0, 0.05, 0.3, bounds[1]]
    np.testing.assert_allclose(rounded(x, meaning), expected, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(as_real(as_stored(x, meaning), meaning), x, rtol=1e-3, atol=1e-5)


def test_the_gradient_passes_rounding_and_bounds():
    meaning = tensor("uint8", np.zeros(1, np.uint8), (1,), [0.05], [100]).meaning

    @tf.function(autograph=False)
    def slope(x):
        return tf.gradients(tf.reduce_sum(rounded(x, meaning) * [1.0, 2, 3]), x)[0]

    assert slope(tf.constant([-100.0, 0.02, 100])).numpy().tolist() == [1, 2, 3]

"""TensorFlow's functions in Keras 2 networks give TensorFlow's own values."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.function_layers import operation

X = np.random.default_rng(7).normal(size=(2, 6, 6, 3)).astype(np.float32)
POSITIVE = np.abs(X) + 0.1
CALLS = {
    "math.reduce_min": ((X,), {"axis": [1, 2]}),
    "math.reduce_std": ((X,), {"axis": 1}),
    "math.reduce_variance": ((X,), {"axis": 1, "keepdims": True}),
    "math.rsqrt": ((POSITIVE,), {}),
    "math.log": ((POSITIVE,), {}),
    "math.softplus": ((X,), {}),
    "nn.selu": ((X,), {}),
    "math.sin": ((X,), {}),
    "math.cos": ((X,), {}),
    "math.squared_difference": ((X, POSITIVE), {}),
    "math.l2_normalize": ((X,), {"axis": -1}),
    "nn.l2_normalize": ((X,), {"axis": [1, 2], "epsilon": 0.5}),
    "linalg.matmul": ((X, X), {"transpose_b": True}),
    "image.resize": ((X, [4, 9]), {"method": "nearest"}),
    "image.rgb_to_grayscale": ((X,), {}),
    "image.flip_left_right": ((X,), {}),
    "image.extract_patches": (
        (X,),
        {"sizes": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "rates": [1, 1, 1, 1], "padding": "VALID"},
    ),
    "reverse": ((X,), {"axis": [-1]}),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_operation_gives_tensorflow_s_values(name):
    args, kwargs = CALLS[name]
    expected = reduce(getattr, name.split("."), tf)(*args, **kwargs)
    np.testing.assert_allclose(np.asarray(operation(name, "layer")(*args, **kwargs)), expected, atol=2e-6, rtol=1e-5)


def test_a_way_of_resizing_that_is_not_known_is_named():
    with pytest.raises(SaliscopeError) as refused:
        operation("image.resize", "layer")(X, [4, 4], method="lanczos3")
    assert (refused.value.code, refused.value.params["setting"]) == (Code.MODEL_SETTING, "method = lanczos3")

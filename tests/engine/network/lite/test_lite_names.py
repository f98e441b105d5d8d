"""Which operations of a TensorFlow Lite file are one layer, and what it is called."""

from __future__ import annotations

import pytest

from engine.network.lite.names import Named, layer_names

PLACES = (1, 8, 8, 4)


def chain(*operations: tuple[str, str, bool] | tuple[str, str, bool, tuple[int, ...]]) -> list[Named]:
    """Return operations that each take what the one before gave."""
    return [
        Named(tensor, shape[0] if shape else PLACES, [at], [at + 1], kind, weighted)
        for at, (tensor, kind, weighted, *shape) in enumerate(operations)
    ]


def shown(operations: list[Named]) -> list[str]:
    names, ends = layer_names(operations)
    assert len(set(names)) == len(names)
    return [name for at, (name, end) in enumerate(zip(names, ends, strict=True)) if at == end]


def test_a_name_is_that_of_the_last_layer_that_became_part_of_an_operation():
    net = chain(
        ("model/relu/Relu;model/norm/FusedBatchNormV3;model/conv/Conv2D", "Conv2D", True),
        ("model/pool/Mean", "MeanPooling", False, (1, 4)),
        ("model/scores/MatMul;model/scores/BiasAdd", "Dense", True, (1, 3)),
        ("StatefulPartitionedCall:0", "Softmax", False, (1, 3)),
    )
    assert shown(net) == ["relu", "pool", "scores", "StatefulPartitionedCall"]


def test_folders_that_all_lie_in_are_left_out_and_others_stay():
    net = chain(("net/a/one/Relu", "Conv2D", True), ("net/b/one/Relu", "Conv2D", True), ("net/Add", "Add", False))
    assert shown(net) == ["a/one", "b/one", "Add"]


def test_a_normalisation_that_is_written_out_is_one_layer_that_ends_with_its_last_step():
    net = chain(
        ("m/first/Conv2D", "Conv2D", True),
        ("m/norm/moments/mean", "MeanPooling", False),
        ("tfl.quantize", "", False),
        ("m/norm/moments/SquaredDifference", "SquaredDifference", False),
        ("m/norm/batchnorm/Rsqrt", "Rsqrt", False),
        ("m/norm/batchnorm/add_1", "Add", False),
        ("m/last/Conv2D", "Conv2D", True),
    )
    names, ends = layer_names(net)
    assert shown(net) == ["first", "norm", "last"]
    assert (names[5], ends) == ("norm", [0, 5, 5, 5, 5, 5, 6])


@pytest.mark.parametrize(
    "second",
    [("m/block/Conv2D_1", "Conv2D", True), ("m/block/MaxPool", "MaxPooling2D", False, (1, 4, 4, 4))],
    ids=["further weights", "fewer places"],
)
def test_within_one_folder_what_has_weights_or_another_size_is_a_layer_of_its_own(second):
    net = chain(("m/block/Conv2D", "Conv2D", True), second, ("m/other/Relu", "ReLU", False, *second[3:]))
    assert shown(net)[:2] == ["block", "block_1"]


def test_layers_of_one_name_that_do_not_rest_on_each_other_stay_apart():
    branches = [Named("m/relu/Relu", PLACES, [at], [10 + at], "ReLU", False) for at in range(2)]
    assert shown([*branches, Named("m/add/Add", PLACES, [10, 11], [12], "Add", False)]) == ["relu", "relu_1", "add"]

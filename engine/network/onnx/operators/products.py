"""Operators that multiply matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.reshaping import expanded
from engine.network.onnx.values import Batch, MisfitError, Value, check_size, in_step, need, repeated


def product(node: Node, x: Value, y: Value) -> Value:
    """MatMul, as NumPy does it."""
    if x.rank == 1:
        made = product(node, Value(x.plain()[None], x.batch and x.batch._replace(axis=1)), y)
        return _without(made, -2)
    if y.rank == 1:
        need(y.batch is None)
        return _without(product(node, x, Value(y.plain()[:, None])), -1)
    need(x.shape[-1] == y.shape[-2])
    if y.rank == 2 and y.batch is None and x.batch is not None:
        need(x.batch.axis != x.rank - 1)
        # One product of matrices, which is quicker than one for each picture.
        return Value(tf.tensordot(x.plain(), tf.convert_to_tensor(y.data), 1), x.batch)
    rank = max(x.rank, y.rank)
    x, y = x.widened(rank), y.widened(rank)
    batch = _batch_of_product(x, y, rank)
    try:
        check_size([*np.broadcast_shapes(x.shape[:-2], y.shape[:-2]), x.shape[-2], y.shape[-1]])
    except ValueError as fault:
        raise MisfitError from fault
    if batch is not None and batch.axis < rank - 2:
        _, (x, y) = in_step([x, y])
    return Value(tf.matmul(x.plain(), y.plain()), batch)


def _batch_of_product(x: Value, y: Value, rank: int) -> Batch | None:
    """Return where the pictures lie in a product: they must not be what is summed over."""
    need(x.batch is None or x.batch.axis != rank - 1)
    need(y.batch is None or y.batch.axis != rank - 2)
    if x.batch is not None and y.batch is not None:
        need(x.batch == y.batch and x.batch.axis < rank - 2)
    return x.batch or y.batch


def _without(value: Value, axis: int) -> Value:
    axis = axis % value.rank
    batch = value.batch
    need(batch is None or batch.axis != axis)
    if batch is not None and batch.axis > axis:
        batch = batch._replace(axis=batch.axis - 1)
    return Value(tf.squeeze(value.plain(), axis), batch)


def dense(node: Node, x: Value, y: Value, bias: Value | None = None) -> Value:
    """Gemm: alpha x y + beta bias, of matrices that may be given transposed."""
    need(x.rank == y.rank == 2 and y.batch is None)
    turned = bool(node.number("transA"))
    batch = x.batch
    if batch is not None:
        need(batch.axis == (1 if turned else 0))
        batch = batch._replace(axis=0)
    made = tf.matmul(x.plain(), y.data, transpose_a=turned, transpose_b=bool(node.number("transB")))
    alpha, beta = node.number("alpha", 1.0), node.number("beta", 1.0)
    made = made if alpha == 1 else made * alpha
    if bias is None:
        return Value(made, batch)
    shape = Value(made, batch).shape
    bias = bias.widened(2) if bias.rank < 2 else bias
    if batch is not None and bias.batch is None and bias.shape[0] != 1:
        bias = repeated(expanded(bias, shape), batch, Value(made, batch))
    return Value(made + bias.plain() * (1.0 if beta == 1 else beta), batch)


def einsum(node: Node, *values: Value) -> Value:
    """Einsum of axes that all have a letter."""
    equation = node.text("equation", "").replace(" ", "")
    given, arrow, made = equation.partition("->")
    terms = given.split(",")
    need(arrow and "." not in equation and len(terms) == len(values))
    need(all(len(term) == value.rank for term, value in zip(terms, values, strict=True)))
    sizes = {
        letter: size
        for term, value in zip(terms, values, strict=True)
        for letter, size in zip(term, value.shape, strict=True)
    }
    check_size([sizes.get(letter, 1) for letter in made])
    batches = {term[value.batch.axis]: value.batch for term, value in zip(terms, values, strict=True) if value.batch}
    need(len(batches) <= 1)
    batch = None
    for letter, found in batches.items():
        need(letter in made)
        there = [(term.index(letter), value) for term, value in zip(terms, values, strict=True) if letter in term]
        need(all(value.batch == found._replace(axis=axis) for axis, value in there))
        batch = found._replace(axis=made.index(letter))
    return Value(tf.einsum(equation, *(value.plain() for value in values)), batch)


OPERATORS: dict[str, Callable[..., Any]] = {"Einsum": einsum, "Gemm": dense, "MatMul": product}

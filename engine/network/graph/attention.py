"""Attention in a graph of operations: which of them look at places of the picture, and which at pairs of tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

_PRODUCTS = frozenset({"BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Einsum"})
_STEPS = 8  # from the softmax to a product: scaling, masks, dropout
_TOKENS = 3  # (N, tokens, K)


def find_attention(operations: Iterable[Any]) -> tuple[set[str], set[str]]:
    """Return the names of operations of a traced graph: those within attentions, and those that give what they find.

    An attention is softmax(Q Kᵀ) V: a softmax between two products. With its heads apart everything has a rank of 4.
    """
    inside: set[str] = set()
    results: set[str] = set()
    for softmax in operations:
        if softmax.type != "Softmax" or softmax.outputs[0].shape.rank not in (_TOKENS, _TOKENS + 1):
            continue
        before, products = _as_far_as_products(softmax, _sources)
        behind, sums = _as_far_as_products(softmax, _consumers)
        if products and sums:
            inside |= {operation.name for operation in (softmax, *before, *behind)}
            inside |= {operation.name for operation in _with_heads([*products, *sums], _sources)}
            with_heads = list(_with_heads(sums, _consumers))
            inside |= {operation.name for operation in with_heads}
            ends = [found for operation in with_heads for found in _consumers(operation)] or sums
            results |= {operation.name for operation in ends if _rank(operation) == _TOKENS}
    return inside - results, results


def _as_far_as_products(softmax: Any, following: Callable[[Any], Iterable[Any]]) -> tuple[list[Any], list[Any]]:
    """Return the operations between a softmax and the nearest products, and the products."""
    between, products, edge = [], [], [softmax]
    for _ in range(_STEPS):
        reached = [operation for last in edge for operation in following(last)]
        products += [operation for operation in reached if operation.type in _PRODUCTS]
        edge = [operation for operation in reached if operation.type not in _PRODUCTS and _rank(operation) >= _TOKENS]
        if products or not edge:  # the nearest products only: those behind belong to other parts
            break
        between += edge
    return between, products


def _with_heads(products: list[Any], following: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:
    """Yield the products and what they are connected to, as long as the heads are apart."""
    seen: set[str] = set()
    stack = [operation for operation in products if _rank(operation) > _TOKENS]
    while stack:
        operation = stack.pop()
        if operation.name not in seen:
            seen.add(operation.name)
            yield operation
            stack += [found for found in following(operation) if _rank(found) > _TOKENS and "Conv" not in found.type]


def _sources(operation: Any) -> list[Any]:
    return [tensor.op for tensor in operation.inputs]


def _consumers(operation: Any) -> list[Any]:
    return [consumer for tensor in operation.outputs for consumer in tensor.consumers()]


def _rank(operation: Any) -> int:
    return (operation.outputs[0].shape.rank or 0) if operation.outputs else 0

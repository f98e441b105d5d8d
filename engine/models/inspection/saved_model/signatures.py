"""Which signature of a SavedModel answers, and with which tensors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.graph import whole_name

_SERVING = "serving_default"
_OWN = "__saved_model"  # begins the names of the signatures that TensorFlow adds
TYPES = {  # as NumPy names them, by TensorFlow's numbers
    1: "float32", 2: "float64", 3: "int32", 4: "uint8", 5: "int16", 6: "int8", 9: "int64", 10: "bool",
    14: "bfloat16", 17: "uint16", 19: "float16", 22: "uint32", 23: "uint64",
}  # fmt: skip
_TEXTS = 7

Tensor = dict[str, Any]


def chosen_signature(signatures: Mapping[str, Any]) -> dict[str, Any]:
    """Return {"name", "inputs": [tensor...], "outputs": [tensor...]} of the signature that answers.

    Several that take the same, as TensorFlow 1's estimators write one for each way of asking, count as one with the
    outputs of all. Outputs that are texts, such as the classes' names, are left out.

    Raises SaliscopeError(MODEL_SIGNATURE) where none takes and gives numbers, or choosing one would be a guess.
    """
    names = sorted(name for name in signatures if not name.startswith(_OWN))
    if _SERVING in names and _takes_numbers(signatures[_SERVING]):
        names = [_SERVING]
    elif len(names) > 1:
        names = [name for name in names if _takes_numbers(signatures[name])] or names
    taken = {frozenset(info.name for info in signatures[name].inputs.values()) for name in names}
    if len(taken) != 1:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found=readable(", ".join(names) or "–"))
    inputs = list(_tensors(signatures[names[0]].inputs))
    outputs = _outputs([signatures[name] for name in names])
    if not inputs or not outputs:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found=readable(names[0]))
    return {"name": " + ".join(names), "inputs": inputs, "outputs": outputs}


def sizes_of(shape: Any) -> list[int | None] | None:
    """Return the sizes that a shape message tells, None for what is free; None for any rank."""
    return None if shape.unknown_rank else [dim.size if dim.size >= 0 else None for dim in shape.dim]


def _takes_numbers(signature: Any) -> bool:
    return all(info.dtype in TYPES for info in signature.inputs.values())


def _outputs(signatures: Sequence[Any]) -> list[Tensor]:
    """Return the outputs of all, each tensor once."""
    found: dict[str, Tensor] = {}
    for signature in signatures:
        numbers = {name: info for name, info in signature.outputs.items() if info.dtype != _TEXTS}
        for tensor in _tensors(numbers):
            found.setdefault(tensor["tensor"], tensor)
    return list(found.values())


def _tensors(infos: Mapping[str, Any]) -> Iterator[Tensor]:
    for name in sorted(infos):
        info = infos[name]
        if info.dtype not in TYPES or not info.name:
            raise SaliscopeError(Code.MODEL_SIGNATURE, found=readable(name))
        yield {"name": name, "tensor": whole_name(info.name), "dtype": TYPES[info.dtype], "shape": sizes_of(info.shape)}

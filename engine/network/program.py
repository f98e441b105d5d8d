"""A network made of a list of steps, as files of other programs hold them: what TensorFlow Lite and others become.

Each step is a function of tensors, written in TensorFlow's operations, and stands where Keras has a layer. Weights are
held once, outside the graphs that are traced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.description import Head, TensorInfo
from engine.network.graph.attention import find_attention
from engine.network.interface import NEAR_INPUT, LayerCall, Normalised, whole_number_range
from engine.network.layout.turned import channels_last
from engine.system.quick_dataclass import dataclass

_BETWEEN = re.compile("[/;:]")
_COUNTED = re.compile(r"_\d+$")  # what tells a name from one that was there before
_SMALL = 256  # numbers: larger constants are kept once, outside the graphs that are traced, and so are weights


@dataclass(frozen=True, eq=False)
class Step:
    """One operation. inputs, outputs: names of tensors; an input called "" is left out, and given as None.

    name: unique, shown in the list of layers; kind: named like Keras's layers, such as "Conv2D"; "": it is no layer.
    run: what it computes, a tensor of one output or a sequence of several. weighted: it has weights.
    channels_first: so it is given its first input. statistics: of a batch normalisation, the names of mean and
    variance. part_of: the name of the step that ends the layer which it is a part of, "" for one that ends it itself.
    """

    name: str
    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    run: Callable[..., Any]
    weighted: bool = False
    channels_first: bool = False
    statistics: tuple[str, str] | None = None
    part_of: str = ""


class ProgramNetwork:
    """Steps in the order they run. See `Network` for what it offers.

    feeds, fetches: names of the tensors that are its inputs and outputs, in the order of infos and output_names.
    constants: {name of a tensor: its value}; ranges: of inputs whose numbers lie between two of them, by their place.
    known_heads: of outputs that are the logits of a head that was cut off. parameters: 0 for the real constants' sizes.
    texts: names in the file, by whose parts a published family is known; else those of the steps. single: the types of
    the outputs, where the steps take one picture at a time; `observed` and others that look inside must be given one.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        feeds: Sequence[str],
        infos: tuple[TensorInfo, ...],
        fetches: Sequence[str],
        output_names: tuple[str, ...],
        constants: Mapping[str, np.ndarray],
        parameters: int = 0,
        ranges: Mapping[int, tuple[float, float] | None] | None = None,
        known_heads: tuple[Head | None, ...] = (),
        has_gradients: bool = True,
        texts: Iterable[str] = (),
        single: Sequence[Any] = (),
    ) -> None:
        self.inputs = infos
        self.output_names = output_names
        self.known_heads = known_heads
        self.has_gradients = has_gradients
        self.layer_count = sum(bool(step.kind) and not step.part_of for step in steps)
        self.parameters = parameters or sum(value.size for value in constants.values() if value.dtype.kind == "f")
        self._steps = tuple(steps)
        self._feeds = tuple(feeds)
        self._fetches = tuple(fetches)
        self._single = tuple(single)
        self._ranges = ranges or {}
        self._texts = tuple(texts) or tuple(step.name for step in steps)
        # Small ones stay arrays: shapes and axes among them must be known while a graph is traced.
        self._constants = {
            name: tf.constant(value)
            if value.dtype.kind == "f" and (value.size > _SMALL or value.squeeze().ndim > 1)
            else value
            for name, value in constants.items()
        }
        self._makers = {name: step for step in steps for name in step.outputs}
        self._moving = self._reached_from(self._feeds)
        self._uses = _uses(steps)

    def run(self, tensors: Sequence[Any]) -> list[Any]:
        """Return the outputs for one tensor per input."""
        return self._answers(tensors, {})

    def observed(self, tensors: Sequence[Any]) -> tuple[list[Any], list[LayerCall]]:
        """Return the outputs, and what each layer on the way to them gave: one tensor of real numbers."""
        between = self._needed(self._fetches, self._fed(tensors)) & self._moving
        seen = [step for step in self._steps if step.kind and len(step.outputs) == 1 and step.outputs[0] in between]
        found = self._computed(self._fed(tensors), (*self._fetches, *(step.outputs[0] for step in seen)))
        outputs, given = found[: len(self._fetches)], found[len(self._fetches) :]
        calls = _layer_calls([pair for pair in zip(seen, given, strict=True) if pair[1].dtype.is_floating])
        return outputs, [self._as_use(call) for call in calls]

    def _as_use(self, call: LayerCall) -> LayerCall:
        uses = self._uses.get(call.name)
        return replace(call, layer=uses, turn=uses.index(call.name), uses=len(uses)) if uses else call

    def fed(self, tensors: Sequence[Any], call: LayerCall, given: Any) -> list[Any]:
        """Return the outputs with `given` in the place of what `call` gave."""
        (replaced,) = (step.outputs[0] for step in self._steps if step.name == call.name)
        return self._answers(tensors, {replaced: given})

    def first_received(self, tensors: Sequence[Any], picture: int = 0) -> Any | None:
        """Return what the first step with weights is given of the picture, channels last."""
        reached = self._reached_from([self._feeds[picture]])
        first = next((step for step in self._steps if step.weighted and step.inputs[0] in reached), None)
        return None if first is None else self._received(first, first.inputs[:1], tensors)[0]

    def input_range(self, index: int) -> tuple[float, float] | None:
        """Return the numbers between which an input lies where the file says so; 0..255 for whole numbers."""
        return self._ranges.get(index) or whole_number_range(self.inputs[index])

    def normalised(self, tensors: Sequence[Any], most: int, picture: int = 0) -> list[Normalised]:
        """Return what the first batch normalisations are given of the picture, their channels last."""
        reached = self._reached_from([self._feeds[picture]])
        near: list[tuple[Step, tuple[str, str, str]]] = []
        others = 0
        for step in self._steps:
            if step.inputs[:1] and step.inputs[0] not in reached:
                continue
            others += step.weighted
            if others > NEAR_INPUT or len(near) == most:
                break
            if step.statistics is not None:
                near.append((step, (step.inputs[0], *step.statistics)))
        return [Normalised(*self._received(step, names, tensors)) for step, names in near]

    def names(self) -> Iterator[set[str]]:
        """Yield all parts of the names, with and without what counts them on."""
        parts = {part for text in self._texts for part in _BETWEEN.split(text)}
        yield parts | {_COUNTED.sub("", part) for part in parts}

    def _answers(self, tensors: Sequence[Any], given: Mapping[str, Any]) -> list[Any]:
        """Return the outputs, of one picture after the other where the steps take one at a time."""
        if not self._single:
            return self._computed({**self._fed(tensors), **given}, self._fetches)
        names = (*self._feeds, *given)

        def one(parts: Sequence[Any]) -> list[Any]:
            found = self._computed(dict(zip(names, (part[None] for part in parts), strict=True)), self._fetches)
            return [tensor[0] if tensor.shape[:1] == [1] else tensor for tensor in found]

        return list(tf.map_fn(one, [*tensors, *given.values()], fn_output_signature=list(self._single)))

    def _fed(self, tensors: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self._feeds, tensors, strict=True))

    def _received(self, step: Step, names: Sequence[str], tensors: Sequence[Any]) -> list[Any]:
        """Return tensors, the first of them with the channels last."""
        first, *others = self._computed(self._fed(tensors), names)
        return [channels_last(first) if step.channels_first else first, *others]

    def _computed(self, given: Mapping[str, Any], wanted: Sequence[str]) -> list[Any]:
        """Run what the tensors that are wanted rest on, up to what is given."""
        known = {"": None, **self._constants, **given}
        needed = self._needed(wanted, known)
        for step in self._steps:
            if needed.isdisjoint(step.outputs):
                continue
            made = step.run(*(known[name] for name in step.inputs))
            several = made if isinstance(made, list | tuple) else (made,)
            for name, tensor in zip(step.outputs, several, strict=True):
                known.setdefault(name, tensor)  # what was given stays
        return [tf.convert_to_tensor(known[name]) for name in wanted]

    def _needed(self, wanted: Iterable[str], known: Mapping[str, Any]) -> set[str]:
        """Return the names of the tensors that must be computed."""
        needed: set[str] = set()
        stack = list(wanted)
        while stack:
            name = stack.pop()
            if name in self._makers and name not in known and name not in needed:
                needed.add(name)
                stack += self._makers[name].inputs
        return needed

    def _reached_from(self, feeds: Iterable[str]) -> set[str]:
        """Return the names of the tensors that rest on inputs, and those themselves."""
        found = set(feeds)
        for step in self._steps:
            if not found.isdisjoint(step.inputs):
                found.update(step.outputs)
        return found


def _layer_calls(seen: Sequence[tuple[Step, Any]]) -> list[LayerCall]:
    """Return the calls of layers, of steps and what they gave; of an attention what it finds, and nothing within it."""
    inside, attentions = find_attention(seen[0][1].graph.get_operations()) if seen else (set(), set())
    attending = {step.part_of or step.name for step, tensor in seen if tensor.op.name in attentions}
    return [
        LayerCall(step.name, "Attention" if step.name in attending else step.kind, tensor)
        for step, tensor in seen
        if not step.part_of and tensor.op.name not in inside
    ]


def _uses(steps: Sequence[Step]) -> dict[str, tuple[str, ...]]:
    """Return {layer: all layers with the same weights, in order} of what is called more than once."""
    calls: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for step in steps:
        if step.weighted and step.inputs[1:]:
            calls.setdefault((step.kind, step.inputs[1:]), []).append(step.part_of or step.name)
    alike = [tuple(names) for names in calls.values() if len(set(names)) > 1]
    return {name: names for names in alike for name in names}


def apart(names: Iterable[str]) -> list[str]:
    """Return names of steps, made unique; none is the folder of another, which would make that a part of it."""
    wanted = [name or "step" for name in names]
    taken = {name.rpartition("/")[0] for name in wanted}
    counts = dict.fromkeys(wanted, 0)
    found: list[str] = []
    for name in wanted:
        unique = name
        while unique in taken:
            counts[name] += 1
            unique = f"{name}_{counts[name]}"
        taken.add(unique)
        found.append(unique)
    return found

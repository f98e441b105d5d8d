"""Reading a model's output: the logits behind it, and what the last operation makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.network.description import Caution, Head
from engine.network.layout.axes import last_layout, regrouped, transposed
from engine.network.layout.layouts import permutation
from engine.system.quick_dataclass import dataclass

# Operations that hand numbers on, lay them out anew, or round them to what is stored of them.
_LAID_OUT = ("Reshape", "Squeeze", "Transpose")
_PASSED_THROUGH = ("Identity", "IdentityN", "Cast", "EnsureShape", "FakeQuantWithMinMaxArgs", *_LAID_OUT)
_MOST_CLASSES = 1_000_000
_SCORED_BY = {"Softmax": Head.SOFTMAX, "Sigmoid": Head.SIGMOID}


@dataclass(frozen=True, eq=False)
class Output:
    """logits: (N, classes) float32, or (N, h, w, classes) where the model answers place by place (a mask).

    scores: of the same shape, what the model itself says. two_sided: one unit z shown as two classes (-z, z).
    told_two: it is bare, and two-sided because the user says so.
    """

    logits: Any
    scores: Any
    head: Head
    two_sided: bool = False
    told_two: bool = False
    cautions: tuple[Caution, ...] = ()

    @property
    def mask(self) -> bool:
        """Whether there is an answer for each place."""
        return self.logits.shape.rank == 4


def is_usable(tensor: Any) -> bool:
    """Tell whether an output is a row of classes, a single value or a mask."""
    rank, classes = tensor.shape.rank, tensor.shape[-1] if tensor.shape.rank else None
    row = rank in (2, 4) and classes is not None and classes <= _MOST_CLASSES
    return tensor.dtype.is_floating and (rank == 1 or row)


def choose_output(outputs: Sequence[Any], wanted: int | None) -> int:
    """Return which output is explained: the one wanted, else the first that can be.

    Raises SaliscopeError(MODEL_OUTPUT) where none is a row of classes, a value or a mask.
    """
    usable = [index for index, tensor in enumerate(outputs) if is_usable(tensor)]
    if not usable or (wanted is not None and wanted not in usable):
        raise SaliscopeError(Code.MODEL_OUTPUT, found=" + ".join(describe(tensor.shape[1:]) for tensor in outputs))
    return usable[0] if wanted is None else wanted


def read_output(tensor: Any, known: Head | None = None, two_classes: bool = False) -> Output:
    """Return what a graph tensor says, with its logits.

    known: the head that was cut off a tensor of bare logits. two_classes: one bare number is the score of yes.
    """
    bare, heads = (tensor, (known,)) if known is not None else logits_behind(tensor)
    head = heads[0] if heads else Head.LOGITS
    logits = tf.cast(_as_classes(bare), tf.float32)
    scores = _scores_of(logits, head) if known is not None else tf.cast(_as_classes(tensor), tf.float32)
    twice = (Caution.SCORED_TWICE,) if len(heads) > 1 else ()
    if logits.shape[-1] == 1:
        return _read_one(logits, scores, head, two_classes, twice)
    return Output(logits, scores, head, cautions=twice)


def _read_one(logits: Any, scores: Any, head: Head, two_classes: bool, cautions: tuple[Caution, ...]) -> Output:
    """Return what one number says: yes or no, or how much."""
    told = two_classes and head is Head.LOGITS
    if told:
        head, scores = Head.SIGMOID, tf.sigmoid(logits)
    if head is Head.SIGMOID:
        both = tf.concat([-logits, logits], axis=-1)
        return Output(both, tf.concat([1 - scores, scores], axis=-1), head, True, told, cautions)
    if head is Head.SOFTMAX:
        cautions = (*cautions, Caution.ALWAYS_ONE)
    return Output(logits, scores, Head.VALUE, cautions=cautions)


def logits_behind(scores: Any) -> tuple[Any, tuple[Head, ...]]:
    """Step back from a graph tensor through all final softmaxes and sigmoids: activations, layers or operations.

    Returns the logits, of the same shape, and what stood behind them, the last first; scores without such an end are
    logits already. Of a single number scored twice the last is stepped through alone: the sign of what comes before
    the first says something else than the answer does.
    """
    single = scores.shape.rank == 1 or scores.shape[-1] == 1
    behind, heads = [scores], []
    while (found := _before_scores(behind[-1])) is not None:
        behind.append(found[0])
        heads.append(found[1])
    if not heads:
        return scores, ()
    logits = behind[1 if single else -1]
    return tf.ensure_shape(tf.reshape(logits, tf.shape(scores)), scores.shape), tuple(heads)


def _before_scores(tensor: Any) -> tuple[Any, Head] | None:
    """Return what went into a final softmax or sigmoid, laid out as the tensor is, and which; None without one."""
    steps: list[Any] = []
    while tensor.op.type in _PASSED_THROUGH:
        if tensor.op.type in _LAID_OUT:
            steps.insert(0, tensor.op)
        tensor = tensor.op.inputs[tensor.value_index if tensor.op.type == "IdentityN" else 0]
    if tensor.op.type not in _SCORED_BY or (tensor.op.type == "Softmax" and not _same_classes(tensor, steps)):
        return None
    return _laid_out(tensor.op.inputs[0], steps), _SCORED_BY[tensor.op.type]


def _laid_out(tensor: Any, steps: Sequence[Any]) -> Any:
    """Return a tensor laid out anew by transpositions and reshapings of another of its shape."""
    for step in steps:
        turned = step.type == "Transpose"
        tensor = tf.transpose(tensor, step.inputs[1]) if turned else tf.reshape(tensor, tf.shape(step.outputs[0]))
        tensor.set_shape(step.outputs[0].shape)
    return tensor


def _same_classes(tensor: Any, steps: Sequence[Any]) -> bool:
    """Tell whether a softmax ran over all classes of the output, which the steps behind it lay out.

    One that ran over pairs of numbers, which are laid out in a row afterwards, did not: its inputs are no class logits.
    """
    layout = last_layout(tensor.shape.rank) if tensor.shape.rank else None
    for step in steps:
        if layout is not None and step.type == "Transpose":
            layout = transposed(layout, permutation(step))
        elif layout is not None:
            layout = regrouped(layout, step.inputs[0].shape, step.outputs[0].shape)
    return layout is not None and layout.endswith("C")


def score(logits: Any, weights: Any) -> Any:
    """Return s = weights . logits for each row, the mean over the places of a mask; see `Tap` for the weights."""
    means = tf.reduce_mean(logits, axis=[1, 2]) if logits.shape.rank == 4 else logits
    # Each row's first answer, which all-zero weights stand for.
    first = tf.one_hot(tf.argmax(means, axis=-1), tf.shape(logits)[-1])
    if logits.shape.rank == 4:
        first = first[:, None, None, :]
    chosen = tf.where(tf.reduce_any(weights != 0), weights + tf.zeros_like(first), first)
    products = logits * tf.stop_gradient(chosen)
    return tf.reduce_sum(tf.reduce_mean(products, axis=[1, 2]) if logits.shape.rank == 4 else products, axis=-1)


def describe(shape: Sequence[int | None]) -> str:
    """Return a shape as words can hold it, such as 16x29."""
    return "x".join("?" if size is None else str(size) for size in shape) or "1"


def _as_classes(tensor: Any) -> Any:
    """Return (N, classes) of what comes as (N,) or (N, 1, 1, classes); a mask stays as it is."""
    if tensor.shape.rank == 1:
        return tensor[:, None]
    if tensor.shape.rank == 4 and tensor.shape[1:3] == [1, 1]:
        return tf.reshape(tensor, [-1, tensor.shape[-1]])
    return tensor


def _scores_of(logits: Any, head: Head) -> Any:
    if head is Head.SOFTMAX:
        return tf.nn.softmax(logits)
    return tf.sigmoid(logits) if head is Head.SIGMOID else logits

"""A plain expression of a layer's inputs, as a tree of values. It says what to compute, and computes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.system.quick_dataclass import dataclass

Plain = int | float | str | bool | None | tuple["Plain", ...]


@dataclass(frozen=True)
class Input:
    """The layer's input: a tensor, or a list of them."""


@dataclass(frozen=True)
class Constant:
    """A number, a text, None, or a tuple of these."""

    value: Plain


@dataclass(frozen=True)
class Binary:
    """left sign right. sign: +, -, *, / or **."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Negative:
    """-value."""

    value: Expression


@dataclass(frozen=True)
class Slice:
    """start:stop:step inside a subscript."""

    start: int | None
    stop: int | None
    step: int | None = None


@dataclass(frozen=True)
class AllOther:
    """... inside a subscript."""


@dataclass(frozen=True)
class Item:
    """value[key]. key: numbers, slices and the ellipsis, one for each axis; or one number, for a list's tensor."""

    value: Expression
    key: tuple[int | Slice | AllOther | None, ...]


@dataclass(frozen=True)
class Several:
    """A list or a tuple of values."""

    values: tuple[Expression, ...]


@dataclass(frozen=True)
class Call:
    """A function of TensorFlow, of Keras's backend or of keras.ops by its name, such as "backend.abs"."""

    function: str
    values: tuple[Expression, ...]
    named: tuple[tuple[str, Expression], ...] = ()


Expression = Input | Constant | Binary | Negative | Item | Several | Call


def depends_on_input(expression: Expression) -> bool:
    """Tell whether the input occurs in an expression."""
    return any(isinstance(part, Input) for part in parts(expression))


def parts(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and all inside it."""
    stack: list[Expression] = [expression]
    while stack:
        part = stack.pop()
        yield part
        match part:
            case Binary(_, left, right):
                stack += [left, right]
            case Negative(value) | Item(value):
                stack.append(value)
            case Several(values):
                stack += values
            case Call(_, values, named):
                stack += [*values, *(value for _, value in named)]

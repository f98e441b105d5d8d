"""What the instructions of a function compute, by following them on a stack of expressions.

Only instructions of a plain expression are known: any other, a jump or anything stored, and the code is not understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from engine.models.inspection.keras.lambdas.dialects import Dialect
from engine.models.inspection.keras.lambdas.expression import (
    AllOther,
    Binary,
    Call,
    Constant,
    Expression,
    Input,
    Item,
    Negative,
    Plain,
    Several,
    Slice,
)
from engine.models.inspection.keras.lambdas.marshalled import Code, EllipsisType
from engine.system.quick_dataclass import dataclass

_MOST_INSTRUCTIONS = 200
_LARGEST = 1 << 53
_TRUTHS = {"False": False, "True": True}  # names in Python 2


class NotPlainError(Exception):
    """More than a plain expression."""


@dataclass(frozen=True)
class _Name:
    """A global name and its attributes, such as tf.nn.relu."""

    path: tuple[str, ...]


class _Null:
    """What newer Pythons put beside a function on the stack."""


@dataclass(frozen=True)
class _Key:
    """What stands in a subscript, one for each axis."""

    values: tuple[Value, ...]


Value = Expression | _Name | _Null | Slice | AllOther | _Key


_ARGUMENTS_FROM = 90  # of an instruction of before 3.6: the first number with an argument
_SIGNS = {0: "+", 5: "*", 8: "**", 10: "-", 11: "/"}  # of BINARY_OP


def followed(
    code: Code, dialect: Dialect, given: Mapping[str, Plain], functions: Mapping[tuple[str, ...], str]
) -> Expression:
    """Return what a function computes of its first argument. Raises NotPlainError.

    given: values of all its other arguments; functions: {path of a global name: function that may be called}.
    """
    if not code.arguments:
        raise NotPlainError
    others = code.arguments[1:]
    if set(others) != set(given):
        raise NotPlainError
    arguments: list[Value] = [Input(), *(Constant(given[name]) for name in others)]
    return _Follower(code, dialect, arguments, functions).expression()


class _Follower:
    def __init__(
        self, code: Code, dialect: Dialect, arguments: list[Value], functions: Mapping[tuple[str, ...], str]
    ) -> None:
        self._code, self._dialect = code, dialect
        self._arguments, self._functions = arguments, functions
        self._stack: list[Value] = []
        self._keywords: tuple[str, ...] = ()

    def expression(self) -> Expression:
        steps = list(_instructions(self._code.instructions, self._dialect))
        if not steps or steps[-1][0] != "RETURN_VALUE" or len(steps) > _MOST_INSTRUCTIONS:
            raise NotPlainError
        for name, argument in steps[:-1]:
            self._step(name, argument)
        (found,) = self._popped(1)
        if self._stack or self._keywords:
            raise NotPlainError
        return _expression(found)

    def _step(self, name: str, argument: int) -> None:
        step = _STEPS.get(name)
        if step is not None:
            step(self, argument)
        elif name in _SIGNS.values():
            self._binary(name)
        elif name not in ("RESUME", "PRECALL"):  # these compute nothing
            raise NotPlainError

    def _popped(self, count: int) -> list[Value]:
        if count < 0 or len(self._stack) < count:
            raise NotPlainError
        taken = self._stack[len(self._stack) - count :]
        del self._stack[len(self._stack) - count :]
        return taken

    def _at(self, values: Any, index: int) -> Any:
        if index >= len(values):
            raise NotPlainError
        return values[index]

    def load_fast(self, argument: int) -> None:
        self._stack.append(self._at(self._arguments, argument))

    def load_two(self, argument: int) -> None:
        self.load_fast(argument >> 4)
        self.load_fast(argument & 15)

    def load_const(self, argument: int) -> None:
        self._stack.append(_constant(self._at(self._code.constants, argument)))

    def load_global(self, argument: int) -> None:
        flagged = self._dialect.flagged_names
        if flagged and argument & 1:
            self._stack.append(_Null())
        name = self._at(self._code.names, argument >> 1 if flagged else argument)
        self._stack.append(Constant(_TRUTHS[name]) if name in _TRUTHS else _Name((name,)))

    def load_attr(self, argument: int) -> None:
        flagged = self._dialect.flagged_attributes
        self._attribute(argument >> 1 if flagged else argument, flagged and bool(argument & 1))

    def load_method(self, argument: int) -> None:
        self._attribute(argument, True)

    def _attribute(self, argument: int, method: bool) -> None:
        (owner,) = self._popped(1)
        if not isinstance(owner, _Name):  # an attribute of a tensor
            raise NotPlainError
        if method:
            self._stack.append(_Null())
        self._stack.append(_Name((*owner.path, self._at(self._code.names, argument))))

    def push_null(self, _: int) -> None:
        self._stack.append(_Null())

    def _binary(self, sign: str) -> None:
        left, right = map(_expression, self._popped(2))
        if isinstance(left, Constant) and isinstance(right, Constant):  # Python 2 divides whole numbers otherwise
            raise NotPlainError
        self._stack.append(Binary(sign, left, right))

    def binary_op(self, argument: int) -> None:
        if argument not in _SIGNS:
            raise NotPlainError
        self._binary(_SIGNS[argument])

    def negative(self, _: int) -> None:
        (value,) = self._popped(1)
        self._stack.append(Negative(_expression(value)))

    def build(self, argument: int) -> None:
        self._stack.append(_several(self._popped(argument)))

    def extend(self, argument: int) -> None:
        owner, more = self._popped(2)
        if argument != 1 or owner != Several(()) or not (isinstance(more, Constant) and isinstance(more.value, tuple)):
            raise NotPlainError
        self._stack.append(more)

    def build_slice(self, argument: int) -> None:
        ends = [_bound(value) for value in self._popped(argument)]
        if not 2 <= len(ends) <= 3:
            raise NotPlainError
        self._stack.append(Slice(*ends))

    def subscript(self, _: int) -> None:
        value, key = self._popped(2)
        self._stack.append(Item(_expression(value), _key(key)))

    def binary_slice(self, _: int) -> None:
        value, start, stop = self._popped(3)
        self._stack.append(Item(_expression(value), (Slice(_bound(start), _bound(stop)),)))

    def kw_names(self, argument: int) -> None:
        self._keywords = _names(_constant(self._at(self._code.constants, argument)))

    def call(self, argument: int) -> None:
        """Call with a null beside the function. Keywords were named before."""
        keywords, self._keywords = self._keywords, ()
        self._called(self._popped(argument), keywords, with_null=True)

    def call_function(self, argument: int) -> None:
        self._called(self._popped(argument), (), with_null=False)

    def call_named(self, argument: int) -> None:
        *values, keywords = self._popped(argument + 1)
        self._called(values, _names(keywords), with_null=self._dialect.flagged_names)

    def call_old(self, argument: int) -> None:
        """Call as before Python 3.6: so many values, then pairs of a keyword and its value."""
        pairs = self._popped(2 * (argument >> 8))
        keywords = _names(_several(pairs[::2]))
        self._called([*self._popped(argument & 255), *pairs[1::2]], keywords, with_null=False)

    def _called(self, values: list[Value], keywords: tuple[str, ...], with_null: bool) -> None:
        beside = self._popped(2 if with_null else 1)
        names = [value for value in beside if isinstance(value, _Name)]
        nulls = [value for value in beside if isinstance(value, _Null)]
        if len(names) != 1 or len(nulls) != with_null or names[0].path not in self._functions:
            raise NotPlainError
        if len(keywords) > len(values):
            raise NotPlainError
        given = [_expression(value) for value in values]
        plain = given[: len(given) - len(keywords)]
        named = tuple(zip(keywords, given[len(plain) :], strict=True))
        self._stack.append(Call(self._functions[names[0].path], tuple(plain), named))


_STEPS: dict[str, Callable[[_Follower, int], None]] = {
    "LOAD_FAST": _Follower.load_fast,
    "LOAD_TWO": _Follower.load_two,
    "LOAD_CONST": _Follower.load_const,
    "LOAD_GLOBAL": _Follower.load_global,
    "LOAD_ATTR": _Follower.load_attr,
    "LOAD_METHOD": _Follower.load_method,
    "PUSH_NULL": _Follower.push_null,
    "BINARY_OP": _Follower.binary_op,
    "NEGATIVE": _Follower.negative,
    "BUILD": _Follower.build,
    "EXTEND": _Follower.extend,
    "BUILD_SLICE": _Follower.build_slice,
    "BINARY_SLICE": _Follower.binary_slice,
    "SUBSCR": _Follower.subscript,
    "KW_NAMES": _Follower.kw_names,
    "CALL": _Follower.call,
    "CALL_FUNCTION": _Follower.call_function,
    "CALL_METHOD": _Follower.call,
    "CALL_NAMED": _Follower.call_named,
    "CALL_OLD": _Follower.call_old,
}


def _instructions(data: bytes, dialect: Dialect) -> Iterator[tuple[str, int]]:
    """Yield (name, argument) of every instruction."""
    at = 0
    while at < len(data):
        name = dialect.codes.get(data[at])
        width = (3 if data[at] >= _ARGUMENTS_FROM else 1) if dialect.long else 2
        if name is None or at + width > len(data):
            raise NotPlainError
        argument = int.from_bytes(data[at + 1 : at + width], "little")
        at += width
        notes = 2 * (dialect.notes or {}).get(name, 0)
        if any(data[at : at + notes]):
            raise NotPlainError
        at += notes
        yield name, argument


def _expression(value: Value) -> Expression:
    if isinstance(value, _Name | _Null | Slice | AllOther | _Key):
        raise NotPlainError
    return value


def _constant(value: Any) -> Value:
    if isinstance(value, EllipsisType):
        return AllOther()
    if isinstance(value, tuple) and any(isinstance(item, EllipsisType) for item in value):
        return _Key(tuple(_constant(item) for item in value))
    return Constant(_plain(value))


def _plain(value: Any) -> Plain:
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, bytes):  # a text of Python 2
        return value.decode("ascii", "replace")
    if value is None or isinstance(value, float | str) or (isinstance(value, int) and abs(value) <= _LARGEST):
        return value
    raise NotPlainError


def _several(values: list[Value]) -> Value:
    """Return a tuple or list: a constant one where all in it are constants, a key where it holds slices."""
    if any(isinstance(value, Slice | AllOther) for value in values):
        return _Key(tuple(values))
    given = tuple(_expression(value) for value in values)
    if given and all(isinstance(value, Constant) for value in given):
        return Constant(tuple(value.value for value in given if isinstance(value, Constant)))
    return Several(given)


def _key(value: Value) -> tuple[int | Slice | AllOther | None, ...]:
    """Return what stands in a subscript, one for each axis."""
    if isinstance(value, Constant):
        values: Sequence[Any] = value.value if isinstance(value.value, tuple) else (value.value,)
    else:
        inner = value.values if isinstance(value, _Key) else (value,)
        values = [part.value if isinstance(part, Constant) else part for part in inner]
    if not all(part is None or isinstance(part, int | Slice | AllOther) for part in values):
        raise NotPlainError
    return tuple(values)


def _bound(value: Value) -> int | None:
    """Return an end of a slice, or its step."""
    if isinstance(value, Constant) and (value.value is None or isinstance(value.value, int)):
        return value.value
    raise NotPlainError


def _names(value: Value) -> tuple[str, ...]:
    """Return keywords."""
    names = value.value if isinstance(value, Constant) else ()
    if not isinstance(names, tuple) or len(set(names)) < len(names):
        raise NotPlainError
    return tuple(str(name) for name in names)

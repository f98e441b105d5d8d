from __future__ import annotations

import builtins
import copy
import dataclasses
import inspect
import pickle
import sys

import numpy as np
import pytest

from engine.system import quick_dataclass

MAKERS = {"Python's": dataclasses.dataclass, "quick": quick_dataclass.dataclass}


def made(maker):
    """Return classes of every kind that the program has, made by one of the two."""

    @maker(frozen=True)
    class Place:
        """A place."""

        row: int
        column: int = 2
        marks: list[int] = dataclasses.field(default_factory=list)

    @maker(frozen=True)
    class Single:
        """Of one value."""

        value: object

        def __repr__(self) -> str:
            return "one"

        def __hash__(self) -> int:
            return 7

    @maker(frozen=True, eq=False)
    class Pixels:
        """Equal to itself alone."""

        values: np.ndarray

    @maker(frozen=True)
    class Nothing:
        """Without a value."""

    @maker
    class Open:
        """May change."""

        count: int = 0

    @maker(frozen=True, slots=True)
    class Small:
        """Without room for more."""

        count: int = 0

    return Place, Single, Pixels, Nothing, Open, Small


@pytest.fixture(params=MAKERS)
def classes(request):
    return made(MAKERS[request.param])


def test_values_are_given_by_place_and_by_name_or_stand_in_the_class(classes):
    place, *_ = classes
    one, other = place(1), place(row=3, column=4, marks=[5])
    assert (one.row, one.column, one.marks) == (1, 2, [])
    assert (other.row, other.column, other.marks) == (3, 4, [5])
    assert place(1).marks is not one.marks
    assert list(inspect.signature(place).parameters) == ["row", "column", "marks"]
    for wrong in ({}, {"row": 1, "height": 2}):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            place(**wrong)


def test_equal_values_are_equal_and_found_again(classes):
    place, single, pixels, nothing, opened, _small = classes
    assert place(1, 2) == place(1) != place(2)
    assert place(1, 2, ()) in {place(1, marks=())}
    assert single(1) == single(1) != single(2)
    assert nothing() == nothing()
    assert hash(nothing()) == hash(())
    assert single(1) != place(1)
    assert place(1).__eq__(1) is NotImplemented
    shown = pixels(np.zeros(3))
    assert shown == shown != pixels(shown.values)
    assert len({shown, pixels(shown.values)}) == 2
    assert opened(1) == opened(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(opened(1))


def test_the_same_object_needs_no_comparing():
    array, (_place, single, *_) = np.zeros(3), made(quick_dataclass.dataclass)
    assert single(array) == single(array)  # as Python has it before 3.13


def test_they_say_what_they_hold(classes):
    place, single, _pixels, nothing, _opened, _small = classes
    assert repr(place(1)) == f"{place.__qualname__}(row=1, column=2, marks=[])"
    assert repr(single(1)) == "one"
    assert hash(single(1)) == 7
    assert repr(nothing()) == f"{nothing.__qualname__}()"
    ring = place(1)
    ring.marks.append(ring)
    assert repr(ring).endswith("marks=[...])")


def test_they_refuse_changes(classes):
    place, *_, opened, small = classes
    one = place(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'row'"):
        one.row = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'height'"):
        one.height = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'row'"):
        del one.row
    assert one == place(1)
    further = type("Further", (place,), {})(1)
    further.height = 2
    assert further.height == 2
    del further.height
    with pytest.raises(dataclasses.FrozenInstanceError):
        further.row = 2
    changed = opened()
    changed.count += 1
    assert changed == opened(1)
    assert not hasattr(small(), "__dict__")


def test_they_are_copied_replaced_and_listed_as_pythons_own(classes):
    place, *_ = classes
    one = place(1, marks=[3])
    assert dataclasses.replace(one, row=2) == place(2, marks=[3])
    assert dataclasses.asdict(one) == {"row": 1, "column": 2, "marks": [3]}
    assert copy.deepcopy(one) == one
    assert [each.name for each in dataclasses.fields(place)] == ["row", "column", "marks"]
    match one:
        case place(row, column):
            assert (row, column) == (1, 2)


@quick_dataclass.dataclass(frozen=True)
class Sent:
    """What crosses a pipe."""

    what: tuple[int, ...]


def test_they_cross_a_pipe():
    assert pickle.loads(pickle.dumps(Sent((1, 2)))) == Sent((1, 2))


def test_a_derived_class_has_the_fields_of_both():
    @quick_dataclass.dataclass(frozen=True)
    class Named(Sent):
        """With a name."""

        name: str = ""

    assert Named((1,), "one") == Named((1,), "one") != Named((1,), "two")
    assert repr(Named((1,))).endswith("Named(what=(1,), name='')")


@pytest.mark.parametrize(
    "body",
    [
        {"__annotations__": {"a": "int"}, "__post_init__": lambda self: None},
        {"__annotations__": {"a": "int"}, "a": dataclasses.field(init=False)},
        {"__annotations__": {"a": "int"}, "a": dataclasses.field(kw_only=True)},
    ],
    ids=["more to do", "not given", "by name only"],
)
def test_what_it_does_not_know_is_refused_when_the_class_is_made(body):
    with pytest.raises(TypeError, match="Python's own"):
        quick_dataclass.dataclass(frozen=True)(type("Odd", (), body))


def test_one_method_is_compiled(monkeypatch):
    compiled, compile_one = [], builtins.exec
    monkeypatch.setattr(builtins, "exec", lambda text, *places: compiled.append(text) or compile_one(text, *places))

    @quick_dataclass.dataclass(frozen=True)
    class Late:
        """Made now."""

        count: int = 1

    assert Late() == Late(1)
    empty = ["def __create_fn__"] if sys.version_info >= (3, 13) else []  # Python's own, without a method
    assert [text.partition("(")[0] for text in compiled] == [*empty, "def __init__"]

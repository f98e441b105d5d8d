"""How the versions of Python write the instructions of a plain expression.

The numbers are those of Python's `opcode` module; from 3.11 on some instructions are followed by places that the
interpreter writes notes into, empty in a file.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Dialect:
    """How a range of Python versions writes instructions.

    layout: of a code object; codes: {number: name}; long: an argument takes two bytes, and only some instructions have
    one; notes: {name: places that follow it}.
    """

    layout: str
    codes: Mapping[int, str]
    long: bool = False
    notes: Mapping[str, int] | None = None
    flagged_names: bool = False  # LOAD_GLOBAL says in its lowest bit whether a null is put beside
    flagged_attributes: bool = False  # LOAD_ATTR says so of a method


_BASIC = {
    **{11: "NEGATIVE", 19: "**", 20: "*", 23: "+", 24: "-", 25: "SUBSCR", 27: "/", 83: "RETURN_VALUE"},
    **{100: "LOAD_CONST", 102: "BUILD", 103: "BUILD", 106: "LOAD_ATTR", 116: "LOAD_GLOBAL", 124: "LOAD_FAST"},
    **{133: "BUILD_SLICE"},
}
_WORDS = {**_BASIC, 131: "CALL_FUNCTION", 141: "CALL_NAMED", 160: "LOAD_METHOD", 161: "CALL_METHOD", 162: "EXTEND"}
_OF_3_11 = {
    **{2: "PUSH_NULL", 11: "NEGATIVE", 25: "SUBSCR", 83: "RETURN_VALUE", 100: "LOAD_CONST", 102: "BUILD", 103: "BUILD"},
    **{106: "LOAD_ATTR", 116: "LOAD_GLOBAL", 122: "BINARY_OP", 124: "LOAD_FAST", 133: "BUILD_SLICE", 151: "RESUME"},
    **{162: "EXTEND", 171: "CALL", 172: "KW_NAMES"},
}
_OF_3_13 = {
    **{4: "BINARY_SLICE", 5: "SUBSCR", 34: "PUSH_NULL", 36: "RETURN_VALUE", 42: "NEGATIVE", 45: "BINARY_OP"},
    **{47: "BUILD", 50: "BUILD_SLICE", 52: "BUILD", 53: "CALL", 57: "CALL_NAMED", 81: "EXTEND", 82: "LOAD_ATTR"},
    **{83: "LOAD_CONST", 85: "LOAD_FAST", 88: "LOAD_TWO", 91: "LOAD_GLOBAL", 149: "RESUME"},
}
_NOTES_OF_3_12 = {"SUBSCR": 1, "LOAD_ATTR": 9, "LOAD_GLOBAL": 4, "BINARY_OP": 1, "CALL": 3}
DIALECTS = (
    Dialect("2.7", {**_BASIC, 21: "/", 131: "CALL_OLD"}, long=True),
    Dialect("3.0", {**_BASIC, 131: "CALL_OLD"}, long=True),  # to 3.5
    Dialect("3.0", _WORDS),  # 3.6 and 3.7
    Dialect("3.8", _WORDS),  # to 3.10
    Dialect(
        "3.11",
        {**_OF_3_11, 160: "LOAD_METHOD", 166: "PRECALL"},
        notes={
            "SUBSCR": 4,
            "LOAD_ATTR": 4,
            "LOAD_GLOBAL": 5,
            "BINARY_OP": 1,
            "LOAD_METHOD": 10,
            "PRECALL": 1,
            "CALL": 4,
        },
        flagged_names=True,
    ),
    Dialect(
        "3.11", {**_OF_3_11, 26: "BINARY_SLICE"}, notes=_NOTES_OF_3_12, flagged_names=True, flagged_attributes=True
    ),
    Dialect("3.11", _OF_3_13, notes=_NOTES_OF_3_12, flagged_names=True, flagged_attributes=True),
)

"""Which file goes to which place of a model of several pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.photos.pairing import by_names


@pytest.mark.parametrize(
    ("names", "places", "expected"),
    [
        (["after.png", "before.png"], ["before", "after"], [1, 0]),
        (["roof-AFTER.png", "roof-before.png"], ["Before", "after"], [1, 0]),
        (["one.png", "two.png"], ["before", "after"], [0, 1]),
        (["before.png", "two.png"], ["before", "after"], [0, 1]),
        (["a-before.png", "b-before.png"], ["before", "after"], [0, 1]),
        (["before-after.png", "after.png"], ["before", "after"], [0, 1]),
        (["x-right.png", "x-middle.png"], ["left", "middle", "right"], [2, 1]),
        (["a.png", "b.png"], ["left", "middle", "right"], [0, 1]),
    ],
)
def test_files_go_where_their_names_say_or_else_one_after_the_other(names, places, expected):
    paths = [Path(name) for name in names]
    assert by_names(paths, places) == list(zip(expected, paths, strict=True))

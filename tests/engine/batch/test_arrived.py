"""What another computer answers is kept only where it is what was asked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from engine.batch.cluster.arrived import checked, is_inside
from engine.batch.plan import Plan
from engine.batch.rows import Photograph, Result, Row, State, Unit, Written
from engine.errors import Code, SaliscopeError

PLAN = Plan(Path("model.keras"), "0" * 64, ("cat", "dog"), "0..1")
UNIT = Unit(PLAN, (Photograph("a.png", Path("a.png")), Photograph("b/c.png", Path("b/c.png"))), Path("run"))


def done(name: str, path: str = "overlays/x.jpg", content: bytes = b"picture") -> Result:
    file = Written(path, len(content), hashlib.sha256(content).hexdigest())
    return Result(Row(name, State.DONE, PLAN.fingerprint(), files=(file,)), (content,))


FIRST, SECOND = done("a.png"), done("b/c.png", "overlays/b/y.jpg")
REFUSED = Result(Row("b/c.png", State.REFUSED, PLAN.fingerprint(), error=SaliscopeError(Code.FILE_EMPTY, name="c.png")))


@pytest.mark.parametrize("second", [SECOND, REFUSED], ids=["done", "refused"])
def test_what_was_asked_is_kept(second):
    assert checked(UNIT, (FIRST, second)) == (FIRST, second)


@pytest.mark.parametrize(
    "results",
    [
        None,
        [FIRST, SECOND],
        (FIRST,),
        (FIRST, SECOND, SECOND),
        (SECOND, FIRST),
        (FIRST, FIRST),
        (FIRST, "text"),
        (FIRST, Result("no row")),
        (FIRST, replace(SECOND, row=replace(SECOND.row, state=State.WAITING))),
        (FIRST, replace(SECOND, row=replace(SECOND.row, asked="another"))),
        (FIRST, replace(SECOND, row=replace(SECOND.row, error=SaliscopeError(Code.FILE_EMPTY, name="")))),
        (FIRST, replace(REFUSED, row=replace(REFUSED.row, error=None))),
        (FIRST, replace(SECOND, files=())),
        (FIRST, replace(SECOND, files=("text",))),
        (FIRST, replace(SECOND, files=(b"changed",))),
        (FIRST, replace(SECOND, thumbnail=None)),
        (FIRST, done("b/c.png", "../outside.jpg")),
        (FIRST, done("b/c.png", "/etc/passwd")),
        (FIRST, done("b/c.png", "")),
    ],
)
def test_anything_else_is_not_kept(results):
    with pytest.raises(SaliscopeError) as caught:
        checked(UNIT, results)
    assert caught.value.code is Code.CLUSTER_ANSWER


@pytest.mark.parametrize("path", ["x.jpg", "overlays/a/b.jpg", "maps/a..b.npy", "overlays/a:b.jpg"])
def test_paths_below_the_run_folder_stay_inside(path):
    assert is_inside(path)


@pytest.mark.parametrize("path", ["..", "a/../../b", "/a", "\\\\server\\a", "a\\..\\b", "C:/a", "C:a", "", "a\0b"])
def test_other_paths_do_not(path):
    assert not is_inside(path)

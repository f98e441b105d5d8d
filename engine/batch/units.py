"""How many photographs a unit of work has, and the row of one that is refused. Known to the window: no TensorFlow."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from engine.batch.rows import Result, Row, State
from engine.errors import SaliscopeError
from engine.methods import METHODS
from engine.methods.offers import obstacle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.batch.plan import Plan
    from engine.batch.rows import Photograph, Stamp
    from engine.models.model_info import ModelInfo

_TOGETHER = 16  # photographs in one pass over the model
# Of a unit: while one is computed, the next is read and the one before is drawn. Fewer where a group takes its time.
_GROUPS, _GROUPS_OF_LARGE = 4, 2
_LARGE = 20_000_000  # weights


def group_size(plan: Plan, info: ModelInfo | None) -> int:
    """Return how many photographs one pass over the model looks at: one where a method takes its time over each.

    So do measures, of which many passes are made about each map.

    info: of the model; None where only the method is known.
    """
    method = METHODS.get(plan.method)
    masked = info is not None and info.mask
    alone = masked or bool(plan.measures)
    return _TOGETHER if method is not None and method.is_one_look and not alone else 1


def unit_size(plan: Plan, info: ModelInfo | None) -> int:
    """Return how many photographs a unit should have; info: as for `group_size`."""
    size = group_size(plan, info)
    if size == 1:
        return 1
    small = info is not None and info.parameters < _LARGE
    return size * (_GROUPS if small else _GROUPS_OF_LARGE)


def split_methods(wanted: Iterable[str], own: str, info: ModelInfo) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which further methods the model allows, and which are left out because it does not. own: the plan's."""
    asked = set(wanted) - {own}
    allowed = tuple(name for name, method in METHODS.items() if name in asked and obstacle(method, info) is None)
    return allowed, tuple(name for name in METHODS if name in asked and name not in allowed)


def stamp_of(photograph: Photograph) -> Stamp:
    """Return the stamp of a photograph's file; its size alone where only its bytes are there, zeros without either."""
    try:
        facts = photograph.path.stat()
    except (OSError, ValueError):
        return (len(photograph.data or b""), 0, 0)
    return (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)


def refused(plan: Plan, photograph: Photograph, error: SaliscopeError) -> Result:
    """Return the row of a photograph that cannot be read or explained."""
    alias, sha256 = _known_of(plan, photograph)
    if alias and "name" in error.params:
        error = SaliscopeError(error.code, **{**error.params, "name": alias})
    asked = plan.fingerprint(photograph.truth, photograph.regions)
    stamp = stamp_of(photograph)
    return Result(Row(photograph.name, State.REFUSED, asked, stamp, sha256, alias, error=error))


def _known_of(plan: Plan, photograph: Photograph) -> tuple[str, str]:
    """Return alias and SHA-256 of a file that may be unreadable; "" for what cannot be known."""
    from engine.images.formats import format_of
    from engine.images.read import read_file

    try:
        data = photograph.data if photograph.data is not None else read_file(photograph.path)
    except SaliscopeError:
        return "", ""
    sha256 = hashlib.sha256(data).hexdigest()
    found = format_of(data)
    secret = found is not None and found.private and not plan.write_names
    return (f"{found.name}-{sha256[:8]}" if secret and found else ""), sha256

"""What a batch asks and finds out as the text that its journal keeps, and back. The text may be a stranger's."""

from __future__ import annotations

import json
import math
import re
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.batch.file_names import FOLDERS
from engine.batch.plan import Plan
from engine.batch.rows import Row, State
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region
from engine.export.fingerprints import is_sha256
from engine.export.plain_values import Unfit, plain, typed
from engine.export.spelled_out import as_written, chosen_of, spelled_out
from engine.images.preprocessing import Evidence, PixelValues
from engine.measures.kept import GREATEST
from engine.models.model_info import ModelInfo
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.batch.rows import Stamp
    from engine.measures.kept import MethodMeasures

# Where a run's files lie, by what is written
_ODD_SIGNS = re.compile(r"[\\:\0]")
_LONGEST_PATH = 1024  # characters
_LONGEST_FACT = 4096
_CHOSEN = "user"  # the origin of pixel values that were chosen in the window


@dataclass(frozen=True)
class _StoredError:
    code: Code
    params: dict


def plan_text(plan: Plan) -> str:
    """Return a plan as JSON, with all options of its method."""
    told = replace(plan, options=spelled_out(plan.method, plan.options))
    return json.dumps(plain(told), allow_nan=False)


def plan_from(text: str) -> Plan:
    """Return a plan from JSON. Raises Unfit."""
    plan: Plan = typed(Plan, _json(text, "plan"), "plan")
    rendering = plan.rendering
    if not is_sha256(plan.model_sha256) or not 0 <= rendering.alpha <= 1 or not 0 <= rendering.percentile <= 100:
        raise Unfit("plan")
    if plan.overlay_side is not None and plan.overlay_side < 1:
        raise Unfit("plan.overlay_side")
    meant = chosen_of(plan.method, as_written(plan.method, plan.options))
    return replace(plan, options=tuple(sorted(meant.items())))


def source_text(source: Path) -> str:
    """Return the folder of the images as JSON, which escapes what is no text: a name need not be."""
    return json.dumps(str(source))


def source_from(text: str) -> Path:
    """Return the folder of the images from JSON. Raises Unfit."""
    return typed(Path, _json(text, "source"), "source")


def model_text(info: ModelInfo) -> str:
    """Return the details of a model as JSON."""
    return json.dumps(plain(info), allow_nan=False)


def model_from(text: str) -> ModelInfo:
    """Return the details of a model from JSON. Raises Unfit."""
    info: ModelInfo = typed(ModelInfo, _json(text, "model"), "model")
    if not is_sha256(info.sha256) or (info.inputs and not 0 <= info.port.input < len(info.inputs)):
        raise Unfit("model")
    if info.pixel_values not in list(PixelValues) or info.pixel_values_from not in (*Evidence, _CHOSEN):
        raise Unfit("model.pixel_values")
    return info


def row_text(row: Row) -> str:
    """Return a row as JSON, but for its name and stamp, which the journal keeps beside it."""
    content = plain(replace(row, error=None))
    del content["name"], content["stamp"]
    if row.error is not None:
        facts = {key: _fact(value) for key, value in row.error.params.items()}
        content["error"] = {"code": row.error.code.value, "params": facts}
    return json.dumps(content, allow_nan=False, separators=(",", ":"))


def row_from(name: str, stamp: Stamp, text: str) -> Row:
    """Return a row from JSON. Raises Unfit."""
    content = _json(text, "row")
    if not isinstance(content, dict):
        raise Unfit("row")
    content["name"] = name
    content.pop("stamp", None)
    error = content.pop("error", None)
    # A stamp's numbers are greater than those that JSON has.
    row: Row = typed(Row, content, "row")
    asked = sys.intern(row.asked)  # the same text in most rows
    measured = tuple(map(_shared, row.measured))
    if len({each.method for each in measured}) < len(measured):
        raise Unfit("row.measured")
    error = None if error is None else _error_from(error)
    row = replace(row, asked=asked, stamp=stamp, error=error, measured=measured)
    if row.state is State.WAITING:
        raise Unfit("row.state")
    for file in row.files:
        check_path(file.path)
    return row


def _shared(measured: MethodMeasures) -> MethodMeasures:
    """Return measures with the same names of measures as other rows: they are those of most. Raises Unfit."""
    if not len(measured.values) == len(measured.measures) == len(set(measured.measures)):
        raise Unfit("row.measured")
    if any(abs(value) > GREATEST for value in measured.values if value is not None):
        raise Unfit("row.measured")
    if not 0 <= measured.seconds <= GREATEST:
        raise Unfit("row.measured")
    return replace(measured, method=sys.intern(measured.method), measures=_same(measured.measures))


@lru_cache(maxsize=64)
def _same(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(sys.intern, names))


def region_text(region: Region) -> str:
    """Return a region as JSON, without its mask."""
    content = plain(replace(region, mask=b""))
    del content["mask"]
    return json.dumps(content, allow_nan=False)


def regions_from(stored: Sequence[tuple[str, bytes]]) -> tuple[Region, ...]:
    """Return regions from (JSON, mask) pairs. Raises Unfit."""
    return tuple(_region_from(text, mask) for text, mask in stored)


def check_path(path: str) -> None:
    """Raise Unfit where a path does not lead to a file below one of a run's folders."""
    first, *inside = path.split("/")
    if len(path) > _LONGEST_PATH or _ODD_SIGNS.search(path) or first not in FOLDERS.values():
        raise Unfit("row.files")
    if not inside or any(part in ("", ".", "..") for part in inside):
        raise Unfit("row.files")


def _region_from(text: str, mask: bytes) -> Region:
    content = _json(text, "region")
    if not isinstance(content, dict) or not isinstance(mask, bytes):
        raise Unfit("region")
    content.pop("mask", None)
    return replace(typed(Region, content, "region"), mask=mask)


def _json(text: Any, place: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        raise Unfit(place) from None


def _fact(value: Any) -> Any:
    """Return a parameter of an error as JSON has it; what is of no simple type as the words that it is shown with."""
    if isinstance(value, bool | int | str) or value is None or (isinstance(value, float) and math.isfinite(value)):
        return value[:_LONGEST_FACT] if isinstance(value, str) else value
    return str(value)[:_LONGEST_FACT]


def _error_from(content: Any) -> SaliscopeError:
    stored = typed(_StoredError, content, "row.error")
    if any(_fact(value) != value for value in stored.params.values()):
        raise Unfit("row.error")
    return SaliscopeError(stored.code, **stored.params)

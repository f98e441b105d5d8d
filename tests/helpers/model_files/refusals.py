"""Model files that the inspection has to refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.errors import SaliscopeError
from engine.models.inspection import InspectionLimits, inspect_model


def refusal(path: Path, **limits: Any) -> SaliscopeError:
    """Return with what the inspection refuses a file, which it names."""
    with pytest.raises(SaliscopeError) as caught:
        inspect_model(path, limits=InspectionLimits(**limits))
    assert caught.value.params["name"] == path.name
    return caught.value

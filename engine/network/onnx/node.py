"""One step of an ONNX file, as the operators see it."""

from __future__ import annotations

from typing import Any

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Node:
    """An operator with its settings. version: of the operators' set; outputs: how many it gives."""

    operator: str
    settings: dict[str, Any]
    version: int
    outputs: int = 1

    def number(self, name: str, default: float = 0) -> Any:
        """Return a number that is set."""
        value = self.settings.get(name, default)
        return value if isinstance(value, int | float) else default

    def numbers(self, name: str) -> list[Any] | None:
        """Return numbers that are set; None where they are not."""
        value = self.settings.get(name)
        return value if isinstance(value, list) else None

    def text(self, name: str, default: str) -> str:
        """Return a text that is set."""
        value = self.settings.get(name, default)
        return value if isinstance(value, str) else default

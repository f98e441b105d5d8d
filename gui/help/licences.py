"""The packages bundled with the program and their licences, from the bill of materials in its folder."""

from __future__ import annotations

import json
from pathlib import Path

import resources
from engine.system.quick_dataclass import dataclass

BILL = "bill-of-materials.cdx.json"


@dataclass(frozen=True)
class Package:
    """A part of the packaged program. licence: an SPDX expression, or the licence's name."""

    name: str
    version: str
    licence: str


def bundled_packages(folder: Path = resources.LICENCES) -> tuple[Package, ...]:
    """Return the parts in the bill of materials (CycloneDX), sorted by name; () if the program runs from source."""
    file = folder / BILL
    if not file.exists():
        return ()
    components = json.loads(file.read_text(encoding="utf-8"))["components"]
    packages = (Package(part["name"], part.get("version", ""), _licence(part)) for part in components)
    return tuple(sorted(packages, key=lambda package: package.name.casefold()))


def _licence(part: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    names = []
    for entry in part.get("licenses", []):
        licence = entry.get("license", {})
        names.append(str(entry.get("expression") or licence.get("id") or licence.get("name", "")))
    return ", ".join(names)

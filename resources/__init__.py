"""What ships with the program: the default model, its labels, sample photographs, translations, licence records.

Paths are relative to this file, so they are right in a checkout and in a PyInstaller bundle. Import reads nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent

DEFAULT_MODEL: Final = _HERE / "default_model" / "efficientnet-lite0.keras"
DEFAULT_LABELS: Final = _HERE / "default_model" / "labels.csv"
CHECKSUMS: Final = _HERE / "default_model" / "SHA256SUMS"
ICON: Final = _HERE / "icons" / "saliscope-256.png"
ACTION_ICONS: Final = _HERE / "icons" / "actions"  # SVG files whose strokes are `currentColor`
LICENCES: Final = _HERE / "licences"
SAMPLES: Final = tuple(_HERE / "samples" / name for name in ("cat.png", "clownfish.png", "coffee.png"))
TRANSLATIONS: Final = _HERE / "translations"

# The languages of the window, each by its own name. A language is added by one entry, and `saliscope_XX.ts` in
# `translations`; English stands in the code.
SOURCE_LANGUAGE: Final = "en"
LANGUAGES: Final = {SOURCE_LANGUAGE: "English", "fr": "Français"}

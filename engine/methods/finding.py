"""What an answer has to say beside its numbers."""

from __future__ import annotations

from enum import StrEnum


class Finding(StrEnum):
    """What an attribution has to say beside its numbers."""

    NO_POSITIVE_EVIDENCE = "no-positive-evidence"
    NO_EVIDENCE = "no-evidence"

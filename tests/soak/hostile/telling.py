"""What a campaign of hostile files makes of its answers, and what its rows say for docs/RELIABILITY.md."""

from __future__ import annotations

from collections import Counter
from typing import Any

from soak.hostile.helper_process import Answer
from soak.hostile.sentences import wordless
from soak.journal import Row, percentile

LIMIT_SECONDS, LIMIT_MEMORY = 10.0, 1536  # of computing; MiB
ENDED = ("died", "hung", "escaped")  # codes of what is no refusal


def is_find(found: Answer) -> bool:
    """Tell whether something happened that may never happen."""
    return bool(
        found.get("code") in ENDED
        or found.get("words")
        or found.get("reached")
        or found.get("touched")
        or found["seconds"] > LIMIT_SECONDS
        or found["memory"] > LIMIT_MEMORY
    )


def words_of(found: Answer, name: str) -> str:
    """Return what is wrong with the words of an answer, and leave out what they were made of."""
    params = found.pop("params", {})
    return wordless(found["code"], params, name) if found["code"] and found["code"] not in ENDED else ""


def told_of_files(rows: list[Row], kinds: Counter[str]) -> list[tuple[str, str]]:
    """Return the rows of the table. kinds: how many files of each kind were changed."""
    codes = Counter(row.get("code", "") for row in rows)
    seconds = [float(row.get("seconds", 0)) for row in rows]
    memory = [float(row.get("memory", 0)) for row in rows]

    def having(name: str) -> str:
        found = [row["step"] for row in rows if row.get(name)]
        return f"{len(found)}{': ' + ', '.join(map(str, found[:12])) if found else ''}"

    def beyond(name: str, limit: float) -> str:
        return str(sum(float(row.get(name, 0)) > limit for row in rows))

    refused = [(code, count) for code, count in codes.most_common() if code not in ("", *ENDED)]
    return [
        ("files", f"{len(rows):,}: " + ", ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items()))),
        ("opened all the same", f"{codes['']:,}"),
        ("refused with a sentence", f"{sum(count for _, count in refused):,} by {len(refused)} sentences"),
        ("the process that reads died", str(codes["died"])),
        ("ended, at 30 s of computing, 5 GiB, or 3 minutes without an answer", str(codes["hung"])),
        ("another error than a refusal", str(codes["escaped"])),
        ("a refusal without words in English or French", having("words")),
        ("opened, started or loaded what it may not", having("reached")),
        ("touched a file that nothing may touch", having("touched")),
        (f"above {LIMIT_SECONDS:.0f} s of computing", beyond("seconds", LIMIT_SECONDS)),
        (f"above {LIMIT_MEMORY:,} MiB", beyond("memory", LIMIT_MEMORY)),
        ("seconds of computing, 99.9 % and most", _two(seconds)),
        ("MiB of memory, 99.9 % and most", _two(memory)),
    ]


def _two(values: list[Any]) -> str:
    return f"{percentile(values, 0.999):,.2f}, {max(values, default=0):,.2f}"

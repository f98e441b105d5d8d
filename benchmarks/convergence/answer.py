"""The answer in a table: what we need for the error that Xplique reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.convergence.points import Found

AIM = 0.4


def lines(found: Sequence[Found]) -> Iterator[str]:
    """Yield the lines of a Markdown table, and how often the aim is met."""
    yield (
        "| model | method | Xplique's number | its error, % of the peak | its s | our s for that | seconds, ratio |"
        " passes, ratio | errors against |"
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for each in found:
        last, seconds, passes = each.theirs[-1], each.share("seconds"), each.share("passes")
        number = f"{last.number:.0f}" if last.number == each.default else f"{last.number:.0f} of {each.default}"
        ours = "not reached" if seconds is None else f"{seconds * last.seconds:.2f}"
        yield (
            f"| {each.model} | {each.method} | {number} | {100 * last.error:.2f} | {last.seconds:.2f} | {ours} |"
            f" {_ratio(seconds)} | {_ratio(passes)} | {each.how} |"
        )
    met = sum((each.share("seconds") or 1) <= AIM for each in found)
    yield ""
    yield f"At most {AIM} of Xplique's seconds: {met} of {len(found)}."


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"

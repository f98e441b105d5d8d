"""docs/MEASURES.md says of every measure what the table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.measures import MEASURES, mu_fidelity, removal, road
from engine.measures.again import agreement, randomisation, stability
from engine.measures.imputation import SIDE

TEXT = (Path(__file__).parents[3] / "docs" / "MEASURES.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([\w-]+)`\n(.*?)(?=^##|\Z)", TEXT, re.DOTALL | re.MULTILINE))


def judged(row) -> str:
    limits = row.thresholds
    if limits is None:
        return "- Not judged"
    if limits.good > limits.poor:
        return f"- Good from {limits.good}, poor up to {limits.poor}."
    return f"- Good up to {limits.good}, poor from {limits.poor}."


def test_the_measures_stand_there_in_the_table_s_order():
    assert list(SECTIONS) == list(MEASURES)


@pytest.mark.parametrize("row", MEASURES.values(), ids=MEASURES)
def test_a_measure_stands_there_with_paper_thresholds_options_cost_and_limits(row):
    text = SECTIONS[row.id]
    (verdict,) = re.findall(r"^- (?:Good|Not judged).*(?:\n  .*)*", text, re.MULTILINE)
    assert f"- Paper: {row.paper}" in text
    assert verdict.startswith(judged(row))
    if row.thresholds is not None:
        assert ("It decides." in verdict) == row.decides
    options = re.findall(r"^- Options: .*(?:\n  .*)*", text, re.MULTILINE)
    assert bool(options) == bool(row.options)
    assert all(f"`{option.name}`" in options[0] for option in row.options)
    assert "- Passes: " in text
    assert "- It cannot " in text


def test_numbers_of_the_definitions_are_those_of_the_code():
    removed = ", ".join(f"{share * 100:g}" for share in road.shares_removed(int(road.STEPS.default))[:-1])
    for name, words in {
        "deletion": (
            f"in {removal.STEPS.default} equal steps",
            f"{removal.LEAST_LEFT})",
            f"than {removal.LEAST_DROP} of",
        ),
        "randomisation": (
            f"{randomisation.STAGES} stages ({randomisation.FEW_STAGES} for",
            f"at most {randomisation.ANEW // 1_000_000} million numbers",
            f"as {randomisation.LOOKS} in all",
            f"fewer than {randomisation.LEAST_LAYERS} layers",
        ),
        "max-sensitivity": (
            f"{stability.SAMPLES.default} times ({stability.FEW} for",
            f"-{stability.RADIUS.default} to",
        ),
        "jpeg-stability": (f"quality {stability.QUALITY.default} ",),
        "fit-stability": (f"{stability.PARTS} x {stability.PARTS} parts",),
        "mu-fidelity": (
            f"{mu_fidelity.GRID.default} x {mu_fidelity.GRID.default} cells",
            f"{mu_fidelity.SAMPLES.default} times a random half",
        ),
        "road": (f"noise of {road.NOISE.default} of", f"Removed are {removed} and", f"larger than {SIDE} pixels"),
        "agreement": (f"{agreement.GRID} x {agreement.GRID} cells",),
    }.items():
        text = " ".join(SECTIONS[name].split())
        assert [each for each in words if each not in text] == [], name

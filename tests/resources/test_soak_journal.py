"""A campaign goes on where it was broken off, with the draws it would have had."""

from __future__ import annotations

import pytest
from soak.journal import Journal, percentile


def draws(journal):
    return {step: rng.integers(1 << 30) for step, rng in journal.to_do()}


def test_a_campaign_goes_on_where_it_was_broken_off(tmp_path):
    begun = Journal(tmp_path, "kills", 7, 5)
    every = draws(begun)
    begun.keep(0, well=True)
    begun.keep(3, well=False)
    with (tmp_path / "kills-7.jsonl").open("a") as file:
        file.write('{"step": 1, "we')
    again = Journal(tmp_path, "kills", 7, 5)
    assert again.rows == [{"step": 0, "well": True}, {"step": 3, "well": False}]
    assert draws(again) == {step: every[step] for step in (1, 2, 4)}
    again.keep(1, well=True)
    assert [row["step"] for row in Journal(tmp_path, "kills", 7, 5).rows] == [0, 3, 1]


def test_another_seed_is_another_campaign(tmp_path):
    first, second = Journal(tmp_path, "kills", 7, 5), Journal(tmp_path, "kills", 8, 5)
    first.keep(0)
    assert not second.rows
    assert draws(first) != {step: draw for step, draw in draws(second).items() if step}


@pytest.mark.parametrize(("share", "found"), [(0.5, 2.0), (0.999, 4.0), (0.0, 1.0)])
def test_a_percentile_is_one_of_the_values(share, found):
    assert percentile([3.0, 1.0, 4.0, 2.0], share) == found
    assert percentile([], share) == 0.0

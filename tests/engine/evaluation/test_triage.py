"""What to look at first: planted peculiarities among ordinary maps."""

from dataclasses import replace

import numpy as np
import pytest

from engine.batch.rows import Row, State
from engine.evaluation.concentration import border_share, concentration, corner_share, summary
from engine.evaluation.triage import Reason, triage
from engine.images.projection import Projection

PROJECTION = Projection.make((120, 120), (120, 120))


def blob(rng, row=None, column=None, side=7, width=1.2):
    """A map with one bump, about the middle where no place is given."""
    row = rng.uniform(1.5, 4.5) if row is None else row
    column = rng.uniform(1.5, 4.5) if column is None else column
    y, x = np.mgrid[:side, :side]
    return np.exp(-((y - row) ** 2 + (x - column) ** 2) / (2 * width**2)) + 0.02 * rng.random((side, side))


def row_of(name, values, target=0, rng=None):
    return Row(
        name,
        State.DONE,
        "",
        answers=((target, 0.9),),
        target=target,
        sha256=name,
        concentration=concentration(values),
        border=border_share(values, PROJECTION),
        corner=corner_share(values, PROJECTION),
        hash=f"{int(rng.integers(1, 2**63)):016x}" if rng is not None else "",
    )


def run_of(maps, targets, rng):
    rows = [
        row_of(f"{n}.png", values, target, rng) for n, (values, target) in enumerate(zip(maps, targets, strict=True))
    ]
    kept = [(row.name, summary(values, PROJECTION)) for row, values in zip(rows, maps, strict=True) if values.any()]
    return rows, [name for name, _ in kept], np.stack([small for _, small in kept])


def flagged(found, reason):
    return set(found.having(reason))


def test_a_run_of_ordinary_maps_has_nothing_to_look_at():
    rng = np.random.default_rng(0)
    found = triage(*run_of([blob(rng) for _ in range(60)], [n % 3 for n in range(60)], rng))
    assert not found.flags
    assert set(found.means) == {0, 1, 2}
    assert all(mean.shape == (12, 12) and mean.sum() == pytest.approx(1, abs=1e-5) for mean in found.means.values())
    assert set(found.alike) == {0, 1, 2} and max(found.alike.values()) < 0.8


def test_a_planted_stamp_in_the_corner_is_found():
    rng = np.random.default_rng(1)
    maps = [blob(rng) for _ in range(60)]
    maps[7], maps[31] = blob(rng, 0, 6, width=0.8), blob(rng, 6, 6, width=0.8)
    found = triage(*run_of(maps, [0] * 60, rng))
    assert flagged(found, Reason.CORNER) == {"7.png", "31.png"}
    assert flagged(found, Reason.BORDER) == {"7.png", "31.png"}
    assert {"7.png", "31.png"} <= flagged(found, Reason.UNLIKE_CLASS)


def test_evidence_along_one_side_is_at_the_border_and_in_no_corner():
    rng = np.random.default_rng(2)
    maps = [blob(rng) for _ in range(40)]
    maps[3] = np.zeros((7, 7))
    maps[3][0] = 1
    found = triage(*run_of(maps, [0] * 40, rng))
    assert flagged(found, Reason.BORDER) == {"3.png"} and not flagged(found, Reason.CORNER)


def test_where_every_image_has_a_stamp_all_are_found():
    rng = np.random.default_rng(3)
    found = triage(*run_of([blob(rng, 0, 0, width=0.7) for _ in range(30)], [0] * 30, rng))
    assert len(flagged(found, Reason.CORNER)) == len(flagged(found, Reason.SAME_MAPS)) == 30


def test_a_class_that_is_always_seen_at_the_same_place_is_found():
    rng = np.random.default_rng(4)
    maps = [blob(rng, 1.5, 4.5, width=0.7) if n % 3 == 1 else blob(rng) for n in range(60)]
    found = triage(*run_of(maps, [n % 3 for n in range(60)], rng))
    assert flagged(found, Reason.SAME_MAPS) == {f"{n}.png" for n in range(60) if n % 3 == 1}
    assert found.alike[1] > 0.9 > found.alike[0] and found.usual < found.alike[1]


def test_copies_of_one_image_do_not_make_the_maps_of_a_class_alike():
    rng = np.random.default_rng(5)
    same = blob(rng, 1.5, 4.5)
    rows, names, summaries = run_of([same] * 8 + [blob(rng) for _ in range(8)], [0] * 8 + [1] * 8, rng)
    rows = [replace(row, hash=rows[0].hash) if row.target == 0 else row for row in rows]
    found = triage(rows, names, summaries)
    assert 0 not in found.alike and not flagged(found, Reason.SAME_MAPS)
    assert flagged(found, Reason.DUPLICATE) == {f"{n}.png" for n in range(8)}


def test_the_mean_correlation_is_that_of_all_pairs():
    rng = np.random.default_rng(6)
    rows, names, summaries = run_of([blob(rng) for _ in range(9)], [0] * 9, rng)
    between = np.corrcoef(summaries.reshape(9, -1))
    expected = between[np.triu_indices(9, 1)].mean()
    found = triage(rows, names, summaries)
    assert found.alike[0] == pytest.approx(expected, abs=1e-5) == found.usual


def test_equal_files_and_near_ones_name_each_other():
    rng = np.random.default_rng(7)
    rows, names, summaries = run_of([blob(rng) for _ in range(12)], [0] * 12, rng)
    rows[5] = replace(rows[5], sha256=rows[2].sha256)
    rows[9] = replace(rows[9], hash=f"{int(rows[4].hash, 16) ^ 0b101:016x}")
    flags = triage(rows, names, summaries).flags
    assert flags["2.png"][-1].others == ("5.png",) and flags["2.png"][-1].value == 1
    assert flags["9.png"][-1].others == ("4.png",) and flags["9.png"][-1].value == 1 - 2 / 64
    assert set(flags) == {"2.png", "5.png", "4.png", "9.png"}


def test_images_of_a_fixed_camera_are_not_all_duplicates():
    rng = np.random.default_rng(8)
    rows, names, summaries = run_of([blob(rng) for _ in range(40)], [0] * 40, rng)
    rows = [replace(row, hash="00ff00ff00ff00ff") for row in rows]
    assert not flagged(triage(rows, names, summaries), Reason.DUPLICATE)


def test_an_empty_map_is_found_and_counts_nowhere_else():
    rng = np.random.default_rng(9)
    rows, names, summaries = run_of([np.zeros((7, 7))] + [blob(rng) for _ in range(20)], [0] * 21, rng)
    assert names[0] == "1.png"
    assert [flag.reason for flag in triage(rows, names, summaries).flags["0.png"]] == [Reason.NO_EVIDENCE]


def test_refused_images_are_no_finding():
    assert not triage([Row("a", State.REFUSED, "")], [], np.zeros((0, 12, 12), np.float32)).flags


def test_a_few_maps_have_no_outlier():
    rng = np.random.default_rng(10)
    maps = [blob(rng, 3, 3) for _ in range(6)] + [blob(rng, 3, 0.5)]
    assert not flagged(triage(*run_of(maps, [0] * 7, rng)), Reason.UNLIKE_CLASS)


def test_a_corner_stands_out_above_evidence_that_is_everywhere():
    rng = np.random.default_rng(3)
    corner = [blob(rng, 0.3, 0.3, width=1) + 0.3 for _ in range(20)]
    rows, names, small = run_of(corner, [0] * 20, rng)
    assert max(row.corner for row in rows) < 0.4  # of all evidence
    found = triage(rows, names, small)
    assert len(flagged(found, Reason.CORNER)) == 20
    assert all(flag.value == rows[0].corner for flag in found.flags["0.png"] if flag.reason is Reason.CORNER)
    middle = [blob(rng) + 0.3 for _ in range(20)]
    found = triage(*run_of(middle, [0] * 20, rng))
    assert not flagged(found, Reason.CORNER) and not flagged(found, Reason.BORDER)


def test_an_even_map_has_nothing_that_stands_out():
    rng = np.random.default_rng(4)
    found = triage(*run_of([np.ones((7, 7))] * 20, [0] * 20, rng))
    assert not flagged(found, Reason.CORNER) and not flagged(found, Reason.BORDER)


def test_images_that_only_look_the_same_are_not_called_the_same_file():
    rng = np.random.default_rng(5)
    rows, names, small = run_of([blob(rng) for _ in range(3)], [0] * 3, rng)
    rows = [replace(row, hash="00ff00ff00ff00ff") for row in rows[:2]] + rows[2:]
    (flag,) = triage(rows, names, small).flags["0.png"]
    assert flag.reason is Reason.DUPLICATE and 0.98 < flag.value < 1
    rows[1] = replace(rows[1], sha256="0.png")
    assert triage(rows, names, small).flags["0.png"][0].value == 1

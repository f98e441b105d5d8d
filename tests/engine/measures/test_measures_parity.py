"""Ours against Xplique's and Quantus's measures of given maps, each in the convention that the library follows."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.measured import found_by
from references import models
from references.measures import given

from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.evaluation.concentration import concentration
from engine.images.projection import Fit
from engine.measures.again.similarity import rank_correlation, relative_change, ssim
from engine.measures.imputation import imputed
from engine.measures.mu_fidelity import cell_sums, cells_of, fidelity
from engine.measures.spread import entropy_of
from engine.measures.subject import Subject

NEAR = {"rel": 1e-5, "abs": 1e-6}


@pytest.fixture(scope="module")
def stored():
    return given.load()


@pytest.fixture(params=models.SPECS)
def name(request):
    return request.param


@pytest.fixture
def subjects(name, reference_classifiers):
    """What measures ask about each picture's given map."""
    spec, classifier = models.SPECS[name], reference_classifiers[name]
    pixels = np.rint(models.pictures(name) * (255 / spec.largest)).astype(np.uint8)
    asked = Request("picture", Fit.STRETCH, "model", spec.pixel_values, "integrated-gradients", target=given.TARGET)
    sessions = [Session(classifier, picture, spec.pixel_values) for picture in pixels]
    return [Subject(session, values, asked) for session, values in zip(sessions, given.maps(name), strict=True)]


@pytest.mark.parametrize(
    ("theirs", "measure", "options"),
    [
        ("xplique/average_drop", "average-drop", {"baseline": "zero", "evidence": "both"}),
        ("xplique/average_increase", "confidence-increase", {"baseline": "zero", "evidence": "both"}),
        (
            "xplique/mu_fidelity",
            "mu-fidelity",
            {
                "convention": "xplique",
                "baseline": "zero",
                "grid": given.GRID,
                "hidden": given.HIDDEN_BY_CHANCE,
                "samples": given.RUNS,
            },
        ),
        ("quantus/gini", "concentration", {"evidence": "both"}),
        ("xplique/gini", "concentration", {"evidence": "both"}),
    ],
)
def test_a_measure_has_the_library_s_value(name, subjects, stored, theirs, measure, options):
    ours = [found_by(subject, measure, given.SEED, **options).value for subject in subjects]
    assert ours == pytest.approx(stored[f"{name}/{theirs}"], **NEAR)


@pytest.mark.parametrize("measure", ["deletion", "insertion"])
def test_the_area_under_the_curve_is_xplique_s(name, subjects, stored, measure):
    found = [found_by(subject, measure, baseline="zero", steps=given.STEPS) for subject in subjects]
    areas = [dict(each.details).get("area", _area(each)) for each in found]
    assert areas == pytest.approx(stored[f"{name}/xplique/{measure}"], **NEAR)


def test_the_curve_of_deletion_is_that_of_quantus_s_pixel_flipping(name, subjects, stored):
    for subject, expected in zip(subjects, stored[f"{name}/quantus/pixel_flipping"], strict=True):
        found = found_by(subject, "deletion", baseline="zero", steps=given.STEPS)
        assert [share for _, share in found.curves[0].points[1:]] == pytest.approx(expected, **NEAR)


def test_mu_fidelity_of_drawn_cells_is_quantus_s_faithfulness_correlation(name, subjects, stored):
    drawn = given.hidden_cells()
    hidden = np.zeros((len(drawn), given.GRID**2), bool)
    np.put_along_axis(hidden, drawn, True, axis=1)
    ours = []
    for subject in subjects:
        cells = cells_of(subject.size, given.GRID)
        shares = subject.masked_shares(~hidden[:, cells], subject.nothing("zero"))
        ours.append(fidelity(hidden @ cell_sums(subject.enlarged, cells), subject.share - shares))
    assert ours == pytest.approx(stored[f"{name}/quantus/faithfulness_correlation"], **NEAR)


def test_entropy_is_a_share_of_the_largest_and_theirs_is_in_nats(name, subjects, stored):
    for library in ("quantus", "xplique"):
        ours = [found_by(subject, "entropy", evidence="both").value for subject in subjects]
        nats = [share * np.log(subject.values.size) for share, subject in zip(ours, subjects, strict=True)]
        assert nats == pytest.approx(stored[f"{name}/{library}/entropy"], rel=2e-5)  # they add 1e-12 and 1e-8 to p


def test_what_is_filled_in_is_what_quantus_fills_in(name, stored):
    x = models.pictures(name)
    for gone, expected in zip(given.removed(name), stored[f"{name}/quantus/imputed"], strict=True):
        for picture, removed, theirs in zip(x, gone, expected, strict=True):
            assert np.abs(imputed(picture, removed) - theirs).max() < 1e-5 * models.SPECS[name].largest


def test_changes_of_a_map_are_quantus_s_sensitivities_and_xplique_s_stability(name, stored):
    maps, near = given.maps(name), given.neighbours(name)
    changes = np.array([[relative_change(maps[n], each[n]) for each in near] for n in range(len(maps))])
    assert changes.max(axis=1) == pytest.approx(stored[f"{name}/quantus/max_sensitivity"], **NEAR)
    assert changes.mean(axis=1) == pytest.approx(stored[f"{name}/quantus/avg_sensitivity"], **NEAR)
    lengths = np.linalg.norm(maps.reshape(len(maps), -1), axis=1)
    assert changes.mean(axis=1) * lengths == pytest.approx(stored[f"{name}/xplique/average_stability"], **NEAR)


def test_likeness_of_two_maps_is_the_libraries(name, stored):
    pairs = list(zip(given.maps(name), given.neighbours(name)[-1], strict=True))
    ranks = [rank_correlation(*pair) for pair in pairs]
    assert ranks == pytest.approx(stored[f"{name}/quantus/spearman"], **NEAR)
    assert ranks == pytest.approx(stored[f"{name}/xplique/spearman"], **NEAR)
    linear = [fidelity(own.ravel().astype(float), other.ravel().astype(float)) for own, other in pairs]
    assert linear == pytest.approx(stored[f"{name}/quantus/pearson"], **NEAR)
    alike = [ssim(*pair, span=float(np.ptp(pair))) for pair in pairs]
    assert alike == pytest.approx(stored[f"{name}/quantus/ssim"], **NEAR)


def test_the_given_maps_try_what_they_should():
    """They have evidence for and against, so that conventions differ, and no two equal values."""
    for name in models.SPECS:
        values = given.maps(name)
        assert values.min() < 0 < values.max()
        assert all(len(np.unique(each)) == each.size for each in values)
        signed, absolute = (concentration(part) for part in (values[0], abs(values[0])))
        assert abs(signed - absolute) > 0.01
        assert entropy_of(abs(values[0])) < 1


def _area(found):
    """Return the area under the map's curve where the answer leaves nothing to compare."""
    y = np.array([share for _, share in found.curves[0].points])
    return float((y[1:] + y[:-1]).mean() / 2)

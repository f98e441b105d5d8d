"""Class activation maps by hand-derived numbers, and against other people's libraries at feature resolution."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, estimates
from references import models

from engine.attribution.request import Target
from engine.methods import METHODS
from engine.methods.cam import mean_of_layers

CAMS = {
    "grad-cam": "gradcam",
    "grad-cam++": "gradcampp",
    "hirescam": "hirescam",
    "xgrad-cam": "xgradcam",
    "layercam": "layercam",
    "eigen-cam": "eigencam",
}
MAKERS = {  # who has the same definition
    "grad-cam": ("tf64", "xplique", "tf_keras_vis"),
    "grad-cam++": ("tf64",),
    "hirescam": ("tf64", "tf_keras_vis"),
    "xgrad-cam": ("tf64", "pytorch_grad_cam"),
    "layercam": ("tf64", "tf_keras_vis"),
    "eigen-cam": ("tf64", "pytorch_grad_cam"),
}
A = np.stack([[[1, 2], [3, 4]], [[2, 0], [0, 2]]], axis=-1)  # (2, 2, 2)
G = np.stack([[[1, -1], [2, 0]], [[-1, -1], [0, -2]]], axis=-1)


# Closed forms


@pytest.mark.parametrize(
    ("method", "signed"),
    [
        ("grad-cam", 0.5 * A[..., 0] - 1 * A[..., 1]),
        ("hirescam", A[..., 0] * G[..., 0] + A[..., 1] * G[..., 1]),
        ("layercam", [[1, 0], [6, 0]]),
        # sum(G A) / sum(A): (1 - 2 + 6 + 0) / 10 and (-2 + 0 + 0 - 4) / 4
        ("xgrad-cam", 0.5 * A[..., 0] - 1.5 * A[..., 1]),
        # alpha of channel 0: 1 / (2 + 10) where G = 1, 4 / (8 + 80) where G = 2; channel 1 has no positive G
        ("grad-cam++", (1 / 12 + 2 * 4 / 88) * A[..., 0]),
    ],
)
def test_a_map_is_its_papers_formula_and_its_positive_part(method, signed):
    session = FakeSession(A=A, G=G)
    np.testing.assert_allclose(answer(session, method, evidence="both").values, signed, rtol=1e-6)
    np.testing.assert_allclose(answer(session, method).values, np.maximum(signed, 0), rtol=1e-6)


def test_a_mean_over_many_places_is_as_exact_as_over_few():
    rng = np.random.default_rng(3)
    A = rng.random((224, 224, 16), np.float32)
    G = (0.1 + 0.01 * rng.random((224, 224, 16))).astype(np.float32)
    found = answer(FakeSession(A=A, G=G), "grad-cam").values
    expected = (A.astype(np.float64) * G.astype(np.float64).mean(axis=(0, 1))).sum(axis=-1)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_eigen_cam_is_the_first_component_with_its_larger_extreme_positive():
    image = np.array([[3.0, -1], [-1, -1]])
    session = FakeSession(A=np.stack([10 - 2 * image, 5 - image], axis=-1), G=np.zeros((2, 2, 2)))
    np.testing.assert_allclose(answer(session, "eigen-cam").values, np.sqrt(5) * image, rtol=1e-6)


def test_eigen_cam_is_the_leading_eigenvector_of_the_covariance():
    activation = np.random.default_rng(0).standard_normal((5, 6, 4))
    values = answer(FakeSession(A=activation), "eigen-cam").values
    places = (activation - activation.mean(axis=(0, 1))).reshape(-1, 4)
    expected = (places @ np.linalg.eigh(places.T @ places).eigenvectors[:, -1]).reshape(5, 6)
    np.testing.assert_allclose(values, expected * np.sign((expected * values).sum()), atol=1e-6)


@pytest.mark.parametrize("method", [*CAMS, "ablation-cam", "score-cam"])
def test_a_layer_without_activity_gives_a_map_of_zeros(method):
    nothing = FakeSession(np.ones((4, 4)), A=np.zeros((2, 2, 3)), head=lambda batch: 0 * batch.sum(axis=(1, 2, 3)))
    np.testing.assert_array_equal(answer(nothing, method).values, np.zeros((2, 2)))


@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_grad_cam_plus_plus_does_not_depend_on_the_size_of_gradients_below_its_epsilon(scale):
    small = A * 1e-12  # then alpha is 1/2 whatever G, and the map scales with G
    one, other = (answer(FakeSession(A=small, G=G * size), "grad-cam++").values for size in (1, scale))
    np.testing.assert_allclose(one, 1.5 * small[..., 0] if scale < 1 else one, rtol=1e-6)
    if scale < 1:
        np.testing.assert_allclose(other, one * scale, rtol=1e-6)


def test_maps_of_several_layers_count_alike_at_the_finest_resolution():
    coarse, fine = np.full((1, 1), 5.0), np.array([[0.0, 0, 1, 1], [0, 0, 2, 2]])
    np.testing.assert_allclose(mean_of_layers([coarse, fine]), (1 + fine / 2) / 2)


# Channel by channel


def test_ablation_cam_on_a_linear_head_weighs_by_what_each_channel_gives():
    activation, weights = np.random.default_rng(0).random((3, 3, 40)), np.random.default_rng(1).standard_normal(40)
    head = lambda batch: batch.sum(axis=(1, 2)) @ weights + 10  # noqa: E731
    session = FakeSession(A=activation, head=head)
    given = activation.sum(axis=(0, 1)) * weights / head(activation[None])[0]  # (s - s_without) / s
    *firsts, last = estimates(session, "ablation-cam", evidence="both")
    np.testing.assert_allclose(last.values, activation @ given, rtol=1e-4, atol=1e-5)
    order = np.argsort(-(activation**2).sum(axis=(0, 1)))[:8]
    np.testing.assert_allclose(firsts[0].values, activation[..., order] @ given[order], rtol=1e-4, atol=1e-5)
    assert session.evaluations == 41


def test_ablation_cam_keeps_evidence_evidence_where_the_score_is_negative():
    session = FakeSession(A=[[[1.0, 0], [0, 1]]], head=lambda batch: batch.sum(axis=(1, 2)) @ [1, -2] - 3)
    np.testing.assert_allclose(answer(session, "ablation-cam", evidence="both").values, [[1 / 4, -2 / 4]], rtol=1e-6)


def test_score_cam_weighs_by_the_answer_to_the_masked_photograph():
    x, activation = np.ones((4, 4)), np.zeros((4, 4, 3))
    activation[:2, :, 0] = 7  # min-max makes both masks 0 and 1
    activation[:, 3, 1] = [2, 1, 1, 1]
    activation[..., 2] = 3  # the same everywhere: no mask
    session = FakeSession(x, lambda batch: batch[:, :2].sum(axis=(1, 2, 3)) / 10, A=activation)
    np.testing.assert_allclose(
        answer(session, "score-cam").values, 0.8 * activation[..., 0] + 0.15 * activation[..., 1], rtol=1e-6
    )
    assert session.evaluations == 2


def test_score_cam_masks_at_the_inputs_size_with_pixel_centres_at_halves():
    given = []
    session = FakeSession(np.ones((2, 4)), lambda batch: given.append(batch) or np.ones(len(batch)), A=[[[0.0], [1]]])
    answer(session, "score-cam")
    np.testing.assert_allclose(given[0][0, 0, :, 0], [0, 0.25, 0.75, 1])


# Other people's libraries


@pytest.fixture(params=models.SPECS)
def stored(request):
    return models.load(request.param)


def sessions(stored):
    """Yield a session, with picture and class, on each stored pair of activations and gradients."""
    for picture in range(len(stored["inputs"])):
        for turn, target in enumerate(stored["classes"]):
            session = FakeSession(A=stored["tf64/activations"][picture], G=stored["tf64/gradients"][picture, turn])
            session.logits = stored["logits"][picture]
            session.target = lambda request, target=target: Target(target)
            yield session, picture, turn


def assert_equal_to_the_peak(ours, theirs, tolerance=1e-5):
    assert np.abs(ours - theirs).max() <= tolerance * np.abs(theirs).max()


@pytest.mark.parametrize(("method", "maker"), [(method, maker) for method in CAMS for maker in MAKERS[method]])
def test_maps_of_the_same_definition_agree_with_the_libraries(stored, method, maker):
    (key,) = (key for key in stored if key.startswith(maker) and key.endswith(f"/{CAMS[method]}"))
    for session, picture, turn in sessions(stored):
        ours, theirs = answer(session, method).values, stored[key][picture]
        theirs = theirs[turn] if theirs.ndim == 3 else theirs
        if method == "eigen-cam":
            theirs = theirs * np.sign((theirs * ours).sum())
        assert_equal_to_the_peak(ours, theirs)


@pytest.mark.parametrize("convention", ["xplique", "tf-keras-vis", "pytorch-grad-cam"])
def test_grad_cam_plus_plus_is_computed_as_each_library_does_when_asked(stored, convention):
    folder = convention.replace("-", "_")
    (key,) = (key for key in stored if key.startswith(folder) and key.endswith("/gradcampp"))
    for session, picture, turn in sessions(stored):
        ours = answer(session, "grad-cam++", convention=convention).values
        # of all the maps: where the sum of alpha nearly vanishes, single precision is felt
        assert np.abs(ours - stored[key][picture, turn]).max() <= 1e-5 * np.abs(stored[key]).max()


def test_grad_cam_before_its_last_step_agrees_too(stored):
    for session, picture, turn in sessions(stored):
        ours = answer(session, "grad-cam", evidence="both").values
        assert_equal_to_the_peak(ours, stored["tf64/gradcam_signed"][picture, turn])


def test_only_eigen_cam_is_blind_to_the_class():
    assert [method.id for method in METHODS.values() if method.class_blind] == ["eigen-cam"]

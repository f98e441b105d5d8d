"""Does removing what a map shows change the answer? Deletion and insertion (Petsiuk et al., 2018, arXiv:1806.07421)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.images.preprocessing import PixelValues, zero_pixel
from engine.images.projection import PAD_LEVEL
from engine.measures.measure import Curve, Measured, Thresholds, Why
from engine.measures.orders import moved, nearness, places_in, ranked
from engine.methods.method import choice, number
from engine.methods.perturbation import baseline_option, blurred, resized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

CHUNK = 16  # pictures between two findings
LEAST_LEFT = 0.08  # of the answer: below, differences between orders are those within the first step
LEAST_DROP = 0.25  # of the answer, that must go when all goes: of less, curves are mostly what else moves an answer

# Good: of the answer nearly a third less lasts than by chance. Another seed moves a value by 0.03 as a rule, so that up
# to 0.1 it may be none. A coarse map laid anywhere reaches 0.3 once in four times, where it happens to meet the object.
JUDGED = Thresholds(0.3, 0.1)

STEPS = number("steps", 12, 4, 100)  # 67 passes
CONVENTION = choice("convention", "paper", "quantus", default="paper")
OPTIONS = {
    "deletion": (STEPS, baseline_option("grey"), CONVENTION),
    "insertion": (STEPS, baseline_option("blur"), CONVENTION),
}


def deletion(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield how much less of the answer is left where pixels go in the map's order than by chance: see `advantage`.

    From the whole image to the baseline. Petsiuk et al. name zero, grey and blur for what replaces a pixel; the zero of
    their published code is the mean colour of photographs, so grey is the default: black is an edge of its own.
    """
    yield from _compared("deletion", subject, request)


def insertion(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield how much less of the answer is missing where pixels come in the map's order than by chance.

    From the blurred image to the whole one; see `advantage`.
    """
    yield from _compared("insertion", subject, request)


def advantage(mine: float, other: float) -> float:
    """Return (other - mine) / max(other, mine, 0.08), from -1 to 1, of two orders' lasting shares: see `lasting`.

    0.5: only half as much of the answer lasts as in the other order; 0: as much; below 0: more.
    """
    return float(np.clip((other - mine) / max(other, mine, LEAST_LEFT), -1, 1))


def lasting(shares: np.ndarray, whole: float, nothing: float) -> float:
    """Return the mean over all steps of (p - nothing) / (whole - nothing), by trapezoids: 1 where the answer stays.

    shares: (n + 1,) class's probabilities p; whole, nothing: those of the whole image and of the baseline alone, so
    that images of sure and of unsure answers are comparable. Of an insertion 1 - `lasting` is what is missing.
    """
    return (area(shares) - nothing) / (whole - nothing)


def area(shares: np.ndarray, convention: str = "paper") -> float:
    """Return the area under (n + 1,) probabilities at equal steps from the first to the last, by trapezoids.

    paper: over the share of pixels, 0 to 1, as in Petsiuk et al. and Xplique. quantus: without the untouched image, and
    in units of steps, as PixelFlipping has it: from 0 to n - 1.
    """
    between = (shares[:-1] + shares[1:]) / 2
    return float(between[1:].sum() if convention == "quantus" else between.mean())


def counts(steps: int, pixels: int) -> np.ndarray:
    """Return the (steps + 1,) numbers of pixels that are changed after each step, from none to all, rounded down."""
    return np.arange(steps + 1) * pixels // steps


def masks_of(order: np.ndarray, numbers: np.ndarray, size: tuple[int, int], inserting: bool) -> np.ndarray:
    """Return (n, H, W) float32 masks, 1 where the image shows, after the first `numbers` pixels of an order changed."""
    changed = places_in(order).reshape(size) < numbers[:, None, None]
    return (changed if inserting else ~changed).astype(np.float32)


def orders_of(values: np.ndarray, seed: int) -> dict[str, list[np.ndarray]]:
    """Return the orders of an (H, W) map's pixels by curve: the map's, the centre's, and those of chance.

    random: of the map at other places by chance; see `moved`. centre: from the middle of the image outwards, which is
    where most photographs have their object.
    """
    chance = [ranked(each, seed + place) for place, each in enumerate(moved(values, seed), 1)]
    return {"map": [ranked(values, seed)], "random": chance, "centre": [ranked(nearness(values.shape), seed)]}


def step_picture(
    pixels: np.ndarray,
    values: np.ndarray,
    measure: str,
    curve: str,
    share: float,
    *,
    baseline: str,
    pixel_values: str,
    channels: int,
    seed: int,
) -> np.ndarray:
    """Return the image after a share of its pixels was taken away or put in, (H, W, C) uint8.

    pixels: the model's view of the image, (H, W, C) uint8. values: the map, (h, w). measure: "deletion" or "insertion".
    curve, share: the name of the curve and the x of the point; of "random" the first of the orders that were averaged.
    baseline, seed: as in the request. pixel_values, channels: of the model, which say what its zero looks like.
    """
    height, width = pixels.shape[:2]
    enlarged = resized(np.asarray(values, np.float32), (height, width))
    number_changed = np.array([int(share * height * width + 1e-6)])
    order = orders_of(enlarged, seed)[curve][0]
    (shown,) = masks_of(order, number_changed, (height, width), measure == "insertion")
    if baseline == "blur":
        nothing = blurred(pixels)
    else:
        zero = zero_pixel(PixelValues(pixel_values), channels)
        nothing = np.asarray({"black": 0, "grey": PAD_LEVEL, "white": 255, "zero": zero}[baseline], np.uint8)
    return np.where(shown[..., None] > 0, pixels, nothing)


def _compared(name: str, subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the curves of the map's order, of chance and of the centre, and at the end what the first is worth."""
    if not np.any(subject.values):
        yield Measured(name, why=Why.NO_EVIDENCE)
        return
    steps_option, baseline, convention = OPTIONS[name]
    nothing, steps = subject.nothing(request.choice(name, baseline)), request.whole(name, steps_option)
    inserting, numbers = name == "insertion", counts(steps, subject.size[0] * subject.size[1])
    orders = subject.once(("orders", request.seed), lambda: orders_of(subject.enlarged, request.seed))
    runs = [(curve, order) for curve, all_of_it in orders.items() for order in all_of_it]
    ends = {steps if inserting else 0: subject.share}
    found: dict[str, list[np.ndarray]] = {}
    for run, (curve, order) in enumerate(runs):
        p = np.zeros(steps + 1)
        p[list(ends)] = list(ends.values())
        missing = [step for step in range(steps + 1) if step not in ends]
        for first in range(0, len(missing), CHUNK):
            part = missing[first : first + CHUNK]
            p[part] = subject.masked_shares(masks_of(order, numbers[part], subject.size, inserting), nothing)
            done = (run + min(first + CHUNK, len(missing) - 1) / len(missing)) / len(runs)
            yield Measured(name, curves=_curves(found), fraction=done)
        found.setdefault(curve, []).append(p)
        ends = {0: p[0], steps: p[-1]}  # alike in all orders
        if subject.share - ends[0 if inserting else steps] < LEAST_DROP * abs(subject.share):
            break
    yield _finding(name, found, inserting, request.choice(name, convention))


def _finding(name: str, found: dict[str, list[np.ndarray]], inserting: bool, convention: str) -> Measured:
    """Return what curves say: {curve: [(steps + 1,) probabilities, ...]}, those of chance averaged.

    Without the curve of chance, which is left out where there is nothing to take away, there is no value.
    """
    means = {curve: np.mean(all_of_it, axis=0) for curve, all_of_it in found.items()}
    ends = _ends(means["map"], inserting)
    details = {"area": area(means["map"], convention), **ends}
    if "random" not in means:
        return Measured(name, why=Why.NO_ANSWER, details=tuple(details.items()), curves=_curves(found))
    details |= {f"area_{curve}": area(means[curve], convention) for curve in ("random", "centre")}
    left = {curve: lasting(p, **ends) for curve, p in means.items()}
    if inserting:
        left = {curve: 1 - share for curve, share in left.items()}
    details["over_centre"] = advantage(left["map"], left["centre"])
    value = advantage(left["map"], left["random"])
    return Measured(name, value, details=tuple(details.items()), curves=_curves(found))


def _ends(p: np.ndarray, inserting: bool) -> dict[str, float]:
    """Return the class's probability for the whole image and for nothing of it, from a curve of either direction."""
    nothing, whole = p[[0, -1]] if inserting else p[[-1, 0]]
    return {"whole": float(whole), "nothing": float(nothing)}


def _curves(found: dict[str, list[np.ndarray]]) -> tuple[Curve, ...]:
    curves = []
    for name, all_of_it in found.items():
        p = np.mean(all_of_it, axis=0)
        x = np.linspace(0, 1, len(p))
        curves.append(Curve(name, tuple(zip(x.tolist(), p.tolist(), strict=True))))
    return tuple(curves)

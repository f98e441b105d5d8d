"""What is said of how methods compare: a winner only beyond chance, and never a number alone."""

from __future__ import annotations

from engine.measures import MEASURES, Aspect
from engine.measures.kept import MethodMeasures
from engine.measures.ranking import Ranking, rank
from gui.words.ranking import aspect_counts, method_line, rank_words, ranking_sentences


def compared(count: int, *values: float | None) -> Ranking:
    """Return the ranking of methods with the same value for "centre" on so many images."""
    methods = ("grad-cam", "grad-cam++", "saliency")
    one = [MethodMeasures(method, ("centre",), (value,), 0.25) for method, value in zip(methods, values, strict=False)]
    return rank([one] * count)


def test_a_winner_is_named_only_beyond_chance():
    assert ranking_sentences(compared(20, 0.1, 0.9)) == [
        "On these images (20) Grad-CAM holds up best, by more than chance would give."
    ]
    assert ranking_sentences(compared(20, 0.1, 0.1, 0.9)) == [
        "No clear winner on these images (20): Grad-CAM comes first; as good within chance: Grad-CAM++."
    ]


def test_too_few_images_say_how_many_would_do():
    assert ranking_sentences(compared(3, 0.1, 0.9))[1] == "So many methods can only be told apart on at least 6 images."


def ranked(measure: str, **values: float) -> list[str]:
    one = [MethodMeasures(method.replace("_", "-"), (measure,), (value,), 0.25) for method, value in values.items()]
    return ranking_sentences(rank([one] * 20))


def test_a_method_that_says_little_of_the_model_or_of_the_class_is_never_called_the_best():
    assert ranked("centre", guided_backprop=0.1, eigen_cam=0.2, grad_cam=0.3, saliency=0.9) == [
        "On these images (20) Grad-CAM holds up best, by more than chance would give.",
        "Set aside, however they rank: Guided backpropagation (known to give nearly the same map with random weights); "
        "Eigen-CAM (the map is the same for every class).",
    ]
    assert ranked("centre", guided_backprop=0.1, grad_cam=0.3)[0] == (
        "Compared on 20 images; only Grad-CAM is not set aside."
    )
    good, poor = MEASURES["randomisation"].thresholds.good, MEASURES["randomisation"].thresholds.poor
    assert ranked("randomisation", saliency=poor, grad_cam=good)[1] == (
        "Set aside, however they rank: Saliency (the map hardly depends on the model: poor on 20 of 20 images)."
    )
    assert ranked("randomisation", saliency=poor, eigen_cam=good)[0] == (
        "Compared on 20 images; no method is left that can be called the best."
    )


def test_without_anything_to_compare_there_is_no_first():
    assert ranking_sentences(rank([])) == ["No map was measured, so nothing can be said of how far to trust it."]
    assert ranking_sentences(compared(5, 0.1)) == []
    assert ranking_sentences(compared(5, None, None)) == [
        "No measure that decides has a value, so the methods are not ranked."
    ]


def test_a_method_s_line_has_what_holds_by_aspect_and_the_time():
    first, second = compared(4, 0.1, None).methods
    assert method_line(first) == "Grad-CAM: Middle: good 4, doubtful 0, poor 0; time for a map: 250 ms"
    assert method_line(second) == "Grad-CAM++: –; time for a map: 250 ms"
    assert aspect_counts(Aspect.CENTRE, first.aspects[Aspect.CENTRE]) == "Middle: good 4, doubtful 0, poor 0"
    assert (rank_words(1.25), rank_words(None)) == ("1.3", "–")

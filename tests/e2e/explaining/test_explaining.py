"""All methods through the window: estimates that refine, questions about two classes, several classes and layers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QListWidget, QPushButton, QSlider, QSpinBox

from engine.methods import METHODS
from engine.rendering import Evidence
from gui.canvas.class_strip import CLASSES, ClassStrip
from gui.inspector.layers.layer_dialog import LayerDialog


def choose(program, name: str, data: object) -> None:
    box = program.control(name, QComboBox)
    index = box.findData(data)
    assert index >= 0, f"{name} does not offer {data!r}"
    assert box.model().flags(box.model().index(index, 0)) & Qt.ItemFlag.ItemIsEnabled
    box.setCurrentIndex(index)


def test_an_estimate_shows_early_refines_and_says_how_sure_it_is(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        seen = []
        program.state.attribution_changed.connect(lambda: seen.append(program.state.attribution))
        choose(program, "Method", "rise")
        program.control("Masks", QSpinBox).setValue(100)
        program.wait_for_overlay()
        program.wait(lambda: program.state.attribution.fraction == 1)
        of_rise = [found for found in seen if found is not None and found.request.options == (("masks", 100.0),)]
        fractions = [found.fraction for found in of_rise]
        assert fractions == sorted(fractions)
        assert fractions[0] < 1 == fractions[-1]
        assert of_rise[-1].error is not None
        assert of_rise[-1].error < of_rise[0].error

    run(scenario, str(cat))


def test_cancelling_keeps_the_estimate_that_is_there(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        choose(program, "Method", "rise")
        program.control("Masks", QSpinBox).setValue(8000)
        program.wait(lambda: program.state.attribution.request.method == "rise" and program.state.progress[0] > 0)
        program.control("Cancel", QAbstractButton).click()
        program.wait(lambda: not program.state.activities)
        kept = program.state.attribution
        assert 0 < kept.fraction < 1
        choose(program, "Method", "grad-cam")
        program.wait_for_overlay()
        assert program.state.attribution.request.method == "grad-cam"

    run(scenario, str(cat))


def test_another_class_starts_afresh_without_waiting(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        choose(program, "Method", "rise")
        program.control("Masks", QSpinBox).setValue(8000)
        program.wait(lambda: program.state.attribution.request.method == "rise")
        program.state.choose_target(7)
        program.wait(lambda: program.state.attribution.request.target == 7)
        assert program.state.attribution.fraction < 1

    run(scenario, str(cat))


def test_one_class_is_held_against_another_and_the_slider_is_live(run, cat):
    def scenario(program):
        program.open_more()
        program.wait_for_overlay()
        plain = program.state.attribution.values
        second = int(np.argsort(-program.state.attribution.logits)[1])
        choose(program, "Compare against", second)
        program.wait(lambda: program.state.attribution.request.against == second)
        full = program.state.attribution.values
        assert not np.array_equal(full, plain)
        slider = program.control("Weight of the other class", QSlider)
        assert slider.isVisibleTo(program.window)
        slider.setValue(0)
        program.wait(lambda: program.state.attribution.request.balance == 0)
        np.testing.assert_allclose(program.state.attribution.values, plain, atol=1e-6)

    run(scenario, str(cat))


def test_the_probability_can_be_explained_instead_of_the_score(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        box = program.control("Explain", QComboBox)
        box.setCurrentIndex(1)
        program.wait(lambda: program.state.attribution.request.probability)
        assert program.state.attribution.values.any()

    run(scenario, str(cat))


def test_several_classes_stand_beside_each_other_and_a_click_explains_one(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        strip = program.window.findChild(ClassStrip)
        assert not strip.isVisibleTo(program.window)
        program.window.actions_by_id["toggle_strip"].trigger()
        program.wait(lambda: len(program.state.several) == CLASSES)
        assert strip.isVisibleTo(program.window)
        third = program.state.several[2].request.target
        strip._buttons[2].click()
        program.wait(lambda: program.state.attribution.request.target == third)
        expected = next(found for found in program.state.several if found.request.target == third)
        np.testing.assert_allclose(program.state.attribution.values, expected.values, atol=1e-6)
        choose(program, "Method", "occlusion")
        program.wait(lambda: not program.state.several)
        assert not strip.isVisibleTo(program.window)

    run(scenario, str(cat))


def test_further_layers_are_ticked_in_a_list(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        alone = program.state.attribution.values
        program.control("More layers", QPushButton).click()
        dialog = program.window.findChild(LayerDialog)
        listed = dialog.findChild(QListWidget)
        path = program.state.model.layers[-6].path
        items = (listed.item(row) for row in range(listed.count()))
        next(item for item in items if item.text() == path).setCheckState(Qt.CheckState.Checked)
        dialog._accept()
        program.wait(lambda: program.state.attribution.request.further_layers == (path,))
        program.wait(lambda: program.state.attribution.fraction == 1)
        assert program.state.attribution.values.shape >= alone.shape

    run(scenario, str(cat))


def test_a_two_sided_map_offers_its_sides(run, cat):
    def scenario(program):
        program.open_more()
        program.wait_for_overlay()
        choose(program, "Method", "gradient-x-input")
        program.wait_for_overlay()
        sides = [box for box in program.window.findChildren(QComboBox) if box.findData(Evidence.AGAINST) >= 0]
        assert len(sides) == 1
        assert sides[0].isVisibleTo(program.window)
        sides[0].setCurrentIndex(sides[0].findData(Evidence.AGAINST))
        assert program.state.rendering.evidence is Evidence.AGAINST
        choose(program, "Method", "saliency")
        program.wait_for_overlay()
        assert not sides[0].isVisibleTo(program.window)

    run(scenario, str(cat))


def test_every_method_answers_in_the_window(run, cat, small_model):
    few = {"masks": 50, "samples": 50, "designs": 2, "steps": 4}

    def scenario(program):
        program.wait_for_overlay()
        for method in METHODS.values():
            program.state.choose_method(method.id)
            for option in method.options:
                if option.name in few:
                    program.state.choose_option(option.name, max(option.low, few[option.name]))
            program.wait(
                lambda method=method: (
                    program.state.attribution.request.method == method.id and program.state.attribution.fraction == 1
                )
            )
            assert np.isfinite(program.state.attribution.values).all()
            assert not program.notice

    run(scenario, str(cat), "--model", str(small_model))

"""Models whose layers are used more than once, in the window: lists, inputs, maps, and sessions of earlier versions."""

from __future__ import annotations

import json

import keras
import numpy as np
from helpers.channels_first import assert_close
from helpers.shared_layers import HEIGHT, WIDTH, classifier_of, map_of, siamese, two_inputs
from PySide6.QtWidgets import QComboBox

from engine.attribution.session import Session
from engine.images import read_image
from engine.images.projection import Fit, Projection
from engine.network.description import Port
from gui.state import file_dialogs as files


def expected(model, photograph, layer, target: int, port: Port | None = None) -> np.ndarray:
    image = read_image(photograph)
    pixels = Projection.make((image.width, image.height), (WIDTH, HEIGHT), Fit.STRETCH).apply(image.pixels)
    return map_of(Session(classifier_of(model, port), pixels, "0..255"), "grad-cam", layer, target)


def listed(program) -> list[str]:
    box = program.control("Layer", QComboBox)
    return [box.itemData(row) for row in range(box.count())]


def look_at(program, path: str) -> None:
    box = program.control("Layer", QComboBox)
    box.setCurrentIndex(box.findData(path))
    program.wait(lambda: program.state.attribution is not None and program.state.attribution.request.layer == path)
    program.wait_for_overlay()


def test_the_uses_are_listed_explained_saved_and_found_by_their_old_name(run, photograph, tmp_path, monkeypatch):
    keras.utils.set_random_seed(12)
    model = siamese().model
    model.save(tmp_path / "siamese.keras")
    session = tmp_path / "uses.saliscope"

    def explain(program):
        program.wait_for_overlay()
        state = program.state
        assert state.choices.pixel_values == "0..255"
        state.choose_target(1)
        program.wait_for_overlay()
        names = [f"encoder/{layer}#{use}" for use in (1, 2) for layer in ("rescaling", "conv", "pool")]
        assert [path for path in reversed(listed(program)) if not path.endswith("#all")] == names
        for path in ("encoder/conv#1", "encoder/conv#2", "encoder/conv#all"):
            look_at(program, path)
            assert_close(state.attribution.values, expected(model, photograph, path, 1))
        monkeypatch.setattr(files, "ask_target", lambda *_: session)
        program.window.actions_by_id["save_session_as"].trigger()
        program.wait(lambda: session.exists() and "session was saved" in program.notice)

    def find_again(program):
        program.wait_for_overlay()
        saved = json.loads(session.read_text(encoding="utf-8"))
        assert saved["choices"]["layer"] == "encoder/conv#all"
        for name, found in (("encoder/conv#all",) * 2, ("encoder/conv", "encoder/conv#2")):
            saved["choices"]["layer"] = name
            session.write_text(json.dumps(saved), encoding="utf-8")
            program.drop(session)
            program.wait(lambda found=found: program.state.choices.layer == found)
            program.wait_for_overlay()
            program.wait(lambda found=found: program.state.attribution.request.layer == found)
            assert_close(program.state.attribution.values, expected(model, photograph, found, 1))

    run(explain, str(photograph), "--model", str(tmp_path / "siamese.keras"))
    run(find_again, str(photograph), "--model", str(tmp_path / "siamese.keras"))


def test_the_layers_are_those_of_the_input_that_has_the_photograph(run, photograph, tmp_path):
    keras.utils.set_random_seed(12)
    model = two_inputs().model
    model.save(tmp_path / "pair.keras")

    def choose(program):
        program.wait_for_overlay()
        state = program.state
        for index in (0, 1):
            box = program.control("Image input", QComboBox)
            box.setCurrentIndex(box.findData(index))
            program.wait(lambda index=index: state.model.port.input == index)
            state.choose_target(1)
            program.wait_for_overlay()
            path = f"encoder/conv#{index + 1}"
            program.wait(lambda path=path: state.attribution.request.layer == path)
            assert [name.rpartition("#")[2] for name in listed(program)] == [str(index + 1)] * 3
            assert_close(state.attribution.values, expected(model, photograph, None, 1, Port(index)))

    run(choose, str(photograph), "--model", str(tmp_path / "pair.keras"))

"""`explain --frames` explains several frames of a file; `--film` writes their overlays as one film."""

from __future__ import annotations

import cv2
import keras
import numpy as np
import pytest

import main
from engine import explain, open_model, read_image, render
from engine.export.provenance import read_provenance

pytestmark = pytest.mark.slow
_SIZE = 47, 33  # odd sides, which films have not


@pytest.fixture
def pages(tmp_path):
    """A file of five pages that grow brighter."""
    path = tmp_path / "pages.tif"
    left = np.tile(np.linspace(0, 100, _SIZE[0]), (_SIZE[1], 1))
    cv2.imwritemulti(
        str(path), [np.repeat((left + 30 * number)[..., None], 3, 2).astype(np.uint8) for number in range(5)]
    )
    return path


@pytest.fixture
def model(tmp_path):
    keras.utils.set_random_seed(4)
    path = tmp_path / "m.keras"
    layers = [keras.layers.Conv2D(3, 3, activation="relu"), keras.layers.Flatten(), keras.layers.Dense(2, "softmax")]
    keras.Sequential([keras.Input((8, 8, 3)), *layers]).save(path)
    return path


def explained(photograph, model, *options: str) -> int:
    out = str(photograph.parent / "out")
    return main.main(["explain", str(photograph), "--model", str(model), "--out", out, *options])


def frames_of(path) -> list[np.ndarray]:
    film, found = cv2.VideoCapture(str(path)), []
    while (frame := film.read()[1]) is not None:
        found.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
    return found


def test_the_overlays_of_a_range_of_frames_become_a_film(pages, model):
    assert explained(pages, model, "--frames", "2-4", "--film", "5", "--class", "1") == 0
    (film,) = (pages.parent / "out").glob("*.mp4")
    assert film.name == "pages_film_grad-cam.mp4"
    found, opened = frames_of(film), open_model(model)
    assert len(found) == 3
    for number, frame in enumerate(found, start=1):
        image = read_image(pages, frame=number)
        expected = render(explain(opened, image, target=1), image)
        assert frame.shape == (34, 48, 3)
        shown = cv2.resize(frame, _SIZE, interpolation=cv2.INTER_AREA)
        assert np.abs(shown.astype(int) - expected).mean() < 8  # of 255: the film is compressed
    record = read_provenance(film.with_name(f"{film.name}.json"))
    assert record.request.reading.frame == 1


def test_frames_without_a_film_are_pictures_named_by_their_number_up_to_the_last_there_is(pages, model, capsys):
    assert explained(pages, model, "--frames", "4-") == 0
    written = sorted(path.name for path in (pages.parent / "out").iterdir())
    assert [name.rpartition("_")[2] for name in written] == ["4.png", "5.png"]
    assert explained(pages, model, "--frames", "6-9") == 1
    assert "from 1 to 5" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--frames", "3"), ("--frames", "4-2"), ("--frames", "0-2"), ("--film", "0")])
def test_ranges_and_rates_that_make_no_sense_are_wrong_usage(pages, model, options):
    with pytest.raises(SystemExit, match="2"):
        explained(pages, model, *options)


def test_a_film_that_cannot_be_written_ends_in_a_sentence_and_leaves_nothing(pages, model, capsys, monkeypatch):
    monkeypatch.setattr(
        cv2, "VideoWriter", lambda *_: type("None", (), {"isOpened": lambda _: False, "release": print})()
    )
    monkeypatch.setattr(cv2.VideoWriter, "fourcc", lambda *_: 0, raising=False)
    assert explained(pages, model, "--frames", "1-2", "--film", "5") == 1
    assert "pages_film_grad-cam.mp4" in capsys.readouterr().err
    assert not list((pages.parent / "out").iterdir())

"""What is remembered of models: newest first, known by their contents, and never a reason to stumble."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

import resources
from gui.state import memory
from gui.state.memory import RememberedModel

pytestmark = pytest.mark.usefixtures("nothing_remembered")


FOLDER = Path("models").absolute()


def sha(number: int) -> str:
    return f"{number:064x}"


def remember(*numbers: int) -> None:
    for number in numbers:
        memory.remember_model(FOLDER / f"{number}.keras", f"{number}.keras", sha(number))


def names() -> list[str]:
    return [model.path.stem for model in memory.remembered_models()]


def test_models_are_remembered_newest_first_and_once():
    remember(1, 2, 3, 1)
    assert names() == ["1", "3", "2"]
    assert memory.remembered_models()[0] == RememberedModel(FOLDER / "1.keras", "1.keras", sha(1))


def test_a_model_opened_by_a_relative_path_is_found_from_any_folder():
    memory.remember_model(Path("models", "1.keras"), "1.keras", sha(1))
    assert memory.remembered_models()[0].path == FOLDER / "1.keras"


def test_the_bundled_model_is_not_remembered():
    memory.remember_model(resources.DEFAULT_MODEL, "bundled", sha(0))
    assert names() == []


def test_a_moved_model_is_the_same_model_in_its_new_place():
    remember(1, 2)
    memory.set_favourite(sha(1), True)
    memory.remember_model(FOLDER / "sub" / "renamed.keras", "renamed.keras", sha(1))
    assert memory.remembered_models() == (
        RememberedModel(FOLDER / "sub" / "renamed.keras", "renamed.keras", sha(1), True),
        RememberedModel(FOLDER / "2.keras", "2.keras", sha(2)),
    )


def test_a_newer_version_in_the_same_place_takes_over_with_the_star():
    remember(1)
    memory.set_favourite(sha(1), True)
    memory.remember_model(FOLDER / "1.keras", "1.keras", sha(9))
    assert memory.remembered_models() == (RememberedModel(FOLDER / "1.keras", "1.keras", sha(9), True),)


def test_thirty_are_kept_and_favourites_beside_them():
    remember(*range(3))
    memory.set_favourite(sha(0), True)
    remember(*range(10, 45))
    assert names() == [*(str(number) for number in range(44, 14, -1)), "0"]
    memory.set_favourite(sha(0), False)
    assert len(names()) == 30


def test_what_one_number_stands_for_is_remembered_by_model_and_output():
    assert memory.two_classes_of(sha(1), 0) is None
    memory.remember_two_classes(sha(1), 0, True)
    memory.remember_two_classes(sha(1), 1, False)
    assert [memory.two_classes_of(sha(1), output) for output in range(3)] == [True, False, None]
    memory.forget_model(sha(1))
    assert memory.two_classes_of(sha(1), 0) is None
    memory.remember_two_classes(sha(2), 0, True)
    memory.forget_all_models()
    assert memory.two_classes_of(sha(2), 0) is None


def test_a_star_comes_and_goes():
    remember(1, 2)
    memory.set_favourite(sha(1), True)
    assert [model.favourite for model in memory.remembered_models()] == [False, True]
    memory.set_favourite(sha(1), False)
    assert [model.favourite for model in memory.remembered_models()] == [False, False]


def test_forgetting_a_model_forgets_what_was_chosen_for_it():
    remember(1, 2)
    for number in (1, 2):
        memory.remember_pixel_values(sha(number), "0..1")
    memory.forget_model(sha(1))
    assert names() == ["2"]
    assert (memory.pixel_values_of(sha(1)), memory.pixel_values_of(sha(2))) == (None, "0..1")
    memory.forget_all_models()
    assert names() == []
    assert memory.pixel_values_of(sha(2)) is None


GOOD = {"path": "models/1.keras", "name": "1.keras", "sha256": sha(1), "favourite": False}


@pytest.mark.parametrize(
    ("stored", "left"),
    [
        ("", []),
        ("no JSON", []),
        ("[" * 100_000, []),
        ("{}", []),
        ("7", []),
        (["a", "list"], []),
        (b"\xff\x00", []),
        (json.dumps([GOOD, 7, None, [], {}, {**GOOD, "sha256": "../.."}, {**GOOD, "path": 5}]), ["1"]),
        (json.dumps([GOOD, {**GOOD, "path": "other/place.keras"}]), ["1"]),
        (json.dumps([{**GOOD, "favourite": "maybe", "more": 1}]), ["1"]),
    ],
)
def test_garbage_in_the_settings_counts_as_nothing(stored, left):
    QSettings("Saliscope", "Saliscope").setValue("models/opened", stored)
    assert names() == left
    remember(2)
    assert names() == ["2", *left]


@pytest.mark.qt_log_ignore("Trying to construct an instance of an invalid type")  # Qt on such a file
def test_a_settings_file_full_of_garbage_counts_as_nothing():
    settings = QSettings("Saliscope", "Saliscope")
    Path(settings.fileName()).parent.mkdir(parents=True, exist_ok=True)
    Path(settings.fileName()).write_bytes(b"[models\nopened=@Variant(\x00\x00\xff)\n\xfe\xfe=@ByteArray(")
    settings.sync()
    assert names() == []
    remember(1)
    assert names() == ["1"]

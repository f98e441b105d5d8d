"""What is known of a folder before a batch: true classes, their mapping, boxes and masks."""

from __future__ import annotations

from helpers.batches.setup_steps import PICTURE, begun, box, choose, said, start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from engine.batch.known.told import FOLDERS
from engine.batch.plan import Aim
from gui.batch.setup import known_card
from gui.batch.setup.mapping_dialog import MappingDialog


def test_sub_folders_that_are_classes_are_the_true_classes(opened, source, qtbot):
    setup = begun(opened(), qtbot)
    assert setup.told.truth == FOLDERS
    assert setup.told.truths == {"cat/1.png": 0, "cat/2.png": 0, "dog/1.png": 1}
    assert setup.source == source
    assert setup.folder == source.parent / "pets – Saliscope"
    assert not setup.folder.exists()


def test_sub_folders_that_are_no_classes_are_offered_and_not_taken(opened, tmp_path, qtbot):
    folder = tmp_path / "days"
    for day in ("2026-01-01", "2026-01-02"):
        (folder / day).mkdir(parents=True)
        (folder / day / "a.png").write_bytes(PICTURE)
    dialog = opened(folder)
    assert box(dialog, "True classes").currentIndex() == 0
    assert "lie in sub-folders" in said(dialog)
    assert begun(dialog, qtbot).told.said is None


def test_the_true_class_can_be_explained_only_where_it_is_known(opened):
    dialog = opened()
    aims = box(dialog, "Explained")
    aims.setCurrentIndex(1)
    assert dialog.plan.aim is Aim.TRUTH
    choose(dialog, "True classes", 0)
    assert dialog.plan.aim is Aim.FIRST
    assert not aims.model().item(1).isEnabled()


def test_names_that_are_no_class_are_mapped_before_it_begins(opened, source, qtbot):
    (source / "strays").mkdir()
    (source / "strays" / "3.png").write_bytes(PICTURE)
    dialog = opened()
    qtbot.mouseClick(start(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.findChild(MappingDialog) is not None)
    mapping = dialog.findChild(MappingDialog)
    classes = box(mapping, "Class of “strays”")
    classes.setCurrentIndex(classes.findText("owl"))
    with qtbot.waitSignal(dialog.wanted) as wanted:
        mapping.findChild(QPushButton).click()
    setup = wanted.args[0]
    assert setup.told.matching.found == {"cat": 0, "dog": 1, "strays": 2}
    assert setup.told.truths["strays/3.png"] == 2


def test_a_name_that_is_not_exactly_a_class_is_shown_before_it_counts(opened, source, qtbot):
    (source / "cat").rename(source / "cats")
    dialog = opened()
    qtbot.mouseClick(start(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.findChild(MappingDialog) is not None)
    mapping = dialog.findChild(MappingDialog)
    assert box(mapping, "Class of “cats”").currentText() == "cat"
    with qtbot.waitSignal(dialog.wanted) as wanted:
        mapping.findChild(QPushButton).click()
    assert wanted.args[0].told.truths["cats/1.png"] == 0


def test_a_mapping_that_is_cancelled_begins_nothing(opened, source, qtbot):
    (source / "strays").mkdir()
    (source / "strays" / "3.png").write_bytes(PICTURE)
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.wanted):
        start(dialog).click()
        qtbot.waitUntil(lambda: dialog.findChild(MappingDialog) is not None)
        dialog.findChild(MappingDialog).reject()
    assert dialog.isVisible()
    assert start(dialog).isEnabled()


def test_a_table_of_true_classes_is_asked_for_and_read(opened, tmp_path, qtbot, monkeypatch):
    table = tmp_path / "truth.csv"
    table.write_text("file,class\ncat/1.png,dog\ndog/1.png,owl\n", encoding="utf-8")
    monkeypatch.setattr(known_card, "ask_truth_file", lambda parent: table)
    dialog = opened()
    choose(dialog, "True classes", 2)
    setup = begun(dialog, qtbot)
    assert setup.told.truth == table
    assert setup.told.truths == {"cat/1.png": 1, "dog/1.png": 2}


def test_a_file_that_was_not_chosen_is_waited_for(opened, monkeypatch):
    monkeypatch.setattr(known_card, "ask_truth_file", lambda parent: None)
    dialog = opened()
    choose(dialog, "True classes", 2)
    assert not start(dialog).isEnabled()
    choose(dialog, "True classes", 0)
    assert start(dialog).isEnabled()


def test_a_table_that_cannot_be_read_is_said_and_nothing_begins(opened, tmp_path, qtbot, monkeypatch):
    table = tmp_path / "truth.csv"
    table.write_text("nothing here", encoding="utf-8")
    monkeypatch.setattr(known_card, "ask_truth_file", lambda parent: table)
    dialog = opened()
    choose(dialog, "True classes", 2)
    with qtbot.assertNotEmitted(dialog.wanted):
        start(dialog).click()
        qtbot.waitUntil(lambda: "truth.csv" in said(dialog))
    assert start(dialog).isEnabled()


def test_boxes_come_from_a_file_or_a_folder_and_masks_are_no_images(opened, source, tmp_path, qtbot, monkeypatch):
    (source / "masks").mkdir()
    (source / "masks" / "2.png").write_bytes(PICTURE)
    monkeypatch.setattr(known_card, "ask_regions_folder", lambda parent: source / "masks")
    dialog = opened()
    choose(dialog, "Boxes or masks", 2)
    told = begun(dialog, qtbot).told
    assert (set(told.regions), told.masks) == ({"cat/2.png"}, {"masks/2.png"})
    assert "masks" not in told.said.values()


def test_boxes_that_cannot_be_read_are_said_and_nothing_begins(opened, tmp_path, qtbot, monkeypatch):
    (tmp_path / "boxes.json").write_text("{")
    monkeypatch.setattr(known_card, "ask_regions_file", lambda parent: tmp_path / "boxes.json")
    dialog = opened()
    choose(dialog, "Boxes or masks", 1)
    with qtbot.assertNotEmitted(dialog.wanted):
        start(dialog).click()
        qtbot.waitUntil(lambda: "boxes.json" in said(dialog))
    assert start(dialog).isEnabled()

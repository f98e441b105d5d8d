"""Folders: what the dialog and the list of recent ones remember, and what is said of one without images."""

from __future__ import annotations

from pathlib import Path

from gui.state import file_dialogs as files


def test_a_folder_without_photographs_says_so_and_changes_nothing(run, cat, tmp_path):
    folder = tmp_path / "papers"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "photo.png").write_bytes(cat.read_bytes())

    def scenario(program):
        program.wait_for_image(cat)
        program.drop(folder)
        program.wait(lambda: "papers" in program.notice)
        assert "Subfolders are not searched" in program.notice
        assert program.state.image.path == cat

    run(scenario, str(cat))


def test_a_dialog_begins_where_pictures_are_before_anything_was_opened(run, monkeypatch):
    asked = []
    monkeypatch.setattr(files.QFileDialog, "getExistingDirectory", lambda _, __, folder: asked.append(folder) or "")
    monkeypatch.setattr(files, "pictures_folder", lambda: Path("/"))

    def scenario(program):
        program.window.actions_by_id["open_folder"].trigger()
        assert asked == ["/"]

    run(scenario)


def test_open_folder_is_remembered_among_the_recent_ones_and_by_the_dialog(run, series, monkeypatch):
    asked = []

    def ask(parent, title, folder):
        asked.append(folder)
        return str(series[0].parent)

    monkeypatch.setattr(files.QFileDialog, "getExistingDirectory", ask)

    def scenario(program):
        program.window.actions_by_id["open_folder"].trigger()
        program.wait_for_image(series[0])
        program.window.actions_by_id["close_all_photographs"].trigger()
        program.window.actions_by_id["open_folder"].trigger()
        program.wait_for_image(series[0])
        assert asked[1] == str(series[0].parent)
        program.window.actions_by_id["close_all_photographs"].trigger()
        entry = program.window.rooms.recent.recent_files()[0]
        assert entry.text.startswith("series")
        entry.do()
        program.wait_for_image(series[0])
        assert len(program.window.rooms.browsing.files()) == 4
        program.window.rooms.recent.recent_files()[-1].do()
        assert program.window.rooms.recent.recent_files() == []

    run(scenario)

"""The last session: offered after a crash, and to be had again after a clean end."""

from __future__ import annotations

import shutil
import time

from helpers.engines.forked_command import start_command

from gui.state.settings import Settings


def test_what_was_open_is_offered_after_a_crash_and_restored(run, data_folder, cat, tmp_path):
    process = start_command([cat], tmp_path / "said.txt", engines=True)
    try:
        deadline = time.monotonic() + 60
        kept = lambda: list((data_folder / "autosave").glob(f"running-{process.pid}.saliscope"))  # noqa: E731
        while not any(b'"target": 285' in path.read_bytes() for path in kept()) and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        process.kill()
        process.join()

    def scenario(program):
        assert "stopped unexpectedly" in program.notice
        assert program.state.notice.action_text == "Restore your work"
        assert program.state.image is None
        program.state.notice.action()
        program.wait_for_overlay()
        assert program.state.image.path == cat

    run(scenario)


def test_after_a_clean_end_nothing_is_offered_and_the_last_session_can_be_reopened(run, cat, data_folder):
    seen = []

    def first(program):
        program.wait_for_overlay()
        program.state.choose_method("layercam")
        program.wait_for_overlay()
        seen.append(program.state.choices)

    def second(program):
        assert program.notice == ""
        program.window.actions_by_id["reopen_last"].trigger()
        program.wait(lambda: program.state.choices == seen[0] and program.settled)
        assert program.state.image.path == cat

    run(first, str(cat))
    assert [path.name for path in (data_folder / "autosave").iterdir()] == ["last.saliscope"]
    run(second)


def test_the_last_session_opens_by_itself_where_the_user_wants_that(run, cat, other_samples):
    Settings()["reopen_session"] = True

    def scenario(program):
        program.wait_for_overlay()
        assert program.state.image.path == cat

    def given(program):
        program.wait_for_overlay()
        assert program.state.image.path == other_samples[0]

    run(scenario, str(cat))
    run(scenario)
    run(given, str(other_samples[0]))


def test_a_folder_for_automatic_saving_that_is_cleared_away_is_made_again(run, cat, data_folder):
    def scenario(program):
        program.wait_for_overlay()
        folder = data_folder / "autosave"
        program.wait(lambda: any(folder.glob("running-*.saliscope")))
        shutil.rmtree(folder)
        program.state.choose_method("layercam")
        program.wait(lambda: any(b"layercam" in path.read_bytes() for path in folder.glob("running-*.saliscope")))
        assert program.notice == ""

    run(scenario, str(cat))


def test_why_nothing_can_be_saved_automatically_is_told(run, cat, data_folder):
    data_folder.mkdir(parents=True, exist_ok=True)
    (data_folder / "autosave").write_bytes(b"a file where the folder should be")

    def scenario(program):
        program.wait(lambda: "could not be saved for a restart" in program.notice)
        assert "(Not a directory)" in program.notice
        program.wait_for_overlay()

    run(scenario, str(cat))

"""The last session: offered after a crash, and to be had again after a clean end."""

from __future__ import annotations

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

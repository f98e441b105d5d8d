"""A second start hands its files to the window that is open, whatever state the first is in."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gui.platform.single_instance import Instance, address_in, hand_over

PROGRAM = Path(__file__).parents[3] / "main.py"
SECONDS = 60


@pytest.fixture(autouse=True)
def _no_folder_of_the_desktop(monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


def start_again(*arguments: str, folder: Path) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, str(PROGRAM), *arguments], cwd=folder, env=os.environ.copy())


def ended(program, process: subprocess.Popen) -> int:
    try:
        program.wait(lambda: process.poll() is not None)
    finally:
        process.kill()
    return process.wait(SECONDS)


def listening(program) -> bool:
    return Path(address_in(_data_folder())).exists()


def _data_folder() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "Saliscope"


def test_a_second_start_hands_its_photographs_over_and_ends_well(run, cat, other_samples, tmp_path):
    for number, path in enumerate(other_samples[:2]):
        (tmp_path / f"{number}.png").write_bytes(path.read_bytes())

    def scenario(program):
        program.wait_for_overlay()
        program.wait(lambda: listening(program))
        program.window.showMinimized()
        assert ended(program, start_again("0.png", "1.png", folder=tmp_path)) == 0  # relative to where it was started
        program.wait(lambda: program.state.image.path == tmp_path / "0.png" and program.settled)
        assert program.window.rooms.browsing.files() == [cat, tmp_path / "0.png", tmp_path / "1.png"]
        assert not program.window.isMinimized()

    run(scenario, str(cat))


def test_a_second_start_without_files_brings_the_window_forward(run, cat, tmp_path):
    def scenario(program):
        program.wait_for_overlay()
        program.wait(lambda: listening(program))
        program.window.showMinimized()
        assert ended(program, start_again(folder=tmp_path)) == 0
        program.wait(lambda: not program.window.isMinimized())
        assert program.state.image.path == cat

    run(scenario, str(cat))


def test_new_window_starts_another_program(run, cat, tmp_path):
    def scenario(program):
        program.wait_for_overlay()
        program.wait(lambda: listening(program))
        process = start_again("--new-window", str(cat), folder=tmp_path)
        try:
            program.qtbot.wait(4000)
            assert process.poll() is None  # it has a window of its own
        finally:
            process.terminate()
            process.wait(SECONDS)
        assert len(program.window.rooms.browsing.files()) == 1

    run(scenario, str(cat))


def test_what_a_crashed_program_left_behind_is_in_nobody_s_way(run, cat, tmp_path, data_folder):
    data_folder.mkdir(parents=True, exist_ok=True)
    left = socket.socket(socket.AF_UNIX)
    left.bind(address_in(data_folder))
    left.close()  # and nobody unlinks it

    def scenario(program):
        program.wait_for_overlay()
        assert ended(program, start_again(folder=tmp_path)) == 0

    run(scenario, str(cat))


def test_a_window_that_hangs_is_left_alone(qapp, tmp_path):
    address = address_in(tmp_path)
    deaf = socket.socket(socket.AF_UNIX)
    deaf.bind(address)
    deaf.listen()
    assert hand_over(address, [], patience_ms=200) is False
    instance = Instance(address)
    assert instance.listen() is False
    assert Path(address).exists()
    deaf.close()


@pytest.mark.parametrize(
    "said",
    [b"nonsense\n", b'{"version": 2, "open": []}\n', b'{"version": 1, "open": ["relative"]}\n', b"[" * 5000 + b"\n"],
)
def test_strange_words_open_nothing_and_the_window_goes_on_listening(qtbot, tmp_path, said):
    address, taken, answers = address_in(tmp_path), [], []
    instance = Instance(address)
    instance.given.connect(taken.append)
    assert instance.listen()

    def speak(words: bytes) -> None:
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.settimeout(SECONDS)
            stranger.connect(address)
            stranger.sendall(words)
            try:
                answers.append(stranger.recv(100))
            except ConnectionError:
                answers.append(b"")

    for words in (said, b'{"version": 1, "open": ["/a/b.png"]}\n'):
        speaker = threading.Thread(target=speak, args=(words,))
        speaker.start()
        qtbot.waitUntil(lambda speaker=speaker: not speaker.is_alive(), timeout=SECONDS * 1000)
    assert answers == [b"", b"taken\n"]
    assert taken == [[Path("/a/b.png")]]
    instance.close()
    assert hand_over(address, []) is False


def test_only_the_user_s_own_processes_can_reach_it(qapp, tmp_path):
    address = address_in(tmp_path)
    instance = Instance(address)
    assert instance.listen()
    assert Path(address).stat().st_mode & 0o077 == 0
    instance.close()


def test_an_address_fits_whatever_the_folder_is_called(tmp_path):
    deep = tmp_path / ("n" * 120)
    deep.mkdir()
    assert address_in(deep) == ""
    assert hand_over("", []) is False


def test_the_desktop_s_wish_to_open_a_file_is_kept_until_it_is_taken(tmp_path):
    script = tmp_path / "ask.py"
    script.write_text(
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication, QUrl\n"
        "from PySide6.QtGui import QFileOpenEvent\n"
        "from gui.app import make_application\n"
        "application = make_application(sys.argv)\n"
        "heard = []\n"
        "application.file_given.connect(lambda: heard.append(1))\n"
        "for name in ('a.png', 'b.png'):\n"
        "    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile('/x/' + name)))\n"
        "print(len(heard), *application.take_files(), application.take_files())\n"
    )
    told = subprocess.run(
        [sys.executable, str(script)],
        cwd=PROGRAM.parent,
        env={**os.environ, "PYTHONPATH": str(PROGRAM.parent)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    assert told.stdout.split() == ["2", "/x/a.png", "/x/b.png", "[]"]


def test_a_system_that_lacks_what_qtnetwork_needs_gets_a_window_for_each_start(run, cat, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)  # as where a library that it is linked to is missing
    monkeypatch.delattr("PySide6.QtNetwork", raising=False)

    def scenario(program):
        program.wait_for_overlay()
        assert not listening(program)

    run(scenario, str(cat))
    (occupied := tmp_path / "address").touch()
    assert not hand_over(str(occupied), [cat])

"""What a terminal and a file are shown of a batch."""

from __future__ import annotations

import io
import re

import pytest

from engine.batch.progress import Progress, RunState
from engine.batch.rows import Row, State
from engine.cli.batch.display import BarDisplay, LineDisplay, display_for
from engine.cli.batch.words import Said, Words
from engine.errors import Code, SaliscopeError
from gui.words import batch_command
from gui.words.batch import about

BAD = Row("[bold]odd[/bold].png", State.REFUSED, "", alias="", error=SaliscopeError(Code.FILE_EMPTY, name="x"))


@pytest.fixture
def words():
    plain = lambda error: f"refused: {error.code}"  # noqa: E731
    return Words(plain, str, str, batch_command.say, about, lambda run: [])


class Terminal(io.StringIO):
    def isatty(self):
        return True


def running(done, refused=0, seconds=None, rows=()):
    return Progress(RunState.RUNNING, done, refused, 100, seconds, rows)


def test_a_file_gets_a_line_at_the_beginning_one_now_and_then_and_every_refusal_at_once(words, capsys):
    now = [0.0]
    display = LineDisplay(words, lambda: now[0])
    display.show(Progress(RunState.LISTING))
    display.show(running(20))
    now[0] = 1
    display.show(running(30))
    display.show(running(30, 1, 65, (BAD,)))
    now[0] = 6
    display.show(running(40, 1, 125))
    now[0] = 7
    display.show(running(41, 1, 120))
    display.close()
    assert capsys.readouterr().err.splitlines() == [
        "Images: 100, still to be explained: 80",
        "[bold]odd[/bold].png: refused: file-empty",
        "41 of 100, refused: 1, time left: about 2 min",
    ]


def test_a_terminal_gets_a_bar_with_the_refusals_above_it_as_they_are(words, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    display = display_for(words)
    assert isinstance(display, BarDisplay)
    display.say("first")
    display.show(running(49, 1, None, (BAD,)))
    display.close()
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue())
    assert "first" in shown
    assert "[bold]odd[/bold].png: refused: file-empty" in shown
    assert "50%" in shown
    assert "50 of 100, refused: 1" in shown


def test_a_pipe_is_no_terminal(words, monkeypatch):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert isinstance(display_for(words), LineDisplay)


def test_every_sentence_has_its_words():
    facts = dict.fromkeys(("name", "names", "methods", "time", "pairs"), "x") | dict.fromkeys(
        ("total", "left", "finished", "refused", "known", "done", "count"), 1234
    )
    for said in Said:
        text = batch_command.say(said, **facts)
        assert text
        assert "{" not in text

"""What the command `batch` prints, to whom it may concern and who may have gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.batch.lines import answer, harmless, tell

ROOT = Path(__file__).parents[3]
# A bar that a C library writes into
LIBRARY = """
import os, sys, time
from engine.batch.progress import Progress, RunState
from engine.cli.batch.display import display_for
from engine.cli.batch.lines import lines_of_libraries
from engine.cli.batch.words import Words

words = Words(str, str, str, lambda said, **facts: f"{said} {facts}", str, lambda run: [])
with lines_of_libraries():
    display = display_for(words)
    display.show(Progress(RunState.RUNNING, 49, 1, 100))
    time.sleep(0.3)
    os.write(2, b"Corrupt JPEG data: 7 extraneous bytes\\n")
    time.sleep(0.3)
    display.close()
os.write(2, b"as before\\n")
"""


def test_a_name_commands_no_terminal_and_is_text():
    assert harmless("\x1b[31mred\n\udcff 😀 été\u00a0!") == "\\x1b[31mred\\n\\udcff 😀 été\u00a0!"


@pytest.mark.parametrize(("say", "name"), [(answer, "stdout"), (tell, "stderr")])
def test_lines_that_nobody_reads_any_longer_do_no_harm(monkeypatch, say, name):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, name, stream)
        say("one")
        say("two")
        stream.write("what others print")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_what_libraries_write_does_not_tear_the_bar():
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    process = subprocess.Popen([sys.executable, "-c", LIBRARY], stderr=theirs, cwd=ROOT, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 4096):
            shown += block
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert process.wait(60) == 0, shown
    begun = shown.decode().split("Corrupt JPEG data: 7 extraneous bytes\r\n")[0]
    assert begun != shown.decode()
    assert begun.endswith(("\x1b[2K", "\n")), begun[-80:]  # on a line that was empty
    assert shown.endswith(b"as before\r\n")

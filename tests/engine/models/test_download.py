"""Downloading from a server on this computer: what arrives whole stays, and nothing else does."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from helpers.engines import forked_engine

from engine.errors import Code, SaliscopeError
from engine.models.download import download
from engine.models.download_process import fetch_by_keras
from engine.models.published import PublishedModel, weights_path

WEIGHTS = b"\x89HDF\r\n\x1a\n" + bytes(range(256)) * 4000
PIECE = 8192


class Server(BaseHTTPRequestHandler):
    """The last part of the path says how it behaves."""

    def do_HEAD(self) -> None:
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(10**18 if self.path == "/huge" else len(WEIGHTS)))
        self.end_headers()

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.send_error(503, "Busy")
            return
        self.do_HEAD()
        if self.path == "/half":
            self.wfile.write(WEIGHTS[: len(WEIGHTS) // 2])
        elif self.path == "/slow":
            self._trickle()
        else:
            self.wfile.write(WEIGHTS)

    def _trickle(self) -> None:
        for start in range(0, len(WEIGHTS), PIECE):
            self.wfile.write(WEIGHTS[start : start + PIECE])
            time.sleep(0.2)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.handle_error = lambda *_: None  # a client that hangs up is what is tested
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "models"


@pytest.fixture(autouse=True)
def forked(request, monkeypatch, cache) -> None:
    """Have the processes forked from one that has imported Keras, unless the test is marked `own_engine`."""
    if forked_engine.POSSIBLE and request.node.get_closest_marker("own_engine") is None:
        forked_engine.start_fork_server()
        forked_engine.fork_downloads(monkeypatch)


@pytest.fixture
def model(address):
    def make(behaviour: str, digest: str = hashlib.md5(WEIGHTS).hexdigest()) -> PublishedModel:
        return PublishedModel("Tiny", "tiny.h5", f"{address}/{behaviour}", digest, (32, 32), len(WEIGHTS) // 4)

    return make


def fetch_plainly(model: PublishedModel, folder: Path, tell) -> Path:
    """Stand in for Keras, whose import takes seconds: the same call underneath."""
    path = folder / model.file
    urllib.request.urlretrieve(model.origin, path, lambda count, size, total: tell(count * size, total))
    return path


def fetch_into_a_full_disk(model: PublishedModel, folder: Path, tell) -> Path:
    (folder / model.file).write_bytes(b"half")
    raise OSError(28, os.strerror(28))


def fetch_and_die(model: PublishedModel, folder: Path, tell) -> Path:
    os._exit(1)


def refusal(*arguments, **options) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        download(*arguments, **options)
    return caught.value


def left_in(cache: Path) -> list[Path]:
    return list(cache.rglob("*"))


@pytest.mark.slow
@pytest.mark.own_engine
def test_keras_s_own_download_ends_in_its_cache_with_progress(model, cache):
    words = []
    path = download(model("good"), lambda *word: words.append(word))
    assert path == weights_path(model("good")) == cache / "tiny.h5"
    assert path.read_bytes() == WEIGHTS
    assert left_in(cache) == [path]
    assert words[0] == (0, len(WEIGHTS))
    assert words == sorted(words)
    assert {total for _, total in words} == {len(WEIGHTS)}
    assert len(words) > 1


def test_a_sha256_proves_as_well_as_an_md5(model):
    path = download(model("good", hashlib.sha256(WEIGHTS).hexdigest()), fetch=fetch_plainly)
    assert path.read_bytes() == WEIGHTS


def test_what_arrives_wrong_is_not_kept_and_what_was_there_stays(model, cache):
    cache.mkdir()
    (cache / "tiny.h5").write_bytes(b"what was there before")
    error = refusal(model("good", "0" * 32), fetch=fetch_plainly)
    assert (error.code, error.params) == (Code.DOWNLOAD_DAMAGED, {"name": "Tiny"})
    assert left_in(cache) == [cache / "tiny.h5"]
    assert (cache / "tiny.h5").read_bytes() == b"what was there before"


@pytest.mark.slow
@pytest.mark.parametrize("fetch", [fetch_by_keras, fetch_plainly])
def test_half_a_transfer_leaves_nothing(model, cache, fetch):
    assert refusal(model("half"), fetch=fetch).code is Code.DOWNLOAD_BROKEN
    assert left_in(cache) == []


def test_cancelling_ends_it_soon_and_leaves_nothing(model, cache):
    words = []
    started = []

    def cancelled() -> bool:
        if any(done for done, _ in words) and not started:
            started.append(time.monotonic())
        return bool(started)

    error = refusal(model("slow"), lambda *word: words.append(word), cancelled, fetch_plainly)
    assert error.code is Code.CANCELLED
    assert time.monotonic() - started[0] < 1
    assert left_in(cache) == []


def test_no_connection_is_said_at_once(cache):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
    start = time.monotonic()
    error = refusal(PublishedModel("Tiny", "tiny.h5", origin, "0" * 32, (32, 32), 1))
    assert (error.code, error.params) == (Code.DOWNLOAD_OFFLINE, {"name": "Tiny"})
    assert time.monotonic() - start < 5
    assert left_in(cache) == []


@pytest.mark.slow
def test_a_server_that_never_answers_counts_as_no_connection(cache):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        origin = f"http://127.0.0.1:{mute.getsockname()[1]}/x"
        start = time.monotonic()
        error = refusal(PublishedModel("Tiny", "tiny.h5", origin, "0" * 32, (32, 32), 1))
    assert error.code is Code.DOWNLOAD_OFFLINE
    assert 4 < time.monotonic() - start < 11


@pytest.mark.slow
@pytest.mark.parametrize(("behaviour", "reason"), [("missing", "404 Not Found"), ("gone", "503 Busy")])
def test_another_answer_is_quoted(model, cache, behaviour, reason):
    error = refusal(model(behaviour))
    assert (error.code, error.params) == (Code.DOWNLOAD_REFUSED, {"name": "Tiny", "reason": reason})
    assert left_in(cache) == []


def test_what_does_not_fit_on_the_disk_is_not_begun(model, cache):
    error = refusal(model("huge"))
    assert error.code is Code.DOWNLOAD_NO_SPACE
    assert error.params["needed"] == 10**12
    assert 0 <= error.params["available"] < 10**12
    assert left_in(cache) == []


def test_a_disk_that_fills_up_meanwhile_is_named(model, cache):
    assert refusal(model("good"), fetch=fetch_into_a_full_disk).code is Code.DOWNLOAD_NO_SPACE
    assert left_in(cache) == []


def test_a_cache_that_cannot_be_made_is_named(model, cache, monkeypatch):
    cache.parent.joinpath("file").write_text("in the way")
    monkeypatch.setenv("KERAS_HOME", str(cache.parent / "file"))
    error = refusal(model("good"), fetch=fetch_plainly)
    assert error.code is Code.DOWNLOAD_UNWRITABLE
    assert error.params["folder"] == str(cache.parent / "file" / "models")


def test_a_process_that_dies_is_a_broken_download(model, cache):
    assert refusal(model("good"), fetch=fetch_and_die).code is Code.DOWNLOAD_BROKEN
    assert left_in(cache) == []


def test_what_a_killed_program_left_is_swept_up_and_a_running_one_s_is_not(model, cache):
    old, new = cache / ".saliscope-old", cache / ".saliscope-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "half.h5").write_bytes(b"half")
    os.utime(old, (1, 1))
    path = download(model("good"), fetch=fetch_plainly)
    assert sorted(cache.iterdir()) == [new, path]

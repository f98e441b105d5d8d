"""The campaigns of hostile files see what they look for, and change files the same way each time."""

from __future__ import annotations

import io
import json
import socket
import sys
import zipfile

import numpy as np
import pytest
from helpers.image_files.photograph_files import SMOOTH, saved

from engine.errors import Code
from engine.images import decode_image
from soak.hostile import archives, arrays, messages, settings
from soak.hostile.bytewise import BYTEWISE
from soak.hostile.canary import MODULE, Canary
from soak.hostile.containers import sealed, structured
from soak.hostile.sentences import wordless
from soak.hostile.watched import Watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a file costs is read in /proc")


def draws(number: int) -> np.random.Generator:
    return np.random.default_rng(number)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
def test_the_same_draws_change_a_picture_the_same_way(kind):
    data = saved(SMOOTH, kind.upper())
    for change in (*BYTEWISE, lambda found, drawn: structured(found, kind, drawn)):
        made = [change(data, draws(number)) for number in range(8)]
        assert made == [change(data, draws(number)) for number in range(8)]
        assert len({data, *made}) > 4


def test_a_png_whose_numbers_were_changed_has_right_sums_again():
    data = saved(SMOOTH, "PNG")
    spoiled = data[:16] + (3).to_bytes(4, "big") + data[20:]  # the width
    assert sealed(data) == data
    assert sealed(spoiled)[:29] == spoiled[:29]
    assert sealed(spoiled)[29:33] != spoiled[29:33]
    assert decode_image(sealed(data), "whole").width == SMOOTH.shape[1]


def test_a_message_that_is_not_changed_is_written_as_it_was(tmp_path):
    node = b"\x0a\x05input\x12\x0bPlaceholder"
    graph = b"\x0a" + bytes([len(node)]) + node
    assert messages._written(messages._parsed(graph, 0)) == graph
    changed = {messages.changed(graph * 3, draws(number), Canary(tmp_path)) for number in range(6)}
    assert len(changed) > 3


def test_an_archive_keeps_its_form_while_its_settings_change(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("metadata.json", "config.json"):
            archive.writestr(name, json.dumps({"class_name": "Dense", "config": {"units": 3, "name": None}}))
    canary, found = Canary(tmp_path / "canary"), []
    for number in range(12):
        with zipfile.ZipFile(io.BytesIO(buffer.getvalue())) as archive:
            found.append(settings.changed(archive.read("config.json"), draws(number), canary))
        assert archives.changed(buffer.getvalue(), draws(number), canary, tmp_path)[:2] == b"PK"
    assert len(set(found)) > 8


def test_arrays_are_linked_out_of_their_file(tmp_path):
    h5py = pytest.importorskip("h5py")
    with h5py.File(tmp_path / "m.h5", "w") as file:
        file["layers/dense/vars/0"] = np.ones((4, 4), np.float32)
    canary = Canary(tmp_path / "canary")
    with h5py.File(tmp_path / "m.h5", "r+") as file:
        arrays._outer_link(file, draws(1), canary)
    assert str(canary.secret).encode() in (tmp_path / "m.h5").read_bytes()


def test_a_canary_tells_who_looks_at_it(tmp_path):
    canary = Canary(tmp_path)
    assert canary.touched() == []
    canary.secret.read_text()
    assert {one.split(":")[0] for one in canary.touched()} == {"secret.txt"}
    assert canary.touched() == []


def test_what_a_file_may_not_reach_for_is_seen(tmp_path):
    (tmp_path / "own").mkdir()
    watch = Watch(tmp_path / "own")
    watch.quiet = False
    watch._writable = (f"{(tmp_path / 'own').resolve()}/",)
    watch.see("open", (str(tmp_path / "own" / "file"), "w", 0))
    watch.see("open", (f"{sys.prefix}/lib/some.py", "r", 0))
    assert watch.reached == []
    watch.see("open", (str(tmp_path / "away"), "w", 0))
    watch.see("socket.connect", (socket.socket, ("host", 80)))
    watch.see("import", (MODULE, None))
    watch.see("os.remove", (str(tmp_path / "own" / ".." / "away"), -1))
    assert [told.split()[0] for told in watch.reached] == ["open", "socket.connect", "import", "os.remove"]


def test_a_refusal_without_words_is_told(qapp):
    assert wordless(Code.IMAGE_DAMAGED, {"name": "cat.png"}, "cat.png") == ""
    assert "KeyError" in wordless(Code.IMAGE_TOO_LARGE, {"name": "cat.png"}, "cat.png")
    assert wordless(Code.MODEL_UNKNOWN_PART, {"name": "m", "part": "\u0007", "layer": ""}, "m").startswith(
        "unprintable"
    )

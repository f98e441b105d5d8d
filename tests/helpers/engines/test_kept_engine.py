"""A kept engine process: when another test may have it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import resources
from engine.network.description import Port
from engine.process.messages import Open, OpenFailed, Ready
from engine.system.device import Device
from helpers.engines.kept_engine import _Kept, _opening_once

READY = Ready(Device("cpu", "cpu", 1))


def kept() -> _Kept:
    return _Kept(lambda *_: SimpleNamespace(send=lambda message: None, pid=1), lambda: None, "cpu")


def test_a_process_that_is_given_back_before_it_greets_is_at_rest_only_after_what_it_was_asked():
    one, heard = kept(), []
    one.serve(heard.append)
    one.send(Open(Path("slow.keras")))
    assert one.rest()
    one._hear(None, READY)  # of its start
    assert not one.is_at_rest(0)
    one._hear(None, OpenFailed(Path("slow.keras"), None))
    one._hear(None, READY)  # of its rest
    assert one.is_at_rest(0)
    one.serve(heard.append)
    assert heard == [READY]


def test_a_process_that_has_greeted_rests_with_the_next_greeting():
    one, heard = kept(), []
    one.serve(heard.append)
    one._hear(None, READY)
    assert one.rest()
    assert not one.is_at_rest(0)
    one._hear(None, READY)
    assert one.is_at_rest(0)
    one.serve(heard.append)
    assert heard == [READY, READY]


def test_the_bundled_model_is_opened_once_and_any_other_or_through_another_port_each_time():
    opened = []

    def open_classifier(path, port=None, **more):
        opened.append((path, port, more))
        return SimpleNamespace(port=port or Port())

    once, bundled, other = _opening_once(open_classifier), resources.DEFAULT_MODEL, Path("other.keras")
    assert once(bundled) is once(bundled, None) is once(bundled, Port())
    assert opened == [(bundled, None, {})]
    asked = [(bundled, Port(output=1), {}), (bundled, None, {"cancelled": bool}), (other, None, {}), (other, None, {})]
    made = [once(path, port, **more) for path, port, more in asked]
    assert len(set(map(id, made))) == len(asked)
    assert opened[1:] == asked

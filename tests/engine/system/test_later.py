"""A module that is put off is imported when it is first used, and not before."""

from __future__ import annotations

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.system.later import Later, put_off

_BODY = "import time\ntime.sleep(0.02)\nVALUE, runs = 3, []\nfrom waiting_package import brought\n"
_RUN = "import waiting_package\nwaiting_package.runs.append(__name__.partition('.')[2])\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that is not imported yet, with a module in it."""
    folder = tmp_path / "waiting_package"
    folder.mkdir()
    (folder / "__init__.py").write_text(_BODY, encoding="utf-8")
    (folder / "within.py").write_text(f"{_RUN}DOUBLE = 2 * waiting_package.VALUE\n", encoding="utf-8")
    (folder / "brought.py").write_text(_RUN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "waiting_package"
    for name in ("waiting_package", "waiting_package.within", "waiting_package.brought"):
        sys.modules.pop(name, None)


def test_it_is_imported_when_a_name_is_asked_for(package):
    put_off(package)
    waiting = importlib.import_module(package)
    assert isinstance(waiting, Later)
    assert not hasattr(waiting, "__file__")
    assert sys.modules[package] is waiting
    assert waiting.VALUE == 3
    assert sys.modules[package] is not waiting
    assert importlib.import_module(package).VALUE == 3


def test_a_module_within_has_it_imported_first(package):
    put_off(package)
    assert importlib.import_module(f"{package}.within").DOUBLE == 6


@pytest.mark.parametrize("name", ["within", "brought"])
def test_a_module_within_is_run_once(package, name):
    """Also one that the package itself imports: whoever asks for it first has had it imported by then."""
    put_off(package)
    found = importlib.import_module(f"{package}.{name}")
    whole = importlib.import_module(package)
    expected = list(dict.fromkeys(["brought", name]))
    assert whole.runs == expected
    assert found is sys.modules[f"{package}.{name}"] is getattr(whole, name)
    assert found.__spec__.origin == found.__file__


def test_threads_may_ask_at_once(package):
    put_off(package)
    waiting = importlib.import_module(package)
    asked = [lambda: waiting.VALUE, lambda: importlib.import_module(f"{package}.within").DOUBLE // 2] * 4
    with ThreadPoolExecutor(8) as threads:
        assert [each.result() for each in [threads.submit(ask) for ask in asked]] == [3] * 8


def test_a_name_that_it_lacks_is_an_attribute_error(package):
    put_off(package)
    with pytest.raises(AttributeError, match="NOTHING"):
        importlib.import_module(package).NOTHING  # noqa: B018


def test_what_is_there_already_stays():
    put_off("sys")
    assert sys.modules["sys"] is sys


def test_a_package_has_names_that_are_imported_when_they_are_asked_for(package, tmp_path):
    (tmp_path / package / "__init__.py").write_text(
        "from engine.system.later import names_of\n"
        "runs, VALUE = [], 3\n"
        f"__getattr__ = names_of(__name__, {{'DOUBLE': '{package}.within'}})\n",
        encoding="utf-8",
    )
    waiting = importlib.import_module(package)
    assert waiting.runs == []
    assert waiting.DOUBLE == 6
    assert vars(waiting)["DOUBLE"] == 6  # asked for once
    assert waiting.runs == ["within"]
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'HALF'"):
        _ = waiting.HALF

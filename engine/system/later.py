"""Modules that are imported when the first of their names is asked for, and packages whose names are."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_ASKED_IDLY = frozenset({"__file__", "__wrapped__"})  # by what looks through all modules, as PySide does
_lock = threading.Lock()
_put_off: set[str] = set()


class Later(ModuleType):
    """Stands for a module that nobody has used yet: `import NAME` gives it, and takes no time.

    Asked for a name, or for a module within, it has the real one imported, which then stands in `sys.modules`. That
    import is an ordinary one, under Python's own locks: several threads may ask at once.
    """

    def __getattr__(self, name: str) -> Any:
        if name in _ASKED_IDLY:
            raise AttributeError(name)
        with _lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        value = getattr(importlib.import_module(self.__name__), name)
        self.__dict__[name] = value  # from now on it is found as quickly as in the real one
        return value


class _Within:
    """Finds modules within one that was put off, and brought them along when it was imported for their sake.

    Whoever imports `NAME.within` first asks NAME for its path, and would go on to import within a second time.
    """

    @staticmethod
    def find_spec(name: str, _path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return how to get a module that is there already; None of all others."""
        there = sys.modules.get(name)
        if there is None or target is not None or name.partition(".")[0] not in _put_off:
            return None
        return ModuleSpec(name, _There(there))  # type: ignore[arg-type]  # a Loader by name takes long to import


class _There:
    """Gives a module that is there already, as it is."""

    def __init__(self, module: ModuleType) -> None:
        self._module, self._spec = module, module.__spec__

    def create_module(self, _spec: ModuleSpec) -> ModuleType:
        """Return the module."""
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing."""
        module.__spec__ = self._spec


def put_off(name: str) -> None:
    """Have an installed module imported when it is first used, unless it is there already."""
    if name not in sys.modules:
        module = Later(name)
        module.__spec__ = find_spec(name)
        sys.modules[name] = module
        _put_off.add(name)
        if _Within not in sys.meta_path:
            sys.meta_path.insert(0, _Within)


def names_of(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package (PEP 562) whose names are imported when they are first asked for.

    homes: the module in which each of these names lives.
    """

    def name_of(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return name_of

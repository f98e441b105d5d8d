"""Modules that are imported when the first of their names is asked for."""

from __future__ import annotations

import importlib
import sys
import threading
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_ASKED_IDLY = frozenset({"__file__", "__wrapped__"})  # by what looks through all modules, as PySide does
_lock = threading.Lock()


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


def put_off(name: str) -> None:
    """Have an installed module imported when it is first used, unless it is there already."""
    if name not in sys.modules:
        module = Later(name)
        module.__spec__ = find_spec(name)
        sys.modules[name] = module

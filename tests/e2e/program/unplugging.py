"""Screens of an X server that come and go: RandR's monitors, of which Xvfb can have any number."""

from __future__ import annotations

import ctypes
from types import TracebackType

_X, _RANDR = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
_X.XOpenDisplay.restype = ctypes.c_void_p
_X.XDefaultRootWindow.restype = _X.XInternAtom.restype = ctypes.c_ulong


class _Monitor(ctypes.Structure):
    """XRRMonitorInfo of Xrandr.h."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        ("primary", ctypes.c_int),
        ("automatic", ctypes.c_int),
        ("noutput", ctypes.c_int),
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "mwidth", "mheight")),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


_RANDR.XRRGetMonitors.restype = _RANDR.XRRAllocateMonitor.restype = ctypes.POINTER(_Monitor)


class Screens:
    """The screens of the X server that DISPLAY names."""

    def __init__(self) -> None:
        self._display = ctypes.c_void_p(_X.XOpenDisplay(None))
        self._root = ctypes.c_ulong(_X.XDefaultRootWindow(self._display))
        self._output = _RANDR.XRRGetMonitors(self._display, self._root, 1, ctypes.byref(ctypes.c_int()))[0].outputs[0]

    def __enter__(self) -> Screens:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        _X.XCloseDisplay(self._display)

    def plug_in(self, name: str, x: int, width: int, height: int, first: bool = False) -> None:
        """Add a screen, its left edge at x. first: it takes the place of the one that the server began with."""
        monitor = _RANDR.XRRAllocateMonitor(self._display, int(first))
        monitor[0].name, monitor[0].primary = self._atom(name), first
        monitor[0].x, monitor[0].width, monitor[0].height = x, width, height
        monitor[0].mwidth, monitor[0].mheight = width // 4, height // 4
        if first:
            monitor[0].outputs[0] = self._output
        _RANDR.XRRSetMonitor(self._display, self._root, monitor)
        _X.XSync(self._display, 0)

    def unplug(self, name: str) -> None:
        """Take a screen away."""
        _RANDR.XRRDeleteMonitor(self._display, self._root, ctypes.c_ulong(self._atom(name)))
        _X.XSync(self._display, 0)

    def _atom(self, name: str) -> int:
        return int(_X.XInternAtom(self._display, name.encode(), 0))

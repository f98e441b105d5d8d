"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Delete what the test had closed, before its fixtures end: Qt would wait until an event loop runs.

    Until then each change of style, palette or font goes through the widgets of all tests before.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return (yield)

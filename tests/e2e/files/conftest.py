"""What the tests of files start from."""

from __future__ import annotations

import pytest

from gui.export.settings import ExportSettings, remember


@pytest.fixture
def nothing_remembered(tmp_path):
    """Exports go to the test's own folder, with the settings of a new user."""
    remember(ExportSettings(), tmp_path)

"""Models that TensorFlow makes once for all tests of the inspection."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def saved_net(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small SavedModel, to be edited."""
    from helpers.model_files import program_files

    return program_files.saved(tmp_path_factory.mktemp("program") / "net")


@pytest.fixture(scope="session")
def lite_net(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small TensorFlow Lite file, to be edited."""
    from helpers.model_files import program_files

    return program_files.lite(tmp_path_factory.mktemp("program") / "net.tflite")


@pytest.fixture
def marker(tmp_path: Path):
    """A path that no inspection may ever create."""
    path = tmp_path / "ran"
    yield path
    assert not path.exists()

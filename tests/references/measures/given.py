"""What both sides are given: maps of the reference models' pictures, and how many draws of what kind.

Nothing but NumPy: the application's tests read it, too.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .. import models

FILE = Path(__file__).parent / "measures.npz"
TARGET = models.CLASSES[0]
SEED = 0
STEPS = 8  # of deletion, insertion and pixel flipping: the pixels of a picture are a multiple of it
GRID, RUNS = 4, 40  # of mu-fidelity: cells a side, subsets
HIDDEN_BY_CHANCE, HIDDEN_CELLS = 0.3, 5  # a cell's chance to be hidden, or how many of the 16 are
NEIGHBOURS = 6  # maps of slightly changed pictures
REMOVED = (0.1, 0.5, 0.9)  # of the pixels, that imputation fills in


def maps(name: str) -> np.ndarray:
    """Return (2, H, W) float32 signed maps of the pictures of a model, smooth and without ties."""
    side = models.pictures(name).shape[1]
    drawn = np.random.default_rng([SEED, models.SPECS[name].seed]).standard_normal((models.N_PICTURES, side, side))
    smooth = sum(np.roll(drawn, step, (1, 2)) for step in range(3))
    return np.asarray(smooth, np.float32)


def neighbours(name: str) -> np.ndarray:
    """Return (NEIGHBOURS, 2, H, W) float32: `maps`, each time changed a little more."""
    own, rng = maps(name), np.random.default_rng(SEED)
    steps = np.arange(1, NEIGHBOURS + 1)[:, None, None, None]
    return np.asarray(own + 0.1 * steps * rng.standard_normal((NEIGHBOURS, *own.shape)), np.float32)


def hidden_cells() -> np.ndarray:
    """Return (RUNS, HIDDEN_CELLS) numbers of cells, as NumPy's global generator draws them from the seed."""
    draw = np.random.RandomState(SEED)
    return np.stack([draw.choice(GRID * GRID, HIDDEN_CELLS, replace=False) for _ in range(RUNS)])


def chances() -> np.ndarray:
    """Return (RUNS, GRID^2) numbers of 0..1: a cell is hidden where its number is at most `HIDDEN_BY_CHANCE`."""
    return np.random.default_rng(SEED).random((RUNS, GRID * GRID)).astype(np.float32)


def removed(name: str) -> np.ndarray:
    """Return (len(REMOVED), 2, H, W) bool: the pixels of the most evidence, as many as each share."""
    own = maps(name)
    places = own.reshape(len(own), -1).argsort(axis=1)[:, ::-1].argsort(axis=1).reshape(own.shape)
    return np.stack([places < int(share * own[0].size) for share in REMOVED])


def load() -> dict[str, np.ndarray]:
    """Return the stored values, by keys such as "flat/xplique/deletion"."""
    with np.load(FILE) as stored:
        return dict(stored)

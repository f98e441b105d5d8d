"""Write trunks.json anew from the pinned Keras. For developers: `python -m engine.models.weights_alone.build_trunks`.

Nothing of the program imports this; a test compares rows of the file with what this makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from engine.models.build_published import constructors, without_weights
from engine.models.weights_alone.trunks import TABLE, Trunk

_WIDTHS = {"MobileNet": (0.25, 0.5, 0.75, 1.0), "MobileNetV2": (0.35, 0.5, 0.75, 1.0, 1.3, 1.4)}
_SIDE = 224  # pixels


def kinds() -> Iterator[tuple[str, float | None]]:
    """Yield (constructor, width) of every trunk."""
    for name in constructors():
        for width in _WIDTHS.get(name, (None,)):
            yield name, width


def row(name: str, alpha: float | None) -> Trunk:
    """Return the facts on one trunk."""
    import keras

    chosen = {} if alpha is None else {"alpha": alpha}
    make = getattr(keras.applications, name)
    with without_weights():
        model = make(weights=None, include_top=False, input_shape=(_SIDE, _SIDE, 3), **chosen)
    _, height, _, features = model.output_shape
    stride = _SIDE // height if _SIDE % height == 0 else 0
    return Trunk(name, alpha, model.count_params(), len(model.weights), features, stride)


def text() -> str:
    """Return the file's content."""
    return "[\n " + ",\n ".join(json.dumps(asdict(row(*kind))) for kind in kinds()) + "\n]\n"


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")

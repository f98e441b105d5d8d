"""Makes the test files that the packaged program cannot write itself, in data/: `python -m gui.self_test.make_data`."""

from __future__ import annotations

import pillow_heif
import tensorflow as tf
from PIL import Image

import resources
from gui.self_test.models import LITE, small_network
from gui.self_test.rows import HEIC

if __name__ == "__main__":
    LITE.parent.mkdir(exist_ok=True)
    LITE.write_bytes(tf.lite.TFLiteConverter.from_keras_model(small_network()).convert())
    with Image.open(resources.SAMPLES[0]) as sample:
        pillow_heif.from_pillow(sample.convert("RGB").resize((320, 240))).save(HEIC, quality=60)

"""Makes data/made.tflite, which the packaged program has no converter to make: `python -m selftest.make_data`."""

from __future__ import annotations

import tensorflow as tf

from selftest.models import LITE, small_network

if __name__ == "__main__":
    LITE.parent.mkdir(exist_ok=True)
    LITE.write_bytes(tf.lite.TFLiteConverter.from_keras_model(small_network()).convert())

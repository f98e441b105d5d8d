"""Keras model files of other ages: rebuilt from their own description, without running anything of theirs."""

from engine.models.legacy.loader import load_keras_model

__all__ = ["load_keras_model"]

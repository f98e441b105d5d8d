"""Puts modules with nothing in them in place of compiled ones; runs first in the packaged program.

TensorFlow imports them at its start, but calls them only for what the program never asks: a profile, or TensorFlow
Lite's own interpreter, as Lite files are built anew from layers.
"""

import sys
import types

# Module: the names that are imported from it.
ABSENT: dict[str, tuple[str, ...]] = {
    "tensorflow.python.profiler.internal._pywrap_profiler_plugin": (),
    "tensorflow.lite.python.analyzer_wrapper._pywrap_analyzer_wrapper": (),
    "tensorflow.lite.python.interpreter_wrapper._pywrap_tensorflow_interpreter_wrapper": (),
    "tensorflow.lite.python.metrics._pywrap_tensorflow_lite_metrics_wrapper": ("MetricsWrapper",),
}

for _module, _names in ABSENT.items():
    sys.modules[_module] = types.ModuleType(_module)
    vars(sys.modules[_module]).update(dict.fromkeys(_names))

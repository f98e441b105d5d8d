"""Runs first in the packaged program: an empty module in place of TensorFlow's profiler.

TensorFlow imports the profiler's library (20 MiB) when it starts and uses it only while somebody profiles.
"""

import sys
import types

_PROFILER = "tensorflow.python.profiler.internal._pywrap_profiler_plugin"
sys.modules[_PROFILER] = types.ModuleType(_PROFILER)

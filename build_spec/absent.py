"""Puts an empty module in place of TensorFlow's profiler; runs first in the packaged program.

TensorFlow imports the profiler's library (20 MiB) at its start, but uses it only while somebody profiles.
"""

import sys
import types

_PROFILER = "tensorflow.python.profiler.internal._pywrap_profiler_plugin"
sys.modules[_PROFILER] = types.ModuleType(_PROFILER)

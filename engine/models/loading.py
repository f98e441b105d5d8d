"""From an inspected copy to a network: one function for each format of model file.

Each is given the inspected copy and the name that the user knows the file by, and returns the network and what to call
it. Keras files are loaded under safe mode and without their optimiser.
"""

from __future__ import annotations

from engine.errors import Code, SaliscopeError
from engine.models.applications import build
from engine.models.inspection import ModelFile
from engine.models.legacy import load_keras_model
from engine.models.legacy.parted import join_pair, join_web
from engine.models.published import recognise_weights
from engine.models.weights_alone.fitting import fitted
from engine.network import Network
from engine.network.graph.frozen import load_frozen
from engine.network.graph.saved_model import load_saved_model
from engine.network.keras_network import KerasNetwork
from engine.network.lite.loading import load_lite
from engine.network.onnx.loader import load_onnx
from engine.system.scratch import scratch_folder


def load_keras_file(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load a `.keras` or `.h5` file."""
    return KerasNetwork(load_keras_model(found.path, found.modules)), name


def load_pair(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load a text of layers with its weights."""
    with scratch_folder() as folder:
        whole = join_pair(found.path, found.config, found.keras_version, folder)
        return KerasNetwork(load_keras_model(whole, found.modules)), name


def load_web(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load a layers model of TensorFlow.js."""
    with scratch_folder() as folder:
        whole = join_web(found.path, found.config, folder)
        return KerasNetwork(load_keras_model(whole, found.modules)), name


def load_published_weights(found: ModelFile, name: str) -> tuple[Network, str]:
    """Build the model that Keras publishes these weights of, or a published network with another head that they fit.

    Raises SaliscopeError(MODEL_WEIGHTS_ONLY) for others.
    """
    known = recognise_weights(found.path, name)
    if known is not None:
        return KerasNetwork(build(known, found.path)), known.name
    model = fitted(found.path)
    if model is None:
        raise SaliscopeError(Code.MODEL_WEIGHTS_ONLY, name=name)
    return KerasNetwork(model, assumed=True), name


def load_folder(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load a SavedModel."""
    return load_saved_model(found.path, found.config), name


def load_graph_file(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load a frozen graph."""
    return load_frozen(found.path, found.config), name


def load_tflite_file(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load a `.tflite` file."""
    return load_lite(found.path, found.config), name


def load_onnx_file(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load an `.onnx` file."""
    return load_onnx(found.path, found.config), name

"""SavedModels as TensorFlow 2.0 wrote them: made by today's, without all settings and notes that came later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.graph_files import SIDE, TARGET, close, map_at, photographed
from helpers.model_files.program_files import edited

from engine.models.classifier import Classifier, open_classifier
from engine.models.inspection import inspect_model
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow

PRODUCER = 119  # the version of graphs that 2.0 wrote
# Settings of operations that 2.0 does not have, or does not write.
LATER = (
    *("allowed_devices", "debug_name", "exponential_avg_factor", "experimental_full_type", "grad_a", "grad_b"),
    *("validate_shape", "_has_manual_control_dependencies", "_collective_manager_ids", "_read_only_resource_inputs"),
    *("metadata", "reuse_existing", "_num_original_outputs", "explicit_paddings", "is_stateless", "use_cudnn_on_gpu"),
)


def as_early(meta: Any) -> None:
    meta.meta_info_def.tensorflow_version = "2.0.0"
    meta.meta_info_def.ClearField("stripped_op_list")
    graph = meta.graph_def
    graph.versions.producer = PRODUCER
    bodies = graph.library.function
    for node in [*graph.node, *(node for body in bodies for node in body.node_def)]:
        node.ClearField("experimental_debug_info")
        node.ClearField("experimental_type")
        for name in LATER:
            if name in node.attr:
                del node.attr[name]
    for body in bodies:
        body.arg_attr.clear()
        body.resource_arg_unique_id.clear()
        for argument in (*body.signature.input_arg, *body.signature.output_arg):
            argument.ClearField("handle_data")
            argument.ClearField("experimental_full_type")


@pytest.fixture(scope="module")
def model() -> Any:
    keras.utils.set_random_seed(6)
    inputs = keras.Input((SIDE, SIDE, 3), name="photograph")
    x = keras.layers.BatchNormalization()(keras.layers.Conv2D(6, 3, padding="same", name="maps")(inputs))
    x = keras.layers.MaxPooling2D()(keras.layers.ReLU(name="relu")(x))
    x = keras.layers.DepthwiseConv2D(3, activation="tanh", name="last")(x)
    x = keras.layers.Dropout(0.3)(keras.layers.GlobalAveragePooling2D()(x))
    made = keras.Model(inputs, keras.layers.Dense(4, "softmax")(x))
    rng = np.random.default_rng(4)
    made.set_weights([rng.uniform(0.2, 0.9, weights.shape) for weights in made.get_weights()])
    return made


@pytest.mark.parametrize("way", ["export", "save"])
def test_a_folder_without_later_settings_answers_as_the_model(tmp_path, model, way):
    if way == "export":
        model.export(tmp_path / "new", verbose=False)
    else:
        tf.saved_model.save(model, str(tmp_path / "new"))
    found = photographed(open_classifier(edited(tmp_path / "new", tmp_path / "old", as_early)))
    own = photographed(Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), ""))
    close(found.probabilities, own.probabilities)
    close(found.input_gradient(TARGET), own.input_gradient(TARGET))
    (layer,) = (layer.path for layer in found.classifier.info.layers if layer.path.endswith("last_1/Tanh"))
    close(map_at(found, layer), map_at(own, "last"))
    assert found.classifier.info.parameters == model.count_params()


def test_the_variables_of_a_module_are_found_without_notes_on_arguments(tmp_path):
    class Module(tf.Module):
        def __init__(self) -> None:
            super().__init__()
            self.kernel = tf.Variable(tf.random.stateless_normal([3, 3, 3, 4], (1, 2)))

        @tf.function(input_signature=[tf.TensorSpec([None, SIDE, SIDE, 3], tf.float32, "x")])
        def answer(self, x: Any) -> Any:
            return {"y": tf.nn.softmax(tf.reduce_mean(tf.nn.relu(tf.nn.conv2d(x, self.kernel, 1, "SAME")), (1, 2)))}

    module = Module()
    tf.saved_model.save(module, str(tmp_path / "new"), signatures=module.answer)
    old = edited(tmp_path / "new", tmp_path / "old", as_early)
    assert set(inspect_model(old).config["variables"].values()) == {"kernel/.ATTRIBUTES/VARIABLE_VALUE"}
    found = photographed(open_classifier(old))
    close(found.probabilities, module.answer(found.x[None])["y"][0])

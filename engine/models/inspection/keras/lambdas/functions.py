"""The functions that the expressions of Lambda layers may call, by the names that they go by in people's programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# What each module is imported as.
_BACKEND = (("K",), ("backend",), ("keras", "backend"), ("tf", "keras", "backend"), ("tensorflow", "keras", "backend"))
_TENSORFLOW = (("tf",), ("tensorflow",))
_OPS = (("ops",), ("keras", "ops"), ("tf", "keras", "ops"))

# Of Keras 2's backend; `engine.models.legacy.expressions` computes each.
BACKEND = frozenset(
    {"abs", "cast", "clip", "concatenate", "epsilon", "exp", "expand_dims", "l2_normalize", "log", "max", "maximum"}
    | {"mean", "min", "minimum", "permute_dimensions", "pow", "relu", "reverse", "sigmoid", "softmax", "sqrt", "square"}
    | {"squeeze", "stack", "std", "sum", "tanh", "var"}
)
# Of keras.ops, as they are.
OPS = frozenset(
    {"abs", "absolute", "add", "cast", "clip", "concatenate", "divide", "exp", "expand_dims", "flip", "log", "max"}
    | {"maximum", "mean", "min", "minimum", "multiply", "negative", "normalize", "power", "relu", "relu6", "rsqrt"}
    | {"sigmoid", "softmax", "sqrt", "square", "squeeze", "stack", "std", "subtract", "sum", "tanh", "transpose"}
    | {"true_divide", "var"}
)
# How the inputs of keras.applications are prepared: the names of the ways are Keras's own.
_PREPARED = {
    "caffe": ("resnet", "resnet50", "vgg16", "vgg19"),
    "tf": ("inception_resnet_v2", "inception_v3", "mobilenet", "mobilenet_v2", "nasnet", "resnet_v2", "xception"),
    "torch": ("densenet",),
    "as_it_is": ("convnext", "efficientnet", "efficientnet_v2", "mobilenet_v3"),
}
PREPARATIONS = {family: way for way, families in _PREPARED.items() for family in families}


def callable_names(tensorflow: Collection[str]) -> Mapping[tuple[str, ...], str]:
    """Return {path of a name in a program: function}, such as {("K", "abs"): "backend.abs"}.

    tensorflow: the functions of TensorFlow that are computed here, such as "math.multiply".
    """
    named = {"backend": (_BACKEND, BACKEND), "tf": (_TENSORFLOW, tensorflow), "ops": (_OPS, OPS)}
    found = {
        (*module, *name.split(".")): f"{kind}.{name}"
        for kind, (modules, names) in named.items()
        for module in modules
        for name in names
    }
    return {**found, ("abs",): "ops.abs"}  # Python's own

"""Changes of a model's configuration, and of any other JSON: names that run code, numbers that fill the memory."""

from __future__ import annotations

import base64
import json
import marshal
from typing import Any

from soak.hostile.bytewise import Draws, chosen, edge
from soak.hostile.canary import MODULE, Canary

_KINDS = (
    *("Lambda", "TFSMLayer", "TFOpLambda", "SlicingOpLambda", "TorchModuleWrapper", "JaxLayer", "KerasLayer"),
    *("Dense", "Conv2D", "Embedding", "LSTM", "Functional", "Sequential", "Model", "InputLayer", "StringLookup"),
    *("TextVectorization", "IntegerLookup", "Normalization", "Resizing", "Reshape", "RepeatVector", "UpSampling2D"),
    *(
        "ZeroPadding2D",
        "MultiHeadAttention",
        "Bidirectional",
        "TimeDistributed",
        "RNN",
        "EinsumDense",
        "HashedCrossing",
    ),
    *("__tensor__", "__numpy__", "__lambda__", "__bytes__", "__tuple__", "__slice__", "function", "Custom>Layer"),
)
_MODULES = ("os", "subprocess", MODULE, "keras.src.saving", "builtins", "keras.layers", "keras.src.legacy", "..", None)
_KEYS = (
    *("class_name", "config", "module", "registered_name", "layers", "name", "units", "inbound_nodes", "activation"),
    *("batch_shape", "kernel_size", "filters", "layer", "vocabulary", "args", "kwargs", "axis", "keras_history"),
    *("output_layers", "input_layers", "strides", "target_shape", "filepath", "function", "function_type", "dtype"),
    *("build_config", "kernel_initializer", "call_endpoint", "url", "shared_object_id", "compile_config", "value"),
)


def changed(text: bytes, draws: Draws, canary: Canary) -> bytes:
    """Change some places of a JSON text, or write it in a way that parsers differ in."""
    settings = json.loads(text)
    for _ in range(draws.integers(1, 5)):
        places = _places(settings)
        container, key = chosen(places, draws)
        _change(container, key, draws, canary, places)
    found = json.dumps(settings)
    how = draws.random()
    if how < 0.03:
        depth = int(draws.choice((30, 100, 5_000, 200_000)))
        found = found.replace("null", "[" * depth + "]" * depth, 1)
    elif how < 0.05:
        found = found.replace("{", '{"class_name": "Lambda", "class_name": "Dense", ', 1)
    elif how < 0.07:
        found = found.replace("null", "9" * int(draws.choice((20, 4_000, 100_000))), 1)
    elif how < 0.08:
        found = found.replace("null", "1e999999", 1).replace("true", "NaN", 1)
    return found.encode()


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of a JSON value."""
    found, stack = [], [value]
    while stack:
        item = stack.pop()
        pairs = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
        for key, inner in pairs:
            found.append((item, key))
            stack.append(inner)
    return found


def _change(container: Any, key: Any, draws: Draws, canary: Canary, places: list[tuple[Any, Any]]) -> None:
    how = draws.random()
    before = container[key]
    if how < 0.12:
        del container[key]
    elif how < 0.2 and isinstance(container, list):
        container += [before] * int(draws.choice((1, 3, 300)))
    elif how < 0.3 and isinstance(container, dict):
        container[chosen(_KEYS, draws)] = _value(draws, canary)
    elif how < 0.4:
        other, name = chosen(places, draws)
        container[key] = json.loads(json.dumps(other[name])) if _still_there(other, name) else None
    elif key == "class_name":
        container[key] = chosen(_KINDS, draws)
    elif key in ("module", "registered_name"):
        container[key] = chosen(_MODULES, draws)
    elif type(before) is int:
        container[key] = chosen((edge(draws), -1, 10**6, 10**9, 2**63, 1.5, True), draws)
    elif isinstance(before, str) and draws.random() < 0.5:
        container[key] = _text(draws, canary)
    else:
        container[key] = _value(draws, canary)


def _still_there(container: Any, key: Any) -> bool:
    return key in container if isinstance(container, dict) else key < len(container)


def _text(draws: Draws, canary: Canary) -> str:
    texts = (
        str(canary.secret),
        f"file://{canary.secret}",
        f"http://127.0.0.1:9/{MODULE}",
        f"hdfs://127.0.0.1/{MODULE}",
        f"../../../../../..{canary.secret}",
        f"{MODULE}.thing",
        "os.system",
        "subprocess>Popen",
        f"<img src='file://{canary.secret}'>",
        "a" * 100_000,
        "\0",
        "\ud800",
        "\u202eevil",
        "{name}",
        "%s%n",
        "",
    )
    return chosen(texts, draws)


def _value(draws: Draws, canary: Canary) -> Any:
    values = (
        None,
        True,
        -1,
        0.5,
        10**9,
        2**70,
        [],
        {},
        [[[]]],
        [None] * 5,
        _text(draws, canary),
        {"class_name": "__lambda__", "config": {"value": _code(canary), "defaults": None, "closure": None}},
        {
            "class_name": "Lambda",
            "config": {"name": "l", "function": [_code(canary), None, None]},
            "module": "keras.layers",
        },
        {"class_name": "function", "config": "system", "module": "os", "registered_name": "function"},
        {"class_name": "TFSMLayer", "config": {"filepath": str(canary.folder), "name": "t"}, "module": "keras.layers"},
        {"class_name": "StringLookup", "config": {"vocabulary": str(canary.secret)}, "module": "keras.layers"},
        {"class_name": "Thing", "config": {}, "module": MODULE, "registered_name": "Thing"},
        {"class_name": "__tensor__", "config": {"value": [1] * 1000, "dtype": "a" * 1000}},
        {"class_name": "Dense", "config": {"units": 10**8, "name": "wide"}, "module": "keras.layers"},
        {"class_name": "Resizing", "config": {"height": 10**5, "width": 10**5}, "module": "keras.layers"},
        {"class_name": "RepeatVector", "config": {"n": 10**9}, "module": "keras.layers"},
    )
    return values[int(draws.integers(len(values)))]


def _code(canary: Canary) -> str:
    """Return marshalled code that writes a file nobody may write, as Keras writes lambdas."""
    source = f"lambda x: open({str(canary.written)!r}, 'w').write('ran') and x"
    return base64.b64encode(marshal.dumps(eval(source).__code__)).decode()

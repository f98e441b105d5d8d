"""Small networks in the style of what is exported: torchvision and timm by PyTorch, Keras by tf2onnx."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.model_files.onnx_files import Net

SIDE = 32
CLASSES = 5


def _normalised(net: Net, x: str, channels: int, name: str) -> str:
    weights = [
        net.constant(f"{name}.weight", net.random.uniform(0.5, 1.5, channels).astype(np.float32)),
        net.weight(f"{name}.bias", channels, scale=0.3),
        net.weight(f"{name}.running_mean", channels, scale=0.3),
        net.constant(f"{name}.running_var", net.random.uniform(0.5, 1.5, channels).astype(np.float32)),
    ]
    return net.add("BatchNormalization", x, *weights, name=f"/{name.replace('.', '/')}/BatchNormalization")


def _convolved(net: Net, x: str, shape: tuple[int, ...], name: str, **settings: Any) -> str:
    return net.add("Conv", x, net.weight(f"{name}.weight", *shape), name=_scopes(name, "Conv"), **settings)


def _scopes(module: str, operator: str) -> str:
    """Return how PyTorch calls a step of a module: "/layer1/layer1.0/conv1/Conv"."""
    parts = module.split(".")
    scopes = [".".join(parts[: i + 1]) if parts[i].isdigit() else parts[i] for i in range(len(parts))]
    return "/" + "/".join([*scopes, operator])


def _classified(net: Net, x: str, features: int) -> str:
    pooled = net.add("GlobalAveragePool", x, name="/avgpool/GlobalAveragePool")
    flat = net.add("Flatten", pooled, axis=1, name="/Flatten")
    return dense(net, flat, features, CLASSES, "fc")


def dense(net: Net, x: str, features: int, made: int, name: str) -> str:
    """A Gemm, as PyTorch writes a linear layer of matrices."""
    weights = net.weight(f"{name}.weight", made, features), net.weight(f"{name}.bias", made, scale=0.1)
    return net.add("Gemm", x, *weights, transB=1, name=_scopes(name, "Gemm"))


def resnet(net: Net) -> str:
    """Two residual blocks, the second with a stride and a projection."""
    x = _convolved(net, "x", (8, 3, 7, 7), "conv1", pads=[3, 3, 3, 3], strides=[2, 2])
    x = net.add("Relu", _normalised(net, x, 8, "bn1"), name="/relu/Relu")
    x = net.add("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], name="/maxpool/MaxPool")
    for block, (given, made, stride) in enumerate(((8, 8, 1), (8, 12, 2))):
        name, before = f"layer{block + 1}.0", x
        x = _convolved(net, x, (made, given, 3, 3), f"{name}.conv1", pads=[1, 1, 1, 1], strides=[stride, stride])
        x = net.add("Relu", _normalised(net, x, made, f"{name}.bn1"), name=_scopes(f"{name}.relu", "Relu"))
        x = _convolved(net, x, (made, made, 3, 3), f"{name}.conv2", pads=[1, 1, 1, 1])
        x = _normalised(net, x, made, f"{name}.bn2")
        if stride > 1:
            before = _convolved(net, before, (made, given, 1, 1), f"{name}.downsample.0", strides=[stride, stride])
        x = net.add("Add", x, before, name=_scopes(name, "Add"))
        x = net.add("Relu", x, name=_scopes(f"{name}.relu", "Relu_1"))
    return _classified(net, x, 12)


def mobilenet(net: Net) -> str:
    """An inverted residual with squeeze and excitation, as MobileNetV3 has them."""
    x = _convolved(net, "x", (8, 3, 3, 3), "features.0.0", pads=[1, 1, 1, 1], strides=[2, 2])
    x = net.add("HardSwish", x, name="/features/features.0/features.0.2/HardSwish")
    before = x
    x = _convolved(net, x, (8, 1, 5, 5), "features.1.block.0.0", pads=[2, 2, 2, 2], group=8)
    x = net.add("Clip", x, net.constant("zero", np.float32(0)), net.constant("six", np.float32(6)))
    gate = net.add("GlobalAveragePool", x)
    gate = net.add("Relu", net.add("Conv", gate, net.weight("se.fc1.weight", 4, 8, 1, 1), net.weight("se.fc1.bias", 4)))
    gate = net.add("Conv", gate, net.weight("se.fc2.weight", 8, 4, 1, 1), net.weight("se.fc2.bias", 8))
    x = net.add("Mul", net.add("HardSigmoid", gate, alpha=1 / 6), x)
    x = net.add("Add", _convolved(net, x, (8, 8, 1, 1), "features.1.block.3.0"), before)
    x = net.add("Mul", x, net.add("Sigmoid", x))
    return _classified(net, x, 8)


def densenet(net: Net) -> str:
    """Two dense layers and a transition, with means over places and a bilinear resize on the way."""
    x = _convolved(net, "x", (6, 3, 3, 3), "features.conv0", pads=[1, 1, 1, 1], strides=[2, 2])
    for layer, channels in enumerate((6, 10)):
        new = net.add("Relu", _normalised(net, x, channels, f"features.norm{layer}"))
        new = _convolved(net, new, (4, channels, 3, 3), f"features.conv{layer + 1}", pads=[1, 1, 1, 1])
        x = net.add("Concat", x, new, axis=1)
    x = net.add("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2])
    sizes = net.constant("scales", np.array([1, 1, 2, 2], np.float32))
    region = net.constant("roi", np.zeros(8, np.float32)) if net.opset < 13 else ""
    x = net.add("Resize", x, region, sizes, mode="linear", coordinate_transformation_mode="pytorch_half_pixel")
    return dense(net, _mean(net, x, [2, 3]), 14, CLASSES, "classifier")


def _mean(net: Net, x: str, axes: list[int]) -> str:
    """Return the mean over axes, which since version 18 are an input."""
    if net.opset < 18:
        return net.add("ReduceMean", x, axes=axes, keepdims=0)
    return net.add("ReduceMean", x, net.constant("places", np.array(axes, np.int64)), keepdims=0)


def shufflenet(net: Net) -> str:
    """Half the channels through a branch, then all shuffled."""
    x = _convolved(net, "x", (8, 3, 3, 3), "conv1.0", pads=[1, 1, 1, 1], strides=[2, 2])
    left, right = net.add("Split", x, outputs=2, axis=1)
    right = net.add("Relu", _convolved(net, right, (4, 1, 3, 3), "branch2.0", pads=[1, 1, 1, 1], group=4))
    x = net.add("Concat", left, right, axis=1)
    x = net.add("Reshape", x, net.constant("apart", np.array([1, 2, 4, SIDE // 2, SIDE // 2], np.int64)))
    x = net.add("Transpose", x, perm=[0, 2, 1, 3, 4])
    x = net.add("Reshape", x, net.constant("joined", np.array([1, 8, SIDE // 2, SIDE // 2], np.int64)))
    return _classified(net, _convolved(net, x, (6, 8, 1, 1), "conv5.0"), 6)


WIDTH, HEADS, PATCH = 16, 4, 8
TOKENS = (SIDE // PATCH) ** 2 + 1


def _normalised_tokens(net: Net, x: str, name: str, written_out: bool) -> str:
    scale = net.constant(f"{name}.weight", net.random.uniform(0.5, 1.5, WIDTH).astype(np.float32))
    offset = net.weight(f"{name}.bias", WIDTH, scale=0.2)
    if not written_out:
        return net.add(
            "LayerNormalization", x, scale, offset, axis=-1, epsilon=1e-6, name=_scopes(name, "LayerNormalization")
        )
    last = {"axes": [-1]}
    centred = net.add("Sub", x, net.add("ReduceMean", x, **last))
    squares = net.add("Pow", centred, net.constant(f"{name}.two", np.float32(2)))
    deviation = net.add("Add", net.add("ReduceMean", squares, **last), net.constant(f"{name}.small", np.float32(1e-6)))
    even = net.add("Div", centred, net.add("Sqrt", deviation))
    return net.add("Add", net.add("Mul", even, scale), offset, name=_scopes(name, "Add_1"))


def _linear(net: Net, x: str, given: int, made: int, name: str) -> str:
    product = net.add(
        "MatMul", x, net.weight(f"{name}.matrix", given, made, scale=1 / np.sqrt(given)), name=_scopes(name, "MatMul")
    )
    return net.add("Add", net.weight(f"{name}.bias", made, scale=0.1), product, name=_scopes(name, "Add"))


def _gelu(net: Net, x: str, name: str) -> str:
    shares = net.add("Erf", net.add("Div", x, net.constant(f"{name}.root", np.float32(np.sqrt(2)))))
    shares = net.add("Add", shares, net.constant(f"{name}.one", np.float32(1)))
    return net.add("Mul", net.add("Mul", x, shares), net.constant(f"{name}.half", np.float32(0.5)))


def _patches(net: Net, count: Any) -> str:
    """Tokens of patches with a class token before them. count: the number of pictures, as the exporter wrote it."""
    x = net.add("Conv", "x", net.weight("proj.weight", WIDTH, 3, PATCH, PATCH), net.weight("proj.bias", WIDTH),
                strides=[PATCH, PATCH], name="/patch_embed/proj/Conv")  # fmt: skip
    x = net.add("Reshape", x, net.constant("flat", np.array([0, 0, -1], np.int64)))
    x = net.add("Transpose", x, perm=[0, 2, 1], name="/patch_embed/Transpose")
    token = net.add("Expand", net.weight("cls_token", 1, 1, WIDTH, scale=1), count)
    x = net.add("Concat", token, x, axis=1, name="/Concat")
    return net.add("Add", x, net.weight("pos_embed", 1, TOKENS, WIDTH, scale=0.3), name="/Add")


def vit(net: Net, written_out: bool = False) -> str:
    """timm's vision transformer, its shapes computed from the input's as exported with any number of pictures."""
    first = net.add("Gather", net.add("Shape", "x"), net.constant("axis0", np.array(0, np.int64)), axis=0)
    if net.opset >= 13:
        first = net.add("Unsqueeze", first, net.constant("front", np.array([0], np.int64)))
    else:
        first = net.add("Unsqueeze", first, axes=[0])
    sizes = {name: net.constant(name, np.array([number], np.int64)) for name, number in
             {"n1": 1, "nw": WIDTH, "nt": TOKENS, "n3": 3, "nh": HEADS, "nd": WIDTH // HEADS}.items()}  # fmt: skip
    x = _patches(net, net.add("Concat", first, sizes["n1"], sizes["nw"], axis=0))
    name = "blocks.0"
    y = _linear(net, _normalised_tokens(net, x, f"{name}.norm1", written_out), WIDTH, 3 * WIDTH, f"{name}.attn.qkv")
    shape = net.add("Concat", first, sizes["nt"], sizes["n3"], sizes["nh"], sizes["nd"], axis=0)
    y = net.add("Transpose", net.add("Reshape", y, shape), perm=[2, 0, 3, 1, 4])
    q, k, v = (net.add("Gather", y, net.constant(f"part{i}", np.array(i, np.int64)), axis=0) for i in range(3))
    scores = net.add("MatMul", q, net.add("Transpose", k, perm=[0, 1, 3, 2]))
    scores = net.add("Mul", scores, net.constant("scale", np.float32(0.5)))
    y = net.add("MatMul", net.add("Softmax", scores, axis=-1 if net.opset >= 13 else 3), v)
    rows = net.add("Concat", first, sizes["nt"], sizes["nw"], axis=0)
    y = net.add("Reshape", net.add("Transpose", y, perm=[0, 2, 1, 3]), rows, name="/blocks/blocks.0/attn/Reshape_1")
    x = net.add("Add", x, _linear(net, y, WIDTH, WIDTH, f"{name}.attn.proj"), name="/blocks/blocks.0/Add")
    y = _linear(net, _normalised_tokens(net, x, f"{name}.norm2", written_out), WIDTH, 2 * WIDTH, f"{name}.mlp.fc1")
    x = net.add(
        "Add", x, _linear(net, _gelu(net, y, name), 2 * WIDTH, WIDTH, f"{name}.mlp.fc2"), name="/blocks/blocks.0/Add_1"
    )
    x = _normalised_tokens(net, x, "norm", written_out)
    return dense(net, net.add("Gather", x, "axis0", axis=1), WIDTH, CLASSES, "head")


def torch_attention(net: Net) -> str:
    """torchvision's vision transformer for one picture: tokens before pictures, heads within the axis of pictures."""
    x = _patches(net, net.constant("count", np.array([1, 1, WIDTH], np.int64)))
    y = _normalised_tokens(net, x, "ln_1", written_out=False)
    y = net.add("Transpose", y, perm=[1, 0, 2])
    each = WIDTH // HEADS
    y = _linear(net, y, WIDTH, 3 * WIDTH, "self_attention.in_proj")
    y = net.add("Reshape", y, net.constant("three", np.array([TOKENS, 1, 3, WIDTH], np.int64)))
    y = net.add("Unsqueeze", y, net.constant("front", np.array([0], np.int64)))
    y = net.add(
        "Squeeze", net.add("Transpose", y, perm=[3, 1, 2, 0, 4]), net.constant("minus2", np.array([-2], np.int64))
    )
    parts = [net.add("Gather", y, net.constant(f"part{i}", np.array(i, np.int64)), axis=0) for i in range(3)]
    heads = net.constant("heads", np.array([TOKENS, HEADS, each], np.int64))
    q, k, v = (net.add("Transpose", net.add("Reshape", part, heads), perm=[1, 0, 2]) for part in parts)
    q = net.add("Mul", q, net.constant("scale", np.float32(0.5)))
    shares = net.add("Softmax", net.add("MatMul", q, net.add("Transpose", k, perm=[0, 2, 1])), axis=-1)
    y = net.add("Transpose", net.add("MatMul", shares, v), perm=[1, 0, 2])
    y = net.add("Reshape", y, net.constant("rows", np.array([TOKENS, WIDTH], np.int64)))
    y = dense(net, y, WIDTH, WIDTH, "self_attention.out_proj")
    y = net.add("Reshape", y, net.constant("back", np.array([TOKENS, 1, WIDTH], np.int64)))
    y = net.add("Transpose", y, perm=[1, 0, 2], name="/self_attention/Transpose_5")
    x = _normalised_tokens(net, net.add("Add", y, x), "ln", written_out=False)
    return dense(
        net, net.add("Gather", x, net.constant("axis0", np.array(0, np.int64)), axis=1), WIDTH, CLASSES, "heads.head"
    )


def swin(net: Net) -> str:
    """One block of a Swin transformer: attention within windows, which for one picture are the first axis."""
    side, window = SIDE // 4, 4
    count, inside = (side // window) ** 2, window**2
    x = _convolved(net, "x", (WIDTH, 3, 4, 4), "patch_embed.proj", strides=[4, 4])
    x = before = net.add("Transpose", x, perm=[0, 2, 3, 1])
    x = _normalised_tokens(net, x, "norm1", written_out=False)
    grid = [1, side // window, window, side // window, window, WIDTH]
    x = net.add(
        "Transpose", net.add("Reshape", x, net.constant("grid", np.array(grid, np.int64))), perm=[0, 1, 3, 2, 4, 5]
    )
    x = net.add("Reshape", x, net.constant("windows", np.array([-1, inside, WIDTH], np.int64)))
    x = _linear(net, x, WIDTH, 3 * WIDTH, "attn.qkv")
    parts = [count, inside, 3, HEADS, WIDTH // HEADS]
    x = net.add(
        "Transpose", net.add("Reshape", x, net.constant("parts", np.array(parts, np.int64))), perm=[2, 0, 3, 1, 4]
    )
    q, k, v = (net.add("Gather", x, net.constant(f"part{i}", np.array(i, np.int64)), axis=0) for i in range(3))
    scores = net.add("MatMul", q, net.add("Transpose", k, perm=[0, 1, 3, 2]))
    scores = net.add("Add", scores, net.weight("bias_table", 1, HEADS, inside, inside, scale=0.3))
    apart = net.constant("apart", np.array([1, count, HEADS, inside, inside], np.int64))
    scores = net.add("Add", net.add("Reshape", scores, apart), net.weight("mask", 1, count, 1, inside, inside, scale=1))
    scores = net.add("Reshape", scores, net.constant("together", np.array([-1, HEADS, inside, inside], np.int64)))
    x = net.add("Transpose", net.add("MatMul", net.add("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
    x = net.add("Reshape", x, net.constant("rows", np.array([count, inside, WIDTH], np.int64)))
    x = _linear(net, x, WIDTH, WIDTH, "attn.proj")
    back = [1, side // window, side // window, window, window, WIDTH]
    x = net.add(
        "Transpose", net.add("Reshape", x, net.constant("back", np.array(back, np.int64))), perm=[0, 1, 3, 2, 4, 5]
    )
    x = net.add("Reshape", x, net.constant("picture", np.array([1, side, side, WIDTH], np.int64)))
    x = net.add("Add", x, before)
    return dense(net, _mean(net, x, [1, 2]), WIDTH, CLASSES, "head")


def keras_net(net: Net) -> str:
    """A Keras network by tf2onnx: channels last outside, first within."""
    x = net.add("Transpose", "x", perm=[0, 3, 1, 2], name="StatefulPartitionedCall/model/first/Conv2D__6")
    x = net.add("Conv", x, net.weight("first/kernel", 6, 3, 3, 3), net.weight("first/bias", 6), pads=[0, 0, 1, 1],
                strides=[2, 2], name="StatefulPartitionedCall/model/first/Conv2D")  # fmt: skip
    x = net.add("Relu", x, name="StatefulPartitionedCall/model/first/Relu")
    x = net.add("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2], name="StatefulPartitionedCall/model/pool/MaxPool")
    x = net.add("Transpose", x, perm=[0, 2, 3, 1], name="StatefulPartitionedCall/model/pool/MaxPool__20")
    x = net.add("Reshape", x, net.constant("flat", np.array([-1, 6 * (SIDE // 4) ** 2], np.int64)))
    x = net.add("MatMul", x, net.weight("dense/kernel", 6 * (SIDE // 4) ** 2, CLASSES, scale=0.1))
    return net.add("Softmax", net.add("Add", x, net.weight("dense/bias", CLASSES)), axis=-1)

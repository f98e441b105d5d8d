"""The families of keras.applications and some others, by the names of their layers: what each is fed."""

from __future__ import annotations

from collections.abc import Collection

from engine.images.preprocessing import PixelValues
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Family:
    """A published architecture. `values` is what it takes where it does not rescale by itself.

    present: layer names that all occur, "*" standing for any beginning; absent: names of which none does.
    """

    name: str
    values: PixelValues
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()

    def fits(self, names: Collection[str]) -> bool:
        """Tell whether layers of these names are this family's, whatever stands before and behind them."""
        return all(_occurs(name, names) for name in self.present) and not any(
            _occurs(name, names) for name in self.absent
        )


def _occurs(wanted: str, names: Collection[str]) -> bool:
    if wanted.startswith("*"):
        return any(name.endswith(wanted[1:]) for name in names)
    return wanted in names


_RESNET = ("conv1_conv", "conv2_block1_1_conv", "conv2_block1_2_conv", "conv3_block1_1_conv")

# The first that fits is taken: the deeper of two that begin alike stands first.
FAMILIES = (
    Family("VGG19", PixelValues.BGR_MEAN, ("block1_conv2", "block3_conv4", "block4_conv1")),
    Family("VGG16", PixelValues.BGR_MEAN, ("block1_conv2", "block3_conv3", "block4_conv1")),
    Family("ResNet152V2", PixelValues.SIGNED, (*_RESNET, "conv2_block1_preact_bn", "conv3_block8_out")),
    Family("ResNet101V2", PixelValues.SIGNED, (*_RESNET, "conv2_block1_preact_bn", "conv4_block23_out")),
    Family("ResNet50V2", PixelValues.SIGNED, (*_RESNET, "conv2_block1_preact_bn")),
    Family("ResNet152", PixelValues.BGR_MEAN, (*_RESNET, "conv1_bn", "conv2_block1_out", "conv3_block8_out")),
    Family("ResNet101", PixelValues.BGR_MEAN, (*_RESNET, "conv1_bn", "conv2_block1_out", "conv4_block23_out")),
    Family("ResNet50", PixelValues.BGR_MEAN, (*_RESNET, "conv1_bn", "conv2_block1_out")),
    Family("ResNet50", PixelValues.BGR_MEAN, ("bn_conv1", "res2a_branch2a", "bn2a_branch2a")),  # before Keras 2.2.5
    Family("DenseNet201", PixelValues.RGB_STANDARD, ("conv2_block1_concat", "conv4_block48_concat")),
    Family("DenseNet169", PixelValues.RGB_STANDARD, ("conv2_block1_concat", "conv4_block32_concat")),
    Family("DenseNet121", PixelValues.RGB_STANDARD, ("conv2_block1_concat", "conv3_block12_concat")),
    Family("Xception", PixelValues.SIGNED, ("block1_conv1", "block2_sepconv1", "block4_sepconv2")),
    Family("InceptionV3", PixelValues.SIGNED, ("mixed0", "mixed1", "mixed2", "mixed3")),
    Family("InceptionResNetV2", PixelValues.SIGNED, ("mixed_5b", "block35_1_mixed")),
    Family("NASNet", PixelValues.SIGNED, ("stem_conv1", "stem_bn1", "*_stem_1", "normal_concat_0")),
    Family("MobileNet", PixelValues.SIGNED, ("conv_dw_1", "conv_pw_1", "conv_dw_2", "conv_pw_2")),
    # TensorFlow Lite's converter leaves the names of activations, and of convolutions that have none.
    Family("MobileNet", PixelValues.SIGNED, ("conv_dw_1_relu", "conv_pw_1", "conv_dw_2_relu", "conv_pw_2")),
    Family("MobileNetV2", PixelValues.SIGNED, ("Conv1_relu", "expanded_conv_project", "block_1_expand")),
    Family("MobileNetV2", PixelValues.SIGNED, ("bn_Conv1", "expanded_conv_depthwise", "block_1_expand")),
    Family("MobileNetV3", PixelValues.SIGNED, ("*expanded_conv_project", "*_squeeze_excite_conv"), ("bn_Conv1",)),
    Family("MobileNetV3", PixelValues.SIGNED, ("expanded_conv/project", "*/squeeze_excite/Conv")),  # Keras 2
    # EfficientNetV2 S, M and L take -1..1; B0 to B3, with fewer first blocks, ImageNet's mean and deviation.
    Family(
        "EfficientNetV2",
        PixelValues.SIGNED,
        ("stem_conv", "block1b_project_conv", "block2a_expand_conv", "block6o_add"),
    ),
    Family(
        "EfficientNetV2",
        PixelValues.RGB_STANDARD,
        ("stem_conv", "block1a_project_conv", "block2a_expand_conv"),
        ("block1a_dwconv",),
    ),
    Family("EfficientNet", PixelValues.RGB_STANDARD, ("stem_conv", "block1a_dwconv", "block2a_expand_conv")),
    # Arriaga, Valdenegro-Toro, Plöger, 2017, arXiv:1710.07557
    Family(
        "mini-Xception",
        PixelValues.SIGNED,
        ("separable_conv2d_8", "add_4", "conv2d_7", "global_average_pooling2d_1"),
        ("conv2d_8", "separable_conv2d_9", "add_5"),
    ),
    Family(
        "big-Xception",
        PixelValues.SIGNED,
        ("block1_conv1_act", "block2_sepconv2_act", "block3_sepconv2_act"),
        ("block4_sepconv1_act",),
    ),
    # TensorFlow 1's own (slim), by the scopes of their variables
    Family("InceptionV3", PixelValues.SIGNED, ("InceptionV3", "Conv2d_1a_3x3", "Mixed_5b")),
    Family("MobileNet", PixelValues.SIGNED, ("MobilenetV1", "Conv2d_1_depthwise", "Conv2d_1_pointwise")),
    Family("MobileNetV2", PixelValues.SIGNED, ("MobilenetV2", "expanded_conv", "expanded_conv_1")),
    Family("ConvNeXt", PixelValues.RGB_STANDARD, ("*_stage_0_block_0_depthwise_conv", "*_stage_0_block_0_layernorm")),
)


def find_family(names: Collection[str]) -> Family | None:
    """Return the family of the model that has layers of these names; None where it is none of the published."""
    return next((family for family in FAMILIES if family.fits(names)), None)

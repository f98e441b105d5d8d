"""The table of methods: each stands here once, and menus, panels and the command line are derived from it.

A method is added by one entry in METHODS; `method` says what a row holds.
"""

from __future__ import annotations

from engine.methods import cam, channels, gradients, noise, occlusion, path, rise, sensitivity, surrogates
from engine.methods.designs import DRAWS
from engine.methods.enough import ENOUGH
from engine.methods.method import Estimate, Finding, Method, Need, Option
from engine.methods.reduction import LARGEST_OR_MEAN, SUM_OR_MEAN

__all__ = ["DEFAULT_METHOD", "METHODS", "Estimate", "Method", "Need", "Option"]

_LAYER, _PIXELS, _BOTH = frozenset({Need.LAYER}), frozenset({Need.GRADIENT}), frozenset(Need)
_ANSWERS: frozenset[Need] = frozenset()  # asks for nothing but answers: runs on every model
_NOT_FOR, _NOTHING = Finding.NO_POSITIVE_EVIDENCE, Finding.NO_EVIDENCE

METHODS: dict[str, Method] = {
    method.id: method
    for method in (
        Method(
            "grad-cam",
            cam.grad_cam_by_convention,
            _LAYER,
            _NOT_FOR,
            "Selvaraju et al., 2017, doi:10.1109/ICCV.2017.74",
            (cam.EVIDENCE, cam.GRADIENTS),
            one_pass=True,
        ),
        Method(
            "grad-cam++",
            cam.grad_cam_plus_plus,
            _LAYER,
            _NOT_FOR,
            "Chattopadhay et al., 2018, doi:10.1109/WACV.2018.00097",
            (cam.EVIDENCE, cam.CONVENTION),
            one_pass=True,
        ),
        Method(
            "hirescam",
            cam.rectified(cam.hires_cam),
            _LAYER,
            _NOT_FOR,
            "Draelos and Carin, 2020, arXiv:2011.08891",
            (cam.EVIDENCE,),
            one_pass=True,
        ),
        Method(
            "xgrad-cam",
            cam.rectified(cam.xgrad_cam),
            _LAYER,
            _NOT_FOR,
            "Fu et al., 2020, arXiv:2008.02312",
            (cam.EVIDENCE,),
            one_pass=True,
        ),
        Method(
            "layercam",
            cam.rectified(cam.layer_cam),
            _LAYER,
            _NOT_FOR,
            "Jiang et al., 2021, doi:10.1109/TIP.2021.3089943",
            (cam.EVIDENCE,),
            one_pass=True,
        ),
        Method(
            "eigen-cam",
            cam.eigen_cam,
            _LAYER,
            _NOTHING,
            "Muhammad and Yeasin, 2020, doi:10.1109/IJCNN48605.2020.9206626",
            signed=True,
            class_blind=True,
        ),
        Method(
            "score-cam",
            channels.score_cam,
            _LAYER,
            _NOT_FOR,
            "Wang et al., 2020, arXiv:1910.01279",
            (cam.EVIDENCE, channels.BASELINE, channels.SCORE_CONVENTION),
        ),
        Method(
            "ablation-cam",
            channels.ablation_cam,
            _LAYER,
            _NOT_FOR,
            "Desai and Ramaswamy, 2020, doi:10.1109/WACV45572.2020.9093360",
            (cam.EVIDENCE, channels.ABLATION_CONVENTION),
        ),
        Method(
            "saliency",
            gradients.saliency,
            _PIXELS,
            _NOTHING,
            "Simonyan et al., 2013, arXiv:1312.6034",
            (LARGEST_OR_MEAN,),
            one_pass=True,
        ),
        Method(
            "gradient-x-input",
            gradients.gradient_x_input,
            _PIXELS,
            _NOTHING,
            "Shrikumar et al., 2016, arXiv:1605.01713",
            (SUM_OR_MEAN,),
            signed=True,
            one_pass=True,
        ),
        Method(
            "integrated-gradients",
            path.integrated_gradients,
            _PIXELS,
            _NOTHING,
            "Sundararajan et al., 2017, arXiv:1703.01365",
            (path.STEPS, path.BASELINE, path.COMPLETENESS, path.RULE, SUM_OR_MEAN),
            signed=True,
        ),
        Method(
            "smoothgrad",
            noise.smooth_grad,
            _PIXELS,
            _NOTHING,
            "Smilkov et al., 2017, arXiv:1706.03825",
            (noise.SAMPLES, ENOUGH, DRAWS, noise.SIGMA, LARGEST_OR_MEAN, noise.CONVENTION),
            sampled=True,
        ),
        Method(
            "squaregrad",
            noise.square_grad,
            _PIXELS,
            _NOTHING,
            "Hooker et al., 2019, arXiv:1806.10758",
            (noise.SAMPLES, ENOUGH, noise.SIGMA, LARGEST_OR_MEAN),
            sampled=True,
        ),
        Method(
            "vargrad",
            noise.var_grad,
            _PIXELS,
            _NOTHING,
            "Adebayo et al., 2018, arXiv:1810.03307",
            (noise.SAMPLES, ENOUGH, noise.SIGMA, LARGEST_OR_MEAN),
            sampled=True,
        ),
        Method(
            "guided-backprop",
            gradients.guided_backprop,
            _PIXELS,
            _NOTHING,
            "Springenberg et al., 2015, arXiv:1412.6806",
            (LARGEST_OR_MEAN,),
            guided=True,
            fails_sanity=True,
            one_pass=True,
        ),
        Method(
            "guided-grad-cam",
            gradients.guided_grad_cam,
            _BOTH,
            _NOT_FOR,
            "Selvaraju et al., 2017, doi:10.1109/ICCV.2017.74",
            (LARGEST_OR_MEAN,),
            guided=True,
            fails_sanity=True,
            one_pass=True,
        ),
        Method(
            "occlusion",
            occlusion.occlusion,
            _ANSWERS,
            _NOTHING,
            "Zeiler and Fergus, 2014, arXiv:1311.2901",
            (occlusion.PATCH, occlusion.STRIDE, occlusion.BASELINE, occlusion.OVERLAP),
            signed=True,
        ),
        Method(
            "rise",
            rise.rise,
            _ANSWERS,
            _NOTHING,
            "Petsiuk et al., 2018, arXiv:1806.07421",
            (rise.MASKS, ENOUGH, DRAWS, rise.GRID, rise.VISIBLE, rise.BASELINE, rise.DIVISOR),
            sampled=True,
            no_zero=True,
        ),
        Method(
            "sobol",
            sensitivity.sobol,
            _ANSWERS,
            _NOTHING,
            "Fel et al., 2021, arXiv:2111.04138",
            (sensitivity.DESIGNS, ENOUGH, DRAWS, sensitivity.GRID, sensitivity.BASELINE, sensitivity.CONVENTION),
            sampled=True,
        ),
        Method(
            "hsic",
            sensitivity.hsic,
            _ANSWERS,
            _NOTHING,
            "Novello et al., 2022, arXiv:2206.06219",
            (sensitivity.MASKS, ENOUGH, DRAWS, sensitivity.GRID, sensitivity.BASELINE, sensitivity.CONVENTION),
            sampled=True,
        ),
        Method(
            "lime",
            surrogates.lime,
            _ANSWERS,
            _NOTHING,
            "Ribeiro et al., 2016, arXiv:1602.04938",
            (
                surrogates.SAMPLES,
                ENOUGH,
                DRAWS,
                surrogates.SEGMENTS,
                surrogates.WIDTH,
                surrogates.RIDGE,
                surrogates.BASELINE,
            ),
            signed=True,
            sampled=True,
        ),
        Method(
            "kernelshap",
            surrogates.kernel_shap,
            _ANSWERS,
            _NOTHING,
            "Lundberg and Lee, 2017, arXiv:1705.07874",
            (surrogates.SAMPLES, ENOUGH, DRAWS, surrogates.SEGMENTS, surrogates.BASELINE),
            signed=True,
            sampled=True,
        ),
    )
}
DEFAULT_METHOD = "grad-cam"

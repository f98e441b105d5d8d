"""The papers behind methods and measures, to read on screen and to cite. Names and titles are not translated."""

from __future__ import annotations

from gui.help.measure_papers import MEASURE_PAPERS
from gui.help.reference import Reference

SELVARAJU = "selvaraju2017gradcam"

_GRAD_CAM = Reference(
    SELVARAJU,
    (
        "Ramprasaath R. Selvaraju",
        "Michael Cogswell",
        "Abhishek Das",
        "Ramakrishna Vedantam",
        "Devi Parikh",
        "Dhruv Batra",
    ),
    "Grad-CAM: Visual Explanations from Deep Networks via Gradient-Based Localization",
    "IEEE International Conference on Computer Vision (ICCV)",
    2017,
    "10.1109/ICCV.2017.74",
    "1610.02391",
)
SANITY_CHECKS = Reference(
    "adebayo2018sanity",
    ("Julius Adebayo", "Justin Gilmer", "Michael Muelly", "Ian Goodfellow", "Moritz Hardt", "Been Kim"),
    "Sanity Checks for Saliency Maps",
    "Advances in Neural Information Processing Systems (NeurIPS)",
    2018,
    arxiv="1810.03292",
)
REFERENCES = {
    "grad-cam": _GRAD_CAM,
    "grad-cam++": Reference(
        "chattopadhay2018gradcampp",
        ("Aditya Chattopadhay", "Anirban Sarkar", "Prantik Howlader", "Vineeth N. Balasubramanian"),
        "Grad-CAM++: Generalized Gradient-Based Visual Explanations for Deep Convolutional Networks",
        "IEEE Winter Conference on Applications of Computer Vision (WACV)",
        2018,
        "10.1109/WACV.2018.00097",
        "1710.11063",
    ),
    "hirescam": Reference(
        "draelos2020hirescam",
        ("Rachel Lea Draelos", "Lawrence Carin"),
        "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks",
        "arXiv",
        2020,
        arxiv="2011.08891",
        kind="misc",
    ),
    "xgrad-cam": Reference(
        "fu2020xgradcam",
        ("Ruigang Fu", "Qingyong Hu", "Xiaohu Dong", "Yulan Guo", "Yinghui Gao", "Biao Li"),
        "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs",
        "British Machine Vision Conference (BMVC)",
        2020,
        arxiv="2008.02312",
    ),
    "layercam": Reference(
        "jiang2021layercam",
        ("Peng-Tao Jiang", "Chang-Bin Zhang", "Qibin Hou", "Ming-Ming Cheng", "Yunchao Wei"),
        "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization",
        "IEEE Transactions on Image Processing",
        2021,
        "10.1109/TIP.2021.3089943",
        kind="article",
    ),
    "eigen-cam": Reference(
        "muhammad2020eigencam",
        ("Mohammed Bany Muhammad", "Mohammed Yeasin"),
        "Eigen-CAM: Class Activation Map using Principal Components",
        "International Joint Conference on Neural Networks (IJCNN)",
        2020,
        "10.1109/IJCNN48605.2020.9206626",
        "2008.00299",
    ),
    "score-cam": Reference(
        "wang2020scorecam",
        (
            "Haofan Wang",
            "Zifan Wang",
            "Mengnan Du",
            "Fan Yang",
            "Zijian Zhang",
            "Sirui Ding",
            "Piotr Mardziel",
            "Xia Hu",
        ),
        "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks",
        "IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)",
        2020,
        arxiv="1910.01279",
    ),
    "ablation-cam": Reference(
        "desai2020ablationcam",
        ("Saurabh Desai", "Harish G. Ramaswamy"),
        "Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization",
        "IEEE Winter Conference on Applications of Computer Vision (WACV)",
        2020,
        "10.1109/WACV45572.2020.9093360",
    ),
    "saliency": Reference(
        "simonyan2013deep",
        ("Karen Simonyan", "Andrea Vedaldi", "Andrew Zisserman"),
        "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps",
        "arXiv",
        2013,
        arxiv="1312.6034",
        kind="misc",
    ),
    "gradient-x-input": Reference(
        "shrikumar2016not",
        ("Avanti Shrikumar", "Peyton Greenside", "Anna Shcherbina", "Anshul Kundaje"),
        "Not Just a Black Box: Learning Important Features Through Propagating Activation Differences",
        "arXiv",
        2016,
        arxiv="1605.01713",
        kind="misc",
    ),
    "integrated-gradients": Reference(
        "sundararajan2017axiomatic",
        ("Mukund Sundararajan", "Ankur Taly", "Qiqi Yan"),
        "Axiomatic Attribution for Deep Networks",
        "International Conference on Machine Learning (ICML)",
        2017,
        arxiv="1703.01365",
    ),
    "smoothgrad": Reference(
        "smilkov2017smoothgrad",
        ("Daniel Smilkov", "Nikhil Thorat", "Been Kim", "Fernanda Viégas", "Martin Wattenberg"),
        "SmoothGrad: removing noise by adding noise",
        "arXiv",
        2017,
        arxiv="1706.03825",
        kind="misc",
    ),
    "squaregrad": Reference(
        "hooker2019benchmark",
        ("Sara Hooker", "Dumitru Erhan", "Pieter-Jan Kindermans", "Been Kim"),
        "A Benchmark for Interpretability Methods in Deep Neural Networks",
        "Advances in Neural Information Processing Systems (NeurIPS)",
        2019,
        arxiv="1806.10758",
    ),
    "vargrad": Reference(
        "adebayo2018local",
        ("Julius Adebayo", "Justin Gilmer", "Ian Goodfellow", "Been Kim"),
        "Local Explanation Methods for Deep Neural Networks Lack Sensitivity to Parameter Values",
        "arXiv",
        2018,
        arxiv="1810.03307",
        kind="misc",
    ),
    "guided-backprop": Reference(
        "springenberg2015striving",
        ("Jost Tobias Springenberg", "Alexey Dosovitskiy", "Thomas Brox", "Martin Riedmiller"),
        "Striving for Simplicity: The All Convolutional Net",
        "International Conference on Learning Representations (ICLR), workshop track",
        2015,
        arxiv="1412.6806",
    ),
    "guided-grad-cam": _GRAD_CAM,
    "occlusion": Reference(
        "zeiler2014visualizing",
        ("Matthew D. Zeiler", "Rob Fergus"),
        "Visualizing and Understanding Convolutional Networks",
        "European Conference on Computer Vision (ECCV)",
        2014,
        arxiv="1311.2901",
    ),
    "rise": Reference(
        "petsiuk2018rise",
        ("Vitali Petsiuk", "Abir Das", "Kate Saenko"),
        "RISE: Randomized Input Sampling for Explanation of Black-box Models",
        "British Machine Vision Conference (BMVC)",
        2018,
        arxiv="1806.07421",
    ),
    "sobol": Reference(
        "fel2021look",
        ("Thomas Fel", "Rémi Cadène", "Mathieu Chalvidal", "Matthieu Cord", "David Vigouroux", "Thomas Serre"),
        "Look at the Variance! Efficient Black-box Explanations with Sobol-based Sensitivity Analysis",
        "Advances in Neural Information Processing Systems (NeurIPS)",
        2021,
        arxiv="2111.04138",
    ),
    "hsic": Reference(
        "novello2022making",
        ("Paul Novello", "Thomas Fel", "David Vigouroux"),
        "Making Sense of Dependence: Efficient Black-box Explanations Using Dependence Measure",
        "Advances in Neural Information Processing Systems (NeurIPS)",
        2022,
        arxiv="2206.06219",
    ),
    "lime": Reference(
        "ribeiro2016lime",
        ("Marco Tulio Ribeiro", "Sameer Singh", "Carlos Guestrin"),
        "“Why Should I Trust You?”: Explaining the Predictions of Any Classifier",
        "ACM SIGKDD International Conference on Knowledge Discovery and Data Mining (KDD)",
        2016,
        arxiv="1602.04938",
    ),
    "kernelshap": Reference(
        "lundberg2017unified",
        ("Scott M. Lundberg", "Su-In Lee"),
        "A Unified Approach to Interpreting Model Predictions",
        "Advances in Neural Information Processing Systems (NIPS)",
        2017,
        arxiv="1705.07874",
    ),
}


def all_papers() -> tuple[Reference, ...]:
    """Return every paper once."""
    return tuple({paper.key: paper for paper in (*REFERENCES.values(), SANITY_CHECKS, *MEASURE_PAPERS)}.values())


def reference_to(paper: str) -> str:
    """Return the full reference to a paper as a row of a table names it, with its DOI or arXiv number at the end.

    The row's own words where the paper is not among ours.
    """
    found = (one.text for one in all_papers() if paper.endswith(tuple(one.numbers)))
    return next(found, paper)


def all_bibtex() -> str:
    """Return every paper once, as BibTeX."""
    return "\n\n".join(paper.bibtex for paper in sorted(all_papers(), key=lambda paper: paper.key))

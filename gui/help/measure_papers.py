"""The papers behind the measures of a map, beyond those of the methods. Names and titles are not translated."""

from __future__ import annotations

from gui.help.reference import Reference

MEASURE_PAPERS = (
    Reference(
        "yeh2019infidelity",
        ("Chih-Kuan Yeh", "Cheng-Yu Hsieh", "Arun Sai Suggala", "David I. Inouye", "Pradeep Ravikumar"),
        "On the (In)fidelity and Sensitivity of Explanations",
        "Advances in Neural Information Processing Systems (NeurIPS)",
        2019,
        arxiv="1901.09392",
    ),
    Reference(
        "bhatt2020evaluating",
        ("Umang Bhatt", "Adrian Weller", "José M. F. Moura"),
        "Evaluating and Aggregating Feature-based Model Explanations",
        "International Joint Conference on Artificial Intelligence (IJCAI)",
        2020,
        arxiv="2005.00631",
    ),
    Reference(
        "rong2022consistent",
        ("Yao Rong", "Tobias Leemann", "Vadim Borisov", "Gjergji Kasneci", "Enkelejda Kasneci"),
        "A Consistent and Efficient Evaluation Strategy for Attribution Methods",
        "International Conference on Machine Learning (ICML)",
        2022,
        arxiv="2202.00449",
    ),
    Reference(
        "neely2021order",
        ("Michael Neely", "Stefan F. Schouten", "Maurits J. R. Bleeker", "Ana Lucic"),
        "Order in the Court: Explainable AI Methods Prone to Disagreement",
        "arXiv",
        2021,
        arxiv="2105.03287",
        kind="misc",
    ),
    Reference(
        "zhang2019making",
        ("Richard Zhang",),
        "Making Convolutional Networks Shift-Invariant Again",
        "International Conference on Machine Learning (ICML)",
        2019,
        arxiv="1904.11486",
    ),
    Reference(
        "dodge2016understanding",
        ("Samuel Dodge", "Lina Karam"),
        "Understanding How Image Quality Affects Deep Neural Networks",
        "International Conference on Quality of Multimedia Experience (QoMEX)",
        2016,
        arxiv="1604.04004",
    ),
    Reference(
        "touvron2019fixing",
        ("Hugo Touvron", "Andrea Vedaldi", "Matthijs Douze", "Hervé Jégou"),
        "Fixing the train-test resolution discrepancy",
        "Advances in Neural Information Processing Systems (NeurIPS)",
        2019,
        arxiv="1906.06423",
    ),
    Reference(
        "judd2009learning",
        ("Tilke Judd", "Krista Ehinger", "Frédo Durand", "Antonio Torralba"),
        "Learning to Predict Where Humans Look",
        "IEEE International Conference on Computer Vision (ICCV)",
        2009,
        "10.1109/ICCV.2009.5459462",
    ),
    Reference(
        "hurley2009comparing",
        ("Niall Hurley", "Scott Rickard"),
        "Comparing Measures of Sparsity",
        "IEEE Transactions on Information Theory",
        2009,
        "10.1109/TIT.2009.2027527",
        "0811.4706",
        kind="article",
    ),
    Reference(
        "shannon1948mathematical",
        ("Claude E. Shannon",),
        "A Mathematical Theory of Communication",
        "Bell System Technical Journal",
        1948,
        "10.1002/j.1538-7305.1948.tb01338.x",
        kind="article",
    ),
)

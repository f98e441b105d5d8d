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
        "krishna2022disagreement",
        ("Satyapriya Krishna", "Tessa Han", "Alex Gu", "Steven Wu", "Shahin Jabbari", "Himabindu Lakkaraju"),
        "The Disagreement Problem in Explainable Machine Learning: A Practitioner's Perspective",
        "arXiv",
        2022,
        arxiv="2202.01602",
        kind="misc",
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

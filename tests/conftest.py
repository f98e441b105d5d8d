from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption("--awkward", metavar="FOLDER", help="also read the awkward photographs of this folder")
    parser.addoption("--zoo", metavar="FOLDER", help="also open the model files of this folder")

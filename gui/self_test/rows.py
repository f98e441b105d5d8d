"""The tests of the self-test, in the order of a user's first hour."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QImage

import resources
from engine.attribution.request import Attribution
from engine.export.content import Product
from engine.export.files import export
from engine.export.formats import formats_of
from engine.methods import METHODS, Need
from engine.methods.method import Finding
from engine.rendering import Rendering
from engine.rendering.colours import all_colour_maps, colour_table
from gui.help.licences import bundled_packages
from gui.platform.external_programs import outside_environment
from gui.platform.single_instance import Instance
from gui.self_test import PICTURE
from gui.self_test.batch import judged_folder
from gui.self_test.child import secure_context_in_a_child
from gui.self_test.models import FROZEN, LITE, MADE, NEW, ONNX, make_models
from gui.self_test.pictures import DATA, PICTURES, read_picture
from gui.self_test.program import Program
from gui.self_test.report import Report

BLACK_BOX = "lime"  # which needs OpenCV's superpixels
# That a method runs is to be shown, not how good its map is: a few samples or steps say that too.
FEWER = {
    "lime": ("samples", 200.0),
    "integrated-gradients": ("steps", 10.0),
    **dict.fromkeys(("smoothgrad", "squaregrad", "vargrad"), ("samples", 10.0)),
}
_COLOURS_OF_A_WINDOW = 1000  # at least; a blank window has a handful
NOTHING_FOUND = {Finding.NO_EVIDENCE, Finding.NO_POSITIVE_EVIDENCE}
_EXPECTED_CLASS = "Egyptian cat"
HEIC = DATA / "made.heic"  # a file, because the program only reads this format


def try_everything(report: Report, program: Program, folder: Path) -> None:
    """Run every test, each in a row of the report; the files it makes stay in `folder`."""
    for name, work in _rows(program, folder):
        report.try_out(name, work)


def _tried() -> list[str]:
    """Return every method that looks inside the model, and one that only asks."""
    return [*(name for name, method in METHODS.items() if method.needs & {Need.LAYER, Need.GRADIENT}), BLACK_BOX]


def _rows(program: Program, folder: Path) -> list[tuple[str, Callable[[], str]]]:
    """Return (name, work) of each row. The window is photographed while the bundled model is still open."""
    methods = [(f"method {method}", partial(_explained, program, method)) for method in _tried()]
    others = [*(folder / name for name in MADE), LITE, ONNX, FROZEN]
    return [
        ("engine", lambda: _engine(program)),
        ("model files made", lambda: _made(folder)),
        ("bundled model", lambda: _bundled(program)),
        *methods,
        ("export", lambda: _exported(program, folder)),
        ("a folder judged", lambda: judged_folder(program, folder)),
        ("drawings", _drawn),
        ("colour maps", _colour_maps),
        ("translation", _translated),
        ("window", lambda: _pictured(program, folder)),
        *((f"picture {made.name}", partial(read_picture, program, made)) for made in PICTURES),
        ("photographs", lambda: _photographs(program, folder)),
        *((f"model {path.name}", partial(_other_model, program, path)) for path in others),
        ("a damaged model", lambda: _refused(program, folder)),
        ("licences", _licences),
        ("libraries in a child", secure_context_in_a_child),
        ("environment of others", _environment_of_others),
        ("one window", _one_window),
    ]


def _made(folder: Path) -> str:
    make_models(folder)
    return ", ".join(MADE)


def _engine(program: Program) -> str:
    program.wait(lambda: program.state.device is not None, "TensorFlow")
    assert program.state.device is not None
    return f"{program.state.device.kind} {program.state.device.name}".strip()


def _bundled(program: Program) -> str:
    model = program.opened(resources.DEFAULT_MODEL.name)
    found = program.explained("grad-cam")
    assert found.request.target is not None
    name = model.labels[found.request.target]
    assert name == _EXPECTED_CLASS, f"{_EXPECTED_CLASS} expected, {name} found"
    return f"{name} {found.probabilities[found.request.target]:.1%}"


def _explained(program: Program, method: str) -> str:
    program.state.choose_method(method)
    if method in FEWER:
        program.state.choose_option(*FEWER[method])
    return _described(program.explained(method))


def _described(found: Attribution) -> str:
    assert np.isfinite(found.values).all()
    flat = found.values.min() == found.values.max()
    assert not flat or set(found.findings) & NOTHING_FOUND, "the map says nothing"
    return f"{found.values.shape[0]} x {found.values.shape[1]}, {found.values.min():.3g} to {found.values.max():.3g}"


def _exported(program: Program, folder: Path) -> str:
    state = program.state
    image, found, projection = state.image, state.attribution, state.shown_projection
    assert image is not None and found is not None and projection is not None
    names = []
    for product in (Product.OVERLAY, Product.HEAT, Product.MAP):
        for each in formats_of(product):
            names.append(f"{product.value}{each.suffix}")
            export(folder / names[-1], product, image, found, projection, Rendering())
    picture = QImage(str(folder / "overlay.png"))
    assert (picture.width(), picture.height()) == (image.width, image.height)
    assert np.array_equal(np.load(folder / "map.npy"), found.values)
    return ", ".join(names)


def _drawn() -> str:
    """Draw a figure of one grey picture as SVG and PDF: for each, Qt has a writer that nothing else uses."""
    from gui.export.figure_layout import Figure, Panel
    from gui.export.writing import FIGURE_WRITERS

    figure = Figure("Title", "", "", (Panel((80, 60), lambda: np.full((60, 80, 3), 128, np.uint8)),), None, "")
    drawn = {suffix[1:]: b"".join(write(figure, "{}")) for suffix, write in FIGURE_WRITERS.items()}
    assert b"<image" in drawn["svg"] and b"Title" in drawn["svg"], "the SVG has no picture or no words"
    assert drawn["pdf"].startswith(b"%PDF"), "no PDF"
    return ", ".join(f"{name} {len(data)} bytes" for name, data in drawn.items())


def _colour_maps() -> str:
    names = [name for diverging in (False, True) for name in all_colour_maps(diverging)]
    flat = [name for name in names if len(np.unique(colour_table(name), axis=0)) < 2]
    assert names and not flat, f"without colours: {flat}"
    return f"{len(names)} in the list"


def _translated() -> str:
    title, cancel = "Image and overlay", "Cancel"
    words = QCoreApplication.translate("MainWindow", title)
    of_qt = QCoreApplication.translate("QPlatformTheme", cancel)
    assert words != title, "the program's French is missing"
    assert of_qt != cancel, "Qt's French is missing"
    assert QLocale().language() == QLocale.Language.French
    return f"{words}; {of_qt}"


def _pictured(program: Program, folder: Path) -> str:
    program.explained("grad-cam")
    image = program.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert image.save(str(folder / PICTURE)), "the picture cannot be written"
    pixels = np.frombuffer(image.constBits(), np.uint32)
    colours = len(np.unique(pixels))
    assert colours > _COLOURS_OF_A_WINDOW, f"only {colours} colours: the window is blank"
    return f"{PICTURE}, {image.width()} x {image.height()}"


def _photographs(program: Program, folder: Path) -> str:
    """Open one photograph in each format that has its own decoder; all but one are written here."""
    from PIL import Image

    with Image.open(resources.SAMPLES[0]) as opened:
        sample = opened.convert("RGB").resize((320, 240))
    # With é, because paths beyond ASCII must work, too.
    names = [f"photograph é.{suffix}" for suffix in ("jpg", "tif", "webp", "avif", "gif", "bmp")]
    for name in names:
        sample.save(folder / name)
    paths = [*(folder / name for name in names), HEIC]
    for path in paths:
        program.open_photograph(path)
    program.open_photograph(resources.SAMPLES[0])
    return ", ".join(path.suffix[1:] for path in paths)


def _other_model(program: Program, path: Path) -> str:
    """Open a model and explain by its gradients, which every kind of file here has."""
    model = program.open_model(path)
    return f"{model.kind}, grad-cam {_described(program.explained('grad-cam'))}"


def _refused(program: Program, folder: Path) -> str:
    path = folder / "damaged.keras"
    with zipfile.ZipFile(folder / NEW) as whole, zipfile.ZipFile(path, "w") as damaged:
        for name in whole.namelist():
            damaged.writestr(name, whole.read(name)[: None if name == "metadata.json" else 100])
    return program.refused(path)


def _one_window() -> str:
    """Listen for later starts, at an address of its own: this needs QtNetwork and the system libraries it uses."""
    with TemporaryDirectory() as folder:
        address = str(Path(folder) / "saliscope") if sys.platform != "win32" else f"saliscope-self-test-{os.getpid()}"
        instance = Instance(address)
        try:
            assert instance.listen(), "it cannot listen for later starts"
        finally:
            instance.close()
    return "listens for later starts"


def _licences() -> str:
    packages, texts = bundled_packages(), list(resources.LICENCES.glob("**/*"))
    assert texts, "no licence text is there"
    assert packages or not getattr(sys, "frozen", False), "the bill of materials is missing"
    return f"{len(texts)} texts, {len(packages)} packages in the bill of materials"


def _environment_of_others() -> str:
    """Check the environment of programs started from here: it must not contain this program's libraries."""
    own = str(Path(sys.executable).parent)
    with outside_environment():
        found = os.environ.get("LD_LIBRARY_PATH", "")
    assert own not in found or not getattr(sys, "frozen", False), f"{own} is in their library path"
    return f"library path: {found or 'none'}"

"""Draws the window for README and the first steps: `python -m resources.build_screenshots`.

Development only. The real window plays the scenes offscreen, through its table of actions and its state, so that
another design needs no other script. With `--all FOLDER` every scene is drawn in every size, theme and language, as
PNG, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from gui.self_test.models import ONNX
from gui.self_test.stage import run_with, settle_in

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from gui.main_window.window import MainWindow
    from gui.self_test.program import Program

MOST_BYTES = 150_000  # of a picture in the documents
_ROOT = Path(__file__).parent.parent
_SIZES = ((1280, 720), (1280, 800), (1920, 1080))
_TWICE = "2"  # the factor of the high-resolution screen, on which 1920 x 1080 are 3840 x 2160 pixels
_CALM_MS = 700  # after the last activity: thumbnails, previews and progress bars are done by then
_CAT, _FISH, _COFFEE = resources.SAMPLES


@dataclass(frozen=True)
class Look:
    """How a scene is drawn."""

    size: tuple[int, int] = (1280, 800)
    theme: str = "light"
    language: str = "en"

    @property
    def words(self) -> str:
        """The look as a part of a file's name."""
        return f"{self.size[0]}x{self.size[1]}-{self.language}-{self.theme}"


class Stage:
    """The running window and a folder for the files that scenes open."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program, self.window, self.state = program, program.window, program.state
        self.folder = folder

    def open(self, *paths: Path) -> None:
        """Open files and wait for the overlay, if one can be had."""
        self.window.open_files(list(paths))
        self.program.wait(lambda: self.state.image is not None, paths[0].name)
        self.settle()

    def act(self, action: str) -> None:
        """Do an action of the table."""
        self.window.actions_by_id[action].trigger()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is computed any more, and what is drawn in the background is there."""
        from PySide6.QtCore import QElapsedTimer

        calm = QElapsedTimer()
        calm.start()

        def is_calm() -> bool:
            if self.state.activities:
                calm.restart()
            return calm.hasExpired(_CALM_MS)

        self.program.wait(is_calm, "rest")

    def put_on(self, look: Look) -> None:
        """Take a size, a theme and a language."""
        settings = self.window.settings
        settings["language"], settings["theme"] = look.language, look.theme
        self.window.resize(*look.size)
        self.settle()

    def picture(self) -> QImage:
        """Return the window, with the dialogs that are open over its middle."""
        from PySide6.QtCore import QRect
        from PySide6.QtGui import QColor, QPainter
        from PySide6.QtWidgets import QDialog

        picture = self.window.grab().toImage()
        painter = QPainter(picture)
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                painter.fillRect(self.window.rect(), QColor(0, 0, 0, 90))
                place = QRect(dialog.rect())
                place.moveCenter(self.window.rect().center())
                painter.drawPixmap(place.topLeft(), dialog.grab())
        painter.end()
        return picture


# Scenes


def _welcome(stage: Stage) -> None:
    stage.program.wait(lambda: stage.state.model is not None, "the bundled model")
    stage.settle()


def _sample(stage: Stage) -> None:
    stage.open(_CAT)


def _image(stage: Stage) -> None:
    stage.open(_FISH)


def _model(stage: Stage) -> None:
    """A model whose pixel values nobody knows, opened for the first time together with an image."""
    model = Path(shutil.copy(ONNX, stage.folder / "parts.onnx"))
    (stage.folder / "labels.txt").write_text("sound\nscratched\nbroken\n")
    stage.window.open_files([model, _COFFEE])
    stage.program.wait(lambda: stage.state.model is not None and stage.state.model.path == model, model.name)
    stage.settle()


def _class(stage: Stage) -> None:
    stage.open(_CAT)
    assert stage.state.attribution is not None
    stage.state.choose_target(int(stage.state.attribution.logits.argsort()[-2]))
    stage.settle()


def _methods(stage: Stage) -> None:
    stage.open(_CAT)
    stage.act("compare_methods")


def _six_methods(stage: Stage) -> None:
    """As many methods as there is room for, up to six."""
    from engine.methods.offers import runnable
    from gui.state.comparison import MOST_OTHERS, Comparison, Kind

    stage.open(_CAT)
    wanted = ("grad-cam++", "hirescam", "layercam", "saliency", "smoothgrad")
    assert stage.state.model is not None
    others = tuple(method for method in wanted if runnable(method, stage.state.model) == method)
    stage.state.compare(Comparison(Kind.METHOD, others[:MOST_OTHERS]))
    stage.settle()


def _probe(stage: Stage) -> None:
    from engine.images.probe import Fill, Stroke

    stage.open(_CAT)
    stage.act("toggle_probe")
    image = stage.state.image
    assert image is not None
    across = [(image.width * (0.28 + 0.02 * step), image.height * 0.4) for step in range(8)]
    stage.state.choose_probe((Stroke(tuple(across), image.width / 16, Fill.GREY),))
    stage.settle()


def _region(stage: Stage) -> None:
    """What the answer becomes without the place that the map shows most."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    stage.open(_CAT)
    stage.act("toggle_region_check")
    keys, shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
    for key in (keys.Key_Right, keys.Key_Down) * 6:
        QApplication.sendEvent(stage.window.canvas, QKeyEvent(QEvent.Type.KeyPress, key, shift))
    enter = QKeyEvent(QEvent.Type.KeyPress, keys.Key_Return, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(stage.window.canvas, enter)
    stage.program.wait(lambda: stage.window.rooms.region.found is not None, "the region")
    stage.settle()


def _trust(stage: Stage) -> None:
    stage.open(_FISH)
    stage.act("toggle_trust")
    trust = stage.window.trust
    stage.program.wait(lambda: trust.trust is not None and trust.trust.complete, "the measures")
    stage.settle()


def _export(stage: Stage) -> None:
    stage.open(_CAT)
    stage.act("export_dialog")


def _session(stage: Stage) -> None:
    """Several images and a comparison: what a session keeps."""
    stage.open(*resources.SAMPLES)
    stage.act("compare_original")


def _refusal(stage: Stage) -> None:
    damaged = stage.folder / "damaged.png"
    damaged.write_bytes(_CAT.read_bytes()[:3000])
    stage.window.open_files([damaged])
    stage.program.wait(lambda: stage.state.notice is not None, "the refusal")
    stage.settle()


def _medical(stage: Stage) -> None:
    stage.open(_scan(stage.folder / "scan.dcm"))


def _scan(path: Path) -> Path:
    """Write a drawn slice of a chest as DICOM, in Hounsfield units."""
    import cv2
    import numpy as np
    from pydicom import FileMetaDataset
    from pydicom.dataset import Dataset, FileDataset
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

    side = 512
    values = np.full((side, side), -1000, np.float32)
    body, ribs = ((256, 266), (226, 170), 0), ((256, 266), (206, 150), 0)
    cv2.ellipse(values, *body, 0, 360, -90, -1)
    cv2.ellipse(values, *body, 0, 360, 60, 12)
    cv2.ellipse(values, *ribs, 0, 360, 500, 9)
    for x in (160, 352):  # lungs
        cv2.ellipse(values, (x, 262), (78, 116), 0, 0, 360, -820, -1)
    cv2.ellipse(values, (272, 230), (70, 62), 30, 0, 360, 45, -1)  # the heart
    cv2.circle(values, (256, 372), 30, 420, -1)  # a vertebra
    cv2.circle(values, (130, 220), 11, 20, -1)  # a nodule
    values = cv2.GaussianBlur(values, (0, 0), 1.5) + np.random.default_rng(4).normal(0, 18, values.shape)
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPInstanceUID = ExplicitVRLittleEndian, "1.2.3"
    meta.MediaStorageSOPClassUID = CTImageStorage
    scan = FileDataset(None, Dataset(), file_meta=meta, preamble=bytes(128))
    scan.SOPClassUID, scan.SOPInstanceUID, scan.Modality = CTImageStorage, "1.2.3", "CT"
    scan.Rows, scan.Columns, scan.SamplesPerPixel, scan.PhotometricInterpretation = side, side, 1, "MONOCHROME2"
    scan.BitsAllocated, scan.BitsStored, scan.HighBit, scan.PixelRepresentation = 16, 16, 15, 1
    scan.RescaleIntercept, scan.RescaleSlope, scan.PixelSpacing = 0, 1, [0.7, 0.7]
    scan.WindowCenter, scan.WindowWidth = -300, 1400
    scan.PixelData = values.astype(np.int16).tobytes()
    scan.save_as(path, enforce_file_format=True)
    return path


SCENES: dict[str, Callable[[Stage], None]] = {
    "welcome": _welcome,
    "sample": _sample,
    "image": _image,
    "model": _model,
    "class": _class,
    "methods": _methods,
    "six-methods": _six_methods,
    "probe": _probe,
    "region": _region,
    "trust": _trust,
    "export": _export,
    "session": _session,
    "refusal": _refusal,
    "medical": _medical,
}
# Those of docs/FIRST_STEPS.md and its French page.
TASKS = ("sample", "image", "model", "class", "methods", "probe", "region", "trust", "export", "session")


# Drawing


def draw(scene: str, looks: list[Look], take: Callable[[QImage, Look], None]) -> None:
    """Play a scene as a new user, and hand over its picture in each look."""
    from PySide6.QtCore import QSettings

    QSettings("Saliscope", "Saliscope").clear()
    QSettings("Saliscope", "Saliscope").setValue("tour/seen", True)
    faults: list[BaseException] = []
    with tempfile.TemporaryDirectory() as folder:
        arguments = argparse.Namespace(
            files=[], model=None, sample=False, language=None, new_window=True, log_level="WARNING"
        )
        run_with(arguments, partial(_play, scene, looks, take, Path(folder), faults))
    if faults:
        raise faults[0]


def _play(
    scene: str,
    looks: list[Look],
    take: Callable[[QImage, Look], None],
    folder: Path,
    faults: list[BaseException],
    window: MainWindow,
) -> None:
    from gui.self_test.program import Program

    stage = Stage(Program(window), folder)
    try:
        # A dialog is in the language that it was opened in, so the first look holds from the start.
        stage.put_on(looks[0])
        SCENES[scene](stage)
        for look in looks:
            stage.put_on(look)
            take(stage.picture(), look)
    except BaseException as fault:  # raised where Qt calls, it would only be printed
        faults.append(fault)
    finally:
        window.close()


def _save_small(path: Path, picture: QImage) -> None:
    """Write a JPEG of at most `MOST_BYTES`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(90, 30, -10):
        picture.save(str(path), "JPEG", quality)
        if path.stat().st_size <= MOST_BYTES:
            return
    raise ValueError(f"{path.name} is larger than {MOST_BYTES} bytes")


def _draw_documents(docs: Path, only: list[str]) -> None:
    """Write the pictures of README and of the first steps in both languages."""
    for scene in only or TASKS:
        for language in resources.LANGUAGES:
            look = Look((1280, 720), language=language)
            ending = "" if language == resources.SOURCE_LANGUAGE else f"-{language}"
            path = docs / "pictures" / f"{scene}{ending}.jpg"
            draw(scene, [look], lambda picture, _, path=path: _save_small(path, picture))
    if not only:
        draw("sample", [Look()], lambda picture, _: _save_small(docs / "screenshot.jpg", picture))


def _draw_all(folder: Path, only: list[str]) -> None:
    """Write every scene in every look; each language by itself, as dialogs keep theirs."""
    folder.mkdir(parents=True, exist_ok=True)
    factor = os.environ.get("QT_SCALE_FACTOR", "1")
    for scene in only or SCENES:
        for looks in _looks(_SIZES if factor == "1" else _SIZES[-1:]):
            draw(
                scene,
                looks,
                lambda picture, look, scene=scene: picture.save(f"{folder}/{scene}-{look.words}@{factor}.png"),
            )
    if factor == "1":
        _again_at_twice_the_scale(sys.argv[1:])


def _looks(sizes: tuple[tuple[int, int], ...]) -> Iterator[list[Look]]:
    for language in resources.LANGUAGES:
        yield [Look(size, theme, language) for theme in ("light", "dark") for size in sizes]


def _again_at_twice_the_scale(arguments: list[str]) -> None:
    """Do the same in another process: Qt reads the factor once."""
    command = [sys.executable, "-m", "resources.build_screenshots", *arguments]
    subprocess.run(command, cwd=_ROOT, env={**os.environ, "QT_SCALE_FACTOR": _TWICE}, check=True)


def main(arguments: list[str]) -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(prog="build_screenshots", description="Draws the window's pictures.")
    parser.add_argument("--only", nargs="+", choices=SCENES, default=[], metavar="SCENE", help=", ".join(SCENES))
    parser.add_argument("--to", type=Path, default=_ROOT / "docs", metavar="DOCS", help="folder of the documents")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="draw everything in every look")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        settle_in(Path(home))
        if wanted.all is not None:
            _draw_all(wanted.all, wanted.only)
        else:
            _draw_documents(wanted.to, wanted.only)


if __name__ == "__main__":
    main(sys.argv[1:])

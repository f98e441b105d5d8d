"""The file dialogs for opening and saving."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.platform.file_kinds import LAYERS_SUFFIX, MODEL_SUFFIXES, SESSION_SUFFIX
from gui.platform.reachable import is_there
from gui.state import memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.export.formats import ExportFormat

# By the suffix of an export format. A format without words here is offered under its own name.
_FORMAT_FILTERS = {
    ".png": QT_TRANSLATE_NOOP("files", "PNG image (*.png)"),
    ".jpg": QT_TRANSLATE_NOOP("files", "JPEG image (*.jpg *.jpeg)"),
    ".tif": QT_TRANSLATE_NOOP("files", "TIFF image (*.tif *.tiff)"),
    ".svg": QT_TRANSLATE_NOOP("files", "SVG image (*.svg)"),
    ".pdf": QT_TRANSLATE_NOOP("files", "PDF document (*.pdf)"),
    ".npy": QT_TRANSLATE_NOOP("files", "NumPy array (*.npy)"),
    ".csv": QT_TRANSLATE_NOOP("files", "Table of values (*.csv)"),
}


def ask_photographs(parent: QWidget) -> list[Path]:
    """Ask which photographs to open, beginning in the folder of the last ones."""
    from engine.images import readable_suffixes

    title = QCoreApplication.translate("files", "Open images")
    filters = _filters(QCoreApplication.translate("files", "Images ({patterns})"), readable_suffixes())
    names, _ = QFileDialog.getOpenFileNames(parent, title, _folder_for("photographs"), filters)
    return [_from_folder("photographs", Path(name)) for name in names]


def ask_folder(parent: QWidget) -> Path | None:
    """Ask which folder's photographs to open."""
    return _folder(parent, QCoreApplication.translate("files", "Open a folder of images"), "photographs")


def ask_folder_to_explain(parent: QWidget) -> Path | None:
    """Ask which folder's images a batch explains."""
    return _folder(parent, QCoreApplication.translate("files", "Explain a folder of images"), "photographs")


def ask_earlier_run(parent: QWidget) -> Path | None:
    """Ask which run folder of an earlier batch to open."""
    return _folder(parent, QCoreApplication.translate("files", "Open a run folder"), "runs")


def ask_model(parent: QWidget) -> Path | None:
    """Ask which model to open, beginning in the folder of the last one."""
    title = QCoreApplication.translate("files", "Open a model")
    kind = QCoreApplication.translate("files", "Models ({patterns})")
    return _opened(parent, title, kind, [*MODEL_SUFFIXES, LAYERS_SUFFIX], "models")


def session_filter() -> str:
    """Return the filter of sessions."""
    return QCoreApplication.translate("files", "Saliscope session (*.saliscope)")


def ask_session(parent: QWidget) -> Path | None:
    """Ask which session to open."""
    title = QCoreApplication.translate("files", "Open a session")
    kind = QCoreApplication.translate("files", "Saliscope sessions ({patterns})")
    return _opened(parent, title, kind, (SESSION_SUFFIX,), "sessions")


def ask_target(parent: QWidget, title: str, suggested: Path, filters: list[str]) -> Path | None:
    """Ask where to save; if the user leaves out the extension, that of the chosen format is added."""
    dialog = _SaveDialog(parent, title, str(suggested.parent), ";;".join(filters))
    dialog.selectFile(suggested.name)
    if dialog.exec() != QFileDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def ask_to_replace(parent: QWidget, names: Sequence[str]) -> bool:
    """Ask once whether existing files may be overwritten."""
    title = QCoreApplication.translate("files", "Replace files")
    words = QCoreApplication.translate("files", "These files already exist: {names}. Replace them?")
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, words.format(names=named(names)), yes | no, no) == yes


def named(names: Sequence[str]) -> str:
    """Return the names of files in a sentence."""
    return ", ".join(QCoreApplication.translate("files", "“{name}”").format(name=name) for name in names)


class _SaveDialog(QFileDialog):
    def __init__(self, parent: QWidget, title: str, folder: str, filters: str) -> None:
        super().__init__(parent, title, folder, filters)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.filterSelected.connect(self._follow)
        self._follow(self.selectedNameFilter())

    def _follow(self, chosen: str) -> None:
        """Use the first extension of the chosen filter as the default."""
        self.setDefaultSuffix(chosen.split("*.")[1].split()[0].rstrip(")"))


def ask_exported(parent: QWidget) -> Path | None:
    """Ask for an exported file, or for the sidecar of one."""
    from engine.export.formats import all_suffixes
    from engine.export.provenance import SIDECAR

    title = QCoreApplication.translate("files", "Verify an exported image")
    kind = QCoreApplication.translate("files", "Exported images ({patterns})")
    return _opened(parent, title, kind, (*all_suffixes(), SIDECAR), "exports")


def ask_truth_file(parent: QWidget) -> Path | None:
    """Ask for the table that says which class each image of a batch shows."""
    title = QCoreApplication.translate("files", "Open a table of true classes")
    kind = QCoreApplication.translate("files", "Tables ({patterns})")
    return _opened(parent, title, kind, (".csv", ".tsv", ".txt"), "truths")


def ask_regions_file(parent: QWidget) -> Path | None:
    """Ask for a file that says where the objects lie on the images of a batch."""
    title = QCoreApplication.translate("files", "Open a file of boxes")
    kind = QCoreApplication.translate("files", "Boxes ({patterns})")
    return _opened(parent, title, kind, (".json", ".xml"), "regions")


def ask_regions_folder(parent: QWidget) -> Path | None:
    """Ask for a folder of boxes or masks, a file for each image of a batch."""
    return _folder(parent, QCoreApplication.translate("files", "Choose a folder of boxes or masks"), "regions")


def ask_results_folder(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where a batch's results go, beginning in the folder above the suggested one."""
    title = QCoreApplication.translate("files", "Choose the run folder")
    name = QFileDialog.getExistingDirectory(parent, title, str(suggested.parent))
    return Path(name) if name else None


def filters_of(formats: Iterable[ExportFormat]) -> list[str]:
    """Return the file dialog's filters for export formats, in the user's language."""
    return [_filter_of(each) for each in formats]


def _filter_of(each: ExportFormat) -> str:
    if each.suffix in _FORMAT_FILTERS:
        return QCoreApplication.translate("files", str(_FORMAT_FILTERS[each.suffix]))
    return f"{each.name} ({_patterns(each.suffixes)})"


def pictures_folder() -> Path:
    """Return the user's folder for pictures."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation) or Path.home())


def _opened(parent: QWidget, title: str, kind: str, suffixes: Iterable[str], place: str) -> Path | None:
    """Ask for a file. kind: see `_filters`; place: the kind of dialog whose folder is remembered."""
    name, _ = QFileDialog.getOpenFileName(parent, title, _folder_for(place), _filters(kind, suffixes))
    return _from_folder(place, Path(name)) if name else None


def _folder(parent: QWidget, title: str, place: str) -> Path | None:
    """Ask for a folder. place: the kind of dialog whose folder is remembered."""
    name = QFileDialog.getExistingDirectory(parent, title, _folder_for(place))
    if name:
        memory.remember_folder(place, Path(name))
    return Path(name) if name else None


def _filters(kind: str, suffixes: Iterable[str]) -> str:
    """Return a dialog's filters, with one for all files. kind: words with a placeholder for the patterns."""
    return kind.format(patterns=_patterns(suffixes)) + ";;" + QCoreApplication.translate("files", "All files (*)")


def _patterns(suffixes: Iterable[str]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)


def _folder_for(place: str) -> str:
    """Return the folder where a dialog begins: that of the last file, else the usual one for such files."""
    folder = memory.last_folder(place)
    if folder is None or not is_there(folder):
        folder = pictures_folder() if place in ("photographs", "exports") else _documents_folder()
    return str(folder if folder.is_dir() else Path.home())


def _documents_folder() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home())


def _from_folder(place: str, path: Path) -> Path:
    memory.remember_folder(place, path.parent)
    return path

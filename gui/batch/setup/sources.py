"""What is read before a run is set up, off the window's thread: the list of images."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from engine.batch.known.matching import match_classes
from engine.batch.known.truth import truth_of_folders
from engine.batch.listing import list_photographs
from engine.errors import Code, SaliscopeError
from engine.system.quick_dataclass import dataclass
from gui.batch.setup.destination import check_folder, free_bytes, new_folder

_DICOM = (".dcm", ".dicom")


@dataclass(frozen=True, eq=False)
class Listed:
    """The images of a folder, and the folder that receives their results.

    trouble: why no run can begin, None where one can. free: bytes on the drive of the results, None where that is not
    told. has_folders: some lie in sub-folders; folders_fit: the name of one of these is a class of the model.
    """

    folder: Path
    names: Sequence[str] = ()
    trouble: SaliscopeError | None = None
    free: int | None = None
    has_folders: bool = False
    folders_fit: bool = False

    @property
    def may_name_patients(self) -> bool:
        """Whether some images are of a kind whose names may be patients'."""
        return any(_may_be_dicom(PurePosixPath(name).suffix.lower()) for name in self.names)


def _may_be_dicom(suffix: str) -> bool:
    """Tell whether a file may be DICOM by its suffix. Scanners name them by numbers, without one."""
    return suffix in _DICOM or not any(letter.isalpha() for letter in suffix)


def list_folder(source: Path, folder: Path | None, labels: Sequence[str]) -> Listed:
    """Return the images to be explained. folder: receives the results; None for a new one.

    Raises SaliscopeError(RUN_SOURCE_MISSING).
    """
    folder = folder or new_folder(source)
    names = list_photographs(source, folder)
    said = set(truth_of_folders(names).values())
    fit = bool(said and match_classes(said, labels).found)
    return Listed(folder, names, _trouble(source, folder, names), free_bytes(folder), bool(said), fit)


def list_open(source: Path, names: Sequence[str], folder: Path | None, _labels: Sequence[str]) -> Listed:
    """Return images that are known by their names below a folder, and what receives their results, as `list_folder`."""
    folder = folder or new_folder(source)
    return Listed(folder, tuple(names), _trouble(source, folder, names), free_bytes(folder))


def _trouble(source: Path, folder: Path, names: Sequence[str]) -> SaliscopeError | None:
    if not names:
        return SaliscopeError(Code.RUN_SOURCE_EMPTY, name=str(source))
    try:
        check_folder(folder, source)
    except SaliscopeError as error:
        return error
    return None

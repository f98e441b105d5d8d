"""About: versions, device, licences of the packages, papers to cite."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from html import escape
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from engine import __version__
from gui.crash.log import UNKNOWN, installed_version
from gui.design.controls import Tabs
from gui.design.dialogs import dialog_column
from gui.design.messages.text_dialog import TextPage, text_page
from gui.help.licences import Package, bundled_packages
from gui.help.references import REFERENCES, SANITY_CHECKS, all_bibtex
from gui.words.computing import device_name

if TYPE_CHECKING:
    from engine.system.device import Device

_PARTS = {
    "PySide6": "PySide6-Essentials",
    "TensorFlow": "tensorflow",
    "Keras": "keras",
    "OpenCV": "opencv-contrib-python-headless",
    "NumPy": "numpy",
    "Pillow": "pillow",
    "cmap": "cmap",
    "pydicom": "pydicom",
    "GDCM": "python-gdcm",
    "tifffile": "tifffile",
    "nibabel": "nibabel",
    "rawpy": "rawpy",
}
_DIRECT = (*_PARTS.values(), "h5py", "pi-heif", "scikit-learn", "rich")
# The name at the start of a requirement such as `numpy>=1.26`.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class AboutDialog(QDialog):
    """Three pages, each with a button that copies it."""

    def __init__(self, parent: QWidget, device: Device | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Saliscope"))
        self._tabs = Tabs()
        self._add(self.tr("&Versions"), versions_html(device))
        self._add(self.tr("&Licences"), licences_html())
        self._add(self.tr("C&itations"), citations_html())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)
        self.resize(640, 520)
        self.finished.connect(self.deleteLater)

    def _add(self, title: str, html: str) -> None:
        self._tabs.addTab(text_page(title.replace("&", ""), html), title)

    def _copy(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, TextPage):
            page.copy_all()


def versions_html(device: Device | None) -> str:
    """Return what the program is and the versions it runs on. device: where it computes, None while unknown."""
    translate = QCoreApplication.translate
    rows = {"Python": platform.python_version(), "Qt": qVersion() or "?"}
    versions = {name: installed_version(package) for name, package in _PARTS.items()}
    rows |= {name: version for name, version in versions.items() if version != UNKNOWN}  # extras may not be there
    rows[translate("about", "System")] = platform.platform()
    rows[translate("about", "Computes on")] = device_name(device) if device else translate("about", "unknown")
    table = "".join(
        f"<tr><td>{escape(name)}&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>" for name, value in rows.items()
    )
    return (
        f"<h2>Saliscope {escape(__version__)}</h2><p>"
        + translate("about", "Shows where an image classifier looks. Works offline. Licensed under Apache 2.0.")
        + f"</p><table>{table}</table><p>"
        + translate(
            "about",
            "Included model: EfficientNet-Lite0, ImageNet weights, Apache 2.0. All licences are in the folder "
            "resources/licences.",
        )
        + "</p>"
    )


def licences_html() -> str:
    """Return the licences of all packages, from the packaged program's bill of materials, else from the environment."""
    translate = QCoreApplication.translate
    packages = bundled_packages() or tuple(installed_packages())
    head = (translate("about", "Package"), translate("about", "Version"), translate("about", "Licence"))
    rows = [f"<tr>{''.join(f'<th align=left>{escape(words)}&nbsp;&nbsp;</th>' for words in head)}</tr>"]
    for one in packages:
        cells = (one.name, one.version, one.licence or translate("about", "not stated"))
        rows.append(f"<tr>{''.join(f'<td>{escape(cell)}&nbsp;&nbsp;</td>' for cell in cells)}</tr>")
    words = translate(
        "about",
        "Saliscope is licensed under Apache 2.0. It uses Qt and PySide6 under the LGPL, version 3. It is built on "
        "these packages, listed with the licences that they state.",
    )
    return f"<p>{escape(words)}</p><table>{''.join(rows)}</table>"


def citations_html() -> str:
    """Return the papers behind the methods, then the same as BibTeX."""
    translate = QCoreApplication.translate
    papers = sorted({paper.text for paper in (*REFERENCES.values(), SANITY_CHECKS)})
    words = translate("about", "Please cite the paper of the method that you used. The BibTeX entries are below.")
    entries = "".join(f"<p>{escape(paper)}</p>" for paper in papers)
    return f"<p>{escape(words)}</p>{entries}<hr><pre style='white-space: pre-wrap'>{escape(all_bibtex())}</pre>"


def installed_packages() -> Iterator[Package]:
    """Yield the packages that Saliscope depends on, directly or not, sorted by name, with the licences they state."""
    found: dict[str, Distribution] = {}
    wanted = list(_DIRECT)
    while wanted:
        name = wanted.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:  # for another system, or not part of this installation
            continue
        wanted += [_NAME.match(need)[0] for need in found[key].requires or () if "extra ==" not in need]  # type: ignore[index]
    for key in sorted(found):
        yield Package(found[key].metadata["Name"], found[key].version, licence_of(found[key]))


def licence_of(package: Distribution) -> str:
    """Return the licence that a package states: its expression, its classifiers, or the first line of its text."""
    facts = package.metadata
    if "License-Expression" in facts:
        return facts["License-Expression"]
    classifiers = facts.get_all("Classifier") or ()
    stated = [value.rpartition(" :: ")[2] for value in classifiers if value.startswith("License ::")]
    if named := [value for value in stated if value != "OSI Approved"]:
        return ", ".join(named)
    return facts["License"].strip().split("\n")[0][:80] if "License" in facts else ""

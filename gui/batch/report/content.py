"""Makes a report of what was gathered: its chapters in their order, in the language of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine import __version__
from gui.batch.report import about, maps
from gui.batch.report.document import Document
from gui.batch.report.measures import measures
from gui.batch.report.names import Names
from gui.batch.report.summary import summary
from gui.batch.report.true_classes import true_classes
from gui.batch.report.trust import trust

if TYPE_CHECKING:
    from gui.batch.report.gather import ReportData


def document_of(data: ReportData, language: str) -> Document:
    """Return the report. language: the code of the language that is loaded."""
    translate, names = QCoreApplication.translate, Names(data)
    whole, short = translate("report", "Report on {model}: {folder}"), translate("report", "Report on {model}")
    title = whole if names.folder else short
    title = title.format(model=names.model, folder=names.folder)
    made = data.made.date().isoformat()
    subtitle = translate("report", "{date} · Saliscope {version}").format(date=made, version=__version__)
    chapters = (
        summary(data, names),
        about.the_model(data, names),
        about.feeding(data, names),
        measures(data, names),
        true_classes(data, names),
        maps.mean_maps(data, names),
        maps.boxes(data, names),
        trust(data, names),
        maps.standing_out(data, names),
        maps.mistakes(data, names),
        maps.typical(data, names),
        maps.refused(data, names),
        about.the_method(data),
        about.repeating(data, names),
    )
    return Document(
        title,
        subtitle,
        language,
        translate("report", "Page {page} of {count}"),
        translate("report", "Contents"),
        tuple(block for chapter in chapters for block in chapter),
    )

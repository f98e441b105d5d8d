"""Opens the gallery, or takes pictures of it: `python -m gui.gallery [FOLDER]`.

With a folder, a picture is written for each theme and language, and nothing is opened.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import resources
from gui.app import make_application
from gui.design.theme import Theme
from gui.gallery.window import Gallery
from gui.platform.language import set_language


def _take_pictures(application: QApplication, theme: Theme, folder: Path) -> None:
    for language in resources.LANGUAGES:
        set_language(application, language)
        for scheme in ("light", "dark"):
            theme.choose(scheme)
            gallery = Gallery(application, theme, language, scheme)
            gallery.show()
            application.processEvents()
            gallery.sheet.grab().save(str(folder / f"gallery-{language}-{scheme}.png"))


def _main(arguments: list[str]) -> int:
    application = make_application(sys.argv[:1])
    theme = Theme(application)
    if arguments:
        _take_pictures(application, theme, Path(arguments[0]))
        return 0
    set_language(application, "en")
    theme.choose("light")
    gallery = Gallery(application, theme, "en", "light")
    gallery.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))

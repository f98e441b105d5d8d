"""The user's language: our words, Qt's own, and how numbers are written."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

import resources

# Words of Qt's own file dialog that its French catalogue does not have: ours says them.
LEFT_OUT_BY_QT = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
)


def set_language(application: QCoreApplication, code: str | None = None) -> None:
    """Load the words for a language code such as "fr", or the system's language."""
    locale = QLocale(code) if code else QLocale.system()
    if locale.language() == QLocale.Language.C or not _goes_with_english(locale):
        locale = QLocale(QLocale.Language.English)
    QLocale.setDefault(locale)
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    qt_words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("saliscope", str(resources.TRANSLATIONS)), ("qtbase", qt_words)):
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder):
            application.installTranslator(translator)


def _goes_with_english(locale: QLocale) -> bool:
    """Tell whether a language's direction and digits go with our words, which are English where ours are missing."""
    return locale.textDirection() == Qt.LayoutDirection.LeftToRight and locale.zeroDigit() == "0"


def settle_locale() -> None:
    """Take UTF-8 where the system names no language at all, as Qt would, which says so on the terminal."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "C")
    if sys.platform == "linux" and named in ("C", "POSIX"):
        os.environ["LC_ALL"] = "C.UTF-8"


def make_translatable() -> QCoreApplication:
    """Load the system's language for a program without a window. Keep what is returned: it holds the words."""
    settle_locale()
    application = QCoreApplication.instance() or QCoreApplication([])
    set_language(application)
    return application

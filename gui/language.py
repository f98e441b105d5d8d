"""The user's language: our words, Qt's own, and how numbers are written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources


def set_language(application: QCoreApplication, code: str | None = None) -> None:
    """Load the words for a language code such as "fr", or the system's language."""
    locale = QLocale(code) if code else QLocale.system()
    if locale.language() == QLocale.Language.C:
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


def make_translatable() -> QCoreApplication:
    """Load the system's language for a program without a window. Keep what is returned: it holds the words."""
    application = QCoreApplication.instance() or QCoreApplication([])
    set_language(application)
    return application

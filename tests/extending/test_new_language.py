"""A language that is added to its table alone is offered and spoken, without a line elsewhere but its catalogue."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

import main
import resources
from build_spec.identity import mac_properties
from gui.platform.language import set_language
from gui.state.settings import SETTINGS, choice_words
from resources.build_translations import catalogue, compile_catalogue, translated_languages

CATALOGUE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="eo">
<context><name>actions</name><message><source>&amp;File</source><translation>&amp;Dosiero</translation></message></context>
</TS>
"""


@pytest.fixture(autouse=True)
def esperanto(qapp, monkeypatch, tmp_path):
    """Add a language with a catalogue of one word; both are gone after the test."""
    monkeypatch.setitem(resources.LANGUAGES, "eo", "Esperanto")
    monkeypatch.setattr(resources, "TRANSLATIONS", tmp_path)
    catalogue("eo").write_text(CATALOGUE, encoding="utf-8")
    compile_catalogue(catalogue("eo"))
    yield
    set_language(qapp, "en")


def test_the_window_speaks_it(qapp):
    set_language(qapp, "eo")
    assert QCoreApplication.translate("actions", "&File") == "&Dosiero"
    assert QCoreApplication.translate("actions", "&Help") == "&Help"  # what the catalogue lacks stays English
    assert QLocale().language() == QLocale.Language.Esperanto


def test_settings_command_line_and_package_know_it(qapp, capsys):
    assert choice_words(SETTINGS["language"])[-1] == ("eo", "Esperanto")
    assert SETTINGS["language"].allows("eo")
    with pytest.raises(SystemExit):
        main.main(["--help"])
    assert "en, fr, eo; default: the system's" in capsys.readouterr().out
    assert mac_properties("1")["CFBundleLocalizations"] == ["en", "fr", "eo"]
    assert translated_languages() == ["fr", "eo"]


def test_the_choices_are_as_they_were_once_it_is_gone(qapp, monkeypatch):
    monkeypatch.delitem(resources.LANGUAGES, "eo")
    assert choice_words(SETTINGS["language"]) == [("", "Same as system"), ("en", "English"), ("fr", "Français")]
    assert not SETTINGS["language"].allows("eo")

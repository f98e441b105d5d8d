"""Help inside the window: each method with its paper, what no map can tell, a glossary, a tour, versions."""

from __future__ import annotations

import pickle
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTextBrowser,
)

from engine.methods import METHODS
from gui.help.about import AboutDialog, installed_packages
from gui.help.dialog import HelpDialog
from gui.help.glossary import terms
from gui.help.pages import pages
from gui.help.references import REFERENCES, all_bibtex, all_papers
from gui.main_window.tour import Callout
from gui.state.settings import Settings
from gui.words.methods import method_limit
from gui.words.options import option_name


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def dialog(program, kind: type[QDialog]):
    return next(found for found in program.window.findChildren(kind) if found.isVisible())


def press(parent, words: str) -> None:
    next(one for one in parent.findChildren(QAbstractButton) if one.text().replace("&", "") == words).click()


def callout(program) -> Callout | None:
    return next((found for found in program.window.findChildren(Callout) if found.isVisible()), None)


def test_every_method_has_a_paper_that_agrees_with_the_table():
    for method in METHODS.values():
        paper = REFERENCES[method.id]
        year, place = re.search(r", (\d{4}), (?:doi|arXiv):(\S+)$", method.paper).groups()
        assert str(paper.year) == year, method.id
        assert place in (paper.doi, paper.arxiv), method.id
        assert paper.authors[0].rpartition(" ")[2] in method.paper, method.id


def test_every_paper_can_be_cited_once():
    keys = re.findall(r"@\w+\{(\w+),", all_bibtex())
    assert len(keys) == len(set(keys)) == len(all_papers())
    assert all_bibtex().count("{") == all_bibtex().count("}")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_f1_tells_of_the_chosen_method_what_it_shows_and_cannot(run, language):
    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        for method in METHODS.values():
            program.state.choose_method(method.id)
            program.window.actions_by_id["explain_method"].trigger()
            text = dialog(program, HelpDialog).text
            assert method_limit(method.id).replace("\u00a0", " ") in text  # as Qt gives plain text
            assert REFERENCES[method.id].title in text
            for option in method.options:
                assert option_name(option.name) in text
            assert ("⚠" in text) == (method.class_blind or method.fails_sanity)

    run(scenario, "--language", language)


def test_the_link_under_the_method_field_opens_the_same_page(run):
    def scenario(program):
        program.state.choose_method("rise")
        labels = program.window.panel.explanation.findChildren(QLabel)
        next(label for label in labels if "Learn\u00a0more" in label.text()).linkActivated.emit("help")
        assert "Petsiuk" in dialog(program, HelpDialog).text

    run(scenario)


def test_a_refusal_leads_to_the_page_that_explains_it(run, tmp_path, cat):
    refused = tmp_path / "model.pkl"
    refused.write_bytes(pickle.dumps({"weights": 1}))

    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        program.drop(refused)
        program.wait(lambda: "pickle" in program.notice)
        program.control("Learn more", QAbstractButton).click()
        assert dialog(program, HelpDialog).text.startswith("Custom code and safety")
        program.drop(cat)
        program.wait(lambda: program.settled and not program.notice)
        assert not shown(program, "Learn more")

    def shown(program, words: str) -> bool:
        return any(one.isVisible() and one.text() == words for one in program.window.findChildren(QAbstractButton))

    run(scenario)


def test_searching_finds_terms_and_methods(run):
    def scenario(program):
        program.window.actions_by_id["show_glossary"].trigger()
        help_window = dialog(program, HelpDialog)
        field = help_window.findChild(QLineEdit)
        assert field.hasFocus() or help_window.focusWidget() is field
        for words, expected in (
            ("softmax sigmoid", "compete"),
            ("shapley", "coalition|combinations"),
            ("LOGIT", "softmax"),
        ):
            field.setText(words)
            assert re.search(expected, help_window.text), words
        program.window.actions_by_id["explain_limits"].trigger()
        assert "Whether the answer is right" in help_window.text
        program.window.actions_by_id["explain_reading"].trigger()
        assert "colour bar" in help_window.text

    run(scenario)


def test_the_help_follows_the_language(run):
    def scenario(program):
        program.window.actions_by_id["explain_limits"].trigger()
        help_window = dialog(program, HelpDialog)
        Settings()["language"] = "en"
        program.window.settings["language"] = "fr"
        program.wait(lambda: "Si la réponse est juste" in help_window.text)
        assert len({term for term, _ in terms()}) == 46
        program.window.settings["language"] = "en"
        program.wait(lambda: "Whether the answer is right" in help_window.text)

    try:
        run(scenario)
    finally:
        Settings()["language"] = ""


def test_no_page_is_empty_and_none_has_an_unfilled_place(qtbot):
    for page in pages():
        assert page.title and len(page.html) > 60
        assert not re.search(r"\{\w*\}", page.html)


def test_about_tells_versions_licences_and_citations_to_be_copied(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.actions_by_id["about"].trigger()
        about = dialog(program, AboutDialog)
        tabs = about.findChild(QTabWidget)
        texts = []
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            press(about, "Copy")
            texts.append(QApplication.clipboard().text())
            assert texts[-1] == tabs.currentWidget().toPlainText()
        assert "Saliscope 0.1.0" in texts[0]
        assert (
            re.search(r"TensorFlow\s+2\.21", texts[0])
            and re.search(r"GDCM\s+3\.", texts[0])
            and re.search(r"Computes on\s+(CPU|GPU)", texts[0])
        )
        assert "Apache" in texts[1] and "LGPL" in texts[1]
        assert "@inproceedings{selvaraju2017gradcam," in texts[2]

    run(scenario, str(cat))


def test_every_package_that_the_program_needs_is_listed_with_its_licence():
    packages = {normal(package.name): package for package in installed_packages()}
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = {
        normal(re.match(r"[\w.-]+", need)[0]) for need in project["dependencies"] + extras["nifti"] + extras["raw"]
    }
    for name in wanted | {"protobuf"}:
        assert packages[name].version
        assert packages[name].licence, name


def test_pages_scroll_and_can_be_resized(run):
    def scenario(program):
        program.window.actions_by_id["explain_method"].trigger()
        help_window = dialog(program, HelpDialog)
        help_window.resize(360, 240)
        program.qtbot.wait(20)
        page = help_window.findChild(QTextBrowser)
        assert page.verticalScrollBar().maximum() > 0
        assert help_window.width() <= 480

    run(scenario)

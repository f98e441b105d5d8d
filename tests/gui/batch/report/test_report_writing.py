"""Reports are written by a process of their own, from a run folder alone, in any language; nothing is replaced."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from helpers.batches.judged_run import make_run, map_at, plan_of, random_rows, refused_row
from helpers.batches.read_html import ReadHtml
from helpers.shown_model import model_info

from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from gui.batch.report import writing
from gui.batch.report.content import document_of
from gui.batch.report.document import Document, Facts, Heading, Paragraph, Points
from gui.batch.report.gather import gather, report_data
from gui.batch.report.writing import Kind, free_name, known_language, write_document, write_report
from gui.platform.language import set_language
from resources.build_translations import catalogue, messages

DOCUMENT = Document("T", "S", "en", "{page}/{count}", "Contents", (Heading("H"), Paragraph("P")))


@pytest.fixture
def run(tmp_path):
    rows, truths = random_rows(60)
    return make_run(tmp_path / "run", [*rows, refused_row("bad.jpg")], truths)


@pytest.mark.slow
def test_a_run_in_use_is_reported_in_another_language_than_the_windows(qapp, run, tmp_path):
    with RunFolder.open(run):
        files = write_report(run, list(Kind), tmp_path / "new folder", "fr")
    assert [file.name for file in files] == ["report.html", "report.pdf", "table.csv"]
    page = ReadHtml(files[0].read_text("utf-8"))
    assert ("html", {"lang": "fr"}) in page.elements
    assert "Les réponses sont-elles justes" in page.text
    assert "," in page.fact("Rappel moyen des classes")
    assert "data:image/jpeg" in files[0].read_text("utf-8")
    assert files[1].read_bytes().startswith(b"%PDF")
    assert len(files[2].read_text("utf-8-sig").splitlines()) == 1 + 61


@pytest.mark.parametrize(
    ("asked", "found"), [("fr", "fr"), ("fr_FR", "fr"), ("fr-CA", "fr"), ("de_DE", "en"), ("C", "en"), ("", "en")]
)
def test_a_language_without_words_is_english(asked, found):
    assert known_language(asked) == found


@pytest.mark.slow
def test_what_is_no_run_is_refused_as_everywhere(tmp_path):
    with pytest.raises(SaliscopeError) as refusal:
        write_report(tmp_path, [Kind.HTML], tmp_path, "en")
    assert refusal.value.code is Code.RUN_NONE


def test_a_report_that_nobody_wants_any_more_is_not_written(run, tmp_path):
    with pytest.raises(SaliscopeError) as refusal:
        write_report(run, [Kind.HTML], tmp_path / "out", "en", lambda: True)
    assert refusal.value.code is Code.CANCELLED
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_process_that_dies_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "_serve", _die)
    with pytest.raises(SaliscopeError) as refusal:
        write_report(run, [Kind.HTML], tmp_path, "en")
    assert refusal.value.code is Code.REPORT_FAILED


def _die(*_):
    import os

    os._exit(3)


def test_a_report_that_is_there_is_never_replaced(qapp, tmp_path):
    (tmp_path / "report.html").write_text("mine")
    (written,) = write_document(DOCUMENT, [Kind.HTML], tmp_path)
    assert written.name == "report-2.html"
    assert (tmp_path / "report.html").read_text() == "mine"
    assert free_name(tmp_path, "report.html").name == "report-3.html"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report-2.html", "report.html"]


def test_a_folder_that_cannot_be_made_is_named(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SaliscopeError) as refusal:
        write_document(DOCUMENT, [Kind.PDF], tmp_path / "file")
    assert refusal.value.code is Code.EXPORT_FAILED


def test_what_is_gathered_is_what_the_run_folder_holds(run):
    with RunFolder.open(run) as opened:
        opened.set_model(model_info(sha256="a" * 64, name="seen.keras"))
        data = gather(opened)
    assert (data.listed, len(data.done), len(data.refused)) == (61, 60, 1)
    assert data.model.name == "seen.keras"
    assert data.model.labels == ("cat", "dog", "fish")
    assert data.thumbnails
    assert data.facts["begun"][:2] == "20"


def test_pixel_values_that_were_chosen_are_said_to_be(run):
    model = model_info(sha256="a" * 64, pixel_values_from="assumed")
    rows, _ = random_rows(3)
    maps = np.array([map_at(5, 5)] * 3)
    names = [row.name for row in rows]
    chosen = report_data(plan_of(pixels_chosen=True), run, rows, {}, names, maps, model)
    assert (chosen.model.pixel_values, chosen.model.pixel_values_from) == ("0..1", "user")
    guessed = report_data(plan_of(), run, rows, {}, names, maps, model)
    assert guessed.model.pixel_values_from == "assumed"


def test_classes_that_the_model_has_not_are_damage(run):
    with closing(sqlite3.connect(run / "run.sqlite", isolation_level=None)) as journal:
        journal.execute("""UPDATE rows SET row = replace(row, '"target":0', '"target":77')""")
    with RunFolder.open(run, read_only=True) as opened, pytest.raises(SaliscopeError) as refusal:
        gather(opened)
    assert refusal.value.code is Code.RUN_DAMAGED


def test_true_classes_that_the_model_has_not_are_left_out(run):
    rows, truths = random_rows(3)
    maps = np.array([map_at(5, 5)] * 3)
    data = report_data(plan_of(), run, rows, {**truths, rows[0].name: 99}, [row.name for row in rows], maps)
    assert data.judgement.count == 2


@pytest.fixture
def french(qapp):
    set_language(qapp, "fr")
    yield
    set_language(qapp, "en")


def test_every_word_of_a_report_is_french_in_french(french):
    rows, truths = random_rows(60)
    names, maps = [row.name for row in rows], np.array([map_at(5, 5)] * 60)
    data = report_data(plan_of(), catalogue("fr"), rows, truths, names, maps, model_info(sha256="a" * 64))
    blocks = document_of(replace(data, listed=70), "fr").blocks
    english = {source for (_, source), words in messages(catalogue("fr")).items() if words and len(source) > 12}
    said = [word for block in blocks for word in _words(block)]
    assert len(said) > 60
    assert not english.intersection(said)
    assert any("%" in word and "," in word for word in said)


def _words(block):
    match block:
        case Heading(words) | Paragraph(words):
            return [words]
        case Points(items):
            return items
        case Facts(rows):
            return [cell for row in rows for cell in row]
    return []


def test_all_words_of_reports_are_translated():
    missing = [key for key, words in messages(catalogue("fr")).items() if key[0] in ("report", "charts") and not words]
    assert not missing

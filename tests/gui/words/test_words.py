"""Every code has words, and every word is translated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import PixelValues
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.methods.method import Finding
from gui.words import errors
from gui.words.maps import finding_sentence
from gui.words.methods import method_description, method_name
from gui.words.model_input import fit_name, fit_sentence, pixel_values_name
from gui.words.numbers import percent
from gui.words.option_help import option_help
from gui.words.options import choice_name, option_name
from gui.words.readings import preset_name
from gui.words.requests import REQUESTS
from resources.build_translations import catalogue, messages, problems, translated_languages


class Facts(dict):
    """Parameters for any sentence."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


@pytest.mark.parametrize("code", list(Code))
def test_every_error_is_a_sentence_that_names_its_facts(qapp, code):
    error = SaliscopeError(code)
    text = errors._SENTENCES[code].format_map(Facts())
    assert text.endswith(".") or text.endswith("…")
    assert len(text) > 30
    given = dict.fromkeys(re.findall(r"<(\w+)>", text), "7")
    assert "<" not in errors.sentence(SaliscopeError(error.code, **given)).replace("File >", "")


def test_what_a_library_said_is_for_experts_and_not_in_the_sentence(qapp):
    told = SaliscopeError(Code.MODEL_UNREADABLE, name="m.h5", reason="A total of 3 objects could not be loaded")
    assert "objects" not in errors.sentence(told)
    assert errors.details(told) == "A total of 3 objects could not be loaded"
    unreadable = SaliscopeError(Code.FILE_UNREADABLE, name="m.h5", reason="Permission denied")
    assert "Permission denied" in errors.sentence(unreadable)
    assert errors.details(unreadable) == ""


@pytest.mark.parametrize("code", REQUESTS)
def test_what_to_ask_the_author_for_can_be_forwarded_as_it_is(qapp, code):
    facts = re.findall(r"{(\w+)}", errors._SENTENCES[code])
    error = SaliscopeError(code, **dict.fromkeys(facts, "7"))
    words = errors.words_for_author(error)
    assert words.startswith("Please ")
    assert errors.sentence(error).endswith(f"“{words}”")
    assert 'model.save("model.keras")' in words or "convert" in words or ".onnx" in words


def test_every_method_fit_finding_and_pixel_convention_has_words(qapp):
    assert all(method_name(method) and method_description(method) for method in METHODS)
    assert all("224" in fit_sentence(fit, (224, 224)) and fit_name(fit) for fit in Fit)
    assert all("cat" in finding_sentence(finding, "cat") for finding in Finding)
    assert all(pixel_values_name(values.value) for values in PixelValues)


def test_every_option_and_every_choice_of_one_has_words_and_help(qapp):
    for option in (option for method in METHODS.values() for option in method.options):
        assert option_name(option.name)
        assert option_help(option.name)
        assert all(choice_name(choice) for choice in option.choices)


def test_running_out_of_memory_on_a_gpu_names_the_way_on(qapp):
    assert "processor" in errors.sentence(SaliscopeError(Code.OUT_OF_MEMORY, device="gpu"))
    assert "processor" not in errors.sentence(SaliscopeError(Code.OUT_OF_MEMORY, device="cpu"))


def test_no_words_stand_within_an_f_string_where_the_catalogue_would_miss_them():
    hidden = [
        (path.name, ast.unparse(call))
        for path in (Path(errors.__file__).parents[1]).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in ("tr", "translate")
    ]
    assert hidden == []


@pytest.mark.parametrize("language", translated_languages())
def test_the_catalogue_has_every_word_and_no_other(language):
    assert problems(language) == []


@pytest.mark.parametrize("language", translated_languages())
def test_the_compiled_catalogue_is_the_source_s(qapp, language):
    translator = QTranslator()
    assert translator.load(str(catalogue(language).with_suffix(".qm")))
    for (context, source), translation in messages(catalogue(language)).items():
        assert translator.translate(context, source) == translation


@pytest.mark.parametrize("language", translated_languages())
def test_translations_keep_the_blanks_to_be_filled_in(language):
    for (_, source), translation in messages(catalogue(language)).items():
        assert sorted(re.findall(r"{\w+}", source)) == sorted(re.findall(r"{\w+}", translation)), source


@pytest.mark.parametrize(
    ("probability", "text"), [(0.0, "0.0 %"), (0.0001, "< 0.1 %"), (0.4217, "42.2 %"), (1.0, "100.0 %")]
)
def test_percentages_do_not_call_the_tiny_zero(qapp, probability, text):
    assert percent(probability) == text


def test_windows_that_a_file_does_not_name_are_numbered_in_the_user_s_words(qapp):
    assert [preset_name(name) for name in ("file", "file 2", "filed away 2", "lung")] == [
        *("As the file says", "As the file says (2)", "filed away 2", "Lung")
    ]

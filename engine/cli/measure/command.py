"""The command `measure`: from the arguments to what is printed or saved, and the exit status."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.arguments import read_measures, read_options
from engine.cli.asking import open_with_question, questions_of
from engine.cli.ending import SOME_REFUSED, WORKED, WRONG_USAGE, check_unread, make_folder
from engine.cli.measure.parser import check_usage
from engine.cli.measure.telling import Told, as_csv, as_json, as_text, as_value, listing
from engine.cli.model import print_cautions
from engine.errors import SaliscopeError
from engine.export.files import write_atomically
from engine.measures.asking import ask_trust, find_measure_options

if TYPE_CHECKING:
    from engine.attribution.question import Question
    from engine.attribution.request import Attribution
    from engine.cli.measure.words import Words
    from engine.models.classifier import Classifier


def run_measure(arguments: argparse.Namespace, words: Words) -> int:
    """Measure the map of every image on the command line. Returns the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal cannot show must not end the run
        sys.stdout.reconfigure(errors="backslashreplace")
    if arguments.list:
        print(listing(words), end="")
        return WORKED
    check_usage(arguments)
    arguments.note_sentence = words.note
    try:
        _read(arguments)
        classifier, target = open_with_question(arguments, words.sentence)
        if arguments.out is not None:
            check_unread(arguments.out, (*arguments.photographs, *arguments.map))
            make_folder(arguments.out.parent)
    except SaliscopeError as error:
        print(words.sentence(error), file=sys.stderr)
        return WRONG_USAGE
    print_cautions(arguments, classifier.info, words.caution, words.assumption)
    return _measure_all(arguments, classifier, target, words)


def _read(arguments: argparse.Namespace) -> None:
    """Put what is meant in place of the names of measures and options. Raises SaliscopeError."""
    if arguments.measures is not None:
        arguments.measures = read_measures(arguments.measures)
    of_measures = [text for text in arguments.option if "." in text.partition("=")[0] or arguments.map]
    of_method = [text for text in arguments.option if text not in of_measures]
    parts = (text.partition("=") for text in of_measures)
    arguments.measure_options = find_measure_options((name, value) for name, _, value in parts)
    arguments.option = read_options(arguments.method, of_method)
    if arguments.map:
        arguments.method = ""  # nothing is computed, so nothing need be possible


def _measure_all(arguments: argparse.Namespace, classifier: Classifier, target: int | None, words: Words) -> int:
    from engine.system.faults import as_error

    told: list[Told] = []
    values: list[dict[str, Any]] = []
    refused = 0
    for path, found in _each(arguments, classifier, target):
        if isinstance(found, Told):
            told.append(found)
            values.append(as_value(found, words))
            if not (arguments.json or arguments.csv or arguments.out):
                print(as_text(found, words), flush=True)
            continue
        error = as_error(found)
        refused += 1
        values.append({"image": path.name, "error": error.code, "message": words.sentence(error)})
        print(words.sentence(error), file=sys.stderr)
    return _end(arguments, told, values, words) or (SOME_REFUSED if refused else WORKED)


def _end(arguments: argparse.Namespace, told: list[Told], values: list[dict[str, Any]], words: Words) -> int:
    """Print or save what is told at the end. Returns the exit status of that."""
    if arguments.json:
        text = as_json(values)
    elif arguments.csv:
        text = as_csv(told)
    elif arguments.out:
        text = "\n".join(as_text(one, words) for one in told)
    else:
        return WORKED
    if arguments.out is None:
        print(text, end="")
        return WORKED
    try:
        write_atomically(arguments.out, text.encode(errors="backslashreplace"))
    except SaliscopeError as error:
        print(words.sentence(error), file=sys.stderr)
        return SOME_REFUSED
    print(arguments.out)
    return WORKED


def _each(
    arguments: argparse.Namespace, classifier: Classifier, target: int | None
) -> Iterator[tuple[Path, Told | Exception]]:
    """Yield what was measured of each image and page, or why it was refused."""
    maps = arguments.map or [None] * len(arguments.photographs)
    for path, file in zip(arguments.photographs, maps, strict=True):
        for asked in questions_of(path, arguments, classifier, target):
            try:
                yield path, asked if isinstance(asked, Exception) else _measured(asked, arguments, file)
            except Exception as fault:  # one image must not stop the others
                yield path, fault


def _measured(question: Question, arguments: argparse.Namespace, file: Path | None) -> Told:
    from engine.measures.foreign import hash_of
    from engine.measures.measuring import measured
    from engine.measures.subject import subject_of

    image, answer = question.image, _answer(question, file)
    elsewhere = "" if file is None else hash_of(answer.values)
    asked = ask_trust(answer.request, arguments.measures, arguments.measure_options, arguments.seed, elsewhere)
    trust = measured(subject_of(question, answer, arguments.seed, file is not None), asked)
    name = image.name if arguments.write_names else image.public_name
    info, target = question.session.classifier.info, answer.request.target
    share = float(answer.probabilities[target])
    return Told(name, image.reading.frame + 1, info, trust, share, "" if file is None else file.name)


def _answer(question: Question, file: Path | None) -> Attribution:
    from engine.attribution.explain import explain
    from engine.measures.foreign import as_answer, read_map

    if file is not None:
        return as_answer(question, read_map(file))
    *_, attribution = explain(question.session, question.request)
    return attribution

"""The command `explain`: overlays without a window."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import (
    add_companion_option,
    add_feeding_options,
    add_method_options,
    add_model_options,
    add_names_option,
    add_overlay_options,
    add_target_options,
    read_options,
)
from engine.cli.asking import open_with_question, questions_of
from engine.cli.ending import SOME_REFUSED, WORKED, WRONG_USAGE, make_folder
from engine.cli.model import print_cautions
from engine.cli.reading import add_film_option, add_reading_options
from engine.errors import SaliscopeError
from engine.methods import METHODS

if TYPE_CHECKING:
    from engine.attribution.question import Question
    from engine.attribution.request import Attribution
    from engine.cli.overlays import Overlays
    from engine.images import Note
    from engine.models.classifier import Classifier
    from engine.network.description import Caution

_MOST_PIXELS = 2**26  # of the images in memory at once


def run_explain(
    arguments: argparse.Namespace,
    sentence: Callable[[SaliscopeError], str],
    caution: Callable[[Caution], str],
    note_sentence: Callable[[Note], str],
    assumption: Callable[[str], str],
    ended_early: Callable[[Attribution], str],
) -> int:
    """Explain every image on the command line. Returns the exit status.

    sentence, caution, note_sentence, assumption, ended_early: return the words for an error, for a peculiarity of the
    model, for a conversion made when an image was read, for assumed pixel values, and for a map that was good enough
    before all samples were drawn, "" for others.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal cannot show must not end the run
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments.note_sentence, arguments.ended_early = note_sentence, ended_early
    try:
        arguments.option = read_options(arguments.method, arguments.option)
        classifier, target = open_with_question(arguments, sentence)
        make_folder(arguments.out)
    except SaliscopeError as error:
        print(sentence(error), file=sys.stderr)
        return WRONG_USAGE
    print_cautions(arguments, classifier.info, caution, assumption)
    return _explain_all(arguments, classifier, target, sentence)


def add_explain_parser(commands: argparse._SubParsersAction, default_model: Path) -> None:
    """Add the command `explain`."""
    parser = commands.add_parser("explain", help="save overlays without opening a window")
    parser.add_argument("photographs", nargs="+", type=Path, metavar="IMAGE", help="image to explain")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for the overlays")
    add_method_options(parser)
    add_target_options(parser)
    add_overlay_options(parser)
    parser.add_argument(
        "--sidecar", action="store_true", help="also save the record of each overlay next to it (.json)"
    )
    add_names_option(parser)
    add_model_options(parser, default_model)
    add_companion_option(parser)
    add_feeding_options(parser)
    add_reading_options(parser)
    add_film_option(parser)


def _explain_all(
    arguments: argparse.Namespace,
    classifier: Classifier,
    target: int | None,
    sentence: Callable[[SaliscopeError], str],
) -> int:
    from engine.cli.overlays import Overlays
    from engine.system.faults import as_error

    refused = 0
    beside = (image.path for image in arguments.with_photo.values())
    overlays = Overlays(arguments, filter(None, (*arguments.photographs, *beside)))
    for group in _groups(arguments, classifier, target):
        _look_ahead([asked for asked in group if not isinstance(asked, Exception)])
        for asked in group:
            try:
                if isinstance(asked, Exception):
                    raise asked
                _explain_one(asked, overlays, arguments.ended_early)
            except Exception as fault:
                print(sentence(as_error(fault)), file=sys.stderr)
                refused += 1
    try:
        overlays.close()
    except SaliscopeError as fault:
        print(sentence(fault), file=sys.stderr)
        refused += 1
    return SOME_REFUSED if refused else WORKED


def _groups(
    arguments: argparse.Namespace, classifier: Classifier, target: int | None
) -> Iterator[list[Question | Exception]]:
    """Yield the questions, or why an image was refused, in groups that fit the model's batch and the memory."""
    method = METHODS[arguments.method]
    group: list[Question | Exception] = []
    pixels, most = 0, 1
    for asked in chain.from_iterable(
        questions_of(path, arguments, classifier, target) for path in arguments.photographs
    ):
        group.append(asked)
        if not isinstance(asked, Exception):
            pixels += asked.image.width * asked.image.height
            most = asked.session.batches.size if method.is_one_look else 1
        if len(group) >= most or pixels > _MOST_PIXELS:
            yield group
            group, pixels = [], 0
    if group:
        yield group


def _look_ahead(asked: list[Question]) -> None:
    """Run the model once for the whole group. If that fails, each image reports its own error later."""
    from engine.attribution.explain import look_ahead

    if asked:
        with suppress(Exception):  # one image must not stop the others
            look_ahead([each.session for each in asked], asked[0].request)


def _explain_one(asked: Question, overlays: Overlays, ended_early: Callable[[Attribution], str]) -> None:
    from engine.attribution.explain import explain
    from engine.network.description import Head

    info = asked.session.classifier.info
    *_, attribution = explain(asked.session, asked.request)
    chosen = attribution.request.target
    assert chosen is not None
    written = overlays.write(asked, attribution)
    said = attribution.probabilities[chosen]
    print(f"{written}  {info.labels[chosen]} {f'{said:.4g}' if info.head is Head.VALUE else f'{said:.1%}'}")
    if early := ended_early(attribution):
        print(f"{written}: {early}", file=sys.stderr)

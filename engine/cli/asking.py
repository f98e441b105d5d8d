"""What a command asks of a model about each image and page that it names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.attribution.lookup import find_class, find_layer
from engine.cli.arguments import read_companions
from engine.cli.model import open_as_asked
from engine.cli.reading import frames_of, read_photograph
from engine.images.projection import Fit

if TYPE_CHECKING:
    import argparse

    from engine.attribution.question import Question
    from engine.errors import SaliscopeError
    from engine.images import Image
    from engine.models.classifier import Classifier


def open_with_question(
    arguments: argparse.Namespace, sentence: Callable[[SaliscopeError], str]
) -> tuple[Classifier, int | None]:
    """Open the model, and put what the model knows in place of the names in `arguments`. Returns model and class.

    Raises SaliscopeError: as `open_as_asked`, `find_class`, `find_layer`, `read_companions`.
    """
    classifier = open_as_asked(arguments, sentence)
    info = classifier.info
    target = find_class(arguments.target, info)
    arguments.against = find_class(arguments.against, info)
    arguments.layer = find_layer(arguments.layer, info)
    arguments.with_photo = read_companions(arguments.with_photo, info, lambda path: _photograph(path, arguments))
    return classifier, target


def questions_of(
    path: Path, arguments: argparse.Namespace, classifier: Classifier, target: int | None
) -> Iterator[Question | Exception]:
    """Yield a question for each page of an image that is asked for, or why the image was refused."""
    image: Image | None = None
    for frame in frames_of(arguments):
        try:
            image = _photograph(path, arguments, frame, image)
            asked = _asked(image, arguments, classifier, target)
        except Exception as fault:
            yield fault
            return
        yield asked
        if frame + 1 >= image.latitude.frames:
            return


def _asked(image: Image, arguments: argparse.Namespace, classifier: Classifier, target: int | None) -> Question:
    from engine.attribution.question import ask

    return ask(
        classifier,
        image,
        arguments.method,
        fit=Fit(arguments.fit),
        pixel_values=arguments.pixel_values,
        layer=arguments.layer,
        target=target,
        options=arguments.option,
        seed=arguments.seed,
        against=arguments.against,
        balance=arguments.balance,
        probability=arguments.probability,
        companions=arguments.with_photo,
    )


def _photograph(
    path: Path, arguments: argparse.Namespace, frame: int | None = None, before: Image | None = None
) -> Image:
    """Read an image as the options say, and print what was converted."""
    image = read_photograph(path, arguments, frame, before)
    if image.notes:
        print(f"{path}: {'; '.join(map(arguments.note_sentence, image.notes))}", file=sys.stderr)
    return image

"""Names of classes as folders, tables and boxes have them, matched to a model's classes; what is unclear stays open."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.models.labels.choice import IMAGENET_CLASSES, imagenet_labels, imagenet_synsets
from engine.models.labels.numbering import number_of
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.evaluation.localisation import Region

_LONGEST = 200  # characters of a name that are looked at
_MOST_SUGGESTED = 5
_LEAST_ALIKE = 0.6  # of a suggestion, as difflib measures
_MOST_COMPARED = 2000  # names that are compared with each class: a column of more different ones holds no classes
_COMPARED = 24  # of the labels that share most letters with a name, those that are compared in full
_SYNSET = re.compile(r"n\d{8}(?!\d)")
_NUMBERED = re.compile(r"^\d+\s+(?=\D)")
# Words that make another class of a name, so that "no defect" is not taken for "defect".
_TURNED = frozenset(
    (
        *("no", "not", "non", "none", "without", "free", "anti", "pre", "post", "pseudo", "other"),
        *("sans", "pas", "hors", "faux", "sauf", "autre"),
    )
)


@dataclass(frozen=True)
class Matching:
    """Which class each name stands for.

    found: the class's index, by name. lenient: those names that are not simply the class's, in order; whoever asked is
    to be told of them. unmatched: the names without a class, in order. suggestions: for each of these the classes that
    it may mean, the likeliest first; () where nothing is like it.
    """

    found: Mapping[str, int]
    unmatched: tuple[str, ...]
    suggestions: Mapping[str, tuple[int, ...]]
    lenient: tuple[str, ...] = ()

    def chosen(self, classes: Mapping[str, int | None]) -> Matching:
        """Return the matching with what somebody chose: a class for a name, or None for no class."""
        found = {name: index for name, index in {**self.found, **classes}.items() if index is not None}
        names = [*self.found, *self.unmatched]
        unmatched = tuple(sorted(name for name in names if name not in found))
        suggestions = {name: self.suggestions.get(name, ()) for name in unmatched}
        return Matching(found, unmatched, suggestions, tuple(name for name in self.lenient if name in found))


def match_classes(said: Collection[str], labels: Sequence[str]) -> Matching:
    """Return which of a model's classes, called `labels`, each of the names in `said` stands for.

    In this order, and only where exactly one class fits: the name itself; its number, from 0, or from 1 where the names
    are numbers up to that of the last class and none is 0; case, accents, hyphens, underscores and spaces aside; a
    WordNet id, where the classes are ImageNet's; a number before it aside ("01-cat"); singular or plural. A class is
    also found by one of several names between commas. Singular for plural is `lenient`. So are numbers none of which is
    0: whether they count from 0 or from 1, or mean classes at all, is a guess.

    A name of more or fewer words is never taken for a class: "fish" is more than "anemone fish", and "sea lion" no
    "lion". Measures would rest on a guess. Such classes are suggested.
    """
    names = _labels_of(tuple(labels))
    first = _first_number(said, len(labels))
    are_sure = any(number_of(name) == 0 for name in said)
    found: dict[str, int] = {}
    lenient: list[str] = []
    unclear: dict[str, tuple[int, ...]] = {}
    for name in sorted(said):
        fitting, way = names.fitting(name, first)
        if len(fitting) == 1:
            found[name] = fitting[0]
            lenient += [name] if way is _Way.LENIENT or (way is _Way.NUMBER and not are_sure) else []
        elif fitting:
            unclear[name] = fitting[:_MOST_SUGGESTED]
    unmatched = tuple(name for name in sorted(said) if name not in found)
    for name in [name for name in unmatched if name not in unclear][:_MOST_COMPARED]:
        unclear[name] = (names.containing(name) or names.alike(name))[:_MOST_SUGGESTED]
    return Matching(found, unmatched, {name: unclear.get(name, ()) for name in unmatched}, tuple(lenient))


def regions_of_class(regions: Sequence[Region], target: int | None, labels: Sequence[str]) -> tuple[Region, ...]:
    """Return the regions of the explained class; all of them where none of their names means a class of the model.

    Names are matched as by `match_classes`, and by their last words, which say what a thing is: a "fish" may be the
    "anemone fish" that is explained, where no word turns the meaning ("no defect"). A name that fits several classes,
    such as "crane", is that of each.
    """
    meant = _meanings(frozenset(region.label for region in regions), tuple(labels))
    if target is None or not any(meant.values()):
        return tuple(regions)
    return tuple(each for each in regions if target in meant[each.label])


@lru_cache(maxsize=1024)
def _meanings(said: frozenset[str], labels: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    names = _labels_of(labels)
    first = _first_number(said, len(labels))
    return {name: names.fitting(name, first)[0] or names.containing(name) for name in said}


def _first_number(said: Collection[str], classes: int) -> int:
    """Return whether classes are numbered from 0 or from 1."""
    numbers = {number_of(name) for name in said} - {None}
    return 1 if classes in numbers and 0 not in numbers else 0


def _folded(name: str) -> str:
    """Return a name without case, accents and punctuation, its words parted by one space."""
    plain = unicodedata.normalize("NFKD", name[:_LONGEST]).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def _turned(name: str) -> frozenset[str]:
    return _TURNED.intersection(_folded(name).split())


def _without_number(name: str) -> str:
    return _NUMBERED.sub("", _folded(name))


def _singular(name: str) -> str:
    return " ".join(map(_singular_word, _without_number(name).split()))


def _singular_word(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


_WAYS: tuple[Callable[[str], str], ...] = (str.strip, _folded, _without_number, _singular)  # the strictest first


class _Way(Enum):
    """How a name was matched."""

    PLAIN = auto()  # it is the class's name, but for how it is written
    NUMBER = auto()
    LENIENT = auto()


class _Labels:
    """A model's classes, found by what they are called."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._count = len(labels)
        self._by_way = [_places(labels, way) for way in _WAYS]
        self._synsets = _synset_places(labels)
        self._words = [f" {_singular(label)} " for label in labels]
        self._turned = list(map(_turned, labels))
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for letters in _triples(words):
                self._by_letters[letters].append(place)

    def fitting(self, name: str, first: int) -> tuple[tuple[int, ...], _Way]:
        """Return the classes that a name means, by the strictest way in which there is any, and that way.

        first: the number of the first class.
        """
        exact, folded, unnumbered, singular = (
            places.get(way(name), ()) for way, places in zip(_WAYS, self._by_way, strict=True)
        )
        number = number_of(name)
        numbered = () if number is None or not 0 <= number - first < self._count else (number - first,)
        synset = _SYNSET.search(name)
        known = self._synsets.get(synset.group(), ()) if synset else ()
        plain = folded or known or unnumbered
        ways = (exact, _Way.PLAIN), (numbered, _Way.NUMBER), (plain, _Way.PLAIN), (singular, _Way.LENIENT)
        return next(((places, way) for places, way in ways if places), ((), _Way.PLAIN))

    def containing(self, name: str) -> tuple[int, ...]:
        """Return the classes that end in all words of a name, or the other way round."""
        words = f" {_singular(name)} "
        if not words.strip() or number_of(words) is not None:
            return ()
        turned = _turned(name)
        return tuple(
            place
            for place, label in enumerate(self._words)
            if label.strip() and (label.endswith(words) or words.endswith(label)) and turned == self._turned[place]
        )

    def alike(self, name: str) -> tuple[int, ...]:
        """Return the classes that are written most like a name, the likeliest first."""
        words = f" {_singular(name)} "
        shared = Counter(place for letters in _triples(words) for place in self._by_letters.get(letters, ()))
        ratios = {
            place: difflib.SequenceMatcher(None, self._words[place], words, autojunk=False).ratio()
            for place, _ in shared.most_common(_COMPARED)
        }
        return tuple(place for place in sorted(ratios, key=lambda p: (-ratios[p], p)) if ratios[place] >= _LEAST_ALIKE)


@lru_cache(maxsize=4)
def _labels_of(labels: tuple[str, ...]) -> _Labels:
    return _Labels(labels)


def _places(labels: Sequence[str], way: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        for key in dict.fromkeys((way(label), *(way(part) for part in _parts(label)))):
            if key:
                found[key].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _parts(label: str) -> Iterable[str]:
    """Return the synonyms in a name such as "tench, Tinca tinca"."""
    return label.split(",") if "," in label else ()


def _synset_places(labels: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the classes of ImageNet by their WordNet ids; none where the model's classes are others."""
    named = {synset: _folded(name) for synset, name in zip(imagenet_synsets(), imagenet_labels(), strict=True)}
    background = len(labels) - IMAGENET_CLASSES
    if background in (0, 1) and _folded(labels[background]) == named[imagenet_synsets()[0]]:
        return {synset: (place + background,) for place, synset in enumerate(imagenet_synsets())}
    by_name = _places(labels, _folded)
    return {synset: by_name[name] for synset, name in named.items() if len(by_name.get(name, ())) == 1}


def _triples(words: str) -> set[str]:
    return {words[place : place + 3] for place in range(len(words) - 2)}

"""Files as tables and annotations name them, matched to the images of a folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

_Parts = tuple[str, ...]


class ImageNames:
    """The images of a folder, by their names below it with "/", found by whatever another program calls them."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)
        self._by_base = _grouped(names, _parts)
        self._by_stem = _grouped(names, _stem_parts)

    def matched(self, said: Iterable[str]) -> dict[str, str]:
        """Return the image that each file said means; what none or several fit is left out.

        A path below the folder first; then, whatever the folders above and whichever way slashes lean, the one image
        of that file name, where no other file of that name is said; else the image whose folders agree longest. Case
        aside, and without a suffix where the file is said without one.
        """
        said = list(dict.fromkeys(said))
        found = {each: each for each in said if each in self._names}
        for way, images in ((_parts, self._by_base), (_parts, self._by_stem), (_stem_parts, self._by_stem)):
            for base, several in _grouped(said, way).items():
                for each, parts in several.items():
                    image = None if each in found else _nearest(parts, images.get(base, {}), alone=len(several) == 1)
                    if image is not None:
                        found[each] = image
        return found


def _nearest(parts: _Parts, candidates: dict[str, _Parts], alone: bool) -> str | None:
    """Return the candidate that shares most of its last folders. alone: of that file name one alone is said."""
    if alone and len(candidates) == 1:
        return next(iter(candidates))
    shared = {name: _shared(parts, other) for name, other in candidates.items()}
    most = max(shared.values(), default=0)
    best = [name for name, count in shared.items() if count == most]
    return best[0] if len(best) == 1 and (most > 1 or most == len(parts)) else None


def _shared(one: _Parts, other: _Parts) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def _parts(name: str) -> _Parts:
    parts = name.strip().replace("\\", "/").casefold().split("/")
    return tuple(part for part in parts if part not in ("", "."))


def _stem_parts(name: str) -> _Parts:
    *folders, base = _parts(name) or ("",)
    stem, _, suffix = base.rpartition(".")
    # In a table cut at the wrong separator, what follows the name is no suffix: "1.png;cat"
    return (*folders, stem if stem and suffix.isalnum() else base)


def _grouped(names: Iterable[str], way: Callable[[str], _Parts]) -> dict[str, dict[str, _Parts]]:
    found: dict[str, dict[str, _Parts]] = defaultdict(dict)
    for name in names:
        if parts := way(name):
            found[parts[-1]][name] = parts
    return found

"""Collects the words on screen and compiles the catalogues: `python -m resources.build_translations [--check]`.

Development only. English is the source; every other language has a file `resources/translations/saliscope_XX.ts`, which
is edited with Qt Linguist or by hand. With `--check` nothing is written, and the exit status is 1 if words are missing,
unfinished or no longer used.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import PySide6

import resources

_ROOT = Path(__file__).parent.parent
_TOOLS = Path(PySide6.__file__).parent


def translated_languages() -> list[str]:
    """Return the languages that have a catalogue, in the order of the table."""
    return [code for code in resources.LANGUAGES if code != resources.SOURCE_LANGUAGE]


def catalogue(language: str) -> Path:
    """Return the file with a language's words."""
    return resources.TRANSLATIONS / f"saliscope_{language}.ts"


def collect(target: Path) -> None:
    """Bring the catalogue at `target` up to date with the sources; words no longer used are dropped."""
    sources = sorted(str(path.relative_to(_ROOT)) for path in (_ROOT / "gui").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-source-language", resources.SOURCE_LANGUAGE]
    _run("lupdate", *options, *sources, "-ts", str(target))


def compile_catalogue(source: Path) -> None:
    """Write the `.qm` file the program loads."""
    _run("lrelease", str(source), "-qm", str(source.with_suffix(".qm")))


def messages(path: Path) -> dict[tuple[str, str], str]:
    """Return {(context, English): translation}; "" for words that are not translated yet."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            found[name, message.findtext("source", "")] = (translation.text or "") if done else ""
    return found


def problems(language: str) -> list[str]:
    """Return what is wrong with a language's catalogue, in words."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / catalogue(language).name
        shutil.copyfile(catalogue(language), fresh)
        collect(fresh)
        wanted, there = messages(fresh), messages(catalogue(language))
    missing = [f"not translated: {key}" for key, words in wanted.items() if not words]
    return missing + [f"no longer used: {key}" for key in there if key not in wanted]


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(_TOOLS / tool), *arguments], cwd=_ROOT, check=True, capture_output=True)


def _main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        found = [problem for language in translated_languages() for problem in problems(language)]
        print("\n".join(found) or "The catalogues are complete.")
        return 1 if found else 0
    for language in translated_languages():
        collect(catalogue(language))
        compile_catalogue(catalogue(language))
        open_ones = sum(not words for words in messages(catalogue(language)).values())
        print(f"{catalogue(language).name}: {open_ones} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))

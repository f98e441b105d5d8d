"""Writes the packaged program's bill of materials (CycloneDX 1.6, JSON) and the licence texts of all its parts.

It names the packages that the program's requirements lead to, in the versions that are installed and locked. Libraries
of the build machine are named by their Debian package. There is no date and no random number in it, so the same
packages give the same bytes.

`python -m build_spec.bill FOLDER` writes both for the environment it runs in.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from build_spec.identity import installed

Part = dict[str, Any]
PLACE = "resources/licences"  # in the program's folder
BILL = "bill-of-materials.cdx.json"
TEXTS = "packages"
# The program never imports them (build_spec/trim.py), or they only install packages.
LEFT_OUT = {"grpcio", "importlib-resources", "libclang", "setuptools", "wheel"}
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors|patents|third[-_ ]?party)[^/]*$|/licenses/", re.I)


def write(root: Path, folder: Path, binaries: Iterable[tuple[str, str, str]] = ()) -> Path:
    """Write the bill and the licence texts of the running environment into `folder`. Returns the folder.

    root: the project's folder; binaries: PyInstaller's rows; those from outside the environment are named in the bill.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    packages = dict(sorted(_closure(root)))
    components = [_package(found) for found in packages.values()]
    components += [_python(), *_system(binaries, folder / TEXTS), *_models(root)]
    boot_loader = _boot_loader()
    components += [_package(found) for found in boot_loader]
    for found in (*packages.values(), *boot_loader):
        _copy_texts(found, folder / TEXTS / _normal(found.name))
    _copy_python_licence(folder / TEXTS / "python")
    (folder / BILL).write_text(json.dumps(_bill(root, components, packages), indent=1) + "\n", encoding="utf-8")
    return folder


def rows(folder: Path) -> list[tuple[str, str, str]]:
    """Return what was written as PyInstaller's (place, source, type) rows."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(f"{PLACE}/{path.relative_to(folder).as_posix()}", str(path), "DATA") for path in files]


def _closure(root: Path) -> Iterator[tuple[str, Distribution]]:
    """Yield the packages that the program's requirements lead to, by normal name, each once."""
    wanted, seen = _requirements(_project(root)), set()
    while wanted:
        requirement = wanted.pop()
        name = _normal(requirement.name)
        if name in seen or name in LEFT_OUT:
            continue
        seen.add(name)
        found = installed(name)
        yield _normal(found.name), found
        wanted += _needs(found, requirement.extras)


def _project(root: Path) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return project


def _requirements(project: dict[str, Any]) -> list[Requirement]:
    """Return what the packaged program is built with: the dependencies, and the extras of all kinds of files."""
    extras = ["formats", *(["cuda"] if os.environ.get("SALISCOPE_VARIANT") == "cuda" else [])]
    found = [Requirement(text) for text in project["dependencies"]]
    while extras:
        for need in map(Requirement, project["optional-dependencies"][extras.pop()]):
            if need.name == project["name"]:  # an extra made of others
                extras += need.extras
            else:
                found.append(need)
    return found


def _boot_loader() -> list[Distribution]:
    """Return PyInstaller, whose boot loader is the program's executable; [] where it is not installed."""
    try:
        return [installed("pyinstaller")]
    except PackageNotFoundError:
        return []


def _needs(package: Distribution, extras: Iterable[str] = ()) -> list[Requirement]:
    needs = [Requirement(text) for text in package.requires or ()]
    return [
        need
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def _package(found: Distribution) -> Part:
    name = _normal(found.name)
    reference = f"pkg:pypi/{name}@{found.version}"
    part = {"type": "library", "bom-ref": reference, "name": found.name, "version": found.version, "purl": reference}
    summary = found.metadata.json.get("summary")
    return part | ({"description": summary} if summary else {}) | {"licenses": _licences(found)}


def _licences(found: Distribution) -> list[Part]:
    """Return the licence as the package declares it: an SPDX expression, or a name."""
    expression = found.metadata.json.get("license_expression")
    if expression:
        return [{"expression": expression}]
    classifiers = [text for text in found.metadata.get_all("Classifier") or () if text.startswith("License ::")]
    names = [text.rpartition(" :: ")[2] for text in classifiers if text.count("::") > 1]
    declared = str(found.metadata.json.get("license") or "").strip().splitlines()
    names = names or [line for line in declared[:1] if line]
    return [{"license": {"name": name}} for name in names or ["see the licence text"]]


def _python() -> Part:
    version = platform.python_version()
    return {
        "type": "platform",
        "bom-ref": f"pkg:generic/python@{version}",
        "name": "Python",
        "version": version,
        "purl": f"pkg:generic/python@{version}",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def _models(root: Path) -> Iterator[Part]:
    folder = root / "resources" / "default_model"
    for path in sorted(folder.glob("*.keras")):
        yield {
            "type": "machine-learning-model",
            "bom-ref": f"model:{path.stem}",
            "name": path.stem,
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
            "licenses": [{"license": {"id": "Apache-2.0"}}],
        }


def _system(binaries: Iterable[tuple[str, str, str]], texts: Path) -> Iterator[Part]:
    """Yield the Debian packages whose libraries are in the program, and copy their copyright files."""
    if shutil.which("dpkg-query") is None:
        return
    own = (sys.prefix, sys.base_prefix)
    outside = {str(Path(source).resolve()) for _, source, kind in binaries if kind == "BINARY" and not _in(source, own)}
    for name in sorted({package for path in outside if (package := _debian_package(path))}):
        version = _said("dpkg-query", "-W", "-f", "${Version}", name)
        short = name.partition(":")[0]
        reference = f"pkg:deb/debian/{short}@{version}"
        copyright_file = Path("/usr/share/doc") / short / "copyright"
        if copyright_file.exists():
            (texts / short).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copyright_file, texts / short / "copyright.txt")
        yield {
            "type": "library",
            "bom-ref": reference,
            "name": short,
            "version": version,
            "purl": reference,
            "licenses": [{"license": {"name": "see its copyright file"}}],
        }


def _in(source: str, folders: Iterable[str]) -> bool:
    return any(Path(source).is_relative_to(folder) for folder in folders) or "/stripped/" in source


def _debian_package(path: str) -> str:
    """Return the Debian package of a library; Debian 12 lists some files by their path before /usr was merged."""
    for known in (path, path.removeprefix("/usr")):
        said = _said("dpkg-query", "-S", known)
        if said:
            return said.split(": ")[0]
    return ""


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _copy_texts(found: Distribution, folder: Path) -> None:
    """Copy a package's licence files; a file's path in the package becomes part of its name."""
    for file in found.files or ():
        if _LICENCE_FILE.search(file.as_posix()) and file.suffix not in (".py", ".pyc"):
            source = Path(str(file.locate()))
            name = re.sub(r"^[^/]*\.dist-info/(licenses/)?", "", file.as_posix()).replace("/", "-")
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)


def _copy_python_licence(folder: Path) -> None:
    library = Path(sysconfig.get_path("stdlib"))
    for source in (library / "LICENSE.txt", library.parents[1] / "LICENSE.txt", library.parents[1] / "LICENSE"):
        if source.exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / "LICENSE.txt")
            return


def _bill(root: Path, components: list[Part], packages: dict[str, Distribution]) -> Part:
    project = _project(root)
    own = f"pkg:generic/saliscope@{project['version']}"
    inside = {name: f"pkg:pypi/{name}@{found.version}" for name, found in packages.items()}
    # Requirements say `tensorflow`; without CUDA the package installed on Linux is `tensorflow-cpu`.
    inside["tensorflow"] = inside.get("tensorflow") or inside["tensorflow-cpu"]
    depends = [{"ref": own, "dependsOn": sorted(_references(_requirements(project), inside))}]
    depends += [
        {"ref": inside[name], "dependsOn": sorted(_references(_needs(found), inside))}
        for name, found in packages.items()
    ]
    described = {
        "type": "application",
        "bom-ref": own,
        "name": "Saliscope",
        "version": project["version"],
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    # The serial number follows from the content, so that equal builds have equal bills.
    content = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {"component": described},
        "components": components,
        "dependencies": depends,
    }


def _references(requirements: Iterable[Requirement], inside: dict[str, str]) -> set[str]:
    names = {_normal(need.name) for need in requirements}
    return {inside[name] for name in names if name in inside}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    write(Path(__file__).parent.parent, Path(sys.argv[1]))

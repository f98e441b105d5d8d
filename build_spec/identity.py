"""How the packaged program identifies itself: version, version resource on Windows, document types on macOS."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import resources

PUBLISHER = "The Saliscope authors"
# Their versions are on the About page.
SHOWN = (
    *("tensorflow", "keras", "numpy", "opencv-contrib-python-headless", "pillow", "PySide6-Essentials", "cmap"),
    *("pydicom", "python-gdcm", "nibabel", "tifffile", "rawpy"),
)

# Files that desktops offer to open with the program: models, and pictures that are often looked at with a model.
# More opens from within. Not claimed: endings that mostly are something else (.pb, .json, .npy), and what people open
# to watch or to develop (films, camera RAW).
MODEL_SUFFIXES = ("keras", "h5", "hdf5", "tflite", "onnx")
SCAN_SUFFIXES = ("dcm", "dicom", "nii")
SESSION_SUFFIX = "saliscope"
PICTURE_TYPES = (
    *("public.jpeg", "public.png", "public.tiff", "com.microsoft.bmp", "org.webmproject.webp", "com.compuserve.gif"),
    *("public.heic", "public.avif", "public.jpeg-2000"),
)


def metadata(work: Path, version: str) -> list[tuple[str, str]]:
    """Write the program's own package metadata, so that About knows its version. Returns PyInstaller's datas."""
    folder = work / f"saliscope-{version}.dist-info"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "METADATA"
    file.write_text(f"Metadata-Version: 2.4\nName: saliscope\nVersion: {version}\nLicense-Expression: Apache-2.0\n")
    return [(str(file), folder.name)]


def installed(name: str) -> Distribution:
    """Return an installed package. On Linux, TensorFlow without CUDA's code is called `tensorflow-cpu`."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return distribution(f"{name}-cpu")


def windows_version(work: Path, version: str) -> Path:
    """Write the version resource that Explorer shows. Returns its file."""
    # Windows wants four numbers, a version has three.
    numbers = (*(int(part) for part in version.split(".")), 0)
    strings = {
        "CompanyName": PUBLISHER,
        "FileDescription": "Saliscope: see where an image classifier looked",
        "FileVersion": version,
        "InternalName": "saliscope",
        "LegalCopyright": f"{PUBLISHER}, Apache License 2.0",
        "OriginalFilename": "saliscope.exe",
        "ProductName": "Saliscope",
        "ProductVersion": version,
    }
    rows = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in strings.items())
    file = work / "version.txt"
    file.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=1), "
        f"kids=[StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
    return file


def mac_properties(version: str) -> dict[str, Any]:
    """Return what we add to PyInstaller's Info.plist: documents that open with the program, the oldest macOS."""
    return {
        "CFBundleDisplayName": "Saliscope",
        "CFBundleShortVersionString": version,
        "CFBundleLocalizations": list(resources.LANGUAGES),
        "LSMinimumSystemVersion": "14.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"{PUBLISHER}, Apache License 2.0",
        "CFBundleDocumentTypes": [
            {"CFBundleTypeName": "Photograph", "CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}
            | {"LSItemContentTypes": list(PICTURE_TYPES)},
            {"CFBundleTypeName": "Scan", "CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}
            | {"CFBundleTypeExtensions": list(SCAN_SUFFIXES)},
            {"CFBundleTypeName": "Model", "CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}
            | {"CFBundleTypeExtensions": list(MODEL_SUFFIXES)},
            {"CFBundleTypeName": "Saliscope session", "CFBundleTypeRole": "Editor", "LSHandlerRank": "Owner"}
            | {"CFBundleTypeExtensions": [SESSION_SUFFIX]},
        ],
    }

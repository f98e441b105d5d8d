"""The pages of the Help menu."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QCoreApplication

_PACKAGES = ("tensorflow", "keras", "numpy", "opencv-contrib-python-headless", "pillow", "PySide6-Essentials", "cmap")


def reading_text() -> str:
    """Return how to read the picture, and what it cannot tell."""
    translate = QCoreApplication.translate
    paragraphs = (
        translate(
            "about",
            "The colours show how much each place speaks for the chosen class, for this model and this photograph. "
            "The colour bar gives the numbers: zero is no evidence, the right end is the most in this picture.",
        ),
        translate(
            "about",
            "<b>Grad-CAM</b> looks at a layer inside the model. Its cells are large, so a bright area says "
            "“around here”, not which pixel. Choose “True cells” to see them as they are.",
        ),
        translate(
            "about",
            "<b>Saliency</b> looks at the pixels: a bright point is one whose change would move the score most, "
            "up or down. It is sensitive to texture and edges.",
        ),
        translate(
            "about",
            "<b>What it cannot tell:</b> that the answer is right; why a place counts; what would happen without it. "
            "Each picture has its own scale: two pictures equally bright may differ tenfold. "
            "Compare the numbers, and ask about other classes too.",
        ),
    )
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def about_text() -> str:
    """Return versions, licences and sources, to be copied."""
    translate = QCoreApplication.translate
    rows = "".join(f"<tr><td>{name}&nbsp;&nbsp;</td><td>{_version(name)}</td></tr>" for name in _PACKAGES)
    return (
        f"<h3>Saliscope {_version('saliscope')}</h3><p>"
        + translate("about", "Shows where an image classifier looked. Offline; licensed under Apache 2.0.")
        + f"</p><table>{rows}</table><p>"
        + translate("about", "Grad-CAM: Selvaraju et al., 2017. Saliency: Simonyan, Vedaldi and Zisserman, 2013.")
        + "</p><p>"
        + translate(
            "about",
            "Bundled model: EfficientNet-Lite0, ImageNet weights, Apache 2.0. "
            "Licences of everything bundled are in resources/licences.",
        )
        + "</p>"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # the program itself runs from its folder, not as a package
        return ""

"""Makes the icon's PNG, ICO and ICNS files from icons/saliscope.svg with Qt alone: `python -m resources.build_icons`.

ICO and ICNS files are lists of PNGs, each with a header (since Windows Vista and OS X 10.7).
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "icons"
SOURCE = FOLDER / "saliscope.svg"
PNG_SIZES = (16, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# Apple's four letters for a picture of so many pixels; from ic11 on: half the size at double resolution.
ICNS_SIZES = {
    **{b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024},
    **{b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512},
}


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """Return the drawing as a square PNG of `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon of PNGs by size; 256 is written as 0."""
    offset = 6 + 16 * len(pictures)
    header, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, data in pictures.items():
        header += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset + len(body))
        body += data
    return header + body


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Return a macOS icon of PNGs by Apple's four letters; lengths count their own header."""
    body = b"".join(letters + struct.pack(">I", len(data) + 8) + data for letters, data in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> None:
    """Write all icons."""
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    for size in PNG_SIZES:
        (FOLDER / f"saliscope-{size}.png").write_bytes(png(renderer, size))
    (FOLDER / "saliscope.ico").write_bytes(ico({size: png(renderer, size) for size in ICO_SIZES}))
    (FOLDER / "saliscope.icns").write_bytes(icns({name: png(renderer, size) for name, size in ICNS_SIZES.items()}))
    application.quit()


if __name__ == "__main__":
    main()

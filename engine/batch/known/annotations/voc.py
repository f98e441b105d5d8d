"""Pascal VOC's XML: one file about one image (Everingham et al., 2010)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from engine.batch.known.annotations.values import Annotated, Damaged, label_of, number, path_of, size_of
from engine.evaluation.localisation import Region

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARED = ("<!doctype", "<!entity")  # with which a small file can become a vast one, or read others


def read_voc(text: str) -> Annotated | None:
    """Return the boxes of an image; None where the XML is about something else. Raises Damaged.

    The first pixel is 1 and the last one belongs to the box, as VOC has it.
    """
    lower = text.casefold()
    if any(mark in lower for mark in _DECLARED):
        raise Damaged("<!DOCTYPE")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError) as fault:
        raise Damaged("XML") from fault
    if root.tag != "annotation":
        return None
    size = size_of(_whole(root, "size/width"), _whole(root, "size/height"))
    objects = root.findall("object")
    regions = tuple(_region(each, size, f"object[{place}]") for place, each in enumerate(objects, 1))
    return Annotated(path_of(root.findtext("filename", ""), "filename"), regions)


def _region(element: Element, size: tuple[int, int], place: str) -> Region:
    left, top, right, bottom = (_number(element, f"bndbox/{side}", place) for side in ("xmin", "ymin", "xmax", "ymax"))
    label = label_of(element.findtext("name", ""), f"{place}/name")
    return Region(label, box=(left - 1, top - 1, right - left + 1, bottom - top + 1), size=size)


def _number(element: Element, path: str, place: str) -> float:
    try:
        return number(float(element.findtext(path, "")), f"{place}/{path}")
    except ValueError:
        raise Damaged(f"{place}/{path}") from None


def _whole(element: Element, path: str) -> int | None:
    text = element.findtext(path, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

"""Prints what Qt makes of words, numbers, time zones and encodings in the locales given, and with which ICU library."""

import functools
import json
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QCollator, QDate, QIODevice, QLocale, QTimeZone, QXmlStreamReader

WORDS = [
    *("côté", "cote", "coté", "côte", "zèbre", "Zoo", "été", "ete", "Ärger", "Åre", "ångström", "zebra", "öl", "Chleb"),
    *("hrad", "图10", "图9", "北京", "上海", "あ", "ア"),
]
NUMBERED = ["IMG 10.jpg", "img 9.jpg", "IMG 100.jpg", "Île 2", "ile 10"]


def ordered(name: str, words: list[str]) -> list[str]:
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    return sorted(words, key=functools.cmp_to_key(collator.compare))


def formats(name: str) -> list[str]:
    locale = QLocale(name)
    numbers = [locale.toString(1234567.891, "f", 2), locale.formattedDataSize(123456789), locale.toCurrencyString(12.5)]
    return [*numbers, locale.toString(QDate(2024, 2, 29)), locale.toUpper("éß")]


def summer_time(name: str) -> str:
    zone = QTimeZone(b"Europe/Paris")
    return zone.displayName(QTimeZone.TimeType.DaylightTime, QTimeZone.NameType.LongName, QLocale(name))


def decoded(code: str) -> str:
    buffer = QBuffer()
    buffer.setData(f'<?xml version="1.0" encoding="{code}"?><a>'.encode() + b"\x80\xe9\xa4</a>")
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QXmlStreamReader(buffer)
    reader.readNextStartElement()
    return reader.readElementText()


def main(names: list[str]) -> None:
    found = {name: [ordered(name, WORDS), ordered(name, NUMBERED), formats(name)] for name in names}
    zones = [summer_time(name) for name in ("en_GB", "fr_FR")]
    text = [decoded(code) for code in ("windows-1252", "ISO-8859-15")]
    maps = Path("/proc/self/maps").read_text().splitlines()
    used = next(line.split()[-1] for line in maps if "libicudata" in line)
    print(json.dumps({"library": used, "zones": zones, "decoded": text, "found": found}))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Reads a report's HTML strictly: every element is closed in its order, and what it holds can be asked for."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "img", "source", "br", "wbr"}


class ReadHtml(HTMLParser):
    """elements: (name, attributes) in order. tables: rows of cells, by the words of their caption's beginning."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.headings: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        match tag:
            case "table":
                self.tables.append(("", []))
            case "tr":
                self.tables[-1][1].append([])
            case "td" | "th":
                self.tables[-1][1][-1].append("")
            case "h1" | "h2" | "h3":
                self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, (tag, self.open)

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data)
        match self.open[-1] if self.open else "":
            case "caption":
                title, rows = self.tables[-1]
                self.tables[-1] = (title + data, rows)
            case "td" | "th":
                self.tables[-1][1][-1][-1] += data
            case "h1" | "h2" | "h3":
                tag, words = self.headings[-1]
                self.headings[-1] = (tag, words + data)

    @property
    def text(self) -> str:
        """All words in order."""
        return "".join(self.words)

    def table(self, beginning: str) -> list[list[str]]:
        """Return the rows, without the head, of the table whose caption begins so."""
        return next(rows[1:] for title, rows in self.tables if title.startswith(beginning))

    def fact(self, name: str) -> str:
        """Return the value of a fact: a row of two cells."""
        return next(row[1] for title, rows in self.tables if not title for row in rows if row[0] == name)

"""A paper, to read on screen and to cite."""

from __future__ import annotations

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Reference:
    """A paper. authors: "First Last" each; doi or arxiv: one of them at least; kind: BibTeX's entry type."""

    key: str
    authors: tuple[str, ...]
    title: str
    venue: str
    year: int
    doi: str = ""
    arxiv: str = ""
    kind: str = "inproceedings"

    @property
    def text(self) -> str:
        """The reference on one line, with its DOI or arXiv number."""
        where = f"doi:{self.doi}" if self.doi else f"arXiv:{self.arxiv}"
        return f"{_listed(self.authors)} ({self.year}). {self.title}. {self.venue}. {where}"

    @property
    def numbers(self) -> list[str]:
        """Its DOI and its arXiv number, as the tables of methods and measures write them."""
        return [f"{kind}:{number}" for kind, number in (("doi", self.doi), ("arXiv", self.arxiv)) if number]

    @property
    def bibtex(self) -> str:
        """The reference for BibTeX, in UTF-8."""
        place = {"inproceedings": "booktitle", "article": "journal"}.get(self.kind, "howpublished")
        fields = {
            "author": " and ".join(self.authors),
            "title": f"{{{self.title}}}",
            place: self.venue,
            "year": str(self.year),
            "doi": self.doi,
            "eprint": self.arxiv,
            "archiveprefix": "arXiv" if self.arxiv else "",
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{self.kind}{{{self.key},", *lines, "}"])


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

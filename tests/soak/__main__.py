"""Run a campaign, or tell what one found: `python -m soak NAME [--count N] [--seed S] [--folder F] [--tell]`."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Protocol

from soak.journal import Journal, Row

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # there is a folder `engine` of tests here, too


class Campaign(Protocol):
    """A module of this folder. COUNT: steps of the whole campaign."""

    COUNT: int

    def run(self, journal: Journal) -> None:
        """Do what is still to do, and keep a row of each step."""

    def told(self, rows: list[Row]) -> list[tuple[str, str]]:
        """Return what the rows say, as (what was asked, what was found), for docs/RELIABILITY.md."""


CAMPAIGNS: tuple[str, ...] = (
    "models",
    "pictures",
    "switches",
    "kills",
    "alone",
    "places",
)  # each a module of this folder


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m soak")
    parser.add_argument("campaign", choices=CAMPAIGNS)
    parser.add_argument("--count", type=int, help="steps; the whole campaign")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=Path("../build/soak"), help="where its journal lies")
    parser.add_argument("--tell", action="store_true", help="only tell what is in the journal")
    arguments = parser.parse_args()
    campaign: Campaign = importlib.import_module(f"soak.{arguments.campaign}")
    count = arguments.count or campaign.COUNT
    where = arguments.folder.resolve(), arguments.campaign, arguments.seed, count
    journal = Journal(*where)
    if not arguments.tell:
        campaign.run(journal)
        journal = Journal(*where)  # windows that are processes of their own have written to it
    begun = journal.begun
    print(f"{begun['machine']}, commit {begun['commit']}, {begun['date']}")
    print(f"seed {journal.seed}, {len(journal.rows)} steps\n")
    print("| asked | found |\n| --- | --- |")
    for asked, found in campaign.told(journal.rows):
        print(f"| {asked} | {found} |")


if __name__ == "__main__":
    _main()

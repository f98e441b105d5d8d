"""Write `labels.csv`: the ImageNet classes in the order of the model's outputs. Development only.

    python -m pip download --no-deps timm==1.0.31     # unzip the wheel
    python -m resources.build_labels timm/data/_info

timm lists the 1,000 synsets in order, which is the order of their WordNet ids, and each synset's lemmas. The name is
the first lemma. Where that leaves two classes with one name, letter case aside, `DISTINCT` says which is which.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from resources import DEFAULT_LABELS

CLASSES = 1000
DISTINCT = {
    "n02012849": "crane (bird)",
    "n03126707": "crane (machine)",
    "n02113186": "Cardigan (dog)",
    "n02963159": "cardigan (garment)",
    "n03710637": "maillot (tights)",
    "n03710721": "maillot (swimsuit)",
}


def labels(wnids: Iterable[str], lemmas: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return pairs (wnid, name). Raises ValueError unless they are 1,000 with different names."""
    rows = [(wnid, DISTINCT.get(wnid) or lemmas[wnid].split(",")[0].strip()) for wnid in wnids]
    shared = [name for name, count in Counter(name.casefold() for _, name in rows).items() if count > 1]
    if len(rows) != CLASSES or shared:
        raise ValueError(f"Expected {CLASSES} different names, found {len(rows)}, and these more than once: {shared}.")
    return rows


def main() -> None:
    """Read timm's lists from the folder named on the command line and write the labels."""
    parser = argparse.ArgumentParser(description="Build the default model's labels from timm's lists.")
    parser.add_argument("info", type=Path, help="timm's folder data/_info")
    info = parser.parse_args().info
    wnids = (info / "imagenet_synsets.txt").read_text(encoding="utf-8").split()
    lines = (info / "imagenet_synset_to_lemma.txt").read_text(encoding="utf-8").splitlines()
    with DEFAULT_LABELS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("wnid", "name"))
        writer.writerows(labels(wnids, dict(line.split("\t", 1) for line in lines)))


if __name__ == "__main__":
    main()

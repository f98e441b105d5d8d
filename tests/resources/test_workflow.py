"""The public workflow: what it runs is there, and nobody else can change what it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOW = (ROOT / ".github/workflows/packages.yml").read_text(encoding="utf-8")


def test_actions_are_pinned_to_commits_and_say_which_release_that_is():
    used = re.findall(r"uses: (.*)", WORKFLOW)
    assert len(used) > 10
    assert [line for line in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    commits = {tuple(line.split(" # ")) for line in used}
    assert len({action.split("@")[0] for action, _ in commits}) == len(commits)  # one release of each


def test_it_may_read_the_repository_and_no_more():
    assert re.findall(r"^ *permissions:\n((?: +.*\n)+)", WORKFLOW, re.M) == ["  contents: read\n"]
    assert "secrets." not in WORKFLOW
    assert WORKFLOW.count("actions/checkout@") == WORKFLOW.count("persist-credentials: false")


@pytest.mark.parametrize("script", ["build_spec/app.sh", "build_spec/windows/saliscope.iss", ".ci/run"])
def test_what_it_runs_is_there(script):
    assert script in WORKFLOW
    assert (ROOT / script).exists()


def test_every_python_that_the_set_up_accepts_is_tested():
    accepted = re.search(r"Python ([\d., or]+) is needed", (ROOT / "build_spec/setup.sh").read_text()).group(1)
    assert re.search(r"python: \[(.*)\]", WORKFLOW).group(1).replace('"', "") == accepted.replace(" or", ",")

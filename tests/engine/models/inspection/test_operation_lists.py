"""The lists of TensorFlow's operations: which may stand in a graph, and which are run."""

from __future__ import annotations

from engine.models.inspection.operations import build, operations


def test_the_lists_are_the_pinned_tensorflow_s():
    assert build.TARGET.read_text(encoding="utf-8") == build.text()


def test_nothing_that_reaches_out_is_on_a_list_of_what_may_stand_in_a_graph():
    lists = operations()
    harmless = lists.run
    assert not harmless & lists.dangerous
    assert lists.dangerous >= lists.never_run == {
        "RestoreV2", "SaveV2", "MergeV2Checkpoints", "ShardedFilename",
        "InitializeTableFromTextFile", "InitializeTableFromTextFileV2",
    }  # fmt: skip
    for word in ("File", "PyFunc", "Dataset", "Save", "Restore", "Rpc", "Remote", "Debug", "Iterator", "Reader"):
        assert not {name for name in harmless if word in name}
    assert {"ReadFile", "WriteFile", "PyFunc", "EagerPyFunc", "MatchingFiles", "PrintV2", "ImmutableConst"} <= (
        lists.dangerous
    )

"""The copy of a SavedModel folder: only what is loaded, and nothing where the folder leads out of itself."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from helpers.model_files.program_files import edited

from engine.errors import Code, SaliscopeError
from engine.models.inspection import Kind, inspect_in_child, inspect_model


def test_only_the_graph_and_the_variables_are_copied(saved_net, tmp_path):
    model = shutil.copytree(saved_net, tmp_path / "Modèle n° 1")
    (model / "assets").mkdir(exist_ok=True)
    (model / "assets" / "extra.txt").write_text("x")
    (model / "variables" / "checkpoint").write_text("x")
    (tmp_path / "private").mkdir()
    found = inspect_in_child(model, tmp_path / "private")
    names = ["saved_model.pb", "variables/variables.data-00000-of-00001", "variables/variables.index"]
    files = {name: (model / name).read_bytes() for name in names}
    digest = hashlib.sha256(b"".join(f"{n}\0{len(d)}\0".encode() + d for n, d in files.items())).hexdigest()
    shutil.rmtree(model)
    assert (found.path, found.sha256, found.kind) == (tmp_path / "private" / "model", digest, Kind.SAVED_MODEL)
    assert found.size == sum(map(len, files.values()))
    copies = [path for path in found.path.rglob("*") if path.is_file()]
    assert {str(path.relative_to(found.path)): path.read_bytes() for path in copies} == files


def test_the_graph_s_file_stands_for_its_folder(saved_net, tmp_path):
    found = inspect_model(saved_net / "saved_model.pb")
    assert (found.path, found.sha256) == (saved_net, inspect_model(saved_net).sha256)
    assert inspect_in_child(saved_net / "saved_model.pb", tmp_path).path == tmp_path / "model"


def test_a_refused_copy_is_deleted(saved_net, tmp_path):
    model = edited(saved_net, tmp_path / "m", lambda meta: meta.signature_def.clear())
    (tmp_path / "private").mkdir()
    with pytest.raises(SaliscopeError, match="model-signature"):
        inspect_in_child(model, tmp_path / "private")
    assert list((tmp_path / "private").iterdir()) == []


def test_copying_can_be_cancelled(saved_net, tmp_path):
    with pytest.raises(SaliscopeError, match="cancelled"):
        inspect_in_child(saved_net, tmp_path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def link_out(model: Path) -> None:
    secret = model.parent / "secret"
    (model / "variables" / "variables.index").rename(secret)
    (model / "variables" / "variables.index").symlink_to(secret)


def link_folder_out(model: Path) -> None:
    (model / "variables").rename(model.parent / "elsewhere")
    (model / "variables").symlink_to(model.parent / "elsewhere")


def link_graph_out(model: Path) -> None:
    (model / "saved_model.pb").rename(model.parent / "graph")
    (model / "saved_model.pb").symlink_to(model.parent / "graph")


def broken_link(model: Path) -> None:
    (model / "variables" / "variables.index").unlink()
    (model / "variables" / "variables.index").symlink_to("nothing")


def pipe(model: Path) -> None:
    (model / "variables" / "variables.index").unlink()
    os.mkfifo(model / "variables" / "variables.index")


def odd_name(model: Path) -> None:
    (model / "variables" / "variables.data-00000-of-00001\n").write_bytes(b"")


def missing_part(model: Path) -> None:
    data = model / "variables" / "variables.data-00000-of-00001"
    data.rename(data.with_name("variables.data-00000-of-00002"))


def missing_index(model: Path) -> None:
    (model / "variables" / "variables.index").unlink()


FOLDERS = {
    link_out: Code.MODEL_OUTSIDE_FILE,
    link_folder_out: Code.MODEL_OUTSIDE_FILE,
    link_graph_out: Code.MODEL_OUTSIDE_FILE,
    broken_link: Code.MODEL_OUTSIDE_FILE,
    pipe: Code.MODEL_STRUCTURE,
    odd_name: Code.MODEL_STRUCTURE,
    missing_part: Code.MODEL_DAMAGED,
    missing_index: Code.MODEL_DAMAGED,
}


@pytest.mark.parametrize("change", FOLDERS, ids=lambda change: change.__name__)
def test_a_folder_that_leads_out_or_is_not_whole_is_neither_copied_nor_read(saved_net, tmp_path, change):
    model = shutil.copytree(saved_net, tmp_path / "m")
    change(model)
    (tmp_path / "private").mkdir()
    for inspect in (inspect_model, lambda path: inspect_in_child(path, tmp_path / "private")):
        with pytest.raises(SaliscopeError) as caught:
            inspect(model)
        assert caught.value.code is FOLDERS[change]
    assert list((tmp_path / "private").iterdir()) == []


def test_a_link_within_the_folder_is_followed(saved_net, tmp_path):
    model = shutil.copytree(saved_net, tmp_path / "m")
    (model / "saved_model.pb").rename(model / "blob")
    (model / "saved_model.pb").symlink_to("blob")
    assert inspect_model(model).sha256 == inspect_model(saved_net).sha256

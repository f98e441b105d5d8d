"""The numbers of a comparison through the real `main()`: a file for every pane, or the first one's alone."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.windows.compared import do, there
from helpers.windows.exported_panes import close, compare, dialog_of, export, panes_box

from engine.export.content import Product
from engine.export.provenance import facts_of, read_provenance, sidecar_of
from engine.export.spelled_out import with_all_options
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def numbers_in(path) -> np.ndarray:
    return np.load(path) if path.suffix == ".npy" else np.loadtxt(path, delimiter=",", dtype=np.float32)


@pytest.mark.parametrize("suffix", [".npy", ".csv"])
def test_numbers_are_written_for_every_pane_into_files_that_name_it(run, cat, tmp_path, monkeypatch, suffix):
    def scenario(program):
        shown = compare(program, "compare_classes", 3)
        do(program, "swap_panes")
        do(program, "toggle_one_scale")
        there(program, 3)
        remember(ExportSettings(Product.MAP, suffix), tmp_path)
        dialog = dialog_of(program)
        assert "3 files, one for each pane" in dialog._hint.text()
        assert "7 × 7 values" in dialog._hint.text()
        assert panes_box(dialog).isVisible()
        close(dialog)
        first = export(program, tmp_path / f"map{suffix}", ExportSettings(Product.MAP, suffix), monkeypatch)
        other, last = (label.replace(" ", "-") for label in (shown[2].name, shown[1].name))
        names = [first.name, f"map_pane-2_{other}{suffix}", f"map_pane-3_{last}{suffix}"]
        assert [path.name for path in sorted(tmp_path.glob(f"*{suffix}"))] == sorted(names)
        assert program.notice.startswith("Saved as " + ", ".join(f"“{name}”" for name in names))
        for name, pane in zip(names, (shown[0], shown[2], shown[1]), strict=True):
            np.testing.assert_allclose(numbers_in(tmp_path / name), pane.attribution.values, rtol=1e-6)
            record = read_provenance(tmp_path / name)
            assert (record.pane, record.label) == (pane.name, pane.name)
            assert record.request == with_all_options(pane.attribution.request)
            assert record.map == facts_of(pane.attribution.values)
            assert record.panes == ()
            assert sidecar_of(tmp_path / name).exists() == (suffix == ".npy")
        if suffix == ".csv":
            assert f"# pane: {shown[2].name}\n" in (tmp_path / names[1]).read_text("utf-8")

    run(scenario, str(cat))


def test_numbers_are_the_first_pane_s_alone_where_all_is_unticked_or_no_other_has_any(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        first = compare(program, "compare_classes")[0]
        remember(ExportSettings(Product.MAP, ".npy", panes=False), tmp_path)
        dialog = dialog_of(program)
        assert "Only the first pane is exported" in dialog._hint.text()
        close(dialog)
        target = export(program, tmp_path / "map.npy", ExportSettings(Product.MAP, panes=False), monkeypatch)
        np.testing.assert_array_equal(np.load(target), first.attribution.values)
        assert read_provenance(target).pane == ""
        do(program, "compare_original")
        there(program)
        remember(ExportSettings(Product.MAP, ".npy"), tmp_path)
        dialog = dialog_of(program)
        assert panes_box(dialog).isHidden()
        assert dialog._hint.text().startswith("7 × 7 values")
        close(dialog)
        target = export(program, tmp_path / "only.npy", ExportSettings(Product.MAP), monkeypatch)
        np.testing.assert_array_equal(np.load(target), first.attribution.values)
        assert len(list(tmp_path.glob("*.npy"))) == 2

    run(scenario, str(cat))


def test_files_of_further_panes_are_replaced_only_when_that_is_answered_once(run, cat, tmp_path, monkeypatch):
    asked, answers = [], [False, True]
    monkeypatch.setattr(files, "ask_to_replace", lambda _, names: asked.append(names) or answers.pop(0))

    def scenario(program):
        shown = compare(program, "compare_methods", 3)
        target = tmp_path / "map.csv"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        settings = ExportSettings(Product.MAP, ".csv")
        taken = [tmp_path / f"map_pane-{n}_{shown[n - 1].name.replace(' ', '-')}.csv" for n in (2, 3)]
        for path in taken:
            path.write_text("mine")
        program.window.rooms.saving._ask_and_write(settings)
        assert asked == [[path.name for path in taken]]
        assert not program.state.activities
        assert not target.exists()
        assert [path.read_text() for path in taken] == ["mine", "mine"]
        program.window.rooms.saving._ask_and_write(settings)
        program.wait(lambda: "Saved as" in program.notice)
        assert len(asked) == 2
        for path, pane in zip([target, *taken], shown, strict=True):
            np.testing.assert_allclose(numbers_in(path), pane.attribution.values, rtol=1e-6)

    run(scenario, str(cat))


def test_numbers_exported_again_take_a_name_that_is_free_for_all_panes(run, cat, tmp_path):
    def scenario(program):
        compare(program, "compare_classes")
        remember(ExportSettings(Product.MAP, ".npy"), tmp_path)
        written = []
        for _ in range(2):
            do(program, "export_again")
            program.wait(lambda: not program.state.activities and "Saved as" in program.notice)
            program.state.notify(None)
            written.append({path.name for path in tmp_path.glob("*.npy")})
        (stem,) = [name.removesuffix(".npy") for name in written[0] if "_pane-2_" not in name]
        (other,) = [name.removeprefix(stem) for name in written[0] if "_pane-2_" in name]
        assert written[1] - written[0] == {f"{stem}-2.npy", f"{stem}-2{other}"}
        (tmp_path / f"{stem}-3{other}.json").write_text("mine")
        do(program, "export_again")
        program.wait(lambda: not program.state.activities and "Saved as" in program.notice)
        assert (tmp_path / f"{stem}-4{other}").exists()
        assert (tmp_path / f"{stem}-3{other}.json").read_text() == "mine"

    run(scenario, str(cat))

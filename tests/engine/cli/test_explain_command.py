"""`python main.py explain`: through the real `main()`, and once as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers.explain_command import hashes, names, pixels_of
from references import models

import main
import resources
from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images import read_image
from engine.images.projection import Fit, Projection
from engine.network.tap import Tap
from engine.rendering import Rendering, Way, overlay

pytestmark = pytest.mark.slow

ROOT = Path(main.__file__).parent


def overlaid(
    classifier, path: Path, method="grad-cam", target=None, layer=None, alpha=0.5, fit=Fit.STRETCH, way=Way.BLEND
):
    """Return the first answer's name and the overlay, computed with the library."""
    image, info = read_image(path), classifier.info
    projection = Projection.make((image.width, image.height), info.input_size, fit)
    session = Session(classifier, projection.apply(image.pixels), info.pixel_values)
    request = Request(image.sha256, fit, info.sha256, info.pixel_values, method, layer, target)
    *_, found = explain(session, request)
    rendering = Rendering(alpha=alpha, way=way)
    return info.labels[found.request.target], overlay(image.pixels, found, projection, rendering)


# All explained


def test_every_photograph_gets_an_overlay_named_after_it_its_class_and_the_method(
    run, photographs, out, reference_classifiers, capsys
):
    before = hashes(photographs)
    assert run(*photographs) == 0
    written = []
    for path in photographs:
        label, expected = overlaid(reference_classifiers["nested"], path)
        target = out / f"{path.stem}_{label.replace(' ', '-')}_grad-cam.png"
        np.testing.assert_array_equal(pixels_of(target), expected)
        written.append(target)
    assert names(out) == sorted(path.name for path in written)
    assert hashes(photographs) == before
    said = capsys.readouterr()
    assert said.err == ""
    for line, target in zip(said.out.splitlines(), written, strict=True):
        assert line.startswith(f"{target}  class ")
        assert line.endswith("%")


@pytest.mark.parametrize(
    ("options", "choices", "ending"),
    [
        (["--class", "2"], {"target": 2}, "class-2_grad-cam"),
        (["--class", "Class 4"], {"target": 4}, "class-4_grad-cam"),
        (["--method", "saliency", "--class", "1"], {"method": "saliency", "target": 1}, "class-1_saliency"),
        (
            ["--layer", models.SPECS["nested"].tapped, "--class", "3"],
            {"layer": models.SPECS["nested"].tapped, "target": 3},
            "class-3_grad-cam",
        ),
        (["--alpha", "0.9", "--class", "1"], {"alpha": 0.9, "target": 1}, "class-1_grad-cam"),
        (["--alpha", "0", "--class", "1"], {"alpha": 0, "target": 1}, "class-1_grad-cam"),
        (["--fit", "crop", "--class", "1"], {"fit": Fit.CROP, "target": 1}, "class-1_grad-cam"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_do_what_the_library_does(run, photographs, out, reference_classifiers, options, choices, ending):
    assert run(photographs[0], *options) == 0
    _, expected = overlaid(reference_classifiers["nested"], photographs[0], **choices)
    assert names(out) == [f"été_{ending}.png"]
    np.testing.assert_array_equal(pixels_of(out / f"été_{ending}.png"), expected)


def test_labels_name_the_classes_and_the_files(run, photographs, out, tmp_path, capsys):
    given = tmp_path / "given.csv"
    given.write_bytes("ClassId,SignName\n1,ant\n2,bee\n3,grey owl\n4,dog\n5,été\n".encode("latin-1"))
    assert run(photographs[1], "--labels", given, "--class", "Grey owl") == 0
    assert names(out) == ["dog_grey-owl_grad-cam.png"]
    assert "  grey owl " in capsys.readouterr().out


def test_labels_of_another_number_end_in_a_sentence_and_status_2(run, photographs, out, tmp_path, capsys):
    given = tmp_path / "given.txt"
    given.write_text("ant\nbee\n")
    assert run(photographs[1], "--labels", given) == 2
    assert "“given.txt” contains 2 class names; the model has 5 classes." in capsys.readouterr().err
    assert not out.exists()


def test_alpha_zero_is_the_photograph(run, photographs, out):
    assert run(photographs[0], "--alpha", "0") == 0
    np.testing.assert_array_equal(pixels_of(next(out.iterdir())), pixels_of(photographs[0]))


def test_a_second_run_gives_the_same_bytes(run, photographs, out, tmp_path):
    assert run(*photographs) == 0
    assert run(*photographs, folder=tmp_path / "again") == 0
    assert names(out) == names(tmp_path / "again")
    assert hashes(sorted(out.iterdir())) == hashes(sorted((tmp_path / "again").iterdir()))


def test_photographs_of_one_name_do_not_write_over_each_other(run, photographs, out, tmp_path):
    (tmp_path / "other").mkdir()
    namesake = tmp_path / "other" / photographs[0].name
    namesake.write_bytes(photographs[2].read_bytes())
    assert run(photographs[0], namesake, photographs[0], "--class", "1", "--alpha", "0") == 0
    stem = "été_class-1_grad-cam"
    assert names(out) == [f"{stem}-2.png", f"{stem}-3.png", f"{stem}.png"]
    np.testing.assert_array_equal(pixels_of(out / f"{stem}-2.png"), pixels_of(namesake))


@pytest.mark.parametrize("way", ["as it is", "by a detour", "by a link"])
def test_no_photograph_is_written_over_though_it_bears_the_name_of_a_result(run, photographs, way):
    folder = photographs[0].parent
    victim = folder / "été_class-1_grad-cam.png"
    victim.write_bytes(photographs[2].read_bytes())
    given = {
        "as it is": victim,
        "by a detour": folder / ".." / folder.name / victim.name,
        "by a link": folder / "l.png",
    }
    if way == "by a link":
        given[way].symlink_to(victim)
    before = hashes([*photographs, victim])
    assert run(photographs[0], given[way], "--class", "1", folder=folder) == 0
    assert hashes([*photographs, victim]) == before
    assert "été_class-1_grad-cam-2.png" in names(folder)


def test_names_the_terminal_cannot_write_do_not_stop_the_run(run, photographs, out, monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run(photographs[2], photographs[1]) == 0
    assert len(names(out)) == 2
    terminal.flush()
    assert len(terminal.buffer.getvalue().splitlines()) == 2


# Some refused


def test_refused_photographs_have_their_sentences_and_the_others_are_done(run, photographs, out, tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("not a photograph")
    (tmp_path / "empty.png").touch()
    cut = tmp_path / "cut.png"
    cut.write_bytes(photographs[0].read_bytes()[:500])
    bad = [tmp_path / "missing.png", tmp_path / "notes.txt", tmp_path / "empty.png", cut]
    assert run(bad[0], photographs[0], bad[1], bad[2], photographs[1], cut) == 1
    sentences = capsys.readouterr().err.splitlines()
    assert len(sentences) == len(bad)
    for path, sentence in zip(bad, sentences, strict=True):
        assert path.name in sentence
        assert sentence.endswith(".")
    assert [name.partition("_")[0] for name in names(out)] == ["dog", "été"]


def test_photographs_are_explained_together_and_a_refused_one_between_them_is_told(
    run, photographs, out, monkeypatch, capsys
):
    passes = []
    look = Tap.look
    monkeypatch.setattr(Tap, "look", lambda self, x, *rest: passes.append(len(x)) or look(self, x, *rest))
    damaged = photographs[0].with_name("damaged.png")
    damaged.write_bytes(b"not a photograph")
    assert run(photographs[0], damaged, *photographs[1:]) == 1
    assert "damaged.png" in capsys.readouterr().err
    assert len(list(out.iterdir())) == 3
    assert 3 in passes
    assert passes.count(1) <= 1  # warming up


def test_all_refused_is_status_1_too(run, tmp_path, out):
    assert run(tmp_path / "missing.png") == 1
    assert names(out) == []


def test_a_model_without_maps_is_refused_for_grad_cam_and_works_for_saliency(run, photographs, out, tmp_path, capsys):
    import keras

    model = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(), keras.layers.Dense(2)])
    model.save(tmp_path / "rows.keras")
    assert run(photographs[0], "--method", "saliency", model=tmp_path / "rows.keras") == 0
    assert run(photographs[0], model=tmp_path / "rows.keras", folder=tmp_path / "second") == 2
    assert "Occlusion" in capsys.readouterr().err
    assert len(names(out)) == 1


# As a process


def explain_in_a_process(*arguments: object, folder: Path) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TF_", "LANG", "LC_"))}
    command = [sys.executable, str(ROOT / "main.py"), "explain", *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def test_a_process_with_the_bundled_model_says_only_what_it_wrote(tmp_path):
    cat, coffee = resources.SAMPLES[0], resources.SAMPLES[2]
    before = hashes(resources.SAMPLES)
    done = explain_in_a_process(cat, coffee, "--out", "overlays", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    written = ["cat_Egyptian-cat_grad-cam.png", "coffee_espresso_grad-cam.png"]
    assert [line.split("  ")[0] for line in done.stdout.splitlines()] == [str(Path("overlays") / n) for n in written]
    assert names(tmp_path / "overlays") == written
    assert pixels_of(tmp_path / "overlays" / written[0]).shape == pixels_of(cat).shape
    assert hashes(resources.SAMPLES) == before


def test_a_process_with_wrong_usage_ends_with_status_2(tmp_path):
    done = explain_in_a_process(resources.SAMPLES[0], "--out", "o", "--model", tmp_path / "gone.keras", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "gone.keras" in done.stderr


# The overlay


def test_without_a_way_the_overlay_is_a_blend_and_one_that_follows_the_evidence_is_asked_for(
    run, photographs, out, reference_classifiers
):
    classifier = reference_classifiers["nested"]
    assert run(photographs[0]) == run(photographs[0], "--way", "fade", "--alpha", "0.8", folder=out / "faded") == 0
    (blended,), (faded,) = out.glob("*.png"), (out / "faded").glob("*.png")
    np.testing.assert_array_equal(pixels_of(blended), overlaid(classifier, photographs[0])[1])
    expected = overlaid(classifier, photographs[0], alpha=0.8, way=Way.FADE)[1]
    np.testing.assert_array_equal(pixels_of(faded), expected)
    assert (expected != pixels_of(blended)).any()


# What made a picture


def test_every_overlay_says_inside_what_made_it_and_beside_it_where_asked(run, photographs, out, reference_classifiers):
    from engine.export.provenance import difference, located, read_provenance, sidecar_of

    assert run(photographs[0], "--method", "saliency", "--way", "spotlight", "--alpha", "0.8", "--sidecar") == 0
    picture = next(path for path in out.iterdir() if path.suffix == ".png")
    assert names(out) == [picture.name, sidecar_of(picture).name]
    found = read_provenance(picture)
    assert read_provenance(sidecar_of(picture)) == found
    classifier = reference_classifiers["nested"]
    image, info = read_image(photographs[0]), classifier.info
    projection = Projection.make((image.width, image.height), info.input_size)
    session = Session(classifier, projection.apply(image.pixels), info.pixel_values)
    *_, again = explain(session, found.request)
    assert difference(found.map, again.values) == 0.0
    assert (found.request.method, found.rendering.way, found.rendering.alpha) == ("saliency", "spotlight", 0.8)
    assert (found.image.sha256, found.model.sha256) == (image.sha256, info.sha256)
    assert located(found.image, picture) == photographs[0]
    assert (found.label, found.device) == (info.labels[found.request.target], "cpu")

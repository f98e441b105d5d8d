"""The unit of work: each image's row and files, in order, whatever the others are."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.batches.batch_units import comparable, image_files, plan_of, results_in, unit_of
from helpers.image_files.dicom_files import SECRETS, dicom
from helpers.networks import flat
from PIL import Image

import resources
from engine.api import explaining as api
from engine.attribution.session import Session
from engine.batch import reading
from engine.batch import work as work_module
from engine.batch.plan import Aim, Output
from engine.batch.rows import Photograph, State, Unit
from engine.batch.units import unit_size
from engine.batch.work import work
from engine.batch.workers import LocalWorkers
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region
from engine.export.provenance import decode, read_provenance
from engine.export.spelled_out import with_all_options
from engine.images import read_image
from engine.models.classifier import open_classifier
from engine.network.description import Port
from engine.network.tap import Tap

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def classifier(tmp_path_factory):
    keras.utils.set_random_seed(3)
    path = tmp_path_factory.mktemp("model") / "small.keras"
    flat().model.save(path)
    return open_classifier(path)


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return image_files(tmp_path_factory.mktemp("images"), 40)


@pytest.fixture
def plan(classifier):
    return plan_of(classifier.info)


def done(classifier, unit):
    return results_in(work(classifier, unit))


def test_a_batch_answers_as_one_image_after_the_other_does(classifier, plan, paths):
    results = done(classifier, unit_of(plan, paths))
    assert [result.row.name for result in results] == [path.name for path in paths]
    for path, result in zip(paths, results, strict=True):
        one = api.explain(classifier, read_image(path))
        values = np.load(io.BytesIO(result.files[1]))
        np.testing.assert_allclose(values, one.values, rtol=1e-4, atol=1e-6 * abs(one.values).max())
        order = np.argsort(-one.probabilities, kind="stable")[:5]
        assert [index for index, _ in result.row.answers] == order.tolist()
        assert [shown for _, shown in result.row.answers] == pytest.approx(one.probabilities[order], abs=1e-5)
        assert result.row.target == one.request.target
        assert result.row.margin == pytest.approx(float(np.diff(np.sort(one.probabilities)[-2:])[0]), abs=1e-5)


def test_rows_and_files_do_not_depend_on_the_company_of_an_image(classifier, plan, paths):
    together = comparable(done(classifier, unit_of(plan, paths)))
    backwards = comparable(done(classifier, unit_of(plan, paths[::-1])))[::-1]
    alone = [comparable(done(classifier, unit_of(plan, [path])))[0] for path in paths[:5]]
    assert together == backwards
    assert together[:5] == alone


def test_one_pass_looks_at_many_images(classifier, plan, paths, monkeypatch):
    looked = []
    look = Tap.look
    monkeypatch.setattr(Tap, "look", lambda tap, x, *rest: looked.append(len(x)) or look(tap, x, *rest))
    done(classifier, unit_of(plan, paths[:32]))
    assert looked == [16, 16]


def test_what_is_unreadable_is_a_row_with_its_error_and_the_others_are_answered(classifier, plan, paths, tmp_path):
    (tmp_path / "torn.png").write_bytes(paths[0].read_bytes()[:60])
    (tmp_path / "words.txt").write_text("words")
    asked = [paths[0], tmp_path / "torn.png", tmp_path / "words.txt", tmp_path / "gone.png", paths[1]]
    rows = [result.row for result in done(classifier, unit_of(plan, asked))]
    assert [row.state for row in rows] == [State.DONE, *[State.REFUSED] * 3, State.DONE]
    assert [row.error.code for row in rows[1:4]] == [Code.IMAGE_DAMAGED, Code.NOT_AN_IMAGE, Code.FILE_MISSING]
    assert rows[1].stamp[0] == 60
    assert len(rows[1].sha256) == 64
    assert rows[1].asked == rows[0].asked


def test_an_answer_that_is_not_finite_is_a_refused_row(paths, open_saved):
    x = keras.Input((28, 28, 3))
    y = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3, name="conv")(x))
    y = keras.layers.Dense(3, kernel_initializer=keras.initializers.Constant(np.inf))(y)
    odd = open_saved(keras.Model(x, y))
    rows = [result.row for result in done(odd, unit_of(plan_of(odd.info), paths[:3]))]
    assert [(row.state, row.error.code) for row in rows] == [(State.REFUSED, Code.NOT_FINITE)] * 3


def test_another_model_than_the_plans_is_an_error_of_the_unit(classifier, plan, paths):
    with pytest.raises(SaliscopeError) as refusal:
        done(classifier, unit_of(replace(plan, model_sha256="0" * 64), paths[:1]))
    assert refusal.value.code is Code.MODEL_CHANGED


@pytest.mark.parametrize(
    ("aim", "expected"),
    [(Aim.FIRST, None), (Aim.FIXED, 1), (Aim.TRUTH, 2)],
)
def test_the_class_that_the_plan_aims_at_is_explained(classifier, plan, paths, aim, expected):
    aimed = replace(plan, aim=aim, target=1 if aim is Aim.FIXED else None)
    for result in done(classifier, unit_of(aimed, paths[:4], truth=2)):
        assert result.row.target == (result.row.answer if expected is None else expected)
        one = api.explain(classifier, read_image(paths[int(result.row.name[:3])]), target=result.row.target)
        values = np.load(io.BytesIO(result.files[1]))
        np.testing.assert_allclose(values, one.values, rtol=1e-4, atol=1e-6 * abs(one.values).max())


def test_without_a_true_class_the_first_answer_is_explained(classifier, plan, paths):
    (result,) = done(classifier, unit_of(replace(plan, aim=Aim.TRUTH), paths[:1]))
    assert result.row.target == result.row.answer


def test_bytes_give_what_their_file_gives(classifier, plan, paths):
    there = unit_of(plan, paths[:2])
    sent = replace(there, photographs=tuple(replace(each, data=each.path.read_bytes()) for each in there.photographs))
    assert comparable(done(classifier, sent)) == comparable(done(classifier, there))


def test_a_slow_method_is_told_of_in_steps_and_answers_as_by_itself(classifier, plan, paths):
    slow = replace(plan, method="rise", options=(("masks", 64.0),), seed=4)
    assert unit_size(slow, classifier.info) == 1
    assert unit_size(plan, classifier.info) > 1
    steps = list(work(classifier, unit_of(slow, paths[:1])))
    one = api.explain(classifier, read_image(paths[0]), "rise", options={"masks": 64}, seed=4)
    assert steps.count(None) > 2
    np.testing.assert_allclose(np.load(io.BytesIO(steps[-1].files[1])), one.values, rtol=1e-4, atol=1e-6)


def test_regions_are_met_and_the_same_row_says_it(classifier, plan, paths):
    region = Region("", box=(0, 0, 32, 24))
    (result,) = done(classifier, unit_of(plan, paths[:1], regions=(region,)))
    assert (result.row.located.area, result.row.located.energy) == (1.0, pytest.approx(1.0))


def test_a_bare_number_has_no_margin(paths, open_saved):
    x = keras.Input((28, 28, 3))
    y = keras.layers.Dense(1)(keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(x)))
    model = open_saved(keras.Model(x, y))
    (result,) = done(model, unit_of(plan_of(model.info), paths[:1]))
    one = api.explain(model, read_image(paths[0]))
    assert (result.row.answer, result.row.margin) == (0, None)
    assert result.row.probability == pytest.approx(float(one.probabilities[0]), rel=1e-5)


def test_a_port_told_to_be_of_two_classes_is_looked_through(paths, open_saved):
    x = keras.Input((28, 28, 3))
    y = keras.layers.Dense(1)(keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(x)))
    model = open_saved(keras.Model(x, y))
    told = model.through(Port(output=0, two_classes=True))
    (result,) = done(model, unit_of(plan_of(told.info), paths[:1]))
    assert len(result.row.answers) == 2
    assert sum(share for _, share in result.row.answers) == pytest.approx(1)


def test_few_images_are_in_memory_at_a_time(classifier, plan, paths, monkeypatch):
    held, most, lock = set(), [0], threading.Lock()

    class Counted(Session):
        def __init__(self, *arguments, **named):
            super().__init__(*arguments, **named)
            with lock:
                held.add(id(self))
                most[0] = max(most[0], len(held))

        def __del__(self):
            with lock:
                held.discard(id(self))

    monkeypatch.setattr("engine.attribution.question.Session", Counted)
    rows = [result.row for result in done(classifier, unit_of(plan, paths * 4))]
    assert [row.state for row in rows] == [State.DONE] * 160
    assert 16 <= most[0] <= 64


def test_a_unit_that_is_dropped_in_the_middle_leaves_no_thread(classifier, plan, paths):
    steps = work(classifier, unit_of(plan, paths))
    next(step for step in steps if step is not None)
    steps.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("unit")]


def test_local_workers_do_units_and_end(classifier, plan, paths):
    workers = LocalWorkers(classifier)
    futures = [workers.submit(unit_of(plan, paths[start : start + 4])) for start in (0, 4)]
    assert [result.row.name for future in futures for result in future.result(60)] == [p.name for p in paths[:8]]
    wrong = workers.submit(unit_of(replace(plan, model_sha256=""), paths[:1]))
    assert wrong.exception(60).code is Code.MODEL_CHANGED
    workers.shutdown()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("batch")]


def test_shutting_local_workers_down_ends_units_at_their_next_step(classifier, plan, paths, monkeypatch):
    begun = threading.Event()

    def endless(_classifier, _unit, turn):
        with turn:
            while True:
                begun.set()
                yield None

    monkeypatch.setattr("engine.batch.workers.work", endless)
    workers = LocalWorkers(classifier)
    futures = [workers.submit(unit_of(plan, paths[:1])) for _ in range(workers.room)]
    assert begun.wait(60)
    workers.shutdown()  # the second one waits for its turn
    assert [future.cancelled() or future.exception(0).code for future in futures] == [*[Code.CANCELLED] * 2, True]


def test_two_units_at_a_time_ask_the_model_in_turns_and_answer_as_one_by_one(classifier, plan, paths, monkeypatch):
    looking, at_once, look = [0], [], Tap.look

    def counted(tap, x, *rest):
        looking[0] += 1
        at_once.append(looking[0])
        found = look(tap, x, *rest)
        looking[0] -= 1
        return found

    monkeypatch.setattr(Tap, "look", counted)
    workers = LocalWorkers(classifier)
    units = [unit_of(plan, paths[start : start + 20]) for start in (0, 20)]
    futures = [workers.submit(unit) for unit in units]
    found = [comparable(future.result(60)) for future in futures]
    workers.shutdown()
    assert found == [comparable(done(classifier, unit)) for unit in units]
    assert set(at_once) == {1}


# Files


def test_the_record_inside_repeats_the_map_and_names_the_files_relative_to_the_run(classifier, plan, paths, tmp_path):
    (result,) = done(classifier, unit_of(replace(plan, labels=tuple("vwxyz")[: len(plan.labels)]), paths[:1], tmp_path))
    for written, data in zip(result.row.files, result.files, strict=True):
        target = tmp_path / written.path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        assert written.size == len(data)
    assert [written.path for written in result.row.files] == [
        *("overlays/000.png.jpg", "maps/000.png.npy", "maps/000.png.npy.json")
    ]
    record = read_provenance(tmp_path / "overlays/000.png.jpg")
    assert record == read_provenance(tmp_path / "maps/000.png.npy")
    assert (tmp_path / "overlays" / record.image.path).resolve() == paths[0]
    assert record.image.size == (32, 24)
    assert record.label == "vwxyz"[result.row.target]
    again = api.explain(classifier, read_image(paths[0]))
    assert record.request == with_all_options(again.request)
    assert decode(result.files[2].decode(), "") == record


def test_overlays_are_of_the_side_that_is_wanted_and_never_enlarged(classifier, plan, tmp_path):
    large = image_files(tmp_path, 1, (1600, 400))
    shown = {}
    for side in (800, 3000, None):
        (result,) = done(classifier, unit_of(replace(plan, overlay_side=side), large))
        shown[side] = Image.open(io.BytesIO(result.files[0])).size
        assert result.row.size == (1600, 400)
        assert Image.open(io.BytesIO(result.thumbnail)).size == (192, 48)
    assert shown == {800: (800, 200), 3000: (1600, 400), None: (1600, 400)}


def test_large_overlays_wait_as_thumbnails_and_their_files_are_read_again(classifier, plan, tmp_path, monkeypatch):
    large = image_files(tmp_path, 2, (240, 160))
    whole = replace(plan, overlay_side=None)
    expected = comparable(done(classifier, unit_of(whole, large)))
    waiting = []
    monkeypatch.setattr("engine.batch.reading._MOST_KEPT", 1000)
    monkeypatch.setattr(
        "engine.batch.finding_out.shown",
        lambda plan, asked: waiting.append(asked.question.image.width) or reading.shown(plan, asked),
    )
    assert comparable(done(classifier, unit_of(whole, large))) == expected
    assert waiting == [192, 192]


def test_an_image_that_changes_while_it_waits_is_refused(classifier, plan, tmp_path, monkeypatch):
    (large,) = image_files(tmp_path, 1, (240, 160))
    monkeypatch.setattr("engine.batch.reading._MOST_KEPT", 1000)

    def change(plan, asked):
        large.write_bytes(large.read_bytes() + b" ")
        return reading.shown(plan, asked)

    monkeypatch.setattr("engine.batch.finding_out.shown", change)
    (result,) = done(classifier, unit_of(replace(plan, overlay_side=None), [large]))
    assert (result.row.state, result.row.error.code) == (State.REFUSED, Code.IMAGE_CHANGED)


def test_a_patients_name_is_in_no_file_and_no_record(classifier, plan, tmp_path):
    folder = tmp_path / "Quillfeather"
    folder.mkdir()
    pixels = np.random.default_rng(2).integers(0, 200, (40, 50), np.uint16)
    (folder / "Zebulon.dcm").write_bytes(dicom(pixels))
    (folder / "torn Zebulon.dcm").write_bytes(dicom(pixels)[:400])
    names = ("Quillfeather/Zebulon.dcm", "Quillfeather/torn Zebulon.dcm")
    unit = Unit(plan, tuple(Photograph(name, tmp_path / name) for name in names), tmp_path)
    scan, torn = done(classifier, unit)
    assert (scan.row.state, torn.row.state) == (State.DONE, State.REFUSED)
    for row in (scan.row, torn.row):
        assert row.alias == row.public_name == f"DICOM-{row.sha256[:8]}"
    assert scan.row.alias not in torn.row.alias
    passed_on = (
        [written.path.encode() for written in scan.row.files] + list(scan.files) + [str(torn.row.error).encode()]
    )
    assert not [secret for secret in SECRETS for part in passed_on if secret.encode() in part]
    (named, _) = done(classifier, replace(unit, plan=replace(plan, write_names=True)))
    assert named.row.alias == ""
    assert named.row.files[0].path.startswith("overlays/Quillfeather/Zebulon.dcm")


def test_an_overlay_of_full_size_is_the_one_that_the_library_renders(classifier, plan):
    (result,) = done(classifier, unit_of(plan, [resources.SAMPLES[0]]))
    image = read_image(resources.SAMPLES[0])
    expected = api.render(api.explain(classifier, image), image)
    found = np.asarray(Image.open(io.BytesIO(result.files[0])))
    assert np.abs(found.astype(int) - expected).mean() < 3  # a JPEG


def test_nothing_is_written_where_nothing_is_wanted_but_there_is_a_thumbnail(classifier, plan, paths):
    (result,) = done(classifier, unit_of(replace(plan, outputs=()), paths[:1]))
    assert (result.files, result.row.files) == ((), ())
    assert Image.open(io.BytesIO(result.thumbnail)).size == (32, 24)
    assert len(result.summary) == 12 * 12 * 4
    assert np.frombuffer(result.summary, "<f4").sum() == pytest.approx(1, abs=1e-5)


def test_a_fault_while_files_are_made_is_a_refused_row(classifier, plan, paths, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("engine.batch.finding_out.picture", fail)
    (result,) = done(classifier, unit_of(replace(plan, outputs=(Output.OVERLAY,)), paths[:1]))
    assert (result.row.state, result.row.error.code) == (State.REFUSED, Code.OUT_OF_MEMORY)


def test_the_unit_of_no_image_has_no_result(classifier, plan):
    assert list(work(classifier, Unit(plan, (), Path("/run")))) == []
    assert work_module.work is work


def test_a_name_with_folders_keeps_them(classifier, plan, paths):
    unit = Unit(plan, (Photograph("cats/one/000.png", paths[0]),), Path("/run"))
    (result,) = done(classifier, unit)
    assert result.row.files[0].path == "overlays/cats/one/000.png.jpg"

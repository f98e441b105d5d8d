"""A batch on a real Dask cluster gives what it gives on this computer, whatever ends on the way."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from helpers.engines.dask_cluster import DaskCluster
from helpers.networks import flat
from PIL import Image

import main
from engine.batch.cluster import ClusterWorkers, Tls
from engine.batch.plan import Output, Plan
from engine.batch.rows import Photograph, State, Unit
from engine.batch.workers import LocalWorkers
from engine.errors import Code, SaliscopeError
from engine.models.opening import open_safely

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

COUNT, TOGETHER = 120, 8
IN_THIS_FOLDER = Path("/proc/self/cwd")  # a path that leads somewhere here, and nowhere in a worker's folder

# What a worker loads at its start, maybe twice: one image ends it.
DEADLY = """
import os, signal
from engine.batch import work as module

def dask_setup(worker):
    real = module.work

    def work(classifier, unit):
        if any(image.name == "002.png" for image in unit.photographs):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(classifier, unit)

    module.work = work
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    keras.utils.set_random_seed(3)
    path = tmp_path_factory.mktemp("model") / "small.keras"
    flat().model.save(path)
    return path


@pytest.fixture(scope="module")
def images(tmp_path_factory) -> Path:
    folder, draw = tmp_path_factory.mktemp("images"), np.random.default_rng(5)
    for number in range(COUNT):
        pixels = draw.integers(0, 255, (24, 32, 3), np.uint8)
        Image.fromarray(pixels).save(folder / f"{number:03}.png")
    (folder / "013.png").write_bytes(b"no image")
    return folder


@pytest.fixture(scope="module")
def classifier(model) -> Any:
    return open_safely(model)


@pytest.fixture(scope="module")
def plan(model, classifier) -> Plan:
    info = classifier.info
    return Plan(model, info.sha256, info.labels, info.pixel_values, outputs=(Output.OVERLAY, Output.MAP))


@pytest.fixture
def cluster(tmp_path):
    started = DaskCluster(tmp_path)
    started.start()
    yield started
    started.stop()


def units(plan: Plan, images: Path, names: list[str] | None = None) -> list[Unit]:
    """The images of a folder, some to a unit."""
    names = names or [path.name for path in sorted(images.iterdir())]
    all_of_them = [Photograph(name, images / name) for name in names]
    parts = [all_of_them[start : start + TOGETHER] for start in range(0, len(all_of_them), TOGETHER)]
    return [Unit(plan, tuple(part), images.parent / "run") for part in parts]


def comparable(results) -> list[Any]:
    """What must be equal wherever it was computed: all but the time it took."""
    return [(replace(found.row, seconds=0.0, error=None), found.files, found.summary) for found in results]


def results_of(workers, work) -> list[Any]:
    return [result for future in [workers.submit(unit) for unit in work] for result in future.result(200)]


@pytest.fixture(scope="module")
def local(plan, images, classifier) -> list[Any]:
    workers = LocalWorkers(classifier)
    found = results_of(workers, units(plan, images))
    workers.shutdown()
    return found


def test_a_worker_is_killed_in_the_middle_and_nothing_is_lost_or_different(cluster, plan, images, local):
    doomed, _ = cluster.add_worker(), cluster.add_worker()
    workers = ClusterWorkers(cluster.address)
    try:
        workers._client.wait_for_workers(2, timeout=60)
        futures = [workers.submit(unit) for unit in units(plan, images)]
        for future in futures[: len(futures) // 4]:
            future.result(200)
        assert not futures[-1].done()
        doomed.kill()
        found = [result for future in futures for result in future.result(200)]
    finally:
        workers.shutdown()
    assert len(found) == COUNT
    assert comparable(found) == comparable(local)
    assert [result.row.name for result in found if result.row.state is State.REFUSED] == ["013.png"]
    doomed.join(10)
    assert doomed.exitcode == -signal.SIGKILL


needs_proc = pytest.mark.skipif(not IN_THIS_FOLDER.exists(), reason="needs a path that each process sees differently")


def test_the_command_line_computes_on_a_cluster_what_it_computes_alone(cluster, model, images, tmp_path, monkeypatch):
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)
    cluster.add_worker()
    tables = []
    for name, more in (("here", []), ("there", ["--scheduler", cluster.address])):
        arguments = ["batch", images, "--out", tmp_path / name, "--model", model, *more]
        assert main.main([str(each) for each in arguments]) == 1  # one is no image
        with (tmp_path / name / "table.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [{**row, "seconds": "", "run_begun": ""} for row in csv.DictReader(file)]
        tables.append(rows)
    assert len(tables[0]) == COUNT
    assert tables[0] == tables[1]


@needs_proc
def test_a_model_that_workers_lack_is_sent_and_sent_again_when_it_is_lost(
    cluster, plan, images, classifier, monkeypatch
):
    monkeypatch.chdir(plan.model.parent)
    there = replace(plan, model=IN_THIS_FOLDER / plan.model.name)
    local = results_of(LocalWorkers(classifier), units(there, images)[:4])
    first = cluster.add_worker()
    workers = ClusterWorkers(cluster.address)
    try:
        before = results_of(workers, units(there, images)[:2])
        first.kill()
        cluster.add_worker()
        after = results_of(workers, units(there, images)[2:4])
    finally:
        workers.shutdown()
    assert comparable(before + after) == comparable(local)


@needs_proc
def test_a_saved_model_folder_is_sent_too(cluster, images, tmp_path, monkeypatch):
    keras.utils.set_random_seed(4)
    flat().model.export(tmp_path / "folder", verbose=False)
    monkeypatch.chdir(tmp_path)
    info = (here := open_safely(tmp_path / "folder")).info
    asked = Plan(IN_THIS_FOLDER / "folder", info.sha256, info.labels, info.pixel_values)
    cluster.add_worker()
    workers, own = ClusterWorkers(cluster.address), LocalWorkers(here)
    try:
        found, expected = (results_of(each, units(asked, images)[:1]) for each in (workers, own))
    finally:
        workers.shutdown()
        own.shutdown()
    assert comparable(found) == comparable(expected)


def test_an_image_that_ends_every_worker_is_refused_and_the_rest_is_answered(cluster, plan, images, local, tmp_path):
    cluster.stop()
    cluster.env = {
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
        "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "fork",  # by the nanny, which has imported TensorFlow
    }
    cluster.start()
    (tmp_path / "deadly.py").write_text(DEADLY)
    cluster.add_worker("--nanny", "--preload", str(tmp_path / "deadly.py"))
    workers = ClusterWorkers(cluster.address)
    try:
        found = results_of(workers, units(plan, images, ["000.png", "001.png", "002.png", "003.png"]))
    finally:
        workers.shutdown()
    refused = found.pop(2)
    assert comparable(found) == comparable([local[0], local[1], local[3]])
    assert (refused.row.name, refused.row.state, refused.row.error.code) == (
        "002.png",
        State.REFUSED,
        Code.CLUSTER_KILLED,
    )
    assert refused.row.sha256 == local[2].row.sha256


def test_a_scheduler_that_vanishes_ends_what_is_under_way_with_a_sentence(cluster, plan, images):
    cluster.add_worker()
    workers = ClusterWorkers(cluster.address, patience=5)
    try:
        futures = [workers.submit(unit) for unit in units(plan, images)]
        futures[0].result(100)
        cluster.scheduler.kill()
        assert isinstance(futures[-1].exception(60), SaliscopeError)
        assert futures[-1].exception().code is Code.CLUSTER_LOST
        assert workers.submit(units(plan, images)[0]).exception(60).code is Code.CLUSTER_LOST
    finally:
        workers.shutdown()


def test_units_do_not_wait_for_ever_where_all_workers_are_gone(cluster, plan, images):
    only = cluster.add_worker()
    workers = ClusterWorkers(cluster.address, patience=6)
    try:
        only.kill()
        assert workers.submit(units(plan, images)[0]).exception(60).code is Code.CLUSTER_NO_WORKERS
    finally:
        workers.shutdown()


def test_without_any_worker_the_cluster_is_refused(cluster):
    with pytest.raises(SaliscopeError) as caught:
        ClusterWorkers(cluster.address, patience=1)
    assert caught.value.code is Code.CLUSTER_NO_WORKERS


def test_a_worker_that_may_start_no_process_says_so(cluster, plan, images):
    cluster.add_worker("--nanny")
    workers = ClusterWorkers(cluster.address)
    try:
        assert workers.submit(units(plan, images)[0]).exception(100).code is Code.CLUSTER_DAEMON
    finally:
        workers.shutdown()


def test_what_is_cancelled_ends_and_the_cluster_goes_on(cluster, plan, images, local):
    cluster.add_worker()
    workers = ClusterWorkers(cluster.address)
    futures = [workers.submit(unit) for unit in units(plan, images)]
    futures[0].result(100)
    workers.shutdown()
    assert futures[-1].cancelled()
    with pytest.raises(RuntimeError, match="shut down"):
        workers.submit(units(plan, images)[0])
    workers.shutdown()  # again does no harm
    again = ClusterWorkers(cluster.address)
    try:
        assert comparable(results_of(again, units(plan, images)[:1])) == comparable(local)[:TOGETHER]
    finally:
        again.shutdown()


def test_nobody_listens_at_an_address():
    with pytest.raises(SaliscopeError) as caught:
        ClusterWorkers("tcp://127.0.0.1:9", patience=1)
    assert caught.value.code is Code.CLUSTER_LOST


@pytest.fixture(scope="module")
def certificates(tmp_path_factory) -> dict[str, Path]:
    """An authority, and a certificate and a key that it signed; another of an authority that nobody knows."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificates, is not here")
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("ours", "strange"):
        _openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                 "-keyout", f"{name}-ca.key", "-out", f"{name}-ca.pem")  # fmt: skip
        _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", f"{name}.key",
                 "-out", f"{name}.csr")  # fmt: skip
        _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-days", "2", "-CA", f"{name}-ca.pem", "-CAkey",
                 f"{name}-ca.key", "-CAcreateserial", "-out", f"{name}.pem")  # fmt: skip
    return {path.name: path for path in folder.iterdir()}


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def test_with_tls_only_those_with_a_certificate_take_part(cluster, plan, images, local, certificates):
    files = {name: str(path) for name, path in certificates.items()}
    cluster.stop()
    cluster.options = (
        "--tls-ca-file",
        files["ours-ca.pem"],
        "--tls-cert",
        files["ours.pem"],
        "--tls-key",
        files["ours.key"],
    )
    cluster.start("tls")
    cluster.add_worker()
    ours = Tls(certificates["ours-ca.pem"], certificates["ours.pem"], certificates["ours.key"])
    workers = ClusterWorkers(cluster.address, ours)
    try:
        assert cluster.address.startswith("tls://")
        assert comparable(results_of(workers, units(plan, images)[:1])) == comparable(local)[:TOGETHER]
    finally:
        workers.shutdown()
    strange = Tls(certificates["ours-ca.pem"], certificates["strange.pem"], certificates["strange.key"])
    with pytest.raises(SaliscopeError) as caught:
        ClusterWorkers(cluster.address, strange, patience=3)
    assert caught.value.code is Code.CLUSTER_LOST

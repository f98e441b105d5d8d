"""Work in the background: its result comes back, and what it held is let go of."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import Future
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QThreadPool
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from engine.errors import Code, SaliscopeError
from gui.platform.background import Promised, Task, finished


class Large:
    """Stands for an image that the work is about."""


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def pool():
    """One thread, so that what is queued waits for what runs."""
    pool = QThreadPool(maxThreadCount=1)
    yield pool
    pool.waitForDone()


def test_a_result_and_a_fault_come_back(owner, qtbot):
    good, bad = Task(lambda: 7, owner), Task(lambda: 1 // 0, owner)
    with qtbot.waitSignal(good.done) as done:
        good.start()
    with qtbot.waitSignal(bad.failed) as failed:
        bad.start()
    (fault,) = failed.args
    assert done.args == [7]
    assert isinstance(fault, SaliscopeError) and fault.code is Code.ENGINE_FAULT


@pytest.mark.parametrize("cancelled", [False, True])
def test_what_the_work_held_is_let_go_of(owner, qtbot, cancelled):
    held = Large()
    gone = weakref.ref(held)
    task = Task(partial(id, held), owner)
    del held
    task.start()
    if cancelled:
        task.cancel()
    with qtbot.waitSignal(task.destroyed):
        QThreadPool.globalInstance().waitForDone()
        qtbot.wait(1)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del task
    gc.collect()
    assert gone() is None


def test_cancelled_work_that_has_not_begun_is_not_done(owner, pool, qtbot):
    go_on, done = threading.Event(), []
    first, second = Task(go_on.wait, owner, pool), Task(partial(done.append, 2), owner, pool)
    second.done.connect(done.append)
    first.start()
    second.start()
    second.cancel()
    with qtbot.waitSignal(first.done):
        go_on.set()
    pool.waitForDone()
    qtbot.wait(1)
    assert done == []


def test_the_result_of_a_future_comes_back_in_the_windows_thread(owner, qtbot):
    future, threads = Future(), []
    promised = Promised(future, owner)
    promised.done.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(promised.done) as done:
        promised.start()
        thread = threading.Thread(target=future.set_result, args=(7,))
        thread.start()
    thread.join()
    assert done.args == [7]
    assert threads == [threading.main_thread()]


def test_the_error_of_a_future_comes_back_and_so_does_that_it_was_cancelled(owner, qtbot):
    for end, code in (
        (lambda future: future.set_exception(SaliscopeError(Code.RUN_FULL, name="run")), Code.RUN_FULL),
        (lambda future: future.cancel(), Code.CANCELLED),
    ):
        future = Future()
        promised = Promised(future, owner)
        with qtbot.waitSignal(promised.failed) as failed:
            promised.start()
            end(future)
        assert failed.args[0].code is code


def test_a_future_that_nobody_awaits_any_more_is_cancelled(owner, qtbot):
    future = Future()
    promised, told = Promised(future, owner), []
    promised.failed.connect(told.append)
    promised.start()
    promised.cancel()
    qtbot.wait(50)
    assert future.cancelled()
    assert told == []


def test_work_that_is_dropped_while_it_runs_gives_its_thread_to_other_work(owner, pool, qtbot):
    begun, answers = threading.Event(), threading.Event()
    stuck = Task(lambda: begun.set() or answers.wait(30), owner, pool)
    stuck.start()
    assert begun.wait(30)
    other = Task(lambda: 7, owner, pool)
    stuck.cancel()
    with qtbot.waitSignal(other.done) as done:
        other.start()
    assert done.args == [7] and not finished(1)
    answers.set()
    assert pool.waitForDone(30_000)
    assert (pool.maxThreadCount(), pool.activeThreadCount()) == (1, 0)


def test_work_that_steps_aside_is_still_told(owner, pool, qtbot):
    begun, answers = threading.Event(), threading.Event()
    slow, other = Task(lambda: begun.set() or answers.wait(30), owner, pool), Task(lambda: 7, owner, pool)
    assert not slow.step_aside()
    slow.start()
    assert begun.wait(30) and slow.step_aside()
    with qtbot.waitSignal(other.done):
        other.start()
    with qtbot.waitSignal(slow.done) as done:
        answers.set()
    assert done.args == [True] and pool.waitForDone(30_000)


def test_the_owner_of_a_pool_whose_work_never_ends_can_go(owner, qapp):
    begun, answers = threading.Event(), threading.Event()
    window = QObject()
    pool = QThreadPool(window)
    Task(lambda: begun.set() or answers.wait(30), owner, pool).start()
    assert begun.wait(30) and not finished(1)
    threading.Timer(5, answers.set).start()  # so that a wait for it is a failure and not a test without end
    delete(window)
    assert not answers.is_set()
    answers.set()
    assert pool.waitForDone(30_000)

"""Answering a request: the one place where methods run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.methods import METHODS, Estimate, Method
from engine.methods.offers import obstacle
from engine.request import Attribution, Request

if TYPE_CHECKING:
    from engine.session import Session


def explain(session: Session, request: Request) -> Iterator[Attribution]:
    """Yield ever better answers to `request`, the last one complete. An equal request is answered from memory.

    Raises SaliscopeError: METHOD_UNKNOWN, LAYER_UNKNOWN, LAYER_NONE, CLASS_UNKNOWN, NOT_FINITE.
    """
    method = _checked(session, request)
    request = replace(request, layer=_layer(session, request, method))
    known = session.recall(request)
    if known is not None:
        yield known
        return
    start = time.perf_counter()
    for estimate in method.run(session, request):
        answer = _attribution(session, request, method, estimate, time.perf_counter() - start)
        if estimate.fraction >= 1:
            session.remember(request, answer)
            session.remember(answer.request, answer)
        yield answer


def _checked(session: Session, request: Request) -> Method:
    method = METHODS.get(request.method)
    if method is None:
        raise SaliscopeError(Code.METHOD_UNKNOWN, method=request.method)
    reason = obstacle(method, session.classifier.info)
    if reason is not None:
        raise SaliscopeError(reason)
    classes = len(session.classifier.info.labels)
    if request.target is not None and not 0 <= request.target < classes:
        raise SaliscopeError(Code.CLASS_UNKNOWN, target=request.target, classes=classes)
    return method


def _layer(session: Session, request: Request, method: Method) -> str | None:
    if not method.needs_layer:
        return None
    layer = request.layer or session.classifier.info.default_layer
    if layer is None:
        raise SaliscopeError(Code.LAYER_NONE)
    return layer


def _attribution(session: Session, request: Request, method: Method, estimate: Estimate, seconds: float) -> Attribution:
    if not np.isfinite(estimate.values).all():
        raise SaliscopeError(Code.NOT_FINITE)
    values = np.ascontiguousarray(estimate.values, np.float32)
    values.setflags(write=False)
    target = session.target(request)
    findings = () if values.any() or estimate.fraction < 1 else (method.finding,)
    return Attribution(
        values,
        replace(request, target=target),
        session.logits,
        session.probabilities,
        seconds,
        findings,
        estimate.fraction,
    )

"""Answering a request: the one place where methods run."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.attribution.request import Attribution, Request
from engine.attribution.session import look_together
from engine.errors import Code, SaliscopeError
from engine.methods import METHODS, Estimate, Method
from engine.methods.cam import mean_of_layers
from engine.methods.offers import obstacle

if TYPE_CHECKING:
    from engine.attribution.session import Session


def explain(session: Session, request: Request) -> Iterator[Attribution]:
    """Yield ever better answers to `request`, the last one complete. An equal request is answered from memory.

    Raises SaliscopeError: METHOD_UNKNOWN, LAYER_UNKNOWN, LAYER_NONE, GRADIENT_NONE, CLASS_UNKNOWN, OPTION_UNKNOWN,
    OPTION_RANGE, NOT_FINITE.
    """
    method = _checked(session, request)
    request = replace(request, layer=_layer(session, request, method))
    known = session.recall(request)
    if known is not None:
        yield known
        return
    start = time.perf_counter()
    for estimate in _estimates(session, request, method):
        answer = _attribution(session, request, method, estimate, time.perf_counter() - start)
        if estimate.fraction >= 1:
            # As it was asked, and as the answer names it: with its target filled in.
            session.remember(request, answer)
            session.remember(answer.request, answer)
        yield answer


def explain_several(session: Session, request: Request, count: int) -> tuple[Attribution, ...]:
    """Return the maps of the `count` most probable classes from one batched pass; () for slower methods."""
    method = _checked(session, request)
    if not method.one_pass or request.further_layers:
        return ()
    request = replace(request, layer=_layer(session, request, method), against=None, balance=1.0)
    first = [int(index) for index in np.argsort(-session.logits, kind="stable")[:count]]
    asked = [replace(request, target=index) for index in first]
    fresh = [session.target(each) for each in asked if session.recall(each) is None]
    if fresh and method.needs_layer:
        session.prepare_gradients(request.layer, fresh)
    return tuple(list(explain(session, each))[-1] for each in asked)


def look_ahead(sessions: Sequence[Session], request: Request) -> None:
    """Run the model over several photographs at once, so that `explain` finds what it would compute for each.

    request: asked of each of them; which photograph it names does not matter. Does nothing for methods that need more
    than one pass over a photograph. Raises SaliscopeError as `explain` does.
    """
    first = sessions[0]
    method = _checked(first, request)
    alike = request.target is not None or request.aims_at_first
    one_look = method.is_one_look and not request.further_layers and not first.classifier.info.mask
    if len(sessions) > 1 and alike and one_look:
        look_together(sessions, _layer(first, request, method), first.aim(request))


def _estimates(session: Session, request: Request, method: Method) -> Iterator[Estimate]:
    """Run a method at the request's layer, then at each further one; yield the mean of the maps: `mean_of_layers`."""
    if not (request.further_layers and method.needs_layer):
        yield from method.run(session, request)
        return
    assert request.layer is not None
    layers = list(dict.fromkeys((request.layer, *request.further_layers)))
    finished: list[np.ndarray] = []
    for layer in layers:
        for estimate in method.run(session, replace(request, layer=layer, further_layers=())):
            done = (len(finished) + estimate.fraction) / len(layers)
            yield Estimate(mean_of_layers([*finished, estimate.values]), min(done, 1.0))
        finished.append(estimate.values)


def _checked(session: Session, request: Request) -> Method:
    method = METHODS.get(request.method)
    if method is None:
        raise SaliscopeError(Code.METHOD_UNKNOWN, method=request.method)
    _check_options(method, request)
    reason = obstacle(method, session.classifier.info)
    if reason is not None:
        raise SaliscopeError(reason)
    classes = len(session.classifier.info.labels)
    for target in (request.target, request.against):
        if target is not None and not 0 <= target < classes:
            raise SaliscopeError(Code.CLASS_UNKNOWN, target=target, classes=classes)
    return method


def _check_options(method: Method, request: Request) -> None:
    rows = {option.name: option for option in method.options}
    for name, value in request.options:
        if name not in rows:
            raise SaliscopeError(Code.OPTION_UNKNOWN, option=name, method=method.id, names=", ".join(rows) or "-")
        if not rows[name].low <= value <= rows[name].high:
            raise SaliscopeError(Code.OPTION_RANGE, option=name, value=value, low=rows[name].low, high=rows[name].high)


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
    target = session.target(request).index
    findings = () if values.any() or estimate.fraction < 1 else (method.finding,)
    return Attribution(
        values,
        replace(request, target=target),
        session.logits,
        session.probabilities,
        seconds,
        findings,
        estimate.fraction,
        error=estimate.error,
        gap=estimate.gap,
        unguided=session.unguided if method.guided else (),
        input_size=session.classifier.info.input_size,
    )

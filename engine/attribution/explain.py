"""Answering a request: the one place where methods run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.attribution.answers import finite
from engine.attribution.request import Attribution, Request
from engine.attribution.session import look_together
from engine.errors import Code, SaliscopeError
from engine.methods import METHODS, Estimate, Method
from engine.methods.cam import mean_of_layers, sum_of_calls
from engine.methods.enough import until_enough
from engine.methods.offers import obstacle
from engine.network.description import LayerInfo, layer_at

if TYPE_CHECKING:
    from engine.attribution.session import Session


def explain(session: Session, request: Request) -> Iterator[Attribution]:
    """Yield ever better answers to `request`, the last one complete. An equal request is answered from memory.

    Raises SaliscopeError: METHOD_UNKNOWN, LAYER_UNKNOWN, LAYER_NONE, GRADIENT_NONE, CLASS_UNKNOWN, OPTION_UNKNOWN,
    OPTION_RANGE, NOT_FINITE.
    """
    method = _checked(session, request)
    request = _with_layers(session, request, method)
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
    request = replace(_with_layers(session, request, method), against=None, balance=1.0)
    first = [int(index) for index in np.argsort(-session.logits, kind="stable")[:count]]
    asked = [replace(request, target=index) for index in first]
    fresh = [session.target(each) for each in asked if session.recall(each) is None]
    if fresh and len(_calls_at(session, request.layer)) == 1:
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
    layer = _with_layers(first, request, method).layer
    if len(sessions) > 1 and alike and one_look and len(_calls_at(first, layer)) == 1:
        look_together(sessions, layer, first.aim(request))


def _estimates(session: Session, request: Request, method: Method) -> Iterator[Estimate]:
    """Run a method at the request's layer, then at each further one; yield the mean of the maps: `mean_of_layers`."""
    if not (request.further_layers and method.needs_layer):
        yield from _at_layer(session, request, method)
        return
    layers = dict.fromkeys((request.layer, *request.further_layers))
    runs = [_at_layer(session, replace(request, layer=layer, further_layers=()), method) for layer in layers]
    yield from _one_by_one(runs, mean_of_layers)


def _at_layer(session: Session, request: Request, method: Method) -> Iterator[Estimate]:
    """Run a method at one call of a layer, or at each of several; yield the sum of the maps: `sum_of_calls`."""
    calls = _calls_at(session, request.layer)
    if len(calls) > 1:
        yield from _one_by_one([method.run(session, replace(request, layer=call)) for call in calls], sum_of_calls)
    else:
        yield from until_enough(method, session, request)


def _one_by_one(
    runs: Sequence[Iterator[Estimate]], joined: Callable[[Sequence[np.ndarray]], np.ndarray]
) -> Iterator[Estimate]:
    """Yield what one run after the other finds, joined with the maps of those before."""
    finished: list[np.ndarray] = []
    for run in runs:
        for estimate in run:
            done = (len(finished) + estimate.fraction) / len(runs)
            yield Estimate(joined([*finished, estimate.values]), min(done, 1.0))
        finished.append(estimate.values)


def _calls_at(session: Session, layer: str | None) -> list[str]:
    """Return the calls that are looked at together where a method looks at `layer`; none without one."""
    if layer is None:
        return []
    info = _info_of(session, layer)
    return list(info.parts or (info.path,))


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


def _with_layers(session: Session, request: Request, method: Method) -> Request:
    """Return the request with the paths of the layers it looks at, as the model lists them."""
    if not method.needs_layer:
        return replace(request, layer=None)
    layer = request.layer or session.classifier.info.default_layer
    if layer is None:
        raise SaliscopeError(Code.LAYER_NONE)
    first, *further = (_info_of(session, path).path for path in (layer, *request.further_layers))
    return replace(request, layer=first, further_layers=tuple(further))


def _info_of(session: Session, layer: str) -> LayerInfo:
    info = layer_at(session.classifier.info.layers, layer)
    if info is None:
        raise SaliscopeError(Code.LAYER_UNKNOWN, layer=layer)
    return info


def _attribution(session: Session, request: Request, method: Method, estimate: Estimate, seconds: float) -> Attribution:
    values = np.ascontiguousarray(finite(estimate.values), np.float32)
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
        samples=None if estimate.drawn is None else (estimate.drawn.done, estimate.drawn.count),
        gap=estimate.gap,
        unguided=session.unguided if method.guided else (),
        input_size=session.classifier.info.input_size,
    )

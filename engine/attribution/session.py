"""One classifier and one photograph, with what was already computed for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from engine.attribution.answers import Region, aimed, finite, over_places, places_in, probabilities_of, weights_of
from engine.attribution.request import Attribution, Request, Target
from engine.errors import SaliscopeError
from engine.images.preprocessing import PixelValues, prepare
from engine.images.projection import PAD_LEVEL
from engine.methods.cam import means_of
from engine.network.batches import Batches, blended, size_for
from engine.network.tokens import as_picture, as_tokens
from engine.system.memory import MIB

if TYPE_CHECKING:
    from engine.models.classifier import Classifier
    from engine.network.tap import Tap

_Asked = tuple[str | None, Target | None]  # the path of a layer's call, and what is explained

_KEPT_ATTRIBUTIONS = 256  # maps, of 200 bytes (a layer's 7 × 7) to 200 kB (224 × 224 pixels)
_MOST_BEHIND = 64 * MIB  # of a session, of which there are several; of 224 pixels most networks take less at any layer


class Session:
    """What methods ask of a model and a photograph. pixels: (h, w, 3) uint8 RGB at the model's input size.

    For an input of other channels than grey or colours its pixels are (h, w, C).
    region: of a mask, as (left, top, width, height) in shares of the input; None: the whole.
    companions: the photographs at further picture inputs by index, (h, w, 3) uint8 RGB at their sizes. They stay while
    the first one is varied.
    Raises SaliscopeError: CHANNELS_DIFFER where there are other than the model wants; COMPANION_INPUT, COMPANION_NONE.
    """

    def __init__(
        self,
        classifier: Classifier,
        pixels: np.ndarray,
        pixel_values: str,
        region: Region | None = None,
        companions: Mapping[int, np.ndarray] | None = None,
    ) -> None:
        self.classifier = classifier
        self.pixels = pixels
        self._values = PixelValues(pixel_values)
        self._region = region
        self.x = self._prepared(pixels)
        self.x.setflags(write=False)  # methods share it; one that wrote into it would spoil the others
        self._companions = classifier.held(self._values, companions or {})
        self.passes = 0  # pictures through the model so far, forward or back
        self._answers: tuple[np.ndarray, np.ndarray] | None = None
        self._places: np.ndarray | None = None  # of a mask: how much each counts
        self._activations: OrderedDict[str | None, Any] = OrderedDict()
        self._behind: tuple[Tap, Any] | None = None  # of the layer looked at last, unless it is large
        self._halfway: dict[_Asked, Any] = {}  # of one layer: gradients that were prepared, as far as `Tap.halfway`
        self._gradients: dict[_Asked, Any] = {}  # the same, as far as the layer
        self._attributions: OrderedDict[Request, Attribution] = OrderedDict()

    # The model's answer

    @property
    def logits(self) -> np.ndarray:
        """The (classes,) float32 scores before softmax or sigmoid; of a mask the means over the region."""
        return self._answered()[0]

    @cached_property
    def probabilities(self) -> np.ndarray:
        """The (classes,) float32 probabilities as the model says them; softmax of bare logits; a bare value itself."""
        return probabilities_of(*self._answered(), self.classifier.info.head)

    def predict(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the (classes,) float32 logits and probabilities by a forward pass alone; nothing is kept.

        Raises SaliscopeError(NOT_FINITE).
        """
        logits, shares = self._answers_to(self._x)
        return finite(logits)[0], shares[0]

    def target(self, request: Request) -> Target:
        """Return what is explained: the request's class or the first answer, by itself or against another."""
        index = int(self.logits.argmax()) if request.target is None else request.target
        return Target(index, request.against, request.balance, request.probability)

    def aim(self, request: Request) -> Target | None:
        """Return what is explained; None for the first answer where nothing else is asked, which saves a pass."""
        return None if request.aims_at_first else self.target(request)

    @cached_property
    def _x(self) -> Any:
        return tf.constant(self.x[None])

    @cached_property
    def batches(self) -> Batches:
        """What runs many variants of the photograph, in parts that fit into the memory at hand."""
        return Batches(size_for(self.classifier.default_tap))

    # The photograph as the model is given it

    @cached_property
    def low(self) -> np.ndarray:
        """The (c,) values of a black pixel."""
        return self._level(0)

    @cached_property
    def high(self) -> np.ndarray:
        """The (c,) values of a white pixel."""
        return self._level(255)

    @cached_property
    def grey(self) -> np.ndarray:
        """The (c,) values of a mid-grey pixel."""
        return self._level(PAD_LEVEL)

    # What methods ask

    def activation_gradient(self, layer: str | None, target: Target | None) -> tuple[np.ndarray, np.ndarray]:
        """Return A and G = ds/dA at `layer`, (h, w, K) float32; None: the model's first answer.

        A is kept: a change of class runs only the layers behind it, a new photograph or layer the whole model once.
        """
        tap, activation, halfway = self._followed_back(layer, target)
        gradient = self._at_layer(tap, activation, halfway, target)
        grid = tap.call.grid if tap.call else None
        return as_picture(_first(activation), grid), as_picture(_first(gradient), grid)

    def mean_gradient(self, layer: str | None, target: Target | None) -> tuple[np.ndarray, np.ndarray]:
        """Return A, (h, w, K) float32, and the mean of G over the places, (K,) float32; see `activation_gradient`.

        Where a dense layer takes all places, G itself is not computed.
        """
        kernel = self._tap(layer, target).mean_kernel()
        if kernel is None:
            A, G = self.activation_gradient(layer, target)
            return A, means_of(G)
        _, activation, halfway = self._followed_back(layer, target)
        return _first(activation), kernel @ _first(halfway)

    def prepare_gradients(self, layer: str | None, targets: Sequence[Target]) -> None:
        """Follow the scores of several targets back in one batched call; what asks for their gradients finds them."""
        tap = self._tap(layer, targets[0])
        key = tap.call.path if tap.call else None
        if key not in self._activations:
            self._look(layer, targets[0])
        rows = tf.stack([self._row(target) for target in targets])
        x, activations = (tf.repeat(values, len(targets), axis=0) for values in (self._x, self._activations[key]))
        self.passes += len(targets)
        found = tap.halfway(tap.behind(x, activations, self._companions), rows)
        self._keep_halfway({(key, target): found[n : n + 1] for n, target in enumerate(targets)})

    def input_gradient(self, target: Target | None) -> np.ndarray:
        """Return ds/dx, (h, w, c) float32, in scores per unit of the model's input; None: the model's first answer."""
        tap, row = self._tap(None, target), self._row(target)
        self.passes += 1
        gradient, logits, scores = tap.input_gradient(self._x, row, self._companions)
        self._keep_answers(logits, scores)
        return _first(gradient)

    def guided_gradient(self, target: Target) -> np.ndarray:
        """Return ds/dx by guided backpropagation, (h, w, c) float32."""
        tap, row = self._tap(None, target), self._row(target)
        self.passes += 1
        return _first(tap.guided_gradient(self._x, row, self._companions))

    @property
    def unguided(self) -> tuple[str, ...]:
        """Return the activations of the model that guided backpropagation leaves as they are."""
        return self.classifier.default_tap.unguided

    def scores(self, batch: np.ndarray, target: Target) -> np.ndarray:
        """Return the (N,) float32 scores s of (N, h, w, c) inputs. Raises SaliscopeError(NOT_FINITE)."""
        logits, shares = self.batches.run(lambda part: self._answers_to(tf.constant(part)), batch)
        return finite(aimed(logits, shares, target))

    def masked_scores(self, masks: np.ndarray, nothing: np.ndarray, target: Target) -> np.ndarray:
        """Return the (N,) scores of blends: x where (N, h, w) masks are 1, (h, w, c) `nothing` where they are 0.

        Raises SaliscopeError(NOT_FINITE).
        """
        logits, shares = self._masked(masks, nothing)
        return finite(aimed(logits, shares, target))

    def masked_shares(self, masks: np.ndarray, nothing: np.ndarray, target: Target) -> np.ndarray:
        """Return the (N,) float32 probabilities of the target's class for masked inputs; see `masked_scores`."""
        return self.masked_probabilities(masks, nothing)[:, target.index]

    def masked_probabilities(self, masks: np.ndarray, nothing: np.ndarray) -> np.ndarray:
        """Return the (N, classes) float32 probabilities for masked inputs; see `masked_scores`."""
        return self._masked(masks, nothing)[1]

    def shares(self, batch: np.ndarray, target: Target) -> np.ndarray:
        """Return the (N,) float32 probabilities of the target's class for (N, h, w, c) inputs."""
        shares = self.batches.run(lambda part: self._answers_to(tf.constant(part)), batch)[1]
        return shares[:, target.index]

    def on(self, pixels: np.ndarray, classifier: Classifier | None = None) -> Session:
        """Return a session of the same companions on other (h, w, C) uint8 pixels, read alike.

        classifier: the same model with other weights; None: with its own.
        """
        other = Session(classifier or self.classifier, pixels, self._values, self._region)
        other._companions = self._companions
        other.batches = self.batches
        return other

    def input_gradients(self, batch: np.ndarray, target: Target) -> tuple[np.ndarray, np.ndarray]:
        """Return ds/dx, (N, h, w, c) float32, and the (N,) scores of each of (N, h, w, c) inputs."""
        tap, row = self._tap(None, target), self._row(target)

        def run(part: np.ndarray) -> tuple[np.ndarray, ...]:
            self.passes += len(part)
            gradient, logits, scores = tap.input_gradient(tf.constant(part), row, self._companions)
            answers = over_places(logits.numpy(), self._places), over_places(scores.numpy(), self._places)
            return gradient.numpy(), aimed(*answers, target)

        gradients, scores = self.batches.run(run, batch)
        return gradients, scores

    def scores_with_activation(self, layer: str | None, activations: np.ndarray, target: Target) -> np.ndarray:
        """Return the (N,) scores with the output of `layer` replaced by each of (N, h, w, K) activations."""
        tap = self._tap(layer, target)
        assert tap.call is not None
        key, grid = tap.call.path, tap.call.grid
        if key not in self._activations:
            self._look(layer, target)
        own = _first(self._activations[key])

        def run(part: np.ndarray) -> tuple[np.ndarray, ...]:
            self.passes += len(part)
            x = tf.repeat(self._x, len(part), axis=0)
            given = tf.cast(as_tokens(part, own, grid), tap.call.output.dtype)  # type: ignore[union-attr]
            answers = tap.predict_from(x, given, self._companions)
            logits, scores = (over_places(values.numpy(), self._places) for values in answers)
            return (aimed(logits, scores, target),)

        return self.batches.run(run, activations)[0]

    # Memory of finished answers

    def recall(self, request: Request) -> Attribution | None:
        """Return what was remembered for an equal request."""
        return self._attributions.get(request)

    def remember(self, request: Request, attribution: Attribution) -> None:
        """Keep a finished attribution; the oldest is forgotten."""
        self._attributions[request] = attribution
        if len(self._attributions) > _KEPT_ATTRIBUTIONS:
            self._attributions.popitem(last=False)

    # Inside

    def _prepared(self, pixels: np.ndarray) -> np.ndarray:
        return prepare(pixels, self._values, self.classifier.info.channels)[0]

    def _level(self, level: int) -> np.ndarray:
        return self._prepared(np.full((1, 1, self.pixels.shape[2]), level, np.uint8))[0, 0]

    def _answered(self) -> tuple[np.ndarray, np.ndarray]:
        if self._answers is None:
            self._look(None, None)
        assert self._answers is not None
        return self._answers

    def _tap(self, layer: str | None, target: Target | None) -> Tap:
        return self.classifier.tap(layer, target is not None and target.probability)

    def _row(self, target: Target | None) -> Any:
        """Return the weights of the score as a tensor; see `Tap`."""
        row = weights_of(target, len(self.classifier.info.labels))
        if not self.classifier.info.mask:
            return tf.constant(row)
        if self._region is None or target is None:
            return tf.constant(row[None, None])
        self._answered()  # which tells how large the mask is
        assert self._places is not None
        return tf.constant(self._places[..., None] * row)

    def _look(self, layer: str | None, target: Target | None) -> tuple[Any, Any]:
        """Run the model once. Returns (A, D) at `layer` for the target, see `Tap`; A and the answer are kept."""
        if self._region is not None and self._answers is None:
            # The mask's size, which the region's weights need, is only known once the model has answered.
            self.passes += 1
            self._keep_answers(*self.classifier.default_tap.predict(self._x, self._companions))
            target = target or Target(int(self.logits.argmax()))
        tap = self._tap(layer, target)
        self.passes += 1
        activation, logits, scores, halfway = tap.look(self._x, self._row(target), self._companions)
        self._keep(tap, activation, logits, scores)
        return activation, halfway

    def keep_look(self, tap: Tap, target: Target | None, found: tuple[np.ndarray, ...]) -> None:
        """Keep what a pass over several photographs found for this one: (1, ...) A, logits, scores and D; see `Tap`.

        Raises SaliscopeError(NOT_FINITE).
        """
        activation, logits, scores, halfway = found
        self.passes += 1
        self._keep(tap, activation, logits, scores)
        self._keep_halfway({(tap.call.path if tap.call else None, target): halfway})

    def _keep(self, tap: Tap, activation: Any, logits: Any, scores: Any) -> None:
        self._keep_answers(logits, scores)
        self._activations[tap.call.path if tap.call else None] = activation
        if len(self._activations) > self.classifier.kept_layers:
            self._activations.popitem(last=False)

    def _keep_halfway(self, found: dict[_Asked, Any]) -> None:
        self._halfway, self._gradients = found, {}

    def _kept_behind(self, tap: Tap, activation: Any) -> Any:
        """Return what the layers behind `tap` answer to the photograph, of which a class changes nothing."""
        if self._behind is not None and self._behind[0] is tap:
            return self._behind[1]
        kept = tap.behind(self._x, activation, self._companions)
        self._behind = (tap, kept) if tap.size_of(kept) <= _MOST_BEHIND else None
        return kept

    def _followed_back(self, layer: str | None, target: Target | None) -> tuple[Tap, Any, Any]:
        """Return the tap, A, and the gradient of the target's score, followed back as far as `Tap.halfway`."""
        tap = self._tap(layer, target)
        key = tap.call.path if tap.call else None
        if key not in self._activations:
            return tap, *self._look(layer, target)
        activation, ready = self._activations[key], self._halfway.get((key, target))
        if ready is not None:
            return tap, activation, ready
        self.passes += 1
        row = self._row(target or Target(int(self.logits.argmax())))
        return tap, activation, tap.halfway(self._kept_behind(tap, activation), row)

    def _at_layer(self, tap: Tap, activation: Any, halfway: Any, target: Target | None) -> Any:
        """Return G from what `_followed_back` found; of several that were prepared together, all at once."""
        asked = (tap.call.path if tap.call else None, target)
        if asked not in self._halfway or not tap.stops_halfway:
            return tap.gradient(self._x, activation, halfway, self._companions)
        if asked not in self._gradients:
            together = tf.concat(list(self._halfway.values()), axis=0)
            x, activations = (tf.repeat(values, len(together), axis=0) for values in (self._x, activation))
            found = tap.gradient(x, activations, together, self._companions)
            self._gradients = {each: found[n : n + 1] for n, each in enumerate(self._halfway)}
        return self._gradients[asked]

    def _keep_answers(self, logits: Any, scores: Any) -> None:
        if self._answers is not None:
            return
        both = np.asarray(logits), np.asarray(scores)
        if both[0].ndim == 4 and self._region is not None:
            self._places = places_in(both[0].shape[1:3], self._region)
        means = [finite(over_places(values, self._places)[0]) for values in both]
        for values in means:
            values.setflags(write=False)
        self._answers = means[0], means[1]

    def _masked(self, masks: np.ndarray, nothing: np.ndarray) -> tuple[np.ndarray, ...]:
        return self.batches.run(lambda part: self._answers_to(blended(self.x, nothing, part)), masks)

    def _answers_to(self, pictures: Any) -> tuple[np.ndarray, np.ndarray]:
        """Return the (N, classes) logits and probabilities of a tensor of (N, h, w, c) inputs."""
        if self._region is not None:
            self._answered()
        self.passes += len(pictures)
        found = self.classifier.default_tap.predict(pictures, self._companions)
        logits, scores = (over_places(values.numpy(), self._places) for values in found)
        return logits, probabilities_of(logits, scores, self.classifier.info.head)


def look_together(sessions: Sequence[Session], layer: str | None, target: Target | None) -> None:
    """Run one classifier over the photographs of several sessions at once, in parts that fit into memory.

    Each session then has its own A, gradient and answer. target: a class, or None for each one's first answer; not for
    masks.
    A session whose answer is not finite keeps nothing, and raises when it is asked.
    """
    first = sessions[0]
    tap, row = first._tap(layer, target), first._row(target)

    def look(part: np.ndarray, *companions: np.ndarray) -> tuple[np.ndarray, ...]:
        found = tap.look(tf.constant(part), row, [tf.constant(each) for each in companions])
        return tuple(np.asarray(values) for values in found)  # without a copy: A is large

    pictures = zip(*((session.x[None], *session._companions) for session in sessions), strict=True)
    found = first.batches.run(look, *(np.concatenate(each) for each in pictures))
    for number, session in enumerate(sessions):
        with suppress(SaliscopeError):
            session.keep_look(tap, target, tuple(values[number : number + 1] for values in found))


def _first(batch: Any) -> np.ndarray:
    return np.asarray(batch)[0].astype(np.float32, copy=False)

"""The room says once that there is an agreement to lay over the image, not at each step of measuring."""

from __future__ import annotations

import numpy as np
from helpers.engines.fake_trust_watch import FakeTrustWatch
from helpers.engines.recorded_engine import explained_state

from engine.measures import Measured
from engine.measures.measure import Picture
from gui.trust.room import TrustRoom

AGREED = Measured("agreement", 0.6, pictures=(Picture("agreement", np.eye(4, dtype=np.float32)),))


def test_an_agreement_is_offered_when_it_comes_and_when_it_goes():
    state = explained_state()
    watch = FakeTrustWatch(state, ("agreement", "centre"))
    room = TrustRoom(state, watch)
    offers = []
    room.offered.connect(lambda: offers.append(room.agreement() is not None))
    for fraction in (0.2, 0.6):
        watch.know(running=Measured("agreement", fraction=fraction), idle=False)
    assert offers == []
    watch.know(AGREED)
    watch.know(AGREED, Measured("centre", 0.1))
    assert offers == [True]
    watch.forget()
    assert offers == [True, False]

"""The room of trust: which page the side panel shows, and whether the agreement of methods lies over the image."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.measures.measure import Picture
    from gui.state.resting.trust import TrustWatch
    from gui.state.screen import ScreenState

AGREEMENT = "agreement"  # the measure, and its picture


class TrustRoom(QObject):
    """Outlives a change of language, as the page and the line do not."""

    turned = Signal()  # the page was opened or closed
    offered = Signal()  # there is an agreement to lay over the image, another one, or none any longer
    laid = Signal()  # the agreement was laid over the image, or taken away
    help_wanted = Signal(object)  # the id of a page, such as a Topic

    def __init__(self, state: ScreenState, watch: TrustWatch) -> None:
        super().__init__()
        self.state = state
        self.watch = watch
        self.step: tuple[str, float] | None = None  # the measure and the share whose image is looked at
        self._page = False
        self._offered: Picture | None = None
        self._agreement: Picture | None = None
        watch.changed.connect(self._follow)

    # What the actions do

    def toggle_trust(self) -> None:
        """Show the details instead of the side panel, or the side panel again."""
        self._page = not self._page
        self.watch.want(self._page)
        self.turned.emit()

    def page_is_shown(self) -> bool:
        """Tell whether the details take the side panel's place."""
        return self._page

    def toggle_agreement(self) -> None:
        """Lay the agreement of methods over the image instead of the map, or the map again."""
        self._lay(None if self._agreement is not None else self.agreement())

    def agreement_is_shown(self) -> bool:
        """Tell whether the agreement lies over the image."""
        return self._agreement is not None

    def go_back(self) -> bool:
        """Take the agreement away, else close the page. Return whether there was either."""
        if self._agreement is not None:
            self._lay(None)
        elif self._page:
            self.toggle_trust()
        else:
            return False
        return True

    # What others ask

    def agreement(self) -> Picture | None:
        """Return the agreement of methods for the map on screen, None while there is none."""
        trust = self.watch.trust
        found = trust.of(AGREEMENT) if trust is not None else None
        pictures = found.pictures if found is not None else ()
        return next((picture for picture in pictures if picture.name == AGREEMENT), None)

    def instead_of(self, attribution: Attribution | None) -> Attribution | None:
        """Return what lies over the image: the map, or the agreement in its place."""
        if attribution is None or self._agreement is None:
            return attribution
        return replace(attribution, values=self._agreement.values, error=None, gap=None, samples=None)

    def ends(self) -> tuple[str, str] | None:
        """Return what the first and the last colour stand for; None while they show the map."""
        return (self.tr("agree least"), self.tr("agree most")) if self._agreement is not None else None

    # Inside

    def _follow(self) -> None:
        """Follow the agreement, not each step of measuring: those are many."""
        found = self.agreement()
        if self._agreement is not None and found is not self._agreement:
            self._lay(None)  # it belongs to another map
        if found is not self._offered:
            self._offered = found
            self.offered.emit()

    def _lay(self, picture: Picture | None) -> None:
        if picture is not self._agreement:
            self._agreement = picture
            self.laid.emit()

"""A row of small previews, one for each method that can run on the model. A click or Enter takes the method."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.inspector.method_tile import HEIGHT, METHOD_ROLE, MethodTile, Tile, tile_size
from gui.state.resting.previews import Previews
from gui.words.methods import method_description, method_name

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from gui.state.screen import ScreenState

_STEP_WIDTH = 22  # pixels of a button that scrolls: it hides little of the preview under it
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

Index = QModelIndex | QPersistentModelIndex


class MethodGallery(QWidget):
    """The previews, and buttons over both ends that scroll them."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self.tiles = PreviewRow(state)
        self._before = self._step("chevron-left", self.tr("Previous previews"), -1)
        self._after = self._step("chevron-right", self.tr("More previews"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tiles)
        bar = self.tiles.horizontalScrollBar()
        bar.valueChanged.connect(self._redraw)
        bar.rangeChanged.connect(self._redraw)
        self._redraw()

    def watch(self, previews: Previews) -> None:
        """Show the maps of these previews, and have them computed while they are seen."""
        self.tiles.watch(previews)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at both ends, in the middle of the small overlays."""
        top = Space.XS + (HEIGHT - CONTROL_HEIGHT) // 2
        self._before.move(0, top)
        self._after.move(self.width() - self._after.width(), top)
        for button in (self._before, self._after):
            button.raise_()
        super().resizeEvent(event)

    def _step(self, drawing: str, words: str, tiles: int) -> IconButton:
        button = IconButton(drawing, words)
        button.setParent(self)
        button.setAutoRaise(False)
        button.resize(_STEP_WIDTH, CONTROL_HEIGHT)
        button.setAutoRepeat(True)
        button.clicked.connect(self.tiles.step_forward if tiles > 0 else self.tiles.step_back)
        return button

    def _redraw(self) -> None:
        bar = self.tiles.horizontalScrollBar()
        self._before.setVisible(bar.value() > bar.minimum())
        self._after.setVisible(bar.value() < bar.maximum())


class MethodList(QAbstractListModel):
    """Methods in their order. spoken: returns what a screen reader says of one."""

    def __init__(self, spoken: Callable[[str], str]) -> None:
        super().__init__()
        self._spoken = spoken
        self.methods: tuple[str, ...] = ()

    def show_methods(self, methods: tuple[str, ...]) -> None:
        """List other methods."""
        self.beginResetModel()
        self.methods = methods
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Implement Qt's interface."""
        return 0 if parent is not None and parent.isValid() else len(self.methods)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Implement Qt's interface."""
        method = self.methods[index.row()]
        if role == METHOD_ROLE:
            return method
        if role == Qt.ItemDataRole.DisplayRole:
            return method_name(method)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(method)
        return f"{method_name(method)}: {method_description(method)}" if role == Qt.ItemDataRole.ToolTipRole else None


class PreviewRow(QListView):
    """The row of previews. The arrow keys, the buttons and a sideways swipe scroll it."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._previews: Previews | None = None
        self._entries = MethodList(self._name)
        self._chosen = ""
        set_type(self, Type.SMALL)
        self.setAccessibleName(self.tr("Previews of methods"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the card's own ground shows
        self.setMouseTracking(True)
        self.setItemDelegate(MethodTile(self, state, self._tile_of))
        self.setModel(self._entries)
        self.clicked.connect(self._take)
        self._size_up()
        state.rendering_changed.connect(self._repaint)
        state.question_changed.connect(self._redraw)
        state.picture_changed.connect(self._redraw)

    def watch(self, previews: Previews) -> None:
        """Show the maps of these previews, and have them computed while they are seen."""
        self._previews = previews
        previews.changed.connect(self._redraw)
        previews.want(self.isVisible())
        self._redraw()

    def step_back(self) -> None:
        """Scroll to the previews before."""
        self._scroll(-1)

    def step_forward(self) -> None:
        """Scroll to further previews."""
        self._scroll(1)

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways alone: Qt would take the wheel from the panel, too."""
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the method whose preview has the focus."""
        if event.key() in _KEYS and self.currentIndex().isValid():
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Have previews computed from now on."""
        super().showEvent(event)
        self._want(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees them: have none computed."""
        super().hideEvent(event)
        self._want(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the row with whole previews."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the previews, or what will be here."""
        super().paintEvent(event)
        if self._entries.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            words = self.tr("A preview of each method appears here.")
            painter.drawText(self.viewport().rect().adjusted(Space.S, 0, -Space.S, 0), flags, words)

    # Inside

    def _size_up(self) -> None:
        self.setFixedHeight(tile_size(self).height())

    def _scroll(self, tiles: int) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + tiles * tile_size(self).width())

    def _want(self, wanted: bool) -> None:
        if self._previews is not None:
            self._previews.want(wanted)

    def _take(self, index: Index) -> None:
        self._state.choose_method(index.data(METHOD_ROLE))

    def _redraw(self) -> None:
        """List the methods that can run, and mark the chosen one."""
        shown = self._previews is not None and self._state.picture is not None
        methods = self._previews.methods() if self._previews is not None and shown else ()
        if methods != self._entries.methods:
            self._entries.show_methods(methods)
            self._chosen = ""
        self._show_chosen(methods)
        self._repaint()

    def _show_chosen(self, methods: tuple[str, ...]) -> None:
        """Scroll to the chosen method when another one is chosen."""
        chosen = self._state.choices.method
        if chosen != self._chosen and chosen in methods:
            self._chosen = chosen
            index = self._entries.index(methods.index(chosen), 0)
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _name(self, method: str) -> str:
        """Return what a screen reader says of a preview."""
        name = method_name(method)
        if method == self._state.choices.method:
            return self.tr("{method}, chosen").format(method=name)
        if self._must_be_chosen(method):
            return self.tr("{method}, computed when you choose it").format(method=name)
        return name

    def _tile_of(self, method: str) -> Tile:
        return Tile(self._map_of(method), self._must_be_chosen(method), method == self._state.choices.method)

    def _must_be_chosen(self, method: str) -> bool:
        """Tell whether a method's map is not there and does not come by itself."""
        return self._map_of(method) is None and self._previews is not None and not self._previews.comes(method)

    def _map_of(self, method: str) -> Attribution | None:
        return self._previews.map_of(method) if self._previews is not None else None

    # Connected instead of `update`, which has overloads that take a signal's arguments.
    def _repaint(self) -> None:
        self.viewport().update()

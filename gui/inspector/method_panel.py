"""The method, and one sentence on what it shows."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from engine.errors import SaliscopeError
from engine.methods import METHODS, Method, Need
from engine.methods.offers import obstacle
from gui.design.form import Section, choices, select
from gui.design.scale import Space
from gui.state.screen import ScreenState
from gui.words.errors import sentence
from gui.words.methods import method_description, method_name

_LINES = 2  # that the sentence has room for from the start
_INDENT = "    "  # of a method under its family


class MethodPanel(Section):
    """Chooses the method, in `box`. Methods that cannot run on the model are greyed, with the reason."""

    help_wanted = Signal()

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Method"))
        self._state = state
        self.box = choices()
        self.box.setModel(self._entries())
        # All methods and the three headings, without scrolling.
        self.box.setMaxVisibleItems(len(METHODS) + len(self._families()))
        self.box.view().setItemDelegate(_Families(self.box))
        self.add_field(self.tr("&Method:"), self.box)
        self._hint = self.add_hint()
        self._hint.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self._hint.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint.setMinimumHeight(_LINES * self._hint.fontMetrics().lineSpacing())
        self._hint.linkActivated.connect(self._ask_help)
        self.box.currentIndexChanged.connect(self._choose_method)
        state.model_changed.connect(self._grey)
        state.question_changed.connect(self._redraw)
        self._grey()
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Write the link in another theme's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw()

    def _families(self) -> tuple[str, str, str]:
        """Return the headings, in the order of `_family`."""
        return (
            self.tr("From a layer"),
            self.tr("From pixel gradients"),
            self.tr("From answers alone"),
        )

    def _entries(self) -> QStandardItemModel:
        """Return the methods under three headings, by what they need of a model."""
        entries = QStandardItemModel(self)
        for number, heading in enumerate(self._families()):
            title = QStandardItem(heading)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            entries.appendRow(title)
            for method in METHODS.values():
                if _family(method) == number:
                    item = QStandardItem(method_name(method.id))
                    item.setData(method.id, Qt.ItemDataRole.UserRole)
                    entries.appendRow(item)
        return entries

    def _grey(self) -> None:
        """Grey the methods that cannot run on the model, and say why."""
        model = self._state.model
        entries = self.box.model()
        assert isinstance(entries, QStandardItemModel)
        for row in range(entries.rowCount()):
            item = entries.item(row)
            method = METHODS.get(item.data(Qt.ItemDataRole.UserRole))
            if method is not None:
                reason = obstacle(method, model) if model else None
                item.setEnabled(reason is None)
                words = sentence(SaliscopeError(reason)) if reason else method_description(method.id)
                item.setToolTip(words)
                item.setData(words, Qt.ItemDataRole.AccessibleDescriptionRole)

    def _redraw(self) -> None:
        method = METHODS[self._state.choices.method]
        select(self.box, method.id)
        more = self.tr("Learn more").replace(" ", "\u00a0")  # a link that is parted at a line's end looks like two
        colour = self.palette().color(QPalette.ColorRole.Link).name()  # Qt would keep that of the theme at the start
        link = f'<a href="help" style="color: {colour}">{escape(more)}</a>'
        self._hint.setText(f"{escape(method_description(method.id))} {link}")
        self._hint.setAccessibleName(f"{method_description(method.id)} {more}")
        self._hint.setToolTip(method.paper)

    def _ask_help(self, _link: str) -> None:
        self.help_wanted.emit()

    def _choose_method(self) -> None:
        method = self.box.currentData()
        if method is not None:
            self._state.choose_method(method)


class _Families(QStyledItemDelegate):
    """Draws the headings, which cannot be chosen, in a colour that is read well: Qt would grey them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Leave room around the words."""
        return super().sizeHint(option, index) + QSize(0, Space.S)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Make headings bold, and indent what stands under them."""
        super().initStyleOption(option, index)
        if index.data(Qt.ItemDataRole.UserRole) is not None:
            option.text = _INDENT + option.text
        else:
            option.font.setBold(True)
            for group in (QPalette.ColorGroup.Disabled, QPalette.ColorGroup.Normal, QPalette.ColorGroup.Inactive):
                option.palette.setColor(group, QPalette.ColorRole.Text, option.palette.color(QPalette.ColorRole.Accent))


def _family(method: Method) -> int:
    if Need.LAYER in method.needs:
        return 0
    return 1 if Need.GRADIENT in method.needs else 2

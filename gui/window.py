"""The main window: puts the rooms together and passes on what comes from outside. It decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenuBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import resources
from gui.autosave import Autosave
from gui.background import Task
from gui.browsing import Browsing
from gui.canvas import Canvas
from gui.card import card_html
from gui.class_strip import CLASSES, ClassStrip
from gui.compare.bar import CompareBar
from gui.compare.comparison import Kind
from gui.compare.room import Comparing
from gui.controller import Controller
from gui.drop import DropTarget
from gui.everyday import Everyday
from gui.files import ask_model, ask_photographs
from gui.film_strip import FilmStrip
from gui.habits import Habits
from gui.help_room import HelpRoom
from gui.incoming import Incoming
from gui.legend import Legend
from gui.menus import Actions
from gui.notice_bar import BusyBar, NoticeBar
from gui.page_keys import keep_page_keys
from gui.palette_entries import PaletteEntries
from gui.panels.class_panel import ClassPanel
from gui.panels.method_panel import MethodPanel
from gui.panels.model_panel import ModelPanel
from gui.panels.overlay_panel import OverlayPanel
from gui.panels.port_panel import PortPanel
from gui.panels.target_panel import TargetPanel
from gui.places import Places
from gui.probe.bar import ProbeBar
from gui.probe.room import Probe
from gui.recent import RecentFiles
from gui.saving import Saving
from gui.session_file import SessionFiles
from gui.state import ScreenState
from gui.status_bar import StatusBar
from gui.text_dialog import show_text
from gui.verify import Origins
from gui.welcome import Welcome

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent

    from gui.crash import CrashWatch
    from gui.engine_thread import EngineThread
    from gui.library import LibraryDialog
    from gui.settings import Settings

_SIZE = (1280, 900)
_TITLE_BAR = 40
_PANEL_WIDTH = 340


class MainWindow(QMainWindow):
    """Canvas, panel, menus and status bar around one state.

    All that shows words is made in `_build`, and made anew when the language changes: what a widget there holds must be
    in the state, or be found again by `Places`. State, controller, canvas and rooms stay.
    """

    action_done = Signal(str)  # its id

    def __init__(self, engine: EngineThread, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Saliscope")
        self._engine = engine
        self.settings = settings
        self.state = ScreenState()
        self.habits = Habits(self.state, settings)
        self.controller = Controller(self.state, engine)
        self.canvas = Canvas()
        self._probe = Probe(self.state, engine, self.canvas)
        self.sessions = SessionFiles(self, self.state, self.controller, self.canvas)
        self.origins = Origins(self, self.state, self.sessions)
        self.autosave = Autosave(self.sessions, self.state, self.canvas)
        self.browsing = Browsing(self, self.state, self.controller)
        self.recent = RecentFiles(self, self.state, settings, self.open_files)
        self.sessions.file_used.connect(self.recent.remember)
        self.incoming = Incoming(self, self.state, self.controller, self.sessions, self.browsing)
        self.crash_watch: CrashWatch | None = None
        self.help_room = HelpRoom(self)
        self.everyday = Everyday(self)
        self.comparing = Comparing(self.state, self.controller, self.canvas)
        self.comparing.ask_file = self._ask_compared
        self.comparing.photographs = lambda: tuple(self.browsing.files())
        self.comparing.push = self.everyday.history.push
        self.sessions.register("comparison", self.comparing)
        self._saving = Saving(self, self.state, self.controller, self.comparing)
        self._palette_entries = PaletteEntries(self.state)
        for room in (self.state, self.habits, self.controller, self._probe, self.comparing, self._palette_entries):
            room.setParent(self)  # it ends with the window: a late answer must not reach a canvas that is gone
        self._library: LibraryDialog | None = None
        self._drop = DropTarget(self, self.open_files, self.controller.paste_pixels)
        self._anew = QTimer(self, singleShot=True, interval=0)  # a new language is told of several times in a row
        self._anew.timeout.connect(self._build_anew)
        self._build()
        self._connect()
        if not self.everyday.restore_window():
            self._resize_within_screen()

    # What the actions do

    def open_model(self) -> None:
        """Ask for a model and open it."""
        path = ask_model(self)
        if path is not None:
            self.controller.open_model(path)

    def show_library(self) -> None:
        """Show the models that were opened and those that Keras publishes."""
        from gui.library import LibraryDialog  # what it needs of the network is not for every start

        if self._library is None:
            self._library = LibraryDialog(self, self.state)
            self._library.open_wanted.connect(self.controller.open_model)
            DropTarget(self._library, self.open_files, self.controller.paste_pixels)
        self._library.present()

    def use_bundled_model(self) -> None:
        """Go back to the model that comes with the program."""
        self.controller.open_model(resources.DEFAULT_MODEL)

    def show_card(self) -> None:
        """Tell what was understood of the model."""
        if self.state.model is not None:
            show_text(self, self.tr("What was understood of the model"), card_html(self.state.model))

    def name_classes(self) -> None:
        """Let the user name the classes."""
        if self.state.model is not None:
            from gui.class_names import ClassNamesDialog  # late, so that the window is up sooner

            dialog = ClassNamesDialog(self, self.state.model)
            dialog.chosen.connect(self.controller.name_classes)
            dialog.open()

    def toggle_strip(self) -> None:
        """Show the maps of several classes beside each other, or no longer."""
        self.state.choose_strip(0 if self.state.choices.strip else CLASSES)

    def strip_is_on(self) -> bool:
        """Tell whether they are shown."""
        return self.state.choices.strip > 0

    def find_class(self) -> None:
        """Go to the search field."""
        self._classes.focus_search()

    def show_welcome(self) -> None:
        """Show the samples again; the photograph stays open behind them."""
        self._stack.setCurrentIndex(0)

    def tour_place(self) -> QWidget:
        """Return what the tour points at first: the samples, or the photograph where one is open."""
        return self._stack

    # What comes from outside

    def open_files(self, paths: list[Path]) -> None:
        """Open what was dropped, given, or handed over by another start."""
        self.incoming.open_files(self.origins.take(paths))

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Load what painting needs while the user looks at the window."""
        super().showEvent(event)
        self._load_for_painting()

    def _load_for_painting(self) -> None:
        task = Task(_import_for_painting, self)
        task.done.connect(self._overlay.show_swatches)
        task.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._anew.start()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the engine with the window."""
        self.autosave.finish()
        self.browsing.finish()
        self.habits.finish()
        self.everyday.remember_window()
        self.origins.finish()
        self._engine.stop()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc end what nothing nearer has taken it for."""
        if event.key() != Qt.Key.Key_Escape or not self.everyday.escape():
            super().keyPressEvent(event)

    # Inside

    def _resize_within_screen(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - _TITLE_BAR))

    def _build(self) -> None:
        """Make all that shows words, in the language of now."""
        self.canvas.setAccessibleName(self.tr("Photograph and overlay"))
        self._classes = ClassPanel(self.state)
        self._overlay = OverlayPanel(self.state)
        self._overlay.original_held.connect(self.canvas.show_original)
        self._stack = QStackedWidget()
        self._build_rooms()
        self.setMenuBar(QMenuBar())
        self.action_table = Actions(self, self._action_rooms())
        self.action_table.done.connect(self.action_done)
        self.actions_by_id = self.action_table.by_id
        self.action_table.offer_context_menu(self.canvas, "canvas")
        self.action_table.offer_context_menu(self.film_strip.tiles, "film_strip")
        keep_page_keys(self.panel)
        self.action_table.offer_context_menu(self._classes.list_view, "classes")
        self._redraw()
        self.everyday.name_steps()

    def _action_rooms(self) -> tuple[QObject, ...]:
        """Return whose methods do the actions."""
        files = (self.incoming, self.browsing, self._saving, self.origins, self.sessions, self.autosave, self.recent)
        return (
            self,
            *files,
            self._probe,
            self.comparing,
            self.canvas,
            self.everyday,
            self.help_room,
            self._palette_entries,
        )

    def _build_anew(self) -> None:
        """Make it all again in another language; the photograph, its place and the keyboard stay."""
        old, places = self.action_table, Places(self.rooms)
        self.setUpdatesEnabled(False)
        self._build()
        old.deleteLater()
        self._load_for_painting()
        if self.state.picture is not None:
            self._welcome.offer_way_back()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        places.restore(self.rooms)
        self.setUpdatesEnabled(True)
        self._show_library_anew()

    def _show_library_anew(self) -> None:
        """Let the library follow too, unless it is at work; then it does at the next start."""
        if self._library is None or self._library.busy:
            return
        shown = self._library.isVisible()
        self._library.close()
        self._library.deleteLater()
        self._library = None
        if shown:
            self.show_library()

    def _build_rooms(self) -> None:
        self._welcome = welcome = Welcome(self.recent)
        welcome.tour_wanted.connect(self.help_room.show_with_example)
        welcome.files_wanted.connect(self.open_files)
        welcome.back_wanted.connect(self._show_viewer)
        welcome.open_wanted.connect(self.incoming.open_photograph)
        welcome.sample_wanted.connect(self.incoming.open_sample)
        self._stack.addWidget(welcome)
        viewer = QWidget()
        column = QVBoxLayout(viewer)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ProbeBar(self.state, self._probe))
        column.addWidget(CompareBar(self.state, self.comparing, self.canvas))
        column.addWidget(self.canvas, 1)
        self._legend = Legend(self.state)  # hidden where each pane has its own
        self._legend.setVisible(self.state.comparison is None)
        column.addWidget(self._legend)
        column.addWidget(ClassStrip(self.state))
        self.film_strip = FilmStrip(self.browsing)
        column.addWidget(self.film_strip)
        self._stack.addWidget(viewer)
        main = QWidget()
        rows = QVBoxLayout(main)
        rows.addWidget(NoticeBar(self.state))
        rows.addWidget(self._stack, 1)
        self.rooms = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(main)
        self.panel = self._panel()
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setCollapsible(0, False)
        splitter.setSizes([_SIZE[0] - _PANEL_WIDTH, _PANEL_WIDTH])
        self.setCentralWidget(splitter)
        self.setStatusBar(StatusBar(self.state, self.canvas))
        busy = BusyBar(self.state)
        busy.cancelled.connect(self.controller.cancel)
        self.statusBar().insertWidget(0, busy)

    def _panel(self) -> QWidget:
        model = ModelPanel(self.state)
        model.open_wanted.connect(self.open_model)
        model.card_wanted.connect(self.show_card)
        port = PortPanel(self.state)
        port.port_wanted.connect(self.controller.choose_port)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.addWidget(self._classes, 1)
        column.addWidget(TargetPanel(self.state))
        column.addWidget(self._overlay)
        method = MethodPanel(self.state)
        method.help_wanted.connect(self.help_room.explain_method)
        column.addWidget(method)
        column.addWidget(port)
        column.addWidget(model)
        area = QScrollArea()
        area.setWidget(panel)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(_PANEL_WIDTH - 40)
        return area

    def _connect(self) -> None:
        state = self.state
        self.canvas.region_drawn.connect(state.choose_region)
        self.incoming.folder_opened.connect(self.recent.remember)
        self.recent.in_series = self.browsing.is_in_series
        self.browsing.moved.connect(self._redraw)
        self.browsing.moved.connect(self.autosave.note_change)
        self.sessions.photographs = self.browsing.files
        self.sessions.open_photographs = self.browsing.open_instead
        state.picture_changed.connect(self._show_picture)
        state.model_changed.connect(self._redraw)
        state.question_changed.connect(self._show_region)
        state.attribution_changed.connect(self._show_attribution)
        state.rendering_changed.connect(self._show_rendering)
        self._probe.changed.connect(self._redraw)
        state.comparison_changed.connect(self._show_comparison)
        state.question_changed.connect(self._redraw)

    def _show_picture(self) -> None:
        image = self.state.image
        self.canvas.set_picture(self.state.picture)
        self._welcome.offer_way_back(image is not None)
        self._stack.setCurrentIndex(0 if image is None else 1)
        self.setWindowTitle(f"{image.name} – Saliscope" if image is not None else "Saliscope")
        self._redraw()

    def _show_viewer(self) -> None:
        self._stack.setCurrentIndex(1)

    def _show_attribution(self) -> None:
        self.canvas.set_attribution(self.state.attribution, self.state.shown_projection)
        self._redraw()

    def _show_comparison(self) -> None:
        self._legend.setVisible(self.state.comparison is None)
        self._redraw()

    def _ask_compared(self, kind: Kind) -> Path | None:
        """Ask for a model or a photograph to compare with."""
        return ask_model(self) if kind is Kind.MODEL else next(iter(ask_photographs(self)), None)

    def _show_region(self) -> None:
        model = self.state.model
        self.canvas.set_region(self.state.choices.region, model is not None and model.mask)

    def _show_rendering(self) -> None:
        self.canvas.set_rendering(self.state.rendering)

    def _redraw(self) -> None:
        state = self.state
        self.action_table.enable(
            picture=state.picture is not None,
            model=state.model is not None,
            attribution=state.attribution is not None,
            strokes=bool(state.choices.probe),
            comparison=state.comparison is not None,
            several=len(self.browsing.collection) > 1,
            listed=len(self.browsing.collection) > 0,
        )


def _import_for_painting() -> None:
    import cmap  # noqa: F401
    import cv2  # noqa: F401

    import gui.compose  # noqa: F401

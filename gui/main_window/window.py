"""The main window: puts the rooms together and passes on what comes from outside. It decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.canvas.canvas import Canvas
from gui.canvas.class_strip import CLASSES
from gui.compare.room import Comparing
from gui.export.saving import Saving
from gui.help.room import HelpRoom
from gui.inspector.control_panel import WIDTH, ControlPanel
from gui.main_window.menus import Actions
from gui.main_window.notice_bar import BusyBar, NoticeBar
from gui.main_window.palette_entries import PaletteEntries
from gui.main_window.status_bar import StatusBar
from gui.main_window.viewer import Viewer
from gui.main_window.welcome import Welcome
from gui.main_window.window_actions import Everyday
from gui.models.room import ModelRoom
from gui.photos.browsing import Browsing
from gui.photos.incoming import Incoming
from gui.photos.recent import RecentFiles
from gui.platform.background import Task
from gui.platform.drop_target import DropTarget
from gui.platform.widget_places import Places
from gui.probe.room import Probe
from gui.sessions.autosave import Autosave
from gui.sessions.room import SessionFiles
from gui.state.comparison import Kind
from gui.state.controller import Controller
from gui.state.file_dialogs import ask_model, ask_photographs
from gui.state.preferences import Habits
from gui.state.screen import ScreenState
from gui.verify.room import Origins

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent

    from gui.crash.watch import CrashWatch
    from gui.state.engine_thread import EngineThread
    from gui.state.settings import Settings

_SIZE = (1280, 900)
_TITLE_BAR = 40


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
        self.models = ModelRoom(self)
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
        self._drop = DropTarget(self, self.open_files, self.controller.paste_pixels)
        self._anew = QTimer(self, singleShot=True, interval=0)  # a new language is told of several times in a row
        self._anew.timeout.connect(self._build_anew)
        self._build()
        self._connect()
        if not self.everyday.restore_window():
            self._resize_within_screen()

    # What the actions do

    def toggle_strip(self) -> None:
        """Show the maps of several classes beside each other, or no longer."""
        self.state.choose_strip(0 if self.state.choices.strip else CLASSES)

    def strip_is_on(self) -> bool:
        """Tell whether they are shown."""
        return self.state.choices.strip > 0

    def find_class(self) -> None:
        """Go to the search field."""
        self.panel.classes.focus_search()

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
        task.done.connect(self.panel.overlay.show_swatches)
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
        self.panel = self._make_panel()
        self._stack = QStackedWidget()
        self._build_rooms()
        self.setMenuBar(QMenuBar())
        self.action_table = Actions(self, self._action_rooms())
        self.action_table.done.connect(self.action_done)
        self.actions_by_id = self.action_table.by_id
        self.action_table.offer_context_menu(self.canvas, "canvas")
        self.action_table.offer_context_menu(self.viewer.film_strip.tiles, "film_strip")
        self.action_table.offer_context_menu(self.panel.classes.list_view, "classes")
        self._redraw()
        self.everyday.name_steps()

    def _action_rooms(self) -> tuple[QObject, ...]:
        """Return whose methods do the actions."""
        files = (self.incoming, self.browsing, self._saving, self.origins, self.sessions, self.autosave, self.recent)
        rooms = (self._probe, self.comparing, self.canvas, self.canvas.gaze, self.everyday, self.help_room)
        return (self, self.models, *files, *rooms, self._palette_entries)

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
        self.models.show_library_anew()

    def _build_rooms(self) -> None:
        self._welcome = welcome = Welcome(self.recent)
        welcome.tour_wanted.connect(self.help_room.show_with_example)
        welcome.files_wanted.connect(self.open_files)
        welcome.back_wanted.connect(self._show_viewer)
        welcome.open_wanted.connect(self.incoming.open_photograph)
        welcome.sample_wanted.connect(self.incoming.open_sample)
        self._stack.addWidget(welcome)
        self.viewer = Viewer(self.state, self.canvas, self._probe, self.comparing, self.browsing)
        self._stack.addWidget(self.viewer)
        main = QWidget()
        rows = QVBoxLayout(main)
        rows.addWidget(NoticeBar(self.state))
        rows.addWidget(self._stack, 1)
        self.rooms = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(main)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setCollapsible(0, False)
        splitter.setSizes([_SIZE[0] - WIDTH, WIDTH])
        self.setCentralWidget(splitter)
        self.setStatusBar(StatusBar(self.state, self.canvas))
        busy = BusyBar(self.state)
        busy.cancelled.connect(self.controller.cancel)
        self.statusBar().insertWidget(0, busy)

    def _make_panel(self) -> ControlPanel:
        panel = ControlPanel(self.state)
        panel.overlay.original_held.connect(self.canvas.show_original)
        panel.method.help_wanted.connect(self.help_room.explain_method)
        panel.port.port_wanted.connect(self.controller.choose_port)
        panel.model.open_wanted.connect(self.models.open_model)
        panel.model.card_wanted.connect(self.models.show_card)
        return panel

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
        state.comparison_changed.connect(self._redraw)
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

    import gui.canvas.compose  # noqa: F401

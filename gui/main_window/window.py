"""The main window: puts the rooms together and passes on events from outside. It makes no decisions."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenuBar,
    QSplitter,
    QWidget,
)

import resources
from gui.batch.room import BatchRoom
from gui.canvas.assumed_chip import AssumedChip
from gui.canvas.canvas import Canvas
from gui.canvas.spoken import SpokenCanvas
from gui.compare.room import Comparing
from gui.export.saving import Saving
from gui.help.room import HelpRoom
from gui.inspector.control_panel import WIDTH
from gui.main_window.command_registry import present
from gui.main_window.loose_keys import LooseKeys
from gui.main_window.menus import Actions
from gui.main_window.middle import Middle
from gui.main_window.palette_entries import PaletteEntries
from gui.main_window.rooms import Rooms
from gui.main_window.side import Side, make_panel
from gui.main_window.top.tool_bar import ToolBar
from gui.main_window.tour import Tour
from gui.main_window.window_actions import WindowActions
from gui.models.class_naming import ClassNaming
from gui.models.room import ModelRoom
from gui.photos.browsing import Browsing
from gui.photos.film_strip import FilmStrip
from gui.photos.incoming import Incoming
from gui.photos.pairing import Pairing
from gui.photos.recent import RecentFiles
from gui.photos.reopening import Reopening
from gui.platform.background import Task
from gui.platform.drop_target import DropTarget
from gui.platform.tab_order import move_focus
from gui.platform.widget_places import Places
from gui.probe.room import Probe
from gui.region.room import RegionCheckRoom
from gui.sessions.autosave import Autosave
from gui.sessions.room import SessionFiles
from gui.state.comparison import Kind
from gui.state.controller import Controller
from gui.state.file_dialogs import ask_model, ask_photographs
from gui.state.preferences import Preferences
from gui.state.resting.previews import Previews
from gui.state.resting.trust import TrustWatch
from gui.state.screen import ScreenState
from gui.state.undo import History
from gui.trust.agreement_chip import AgreementChip
from gui.trust.room import TrustRoom
from gui.verify.room import VerificationRoom

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QShowEvent

    from gui.crash.watch import CrashWatch
    from gui.state.engine_thread import EngineThread
    from gui.state.settings import Settings

_SIZE = (1280, 900)
_TITLE_BAR = 40


class MainWindow(QMainWindow):
    """Canvas, panel and menus around one state.

    Everything that shows words is made in `_build`, again after each change of language. So whatever such a widget
    knows must be in the state, or be restored by `Places`. State, controller, canvas and rooms stay.
    """

    action_done = Signal(str)  # the action's id

    def __init__(self, engine: EngineThread, settings: Settings, watch: CrashWatch) -> None:
        super().__init__()
        self.setWindowTitle("Saliscope")
        self._engine = engine
        self.settings = settings
        self.crash_watch = watch
        self.state = ScreenState()
        self.preferences = Preferences(self.state, settings)
        self.controller = Controller(self.state, engine)
        self.previews = Previews(self.state, self.controller)
        self.trust = TrustWatch(self.state, self.controller, self.previews, settings)
        self.canvas = Canvas()
        self.canvas.set_rendering(self.state.rendering)
        self._spoken = SpokenCanvas(self.state, self.canvas)
        AssumedChip(self.state, self.canvas).clicked.connect(self._show_pixel_values)
        self.rooms = self._make_rooms()
        AgreementChip(self.rooms.trust, self.canvas)
        self._loose_keys = LooseKeys(self.canvas, self.rooms.browsing, self.rooms.window.escape)
        self.rooms.sessions.register("comparison", self.rooms.comparing)
        self.rooms.sessions.register("readings", self.controller.readings)
        rooms = self.rooms
        parts = (self.state, self.preferences, self.controller, self.previews, self.trust)
        tools: tuple[QObject, ...] = (rooms.probe, rooms.region, rooms.trust, rooms.comparing)
        owned: tuple[QObject, ...] = (*parts, rooms.history, *tools, rooms.entries)
        for one in owned:
            one.setParent(self)  # deleted with the window: a late answer must not reach a deleted canvas
        self._drop = DropTarget(self, self._take_files, self._take_picture, self.rooms.pairing.names, self._mark_drop)
        self._anew = QTimer(self, singleShot=True, interval=0)  # Qt sends several events for one change of language
        self._anew.timeout.connect(self._build_anew)
        self._build()
        self._connect()
        if not self.rooms.window.restore_window():
            self._resize_within_screen()

    def _make_rooms(self) -> Rooms:
        """Make the rooms, each with the rooms that it uses."""
        state, controller, canvas = self.state, self.controller, self.canvas
        probe = Probe(state, self._engine, canvas)
        region = RegionCheckRoom(state, self.trust, canvas)
        browsing = Browsing(self, state, controller)
        pairing = Pairing(self, state, controller)
        sessions = SessionFiles(
            self, state, controller, canvas, browsing.files, browsing.open_instead, pairing.put_back
        )
        naming = ClassNaming(state, self)
        naming.port_wanted.connect(controller.choose_port)
        reopening = Reopening(browsing, state, controller, pairing)
        history = History(state, reopening)
        reopening.closed.connect(history.note_closed)
        history.watch(canvas.camera)
        comparing = Comparing(state, controller, canvas, self._ask_compared, browsing.files, history.push)
        trust = TrustRoom(state, self.trust)
        leave = (region.leave, comparing.stop_comparing, trust.go_back)
        autosave = Autosave(sessions, state, canvas)
        return Rooms(
            incoming=Incoming(self, state, controller, naming, sessions, browsing, pairing),
            browsing=browsing,
            pairing=pairing,
            recent=RecentFiles(self, state, self.settings, self.open_files, browsing.is_in_series),
            sessions=sessions,
            autosave=autosave,
            saving=Saving(self, state, controller, comparing, self.trust),
            verifying=VerificationRoom(self, state, sessions),
            history=history,
            models=ModelRoom(self, state, controller, naming, self.open_files),
            canvas=canvas,
            camera=canvas.camera,
            comparing=comparing,
            probe=probe,
            region=region,
            trust=trust,
            batch=BatchRoom(self, state, controller, browsing.files),
            window=WindowActions(
                self, self, state, self.settings, history, controller, leave, autosave.others_are_open
            ),
            entries=PaletteEntries(state),
            help=HelpRoom(self, state, self.crash_watch),
            tour=Tour(self, self, state, canvas),
        )

    # What comes from outside

    def open_files(self, paths: list[Path]) -> None:
        """Open files that were dropped, given, or handed over by another start."""
        self.rooms.incoming.open_files(self.rooms.verifying.take(paths))

    def _take_files(self, paths: list[Path], part: int) -> None:
        """Open files that were dropped; part: the number of the model's place that they were dropped at."""
        self.rooms.incoming.open_files(self.rooms.verifying.take(paths), self.rooms.pairing.index_of(part))

    def _take_picture(self, image: QImage, name: str, part: int) -> None:
        if not self.rooms.pairing.take_pixels(image, name, part):
            self.controller.paste_pixels(image, name)

    def _mark_drop(self, on: bool) -> bool:
        return self._middle.welcome.mark_drop(on)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Load the modules that painting needs in the background, while the user looks at the window."""
        super().showEvent(event)
        self._load_for_painting()

    def _load_for_painting(self) -> None:
        task = Task(_import_for_painting, self)
        task.done.connect(self.panel.explanation.overlay.show_swatches)
        task.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language. Bring the heat map back when another window gets the keyboard, and the key's release."""
        if event.type() == QEvent.Type.LanguageChange:
            self._anew.start()
        elif event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.canvas.show_original(False)
        super().changeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on to what is seen next, also if it was made later."""
        return move_focus(self, forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End everything that belongs to the window, the engine last; also what comes after one that fails."""
        rooms = self.rooms
        ends = (
            rooms.autosave.finish,  # first, while everything that a session keeps still exists
            rooms.browsing.finish,
            self.preferences.finish,
            rooms.window.remember_window,
            rooms.verifying.finish,
            rooms.saving.finish,
            rooms.batch.finish,
            self.trust.finish,
            self._engine.stop,
            rooms.history.finish,  # after the last change on screen
        )
        with ExitStack() as stack:
            for end in reversed(ends):
                stack.callback(end)
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use the keys that no widget has used."""
        if not self._loose_keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Bring the heat map back."""
        if not self._loose_keys.release(event):
            super().keyReleaseEvent(event)

    # Inside

    def _resize_within_screen(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - _TITLE_BAR))

    def _build(self) -> None:
        """Make everything that shows words, in the current language."""
        self.canvas.setAccessibleName(self.tr("Image and overlay"))
        self._spoken.describe()
        self.panel = make_panel(self.state, self.rooms, self.controller, self.previews, self.trust)
        self.panel.answer.classes.names_dropped.connect(self.open_files)
        self._build_whole()
        self.setMenuBar(QMenuBar())
        self.action_table = Actions(self, self.rooms)
        self.action_table.done.connect(self.action_done)
        self.actions_by_id = self.action_table.by_id
        self.action_table.offer_context_menu(self.canvas, "canvas")
        self.action_table.offer_context_menu(self.film_strip.tiles, "film_strip")
        self.action_table.offer_context_menu(self.panel.answer.classes.list_view, "classes")
        self.action_table.offer_context_menu(self.panel.explanation.method.box, "methods")
        self._build_tool_bar()
        self._redraw()
        # The new actions do not know yet what can be undone.
        self.rooms.window.name_steps()

    def _build_tool_bar(self) -> None:
        for old in self.findChildren(ToolBar):
            self.removeToolBar(old)
            old.deleteLater()
        self.tool_bar = ToolBar(self.action_table, self.rooms, self.state)
        self.addToolBar(self.tool_bar)

    def _build_anew(self) -> None:
        """Make all of it again in another language; photograph, zoom, scrolling and focus stay."""
        old, places = self.action_table, Places(self._whole)
        self.state.number_classes()
        # Nothing is painted while only half of the window is new.
        self.setUpdatesEnabled(False)
        self._build()
        old.deleteLater()
        self._load_for_painting()
        self._middle.welcome.offer_way_back(bool(self._name_on_screen()))
        # Lay out now: before that there is nothing that could be scrolled back.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        places.restore(self._whole)
        self.setUpdatesEnabled(True)
        self.rooms.models.show_library_anew()
        self.rooms.tour.show_anew()

    def _build_whole(self) -> None:
        """Put film strip, middle and panel beside one another."""
        self._middle = Middle(self.state, self.controller, self.rooms)
        self._middle.welcome.tour_wanted.connect(self._show_with_example)
        self._middle.welcome.files_wanted.connect(self.open_files)
        self.stack, self.foot = self._middle.stack, self._middle.foot
        self.foot.name_ends(self.rooms.trust.ends())
        self.splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        self.side = Side(self.panel, self.rooms.trust)
        for part in (self._middle, self.side):
            splitter.addWidget(part)
        splitter.setStretchFactor(0, 1)
        # The image cannot be dragged away.
        splitter.setCollapsible(0, False)
        splitter.setSizes([_SIZE[0] - WIDTH, WIDTH])
        self._whole = QWidget()
        self.film_strip = FilmStrip(self.rooms.browsing, self._whole)
        self.film_strip.collapsed.connect(self._redraw)
        self.film_strip.batch_wanted.connect(self.rooms.batch.explain_open_folder)
        across = QHBoxLayout(self._whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.film_strip)
        across.addWidget(splitter, 1)
        self.setCentralWidget(self._whole)

    def _connect(self) -> None:
        state, rooms = self.state, self.rooms
        self.canvas.region_drawn.connect(state.choose_region)
        self.action_done.connect(rooms.tour.note_action)
        rooms.pairing.photograph_wanted.connect(rooms.incoming.open_photograph)
        rooms.pairing.paired.connect(rooms.comparing.show_inputs)
        rooms.pairing.taken_away.connect(rooms.comparing.drop_input)
        state.companions_changed.connect(self._redraw)
        rooms.sessions.file_used.connect(rooms.recent.remember)
        rooms.incoming.folder_opened.connect(rooms.recent.remember)
        rooms.browsing.moved.connect(self._redraw)
        rooms.browsing.moved.connect(rooms.autosave.note_change)
        state.picture_changed.connect(self._show_picture)
        state.pixels_changed.connect(self._show_pixels)
        state.model_changed.connect(self._redraw)
        state.question_changed.connect(self._show_region)
        state.attribution_changed.connect(self._show_attribution)
        state.rendering_changed.connect(self._show_rendering)
        rooms.probe.changed.connect(self._redraw)
        rooms.region.turned.connect(self._redraw)
        rooms.incoming.batch_wanted.connect(rooms.batch.set_up)
        rooms.batch.changed.connect(self._redraw)
        rooms.batch.pixels_wanted.connect(self._show_pixel_values)
        rooms.batch.help_wanted.connect(rooms.help.explain)
        rooms.window.help_wanted.connect(rooms.help.explain)
        state.comparison_changed.connect(self._redraw)
        state.question_changed.connect(self._redraw)
        rooms.trust.turned.connect(self._redraw)
        rooms.trust.turned.connect(rooms.tour.look)
        rooms.trust.laid.connect(self._show_attribution)
        rooms.trust.help_wanted.connect(rooms.help.explain)
        rooms.trust.offered.connect(self._redraw)

    def _show_picture(self) -> None:
        name = self._name_on_screen()
        self.canvas.set_picture(self.state.picture)
        self._middle.show_image(bool(name))
        self.setWindowTitle(f"{name} – Saliscope" if name else "Saliscope")
        self._redraw()

    def _name_on_screen(self) -> str:
        """Return the name of the image on screen, or of the one that is refused, empty for none."""
        image, refusal = self.state.image, self.state.refusal
        return image.name if image is not None else refusal.path.name if refusal is not None else ""

    def _show_pixels(self) -> None:
        if self.state.picture is not None:
            self.canvas.show_pixels(self.state.picture)

    def _show_pixel_values(self) -> None:
        self.panel.confidence.show_pixel_values()

    def _show_attribution(self) -> None:
        self.canvas.set_attribution(self.rooms.trust.instead_of(self.state.attribution), self.state.shown_projection)
        self.foot.name_ends(self.rooms.trust.ends())
        self._redraw()

    def _show_with_example(self) -> None:
        """Open a sample and start the tour with the answer to it."""
        self.controller.open_photograph(resources.SAMPLES[0])
        self.rooms.tour.start(number=1)

    def _ask_compared(self, kind: Kind) -> Path | None:
        """Ask for a model or a photograph to compare with."""
        return ask_model(self) if kind is Kind.MODEL else next(iter(ask_photographs(self)), None)

    def _show_region(self) -> None:
        model = self.state.model
        self.canvas.set_region(self.state.choices.region, model is not None and model.mask)

    def _show_rendering(self) -> None:
        self.canvas.set_rendering(self.state.rendering)

    def _redraw(self) -> None:
        self.action_table.enable(**present(self.state, self.rooms))


def _import_for_painting() -> None:
    # Only reading and painting an image need these modules, so they are loaded once the window is shown.
    import cmap  # noqa: F401
    import cv2  # noqa: F401

    import engine.images.read  # noqa: F401
    import gui.canvas.compose  # noqa: F401

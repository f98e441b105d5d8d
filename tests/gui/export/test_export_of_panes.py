"""What an export takes of a comparison, how large it may be, and where a figure puts it: values without a window."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage

from engine.attribution.request import Attribution, Request
from engine.errors import Code, SaliscopeError
from engine.export.content import Product
from engine.export.panes import Compared
from engine.images import Image
from engine.images.projection import Fit, Projection
from engine.rendering import Rendering
from gui.canvas.colour_bar import Tick
from gui.canvas.compose_cache import PaneView
from gui.compare.names import remark_on
from gui.export.compared import screen_of
from gui.export.figure import figure_image, figure_pixels
from gui.export.figure_content import make_figure
from gui.export.figure_layout import Bar, Figure, Panel, font_of, lay_out
from gui.export.settings import ExportSettings, Resolution
from gui.export.snapshot import Screen, Shown
from gui.export.writing import targets_of, written
from gui.state.comparison import Comparison, Kind, Layout
from gui.state.images.picture import pasted_pixels

MAP = np.eye(4, dtype=np.float32)
TICKS = tuple(Tick(share, f"≥ 0.00012{number}") for number, share in enumerate((0, 0.25, 0.5, 0.75, 1)))


def attribution(target: int = 0) -> Attribution:
    request = Request("a" * 64, Fit.STRETCH, "b" * 64, "0..255", "grad-cam", "layer", target)
    return Attribution(MAP, request, np.zeros(2, np.float32), np.full(2, 0.5, np.float32), 0.0)


@pytest.fixture
def picture():
    image = Image(np.zeros((4, 6, 3), np.uint8), "photo.png", Path("/in/photo.png"), "a" * 64, (), "test")
    return SimpleNamespace(image=image, levels=(np.zeros((4, 6, 3), np.uint8),))


@pytest.fixture
def view(picture):
    """Make a pane that has all it needs but for what is given."""

    def make(**changes) -> PaneView:
        projection = Projection.make((6, 4), (4, 4))
        made = PaneView(picture, attribution(), projection, Rendering(), "Grad-CAM", "cat, 50 %", model=MODEL)
        return made.changed(**changes)

    return make


MODEL = model_info(name="model.keras", sha256="b" * 64, labels=("cat", "dog"), input_size=(4, 4), layers=())
CLASSES = Comparison(Kind.CLASS, ("1",), Layout.CURTAIN)
NUMBERS = ExportSettings(Product.MAP, ".npy")


@pytest.fixture
def own(picture):
    return Shown(picture.image, attribution(), Projection.make((6, 4), (4, 4)), Rendering(), MODEL, "cpu")


# What is taken


def test_panes_are_taken_in_their_order_with_name_and_remark(own, view):
    other = view(name="dog", remark="3 %", attribution=attribution(1))
    screen = screen_of(own, CLASSES, [other, view(first=True)], 0.3)
    assert [(pane.name, pane.remark) for pane in screen.wanted(ExportSettings())] == [
        ("dog", "3 %"),
        ("Grad-CAM", "cat, 50 %"),
    ]
    assert [pane.attribution.request.target for pane in screen.panes] == [1, 0]
    assert screen.first == 1
    assert (screen.compared.kind, screen.compared.layout, screen.compared.curtain) == ("class", "curtain", 0.3)


@pytest.mark.parametrize("product", [Product.FIGURE, Product.MAP])
def test_the_first_pane_alone_is_taken_where_that_is_wanted(own, view, product):
    screen = screen_of(own, CLASSES, [view(first=True), view(waiting=True, attribution=None)], 0.5)
    assert screen.wanted(ExportSettings(product, panes=False)) == (own,)
    with pytest.raises(SaliscopeError):
        screen.wanted(ExportSettings(product))


def test_no_pane_is_named_after_a_patient_in_what_goes_to_others(own, view, picture):
    private = [
        replace(picture.image, name=f"{name}.dcm", alias=f"DICOM-{name[0]}") for name in ("Quillfeather", "Zebulon")
    ]
    shown = view(
        name="right · Quillfeather.dcm",
        picture=SimpleNamespace(image=private[0], levels=picture.levels),
        companions=(private[1],),
        first=True,
    )
    screen = screen_of(
        own, Comparison(Kind.INPUT, ("0",)), [shown, view(name="left · Zebulon.dcm", companions=(private[1],))], 0.5
    )
    assert screen.may_name_a_patient
    screen = screen.named(False)
    figure = make_figure(screen, screen.panes, lambda _: 6, ExportSettings())
    assert [panel.name for panel in figure.panels] == ["right · DICOM-Q", "left · DICOM-Z"]
    assert "DICOM-Q, DICOM-Z" in figure.caption
    assert not [name for name in ("Quillfeather", "Zebulon") if name in repr(screen.record(screen.panes))]
    assert targets_of(Path("map.npy"), NUMBERS, screen)[1].name == "map_pane-2_left-DICOM-Z.npy"


def test_the_companion_alone_may_name_a_patient(own, picture):
    private = replace(picture.image, name="Quillfeather.dcm", alias="DICOM-Q")
    shown = own._replace(companions=(private,))
    assert shown.may_name_a_patient
    assert (shown.named(False).companions[0].name, shown.named(True).companions[0].name) == ("DICOM-Q", private.name)


def test_numbers_are_taken_of_all_that_have_some_the_first_pane_before_the_others(own, view):
    panes = [view(name="dog", attribution=attribution(1)), view(name="cat", first=True)]
    wanted = screen_of(own, CLASSES, panes, 0.5).wanted(NUMBERS)
    assert [(pane.name, pane.attribution.request.target) for pane in wanted] == [("cat", 0), ("dog", 1)]
    bare = screen_of(own, Comparison(Kind.ORIGINAL), [view(first=True), view()], 0.5)
    assert bare.wanted(NUMBERS) == (own,)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tabby, tabby cat", "map_pane-2_tabby-tabby-cat.npy"),
        ("block/a:b", "map_pane-2_block-a-b.npy"),
        ("../../etc/x", "map_pane-2_etc-x.npy"),
        ("🐈", "map_pane-2.npy"),
    ],
)
def test_a_file_of_a_further_pane_is_named_for_it_as_every_system_takes_it(own, view, tmp_path, name, expected):
    screen = screen_of(own, CLASSES, [view(first=True), view(name=name)], 0.5)
    assert targets_of(tmp_path / "map.npy", NUMBERS, screen) == (tmp_path / "map.npy", tmp_path / expected)


@pytest.mark.parametrize("length", [100, 200, 235, 239])
def test_long_names_of_panes_leave_room_for_all_that_a_disk_takes(own, view, tmp_path, length):
    screen = screen_of(own, CLASSES, [view(first=True), view(name="é" * 300)], 0.5)
    targets = targets_of(tmp_path / ("m" * length + ".npy"), NUMBERS, screen)
    for file in written(targets, NUMBERS):
        assert file.parent == tmp_path
        file.write_bytes(b"data")
    assert len(set(targets)) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"attribution": None, "waiting": True}, Code.EXPORT_PANE_WAITING),
        ({"attribution": None}, Code.EXPORT_PANE_EMPTY),
        ({"attribution": None, "problem": "It broke."}, Code.EXPORT_PANE_FAILED),
        ({"problem": "It broke."}, Code.EXPORT_PANE_FAILED),
    ],
)
def test_a_pane_without_its_map_is_an_error_and_nothing_stale_is_taken(own, view, changes, code):
    screen = screen_of(own, CLASSES, [view(first=True), view(name="dog", **changes)], 0.5)
    assert screen.panes == ()
    with pytest.raises(SaliscopeError) as refused:
        screen.wanted(ExportSettings())
    assert refused.value.code is code
    known = {"name": "dog", "number": 2, "reason": "It broke."}
    assert refused.value.params == {name: known[name] for name in refused.value.params}


def test_a_first_pane_that_is_still_of_another_class_is_waited_for(own, view):
    screen = screen_of(own, CLASSES, [view(first=True, waiting=True), view()], 0.5)
    assert screen.trouble.code is Code.EXPORT_PANE_WAITING


def test_an_estimate_that_is_refined_is_no_reason_to_wait(own, view):
    screen = screen_of(own, CLASSES, [view(first=True), view(waiting=True)], 0.5)
    assert len(screen.wanted(ExportSettings())) == 2


def test_files_are_named_by_the_panes_and_not_by_their_paths(own, view):
    models = Comparison(Kind.MODEL, ("/home/somebody/secret.keras", "/other.keras"))
    assert screen_of(own, models, [view(first=True), view(), view()], 0.5).compared.others == ("", "")


@pytest.mark.parametrize(
    ("comparison", "askable"),
    [
        (Comparison(Kind.METHOD, ("saliency", "")), True),
        (Comparison(Kind.METHOD, ("nonsense",)), False),
        (Comparison(Kind.CLASS, ("281",)), True),
        (Comparison(Kind.CLASS, ("-1",)), False),
        (Comparison(Kind.CLASS, ("9" * 5000,)), False),
        (Comparison(Kind.LAYER, ()), False),
        (Comparison(Kind.LAYER, ("a", "b", "c", "d", "e")), True),
        (Comparison(Kind.LAYER, ("a", "b", "c", "d", "e", "f")), False),
        (Comparison(Kind.METHOD, ("saliency",), choosing=True), True),
        (Comparison(Kind.CLASS, ("1",), choosing=True), False),
    ],
)
def test_what_no_bar_offers_is_not_asked(comparison, askable):
    assert comparison.askable is askable


# How large


@pytest.mark.parametrize("grid", [(1, 1), (2, 1), (3, 1), (2, 2)])
@pytest.mark.parametrize("size", [(451, 300), (12_000, 9_000), (20_000, 500), (500, 16_000)])
def test_all_panes_together_stay_within_what_can_be_written(grid, size):
    across = ExportSettings().pixels_across(size, 224, grid)
    down = across * size[1] / size[0]
    assert across * down * grid[0] * grid[1] <= 100e6
    if grid != (1, 1):
        assert across * grid[0] <= 30_000
        assert down * grid[1] <= 30_000
    if size == (451, 300):
        assert across == 451


def test_a_chosen_width_is_that_of_each_pane():
    assert ExportSettings(resolution=Resolution.CHOSEN, width=1234).pixels_across((451, 300), 224, (3, 1)) == 1234


# Where


def image_of(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(0xFF808080)
    return image


def grey(width: int, height: int, name: str = "", *rest) -> Panel:
    return Panel((width, height), lambda: np.full((height, width, 3), 128, np.uint8), name, *rest)


def panel(width: int, height: int, name: str = "name") -> Panel:
    return grey(width, height, name, "remark, 50 %", Bar(image_of(256, 1), TICKS), "many words " * 12)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [(60, 40), (451, 300), (1600, 200), (200, 1600)])
def test_nothing_lies_over_anything_else_or_outside_and_pictures_keep_their_size(qapp, count, size):
    name = "block_of_a_layer/with_a_name/without_any_space/that_is_longer_than_every_panel/" * 3
    figure = Figure("t" * 40, "", "caption " * 40, tuple(panel(*size, name) for _ in range(count)), None, "scale")
    layout = lay_out(figure)
    page = QRectF(0, 0, layout.size.width(), layout.size.height())
    places = [place for place, _ in (*layout.pictures, *layout.bars)] + [text.place for text in layout.texts]
    assert all(page.contains(place.adjusted(0, 0, -3, 0)) for place in places)
    for one, two in itertools.combinations(places, 2):
        common = one.adjusted(0, 0, -2, -2).intersected(two.adjusted(0, 0, -2, -2))
        assert common.isEmpty(), (one, two)
    pictures = [place for place, _ in layout.pictures]
    assert [(place.width(), place.height()) for place in pictures] == [size] * count
    assert all(place.x() == int(place.x()) and place.y() == int(place.y()) for place in pictures)
    tops = [place.y() for place in pictures]
    assert len(set(tops)) == (2 if count == 4 else 1)


def test_no_word_is_wider_than_its_place(qapp):
    long = "a/very/long/path/of/a/layer/without/any/space/" * 4
    layout = lay_out(Figure(long, long, long, (panel(60, 40, long), panel(60, 40, "short")), None, long))
    for text in layout.texts:
        metrics = QFontMetricsF(font_of(text.letter, text.bold))
        assert max(metrics.horizontalAdvance(word) for word in text.words.split()) <= text.place.width()
    names = [text.words for text in layout.texts if text.bold]
    assert "…" in names[1]
    assert names[2] == "short"


@pytest.mark.parametrize(("letters", "kept"), [(4, (0, 1, 2, 3, 4)), (9, (0, 2, 4)), (16, (0, 4))])
def test_a_narrow_bar_has_fewer_numbers_but_always_its_ends(qapp, letters, kept):
    ticks = tuple(Tick(number / 4, str(number) * letters) for number in range(5))
    panels = (grey(60, 40, "", "", Bar(image_of(256, 1), ticks)), grey(60, 40))
    layout = lay_out(Figure("t", "s", "c", panels, None, "scale"))
    assert [text.words for text in layout.texts if text.number] == [ticks[number].words for number in kept]


@pytest.mark.parametrize("width", [480, 481, 482, 483])
def test_a_figure_s_pixels_are_those_of_its_image_at_every_width(qapp, width):
    pixels = np.random.default_rng(3).integers(0, 256, (40, width, 3), np.uint8)
    figure = Figure(
        "title",
        "subtitle",
        "caption",
        (Panel((width, 40), lambda: pixels, "name"),),
        Bar(image_of(256, 1), TICKS),
        "scale",
    )
    found = figure_pixels(figure)
    np.testing.assert_array_equal(found, pasted_pixels(figure_image(figure))[..., :3])
    place, _ = lay_out(figure).pictures[0]
    top, left = int(place.y()), int(place.x())
    np.testing.assert_array_equal(found[top : top + 40, left : left + width], pixels)


# What a figure says


@pytest.fixture
def figure_of(picture):
    """Make the figure of two panes; changes: to the map of the second."""

    def make(rendering: Rendering, **changes) -> Figure:
        one = Shown(picture.image, attribution(), Projection.make((6, 4), (4, 4)), rendering, MODEL, name="one")
        two = one._replace(attribution=replace(attribution(1), **changes), name="two")
        screen = Screen(one, (one, two), Compared("class", ("1",), "side"))
        return make_figure(screen, (one, two), lambda _: 6, ExportSettings())

    return make


def test_an_estimate_is_called_one_by_the_name_of_its_pane(qapp, figure_of):
    caption = figure_of(Rendering(), fraction=0.4).caption
    assert "two: estimate, 40" in caption
    assert "one: an estimate" not in caption


def test_a_map_that_ended_early_is_told_by_the_name_of_its_pane(qapp, figure_of):
    caption = figure_of(Rendering(), samples=(400, 900)).caption
    assert "two: Target error reached after 400 of 900 samples." in caption
    assert "one: Target" not in caption


def test_maps_on_scales_of_their_own_have_a_bar_each_and_those_on_a_locked_one_have_one(qapp, figure_of):
    own = figure_of(Rendering(), values=2 * MAP)
    assert own.bar is None
    assert [panel.bar.ticks[-1].words for panel in own.panels] == ["1", "2"]
    locked = figure_of(Rendering(fixed=(0.0, 1.5)), values=2 * MAP)
    assert [panel.bar for panel in locked.panels] == [None, None]
    assert locked.bar.ticks[-1].words == "≥ 1.5", "the second map goes beyond the end"
    assert locked.bar.ticks[0].words == "0"


def test_assumed_pixel_values_stand_in_the_caption_until_they_are_confirmed(qapp, own):
    guessed = own._replace(model=replace(MODEL, pixel_values_from="assumed"))

    def caption(shown: Shown) -> str:
        return make_figure(Screen(shown), (shown,), lambda _: 480, ExportSettings()).caption

    assert "Pixel values assumed: 0 to 255." in caption(guessed)
    assert "assumed" not in caption(guessed._replace(pixels_chosen=True))
    assert "assumed" not in caption(own)


def test_of_several_models_the_caption_names_those_whose_pixel_values_are_assumed(qapp, own):
    guessed = replace(MODEL, name="other.keras", pixel_values_from="assumed")
    panes = (own._replace(name="model.keras"), own._replace(name="other.keras", model=guessed))
    screen = Screen(own, panes, Compared(Kind.MODEL.value, ("",), Layout.SIDE.value))
    caption = make_figure(screen, panes, lambda _: 480, ExportSettings()).caption
    assert "other.keras: Pixel values assumed: 0 to 255." in caption
    assert "model.keras: Pixel" not in caption
    record = screen.record(panes)
    assert [pane.pixels_assumed for pane in record.panes] == [False, True]


def test_a_pane_of_a_comparison_says_that_its_model_s_pixel_values_are_assumed():
    guessed = replace(MODEL, pixel_values_from="assumed")
    assert remark_on(Kind.MODEL, attribution(), guessed).endswith(" · Pixel values assumed")
    assert "assumed" not in remark_on(Kind.MODEL, attribution(), guessed, pixels_chosen=True)
    assert "assumed" not in remark_on(Kind.MODEL, attribution(), MODEL)

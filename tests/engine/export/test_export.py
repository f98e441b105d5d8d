"""Files that are written: all of it or nothing, never over the photograph, with the numbers they should have."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import Code, SaliscopeError
from engine.export.content import Product
from engine.export.files import export, suggested_name, write_atomically
from engine.images import read_image
from engine.images.projection import Fit, Projection
from engine.rendering import Rendering, heat_map, overlay

MAP = np.random.default_rng(4).random((7, 7)).astype(np.float32)
RENDERING = Rendering("viridis", 0.6)


@pytest.fixture
def original(tmp_path) -> Path:
    path = tmp_path / "photo.png"
    smooth = cv2.resize(np.random.default_rng(2).integers(0, 256, (6, 8, 3), np.uint8), (80, 60))
    assert cv2.imwrite(str(path), smooth)
    return path


@pytest.fixture
def write(original, attribution):
    """Export the explained photograph to a target."""
    image = read_image(original)
    projection = Projection.make((image.width, image.height), (32, 32), Fit.CROP)

    def export_to(target: Path, product: Product = Product.OVERLAY) -> None:
        export(target, product, image, attribution(MAP), projection, RENDERING)

    export_to.expected = {
        Product.OVERLAY: overlay(image.pixels, attribution(MAP), projection, RENDERING),
        Product.HEAT: heat_map(attribution(MAP), projection, RENDERING),
    }
    return export_to


def decoded(path: Path) -> np.ndarray:
    return cv2.cvtColor(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def refusal(write, *arguments) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as refused:
        write(*arguments)
    return refused.value


# What is written


@pytest.mark.parametrize("product", [Product.OVERLAY, Product.HEAT])
@pytest.mark.parametrize("suffix", [".png", ".tif", ".tiff", ".PNG"])
def test_lossless_pictures_hold_every_pixel(write, tmp_path, product, suffix):
    target = tmp_path / f"seen{suffix}"
    write(target, product)
    np.testing.assert_array_equal(decoded(target), write.expected[product])


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg", ".JPG"])
def test_jpeg_is_close(write, tmp_path, suffix):
    target = tmp_path / f"seen{suffix}"
    write(target)
    assert target.read_bytes()[:2] == b"\xff\xd8"
    difference = np.abs(decoded(target).astype(int) - write.expected[Product.OVERLAY])
    assert difference.mean() < 3


def test_the_map_is_written_with_its_own_numbers(write, tmp_path):
    target = tmp_path / "map.npy"
    write(target, Product.MAP)
    saved = np.load(target, allow_pickle=False)
    assert saved.dtype == np.float32
    np.testing.assert_array_equal(saved, MAP)


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("seen.bmp", Product.OVERLAY),
        ("seen", Product.OVERLAY),
        ("seen.png.exe", Product.HEAT),
        ("map.png", Product.MAP),
        ("map.npy", Product.OVERLAY),
    ],
)
def test_other_suffixes_are_refused_and_nothing_is_written(write, tmp_path, name, product):
    before = sorted(tmp_path.iterdir())
    error = refusal(write, tmp_path / name, product)
    assert (error.code, error.params["name"]) == (Code.EXPORT_FORMAT, name)
    assert sorted(tmp_path.iterdir()) == before


def test_a_picture_beyond_jpeg_s_limit_is_refused(attribution, photograph, tmp_path):
    image = photograph(np.zeros((1, 65_501, 3), np.uint8))
    projection = Projection.make((65_501, 1), (32, 32))
    for suffix, works in ((".jpg", False), (".png", True)):
        target = tmp_path / f"long{suffix}"
        if not works:
            error = refusal(export, target, Product.HEAT, image, attribution(MAP), projection, RENDERING)
            assert error.code is Code.EXPORT_FAILED
        else:
            export(target, Product.HEAT, image, attribution(MAP), projection, RENDERING)
        assert target.exists() is works


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_get_the_modes_the_user_s_mask_allows(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "file", b"data")
    finally:
        assert os.umask(before) == 0o027
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640


# The original


def same_name(original: Path, tmp_path: Path) -> Path:
    return original


def by_a_detour(original: Path, tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / ".." / original.name


def relative(original: Path, tmp_path: Path) -> Path:
    return Path(os.path.relpath(original))


def symlink(original: Path, tmp_path: Path) -> Path:
    (tmp_path / "link.png").symlink_to(original)
    return tmp_path / "link.png"


def hard_link(original: Path, tmp_path: Path) -> Path:
    (tmp_path / "hard.png").hardlink_to(original)
    return tmp_path / "hard.png"


def through_a_linked_folder(original: Path, tmp_path: Path) -> Path:
    (tmp_path / "linked").symlink_to(tmp_path)
    return tmp_path / "linked" / original.name


@pytest.mark.parametrize(
    "way", [same_name, by_a_detour, relative, symlink, hard_link, through_a_linked_folder], ids=lambda way: way.__name__
)
@pytest.mark.parametrize("product", [Product.OVERLAY, Product.HEAT])
def test_the_photograph_is_never_written_over(write, original, tmp_path, way, product):
    before = hashlib.sha256(original.read_bytes()).hexdigest()
    target = way(original, tmp_path)
    error = refusal(write, target, product)
    assert (error.code, error.params) == (Code.EXPORT_ORIGINAL, {"name": target.name})
    assert hashlib.sha256(original.read_bytes()).hexdigest() == before


def test_the_name_of_a_photograph_that_was_moved_away_is_refused_too(write, original):
    original.rename(original.with_name("moved.png"))
    assert refusal(write, original).code is Code.EXPORT_ORIGINAL
    assert not original.exists()


# All or nothing


def fail(error: int):
    def failing(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    return failing


@pytest.mark.parametrize("exists", [True, False], ids=["over an older file", "new"])
@pytest.mark.parametrize(
    ("module", "function", "error"),
    [
        (os, "fsync", errno.ENOSPC),
        (Path, "replace", errno.EACCES),
        (Path, "chmod", errno.EPERM),
    ],
    ids=["disk full", "rename refused", "mode refused"],
)
def test_a_write_that_fails_leaves_the_older_file_and_nothing_else(
    write, tmp_path, monkeypatch, exists, module, function, error
):
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "seen.png"
    if exists:
        target.write_bytes(b"older")
    monkeypatch.setattr(module, function, fail(error))
    failed = refusal(write, target)
    assert (failed.code, failed.params) == (Code.EXPORT_FAILED, {"name": "seen.png", "reason": os.strerror(error)})
    assert [path.read_bytes() for path in folder.iterdir()] == ([b"older"] if exists else [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_takes_no_more_leaves_the_older_file(tmp_path):
    import resource

    target = tmp_path / "seen.png"
    target.write_bytes(b"older")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        error = refusal(write_atomically, target, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (error.code, error.params["reason"]) == (Code.EXPORT_FAILED, os.strerror(errno.EFBIG))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"older"]


def test_a_written_file_replaces_the_older_one_in_one_step(write, tmp_path, monkeypatch):
    target = tmp_path / "seen.png"
    target.write_bytes(b"older")
    seen = []
    monkeypatch.setattr(os, "fsync", lambda number, sync=os.fsync: seen.append(target.read_bytes()) or sync(number))
    write(target)
    assert seen == [b"older"]
    np.testing.assert_array_equal(decoded(target), write.expected[Product.OVERLAY])


def test_a_folder_that_is_not_there_is_a_sentence_s_worth(write, tmp_path):
    error = refusal(write, tmp_path / "nowhere" / "seen.png")
    assert (error.code, error.params["reason"]) == (Code.EXPORT_FAILED, os.strerror(errno.ENOENT))


def test_a_folder_of_the_target_s_name_is_not_replaced(write, tmp_path):
    target = tmp_path / "seen.png"
    target.mkdir()
    assert refusal(write, target).code is Code.EXPORT_FAILED
    assert target.is_dir()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="modes do not bind this user")
def test_a_read_only_folder_is_refused(write, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    error = refusal(write, folder / "seen.png")
    assert (error.code, error.params["reason"]) == (Code.EXPORT_FAILED, os.strerror(errno.EACCES))
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write to")
def test_a_folder_nobody_can_write_to_is_refused(write):
    assert refusal(write, Path("/proc/self/seen.png")).code is Code.EXPORT_FAILED


# Names


@pytest.mark.parametrize(
    ("file", "label", "expected"),
    [
        ("photo.jpg", "Egyptian cat", "photo_Egyptian-cat_grad-cam.png"),
        ("été à Paris.jpg", "crane (bird)", "été-à-Paris_crane-bird_grad-cam.png"),
        ("写真 01.jpg", "class 3", "写真-01_class-3_grad-cam.png"),
        ("हिन्दी.jpg", "กล้อง", "हिन्दी_กล้อง_grad-cam.png"),
        ('a\\b:c*d?e"f<g>h|i.jpg', "one/other\n\t\0", "a-b-c-d-e-f-g-h-i_one-other_grad-cam.png"),
        ("...jpg", "..hidden", "photograph_hidden_grad-cam.png"),
        ("-rf.tar.jpg", "🐈", "rf.tar_photograph_grad-cam.png"),
        ("not\udcff text.jpg", "x_y+z", "not-text_x_y+z_grad-cam.png"),
    ],
)
def test_names_keep_letters_of_every_script_and_nothing_a_system_minds(photograph, file, label, expected):
    image = photograph(np.zeros((2, 2, 3), np.uint8), Path(file))
    assert suggested_name(image, label, "grad-cam", Product.OVERLAY) == expected


def test_a_name_with_its_accents_apart_keeps_them(photograph):
    apart = unicodedata.normalize("NFD", "café")
    image = photograph(np.zeros((2, 2, 3), np.uint8), Path(f"{apart}.jpg"))
    assert suggested_name(image, "Écran", "grad-cam", Product.OVERLAY) == "café_Écran_grad-cam.png"


@pytest.mark.parametrize("letter", ["a", "é", "写", "𝒜"])
def test_long_names_stay_short_enough_for_every_disk(photograph, tmp_path, letter):
    image = photograph(np.zeros((2, 2, 3), np.uint8), Path(letter * 300 + ".jpg"))
    name = suggested_name(image, letter * 300, "grad-cam", Product.HEAT)
    assert name.startswith(letter * 20)
    assert name.endswith("_grad-cam_heat.png")
    write_atomically(tmp_path / name, b"data")
    assert (tmp_path / name).read_bytes() == b"data"


@pytest.mark.parametrize(
    ("product", "end"), [(Product.OVERLAY, ".png"), (Product.HEAT, "_heat.png"), (Product.MAP, "_map.npy")]
)
def test_each_product_has_a_name_of_its_own(photograph, product, end):
    image = photograph(np.zeros((2, 2, 3), np.uint8), Path("cat.png"))
    assert suggested_name(image, "tabby", "saliency", product) == f"cat_tabby_saliency{end}"


def test_suggested_names_can_be_written(write, photograph, tmp_path):
    image = photograph(np.zeros((2, 2, 3), np.uint8), Path("写真 é|?.jpg"))
    for product in Product:
        target = tmp_path / suggested_name(image, "crane (bird)", "grad-cam", product)
        write(target, product)
        assert target.stat().st_size > 0

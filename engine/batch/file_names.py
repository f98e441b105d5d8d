"""The names of the files that belong to an image: safe on every system, and never the same for two images."""

from __future__ import annotations

import hashlib

from engine.batch.plan import Output
from engine.export.files import safe_name

FOLDERS = {Output.OVERLAY: "overlays", Output.MAP: "maps"}  # of a run folder

_MARK = "~"  # stands in no name that `safe_name` leaves as it is
_LONGEST = 160  # characters: with the run folder's own path seldom more than Windows takes, which is 260
_DIGITS = 12  # of SHA-256, in hexadecimal


def written_name(folder: str, name: str, suffix: str, alias: str = "", contents: str = "") -> str:
    """Return the path below the run folder of a file about an image, such as "overlays/cats/1.png.jpg".

    name: of the image, as in `Row`; its sub-folders and its own ending stay, so that 1.png and 1.jpg are two. What not
    every system can hold, or tells from another (capitals), is marked with a hash of the whole name; without its
    sub-folders where these go too deep. alias: of an image whose name must not be passed on, not even as a hash, for
    names can be guessed; contents: hexadecimal digits that determine what is written about it. These two stand for the
    name then, and copies of one file share what is written.
    """
    if alias:
        return f"{folder}/{safe_name(alias)}{_MARK}{contents[: 2 * _DIGITS]}{suffix}"
    parts = name.split("/")
    safe = [safe_name(part) for part in parts]
    path = "/".join(part or "_" for part in safe)
    too_long = len(path) > _LONGEST
    if too_long:
        path = path.rpartition("/")[2]
    if too_long or safe != parts or path != path.lower():
        path += _MARK + hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
    return f"{folder}/{path}{suffix}"

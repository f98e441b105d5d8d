"""The arguments of the command `batch`, and the plan that they make."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.attribution.lookup import find_class, find_layer
from engine.batch.known.told import FOLDERS
from engine.batch.plan import OVERLAY_SIDE, Aim, Output, Plan
from engine.batch.units import split_methods
from engine.cli.arguments import (
    ALL,
    add_feeding_options,
    add_method_options,
    add_model_options,
    add_names_option,
    add_overlay_options,
    names_in,
    read_measures,
    read_options,
    read_rendering,
)
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.measures import MEASURES
from engine.measures.asking import find_measure_options
from engine.methods import METHODS
from engine.methods.offers import find_methods

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo

TRUTH, NOTHING, FULL = "truth", "none", "full"
REPORTS = ("html", "pdf")
_LEAST_SIDE, _MOST_SIDE = 16, 16384  # pixels of an overlay
_MOST_WORKERS = 256
_EPILOG = """\
The run folder holds table.csv with a row for each image, the saved overlays and maps, and run.sqlite, from which
the window opens the batch and --resume goes on with it. Images are never written to.

examples:
  %(prog)s photos --out results
  %(prog)s photos --out results --truth folders --report pdf      subfolders are the true classes
  %(prog)s photos --out results --truth classes.csv --write none  the table alone
  %(prog)s photos --out compared --methods all --limit 20         which method serves the model best?
  %(prog)s photos --out results --resume                          after an interruption, or with new images

exit status: 0 all images explained, 1 some refused, 2 wrong usage or the batch could not go on, 130 stopped by a
signal, such as Ctrl+C. A second signal ends it without waiting for what is being computed.
"""


def add_batch_parser(commands: argparse._SubParsersAction, default_model: Path) -> None:
    """Add the command `batch`."""
    parser = commands.add_parser(
        "batch",
        help="explain and judge all images of a folder",
        description="Explain and judge all images of a folder, with a table of what was found out about each.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, metavar="FOLDER", help="folder of images; its subfolders are searched too")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="run folder, for the results")
    parser.add_argument("--resume", action="store_true", help="go on with the results that are in the run folder")
    _add_question(parser)
    _add_measuring(parser)
    _add_results(parser)
    _add_workers(parser)
    add_overlay_options(parser)
    add_names_option(parser)
    add_model_options(parser, default_model)
    add_feeding_options(parser)


def plan_of(arguments: argparse.Namespace, info: ModelInfo) -> Plan:
    """Return what is asked of each image.

    Raises SaliscopeError: CLASS_UNKNOWN, CLASS_AMBIGUOUS, LAYER_UNKNOWN, OPTION_UNKNOWN, OPTION_RANGE,
    MEASURE_UNKNOWN, METHOD_UNKNOWN.
    """
    aim = Aim.FIRST if arguments.target is None else Aim.TRUTH if arguments.target == TRUTH else Aim.FIXED
    return Plan(
        model=info.path.absolute(),
        model_sha256=info.sha256,
        labels=info.labels,
        pixel_values=arguments.pixel_values or info.pixel_values,
        port=info.port,
        method=arguments.method,
        layer=find_layer(arguments.layer, info),
        aim=aim,
        target=find_class(arguments.target, info) if aim is Aim.FIXED else None,
        options=read_options(arguments.method, [text for text in arguments.option if not _is_of_measure(text)]),
        seed=arguments.seed,
        fit=Fit(arguments.fit),
        pixels_chosen=arguments.pixel_values is not None,
        rendering=read_rendering(arguments),
        outputs=arguments.write,
        overlay_side=arguments.overlay_size,
        write_names=arguments.write_names,
        measures=_measures(arguments),
        measure_options=_measure_options(arguments.option),
        further_methods=split_methods(_methods(arguments), arguments.method, info)[0],
    )


def left_out(arguments: argparse.Namespace, info: ModelInfo) -> tuple[str, ...]:
    """Return the methods that are asked for and that the model does not allow. Raises as `plan_of`."""
    return split_methods(_methods(arguments), arguments.method, info)[1]


def _measures(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the measures that are asked for: all of them where only methods to be compared are named."""
    wanted = arguments.measures or (ALL if arguments.methods else "")
    return read_measures(wanted) if wanted else ()


def _methods(arguments: argparse.Namespace) -> tuple[str, ...]:
    wanted = arguments.methods or ""
    return tuple(METHODS) if wanted == ALL else find_methods(names_in(wanted))


def _measure_options(texts: list[str]) -> tuple[tuple[str, float], ...]:
    parts = (text.partition("=") for text in texts if _is_of_measure(text))
    return find_measure_options((name, value) for name, _, value in parts)


def _is_of_measure(text: str) -> bool:
    """Tell whether an option is a measure's, such as "deletion.steps=20": a method's has no name before it."""
    return "." in text.partition("=")[0]


def check_usage(arguments: argparse.Namespace) -> None:
    """Raise SaliscopeError where arguments cannot go together, before anything is opened."""
    tls = (arguments.tls_ca, arguments.tls_cert, arguments.tls_key)
    if any(tls) and (arguments.scheduler is None or not all(tls)):
        raise SaliscopeError(Code.CLUSTER_TLS, address=arguments.scheduler or "-")


def _add_question(parser: argparse.ArgumentParser) -> None:
    add_method_options(parser)
    parser.add_argument(
        "--class",
        dest="target",
        metavar=f"N|NAME|{TRUTH}",
        help=f"class to explain; {TRUTH}: the true class of each image (default: the most likely class)",
    )
    parser.add_argument(
        "--truth",
        metavar=f"CSV|{FOLDERS}",
        help=f"true classes: a table of images and classes, or {FOLDERS}: the names of the subfolders",
    )
    parser.add_argument(
        "--boxes",
        type=Path,
        metavar="FILE",
        help="boxes or masks of the objects: COCO (.json), Pascal VOC (.xml), labelme (.json) or PNG masks; a file or "
        "a folder",
    )


def _add_measuring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--measures",
        metavar=f"A,B|{ALL}",
        help=f"measure how far each map is to be trusted, with commas between: {', '.join(MEASURES)}",
    )
    parser.add_argument(
        "--methods",
        metavar=f"X,Y|{ALL}",
        help=f"also measure the maps of these methods and rank all; {ALL}: those that the model allows",
    )
    parser.add_argument(
        "--limit", type=_limit, metavar="N", help="at most N images, evenly from all over the folder (default: all)"
    )


def _add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--write",
        type=_outputs,
        default=(Output.OVERLAY,),
        metavar="|".join([*Output, NOTHING]),
        help="what is saved for each image besides its row; several with commas (default: overlay)",
    )
    parser.add_argument(
        "--overlay-size",
        type=_side,
        default=OVERLAY_SIDE,
        metavar=f"N|{FULL}",
        help=f"longer side of overlays in pixels; {FULL}: as the image (default: {OVERLAY_SIDE})",
    )
    parser.add_argument(
        "--report", action="append", choices=REPORTS, default=[], help="also write a report; can be repeated"
    )


def _add_workers(parser: argparse.ArgumentParser) -> None:
    workers = parser.add_mutually_exclusive_group()
    workers.add_argument(
        "--workers", type=_workers, default=1, metavar="N", help="processes that compute on this computer (default: 1)"
    )
    workers.add_argument(
        "--scheduler", metavar="ADDRESS", help="compute on the Dask cluster of this scheduler, such as tls://host:8786"
    )
    for name, what in (("ca", "certificates that sign all others"), ("cert", "certificate"), ("key", "private key")):
        parser.add_argument(f"--tls-{name}", type=Path, metavar="FILE", help=f"for the scheduler: {what} (PEM)")
    parser.add_argument(
        "--no-tls", action="store_true", help="speak to a scheduler on another computer without encryption"
    )


def _outputs(text: str) -> tuple[Output, ...]:
    parts = [part.strip() for part in text.split(",")]
    if parts == [NOTHING]:
        return ()
    known = [output.value for output in Output]
    if not set(parts) <= set(known):
        raise argparse.ArgumentTypeError(f"{text} is not {NOTHING} or some of {', '.join(known)}")
    return tuple(output for output in Output if output.value in parts)


def _side(text: str) -> int | None:
    if text == FULL:
        return None
    if not text.isdecimal() or not _LEAST_SIDE <= int(text) <= _MOST_SIDE:
        raise argparse.ArgumentTypeError(f"{text} is not {FULL} or from {_LEAST_SIDE} to {_MOST_SIDE}")
    return int(text)


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to {_MOST_WORKERS}")
    return int(text)

"""What can go wrong, as codes with parameters. The words live in `gui/words/`, so that they translate."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """One code per sentence. The comment names the parameters the sentence uses."""

    # Photographs
    FOLDER_BARREN = "folder-barren"  # name: neither photographs nor a model
    FILE_MISSING = "file-missing"  # name
    FILE_UNREADABLE = "file-unreadable"  # name, reason
    FILE_EMPTY = "file-empty"  # name
    FILE_TOO_BIG = "file-too-big"  # name, megabytes, limit
    NOT_AN_IMAGE = "not-an-image"  # name
    IMAGE_FORMAT_UNSUPPORTED = "image-format-unsupported"  # name, format
    IMAGE_DAMAGED = "image-damaged"  # name
    IMAGE_TOO_LARGE = "image-too-large"  # name, width, height, limit (megapixels)
    IMAGE_CHANNELS = "image-channels"  # name, channels, limit
    IMAGE_TOO_SMALL = "image-too-small"  # name, width, height
    IMAGE_FRAME = "image-frame"  # name, frame (from 1), count
    IMAGE_FRAME_FAR = "image-frame-far"  # name, frame (from 1): too many are drawn before it
    IMAGE_SWELLS = "image-swells"  # name, megabytes: once unpacked, stored: of the file
    IMAGE_CHANNEL = "image-channel"  # name, channel (from 1), count
    IMAGE_CHANNEL_COUNT = "image-channel-count"  # name, found: one or three are shown
    IMAGE_WINDOW = "image-window"  # name, low, high: black is not below white
    IMAGE_SHAPE = "image-shape"  # name, shape: of an array
    IMAGE_HUNG = "image-hung"  # name, seconds
    IMAGE_PRESET = "image-preset"  # name, preset, known
    IMAGE_NO_PICTURE = "image-no-picture"  # name, kind: what the DICOM file is
    IMAGE_EXTRA = "image-extra"  # name, format, extra, package: what is not installed
    IMAGE_CHANGED = "image-changed"  # name: since it was read

    # Models
    MODEL_NOT_KERAS = "model-not-keras"  # name
    MODEL_UNREADABLE = "model-unreadable"  # name; reason: a library's words, for experts only
    MODEL_UNBUILT = "model-unbuilt"  # name
    MODEL_CONTRADICTS = "model-contradicts"  # name, layer; reason as above
    MODEL_HUB_MISSING = "model-hub-missing"  # name, part: the module's address, folder: what it may be called
    MODEL_HUB_UNCLEAR = "model-hub-unclear"  # name, layer, part: as above
    MODEL_SETTING = "model-setting"  # name, layer, setting
    MODEL_INPUT = "model-input"  # name, found
    MODEL_CHANNELS = "model-channels"  # name, channels
    CHANNELS_DIFFER = "channels-differ"  # expected, found: of the model, of the photograph
    MODEL_OUTPUT = "model-output"  # found
    MODEL_EMPTY = "model-empty"  # name
    MODEL_FOLDER = "model-folder"  # name
    MODEL_FOLDER_EMPTY = "model-folder-empty"  # name
    MODEL_LFS = "model-lfs"  # name
    MODEL_WEB_PAGE = "model-web-page"  # name
    MODEL_TORCH = "model-torch"  # name
    MODEL_SAFETENSORS = "model-safetensors"  # name
    MODEL_COREML = "model-coreml"  # name
    MODEL_OPENVINO = "model-openvino"  # name
    MODEL_DAMAGED = "model-damaged"  # name
    MODEL_ARCHIVE = "model-archive"  # name
    MODEL_WEIGHTS_ONLY = "model-weights-only"  # name
    MODEL_WEIGHTS_MISSING = "model-weights-missing"  # name
    MODEL_WEIGHTS_SEVERAL = "model-weights-several"  # name, found (file names)
    MODEL_SHARDS_MISSING = "model-shards-missing"  # name, missing (a file's name)
    MODEL_WEB_GRAPH = "model-web-graph"  # name
    MODEL_WEIGHTS_DIFFER = "model-weights-differ"  # name, model, expected, found (hashes)
    MODEL_PICKLE = "model-pickle"  # name
    MODEL_SAVEDMODEL = "model-savedmodel"  # name
    MODEL_GRAPH_TEXT = "model-graph-text"  # name
    MODEL_NOT_FROZEN = "model-not-frozen"  # name, found (a variable of the graph)
    MODEL_PORTS = "model-ports"  # name, found (what may be given to the graph)
    MODEL_VARIABLES = "model-variables"  # name
    MODEL_CODE = "model-code"  # name, part, layer
    MODEL_UNKNOWN_PART = "model-unknown-part"  # name, part, layer
    MODEL_OPERATION = "model-operation"  # name, operation, node
    MODEL_OPERATION_UNKNOWN = "model-operation-unknown"  # name, operation, node
    MODEL_STEP = "model-step"  # name, operation, node: it does not fit its tensors
    MODEL_BATCH = "model-batch"  # name, pictures: it takes so many at a time, and no other number
    MODEL_SWELLS = "model-swells"  # name, needed, limit (MB of one tensor)
    MODEL_SIGNATURE = "model-signature"  # name, found
    MODEL_OUTSIDE_FILE = "model-outside-file"  # name, part (the file's name), layer
    MODEL_STRUCTURE = "model-structure"  # name, found
    MODEL_BOMB = "model-bomb"  # name, declared, stored (MB)
    MODEL_TOO_BIG = "model-too-big"  # name, needed, available (MB)
    MODEL_ONNX_OPERATOR = "model-onnx-operator"  # name, operation, node
    MODEL_ONNX_CUSTOM = "model-onnx-custom"  # name, operation, node: of a domain that is not ONNX's own
    MODEL_ONNX_VERSION = "model-onnx-version"  # name, found, first, last
    MODEL_ONNX_STRUCTURE = "model-onnx-structure"  # name, found
    MODEL_PART_MISSING = "model-part-missing"  # name, part: a file beside it
    MODEL_CRASHED = "model-crashed"  # name
    MODEL_HUNG = "model-hung"  # name, seconds
    MODEL_CHANGED = "model-changed"  # name: since it was opened beside the one on screen

    # Files of class names
    LABELS_UNREADABLE = "labels-unreadable"  # name
    LABELS_NONE = "labels-none"  # name
    LABELS_COUNT = "labels-count"  # name, found, classes

    MODEL_NONE = "model-none"  # no parameters: nothing is open yet

    # Downloads of published weights
    DOWNLOAD_OFFLINE = "download-offline"  # name
    DOWNLOAD_REFUSED = "download-refused"  # name, reason
    DOWNLOAD_BROKEN = "download-broken"  # name
    DOWNLOAD_DAMAGED = "download-damaged"  # name
    DOWNLOAD_NO_SPACE = "download-no-space"  # name, needed, available (MB)
    DOWNLOAD_UNWRITABLE = "download-unwritable"  # folder, reason

    # Requests
    LAYER_UNKNOWN = "layer-unknown"  # layer
    LAYER_NONE = "layer-none"  # no parameters: the model has no layer with a spatial extent
    COMPANION_INPUT = "companion-input"  # input, names: of the further picture inputs
    COMPANION_NONE = "companion-none"  # name
    COMPANION_TWICE = "companion-twice"  # input
    OUTPUT_NOT_ONE_NUMBER = "output-not-one-number"  # classes
    OUTPUT_UNKNOWN = "output-unknown"  # output, names
    INPUT_UNKNOWN = "input-unknown"  # input, names
    GRADIENT_NONE = "gradient-none"  # no parameters: the model cannot be followed back to its pixels
    CLASS_UNKNOWN = "class-unknown"  # target, classes
    CLASS_AMBIGUOUS = "class-ambiguous"  # target, names
    OPTION_UNKNOWN = "option-unknown"  # option, method, names
    OPTION_RANGE = "option-range"  # option, value, low, high
    METHOD_UNKNOWN = "method-unknown"  # method
    MEASURE_UNKNOWN = "measure-unknown"  # measure, names
    MAP_UNREADABLE = "map-unreadable"  # name: no array of real numbers
    MAP_SHAPE = "map-shape"  # name, shape
    MAP_NOT_FINITE = "map-not-finite"  # name: NaN or infinity in a map from elsewhere
    MAP_OF_OTHER = "map-of-other"  # name: of the image, which the map was not made of
    NOT_FINITE = "not-finite"  # no parameters: the model answered with NaN or infinity

    # Engine
    CANCELLED = "cancelled"  # no parameters
    OUT_OF_MEMORY = "out-of-memory"  # device
    ENGINE_FAULT = "engine-fault"  # reason: for experts only
    ENGINE_DIED = "engine-died"  # no parameters
    ENGINE_HUNG = "engine-hung"  # seconds
    ENGINE_STOPPED = "engine-stopped"  # no parameters
    ENGINE_GAVE_UP = "engine-gave-up"  # restarts, minutes
    MODEL_GAVE_UP = "model-gave-up"  # name, restarts, minutes
    JOB_GAVE_UP = "job-gave-up"  # restarts, minutes

    # Batches on several computers
    CLUSTER_EXTRA = "cluster-extra"  # extra, package: what is not installed
    CLUSTER_ADDRESS = "cluster-address"  # address
    CLUSTER_TLS = "cluster-tls"  # address: with TLS and no certificates, or the other way round
    CLUSTER_CERTIFICATE = "cluster-certificate"  # names (of the files), reason
    CLUSTER_INSECURE = "cluster-insecure"  # address: without TLS, on another computer
    CLUSTER_LOST = "cluster-lost"  # address: of the scheduler
    CLUSTER_NO_WORKERS = "cluster-no-workers"  # address, seconds
    CLUSTER_VERSION = "cluster-version"  # expected, found
    CLUSTER_DAEMON = "cluster-daemon"  # no parameters: the worker may start no process
    CLUSTER_MODEL = "cluster-model"  # name, path, limit (MB)
    CLUSTER_KILLED = "cluster-killed"  # name, times: workers that ended over this image
    CLUSTER_ANSWER = "cluster-answer"  # name, found
    CLUSTER_FAULT = "cluster-fault"  # reason: for experts only

    # Files that are written
    EXPORT_ORIGINAL = "export-original"  # name
    EXPORT_FAILED = "export-failed"  # name, reason
    EXPORT_FORMAT = "export-format"  # name, formats
    EXPORT_MAP_WAITING = "export-map-waiting"
    EXPORT_PANE_WAITING = "export-pane-waiting"  # name
    EXPORT_PANE_EMPTY = "export-pane-empty"  # number
    EXPORT_PANE_FAILED = "export-pane-failed"  # name, reason
    TRUST_OTHER_MAP = "trust-other-map"  # expected, found: each the id of a method and the number of a class

    # Batches: run folders
    RUN_NONE = "run-none"  # name: there is no run in this folder
    RUN_NOT_EMPTY = "run-not-empty"  # name: it holds other things and no run
    RUN_IS_SOURCE = "run-is-source"  # name: the images lie in it
    RUN_EXISTS = "run-exists"  # name: a run is there, and nobody said that it is to go on
    RUN_OTHER_MODEL = "run-other-model"  # name, model: the file of the run's model
    RUN_DAMAGED = "run-damaged"  # name, found (the place that does not fit)
    RUN_NEWER = "run-newer"  # name, found, known (versions of the format)
    RUN_IN_USE = "run-in-use"  # name
    RUN_FULL = "run-full"  # name: the disk is full; nothing is lost
    RUN_UNWRITABLE = "run-unwritable"  # name, reason
    RUN_SOURCE_MISSING = "run-source-missing"  # name: of the folder of images
    RUN_SOURCE_EMPTY = "run-source-empty"  # name: of the folder of images
    REPORT_FAILED = "report-failed"  # name (of the run folder), reason

    # What a picture says of how it was made
    PROVENANCE_NONE = "provenance-none"  # name
    PROVENANCE_DAMAGED = "provenance-damaged"  # name, found
    PROVENANCE_NEWER = "provenance-newer"  # name, found, known

    # Session files
    SESSION_NOT_ONE = "session-not-one"  # name
    SESSION_NEWER = "session-newer"  # name, found, known (versions of the format)
    SESSION_DAMAGED = "session-damaged"  # name, found (the place that does not fit)
    SESSION_CHANGED = "session-changed"  # name
    SESSION_TOO_BIG = "session-too-big"  # name, megabytes, limit

    # Files that say what is in the images of a batch
    TRUTH_UNREADABLE = "truth-unreadable"  # name
    TRUTH_NONE = "truth-none"  # name: no row names an image of the folder and a class
    TRUTH_CONTRADICTS = "truth-contradicts"  # name, image, one, other: classes
    REGIONS_UNREADABLE = "regions-unreadable"  # name
    REGIONS_FORMAT = "regions-format"  # name: of none of the formats that are read
    REGIONS_DAMAGED = "regions-damaged"  # name, found (the place that does not fit)
    REGIONS_NONE = "regions-none"  # name: nothing about an image of the folder
    REGION_MASK = "region-mask"  # name


class SaliscopeError(Exception):
    """A fault that a user can cause or meet, told apart by `code` and described by `params`."""

    def __init__(self, code: Code, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuilt, (self.code, self.params)

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code.value}({facts})"


def rebuilt(code: Code, params: dict[str, Any]) -> SaliscopeError:
    """Return an error as it was before it was pickled."""
    return SaliscopeError(code, **params)

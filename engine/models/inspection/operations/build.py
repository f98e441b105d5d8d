"""Write operations.json anew from the pinned TensorFlow: what the graphs of a model may compute, and where.

For developers: `python -m engine.models.inspection.operations.build`. The one module here that imports
TensorFlow; nothing of the program imports it. A test compares the file with what this makes.

Chosen are, of the operations that TensorFlow publishes (`tf.raw_ops`, so none of its tests'):

- run: those without state, texts, resources and functions, whose settings in words are choices or on `WORDS` below;
  plus, by name, what models need besides: calls, variables, random numbers, lists of tensors, checks.
- dangerous: what reaches files, programs or the network, or runs code: refused wherever it stands.
- never_run: of these what honest models hold where nothing is run: savers, and tables that are read from files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("operations.json")

# Settings that are free texts, and that no operation takes for the name of a file, an address or a program.
WORDS = frozenset(
    {"bad_indices_policy", "data_format", "dst_format", "equation", "fill_mode", "frame_name", "interpolation"}
    | {"kernel_type", "message", "noise", "row_partition_types", "set_operation", "src_format"}
)
# For other hardware, or parts of training that no network answers with.
NOT_RUN = re.compile(r"(Xla|TPU|BoostedTrees|Sdca|Debug|CudnnRNN|Serialize|Deserialize|KMC2|Kmeans|CheckPinned)\w*")
CALLS = "Case If PartitionedCall StatefulPartitionedCall StatelessCase StatelessIf StatelessWhile While"
VARIABLES = (  # seeds of random layers count on while a model answers
    "AssignAddVariableOp AssignSubVariableOp AssignVariableOp ReadVariableOp ResourceGather ResourceGatherNd "
    "VarHandleOp Variable VariableShape VariableV2"
)
RANDOM = (
    "Multinomial RandomGamma RandomPoissonV2 RandomShuffle RandomStandardNormal RandomUniform RandomUniformInt RngSkip "
    "RngReadAndSkip SampleDistortedBoundingBoxV2 StatefulStandardNormalV2 StatefulTruncatedNormal StatefulUniform "
    "StatefulUniformFullInt StatefulUniformInt StatelessRandomGetAlg TruncatedNormal"
)
CHECKS = "Assert CheckNumerics CheckNumericsV2 DeviceIndex Empty GuaranteeConst"
LISTS = re.compile(r"(Empty)?TensorList\w*|TensorArray\w*V3")
NEVER_RUN = (
    "InitializeTableFromTextFile InitializeTableFromTextFileV2 MergeV2Checkpoints RestoreV2 SaveV2 ShardedFilename"
)

DANGEROUS = re.compile(
    r"\w*(File|PyFunc|Reader|Dataset|Iterator|Restore|Rpc|Remote|Collective|Nccl|Send|Recv|Debug\w*Summary|DebugIdent)"
    r"\w*|DebugNanCount|Copy(Host)?|Save\w*|DistributedSave|MergeV2Checkpoints|LoadAndRemapMatrix"
    r"|GenerateVocabRemapping|FixedUnigramCandidateSampler|\w*SummaryWriter|CreateSummary\w+|Write\w*Summary"
    r"|ImportEvent|StatsAggregator\w*|ImmutableConst|DumpTensor|PrintV2|RecordInput|MlirPassthroughOp"
    r"|XlaCustomCall\w*|XlaCallModule|WorkerHeartbeat|Abort|(De|En)codeProto(V2)?"
)

LITE_REFUSED = re.compile(  # of other files, of other subgraphs, with a memory, or without a definition
    r"CUSTOM|DELEGATE|PLACEHOLDER\w*|CALL|CALL_ONCE|IF|WHILE|STABLEHLO_\w+|HASHTABLE\w*|VAR_HANDLE|(READ|ASSIGN)_VARIABLE"
    r"|EMBEDDING_LOOKUP_SPARSE|CONCAT_EMBEDDINGS|SKIP_GRAM|LSH_PROJECTION"
)


def build() -> dict[str, Any]:
    """Return {"run", "never_run", "dangerous": names, "lite": all names by number, "lite_run"}."""
    import tensorflow as tf

    registered = _registered()
    public = {name: operation for name, operation in registered.items() if hasattr(tf.raw_ops, name)}
    by_name = " ".join((CALLS, VARIABLES, RANDOM, CHECKS)).split()
    assert public.keys() >= {*by_name, *NEVER_RUN.split()}
    run = {name for name, operation in public.items() if _is_numeric(operation) and not NOT_RUN.fullmatch(name)}
    run |= set(by_name) | {name for name in public if LISTS.fullmatch(name)}
    dangerous = {name for name in registered if DANGEROUS.fullmatch(name)}
    assert not run & dangerous, run & dangerous
    assert dangerous >= set(NEVER_RUN.split())
    lite = _lite()
    return {
        "run": sorted(run),
        "never_run": NEVER_RUN.split(),
        "dangerous": sorted(dangerous),
        "lite": lite,
        "lite_run": sorted(name for name in lite if not LITE_REFUSED.fullmatch(name)),
    }


def text() -> str:
    """Return the file's content."""
    return json.dumps(build(), indent=1) + "\n"


def _registered() -> dict[str, Any]:
    from tensorflow.core.framework import op_def_pb2
    from tensorflow.python.client import pywrap_tf_session

    operations = op_def_pb2.OpList()
    operations.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
    return {operation.name: operation for operation in operations.op}


def _is_numeric(operation: Any) -> bool:
    from tensorflow.core.framework import types_pb2

    other = (types_pb2.DT_STRING, types_pb2.DT_RESOURCE, types_pb2.DT_VARIANT)
    tensors = (*operation.input_arg, *operation.output_arg)
    return not (
        operation.is_stateful
        or any(tensor.type in other or tensor.is_ref for tensor in tensors)
        or any("func" in setting.type for setting in operation.attr)
        or _free_words(operation.attr) - WORDS
    )


def _free_words(settings: Iterable[Any]) -> set[str]:
    return {
        setting.name
        for setting in settings
        if setting.type in ("string", "list(string)") and not setting.HasField("allowed_values")
    }


def _lite() -> list[str]:
    from tensorflow.lite.python.schema_py_generated import BuiltinOperator

    numbers = {number: name for name, number in vars(BuiltinOperator).items() if isinstance(number, int)}
    assert sorted(numbers) == list(range(len(numbers)))
    return [numbers[number] for number in sorted(numbers)]


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

"""A model as it is sent to the workers that lack it."""

from __future__ import annotations

from typing import Any

from engine.batch.cluster.worker import ModelFiles
from engine.batch.plan import Plan
from engine.errors import Code, SaliscopeError
from engine.system.memory import MIB
from engine.system.scratch import scratch_folder

MOST_SENT = 1024 * MIB  # it is in the memory of the scheduler and of every worker for as long as the batch takes


def files_of(plan: Plan) -> ModelFiles:
    """Return the plan's model file, or the used files of its SavedModel folder.

    Raises SaliscopeError: CLUSTER_MODEL where it is too large, no longer the one that the plan names, or one model in
    several files, which workers must find at its path; and what copying a model raises.
    """
    from engine.models.inspection.private_copy import private_copy

    with scratch_folder() as folder:
        copy, sha256 = private_copy(plan.model, folder)
        paths = [path for path in sorted(copy.rglob("*")) if path.is_file()] if copy.is_dir() else [copy]
        if sha256 != plan.model_sha256 or sum(path.stat().st_size for path in paths) > MOST_SENT:
            raise SaliscopeError(Code.CLUSTER_MODEL, **about_model(plan))
        return ModelFiles(
            plan.model.name,
            tuple((path.relative_to(copy).as_posix() if path != copy else "", path.read_bytes()) for path in paths),
        )


def about_model(plan: Plan) -> dict[str, Any]:
    """Return what the sentence for CLUSTER_MODEL says of a model."""
    return {"name": plan.model.name, "path": str(plan.model), "limit": MOST_SENT // MIB}

"""Batches on several computers, by a Dask cluster. docs/SCALING.md says how to start one, and who must trust whom."""

from engine.batch.cluster.address import Tls
from engine.batch.cluster.client import ClusterWorkers

__all__ = ["ClusterWorkers", "Tls"]

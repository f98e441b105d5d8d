"""What a model file holds, found out before anything loads it. Executes nothing and knows no TensorFlow."""

from engine.inspection.child import inspect_in_child
from engine.inspection.inspector import inspect_model
from engine.inspection.limits import InspectionLimits
from engine.inspection.model_file import Kind, ModelFile
from engine.inspection.private_copy import private_copy

__all__ = ["InspectionLimits", "Kind", "ModelFile", "inspect_in_child", "inspect_model", "private_copy"]

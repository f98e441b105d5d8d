"""What a model file holds, found out before anything loads it. Executes nothing and knows no TensorFlow."""

from engine.models.inspection.child import inspect_in_child
from engine.models.inspection.inspector import inspect_model
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.private_copy import private_copy
from engine.models.model_info import Kind

__all__ = ["InspectionLimits", "Kind", "ModelFile", "inspect_in_child", "inspect_model", "private_copy"]

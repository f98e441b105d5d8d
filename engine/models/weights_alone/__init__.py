"""Weights without their layers: a published network that they fit, with a head of dense layers."""

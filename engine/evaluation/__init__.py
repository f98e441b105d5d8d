"""Measures of a map: how far it can be trusted, and how far two maps lie apart."""

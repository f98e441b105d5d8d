"""Exports: pictures and numbers as files, each with the provenance that says what made it."""

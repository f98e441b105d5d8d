"""Crash reports: how unexpected errors are saved and shown to the user. They stay on this computer."""

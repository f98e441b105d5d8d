"""Crash reports: how unexpected faults are written down and told to the user. They stay on this computer."""

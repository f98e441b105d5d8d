"""Folders: a whole set of photographs judged at once. Jobs go through `engine.process.executor`."""

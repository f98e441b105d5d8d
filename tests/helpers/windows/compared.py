"""What tests of comparisons ask of the running program."""

from __future__ import annotations


def panes(program):
    return program.window.canvas._scene.panes


def there(program, count=2):
    """Wait until every half shows the answer to what it asks."""
    program.wait_for_overlay()
    program.wait(lambda: len(panes(program)) == count and not any(pane.waiting for pane in panes(program)))
    return panes(program)


def do(program, action):
    program.window.actions_by_id[action].trigger()

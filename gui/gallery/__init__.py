"""Shows every building block of gui/design in its states: `python -m gui.gallery`. For development; not packaged."""

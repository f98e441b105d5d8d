"""The table of a batch: compact columns of values, their order, and the widget that shows the part in view."""

"""The tab that measures maps against boxes or masks of the objects."""

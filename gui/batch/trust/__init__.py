"""The tab that says how far to trust the maps, and which method serves the model best."""

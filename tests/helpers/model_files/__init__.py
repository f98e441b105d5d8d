"""Model files, good and hostile, and what their inspection says."""

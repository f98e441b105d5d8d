"""Probing by hand: the user paints over the photograph and watches the answer change."""

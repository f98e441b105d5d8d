"""Qt and the desktop: what knows nothing of photographs and models."""

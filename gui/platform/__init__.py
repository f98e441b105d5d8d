"""Qt and the desktop: code that knows nothing of photographs and models."""

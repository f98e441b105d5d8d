"""The canvas: where photographs and maps are composed, painted, zoomed and pointed at."""

"""What tells the user something: banners, chips, what stands where nothing is, and what floats over the canvas."""

"""Keras files: the zip, the HDF5 file, and every name in the configuration."""

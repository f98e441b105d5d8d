"""DICOM: of a file only what its picture needs is ever read, never who is in it."""

"""TensorFlow's graphs: SavedModel folders, what one signature reaches and the checkpoint behind it; frozen graphs."""

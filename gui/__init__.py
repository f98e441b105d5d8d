"""The window. No TensorFlow here: it talks to the engine through one worker thread."""

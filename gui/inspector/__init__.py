"""The controls beside the canvas, one file each: they show the state and send intents to it."""

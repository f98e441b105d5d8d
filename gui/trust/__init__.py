"""How far to trust the map on screen: a line in the side panel, and a page that takes the panel's place."""

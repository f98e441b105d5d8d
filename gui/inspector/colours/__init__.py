"""How the map becomes colours."""

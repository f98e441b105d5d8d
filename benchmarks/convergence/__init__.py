"""How soon a map is good: error against passes and seconds, ours and Xplique's."""

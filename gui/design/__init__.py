"""How the window looks: scales of spaces and letters, icons that follow the palette, cards, chips, and controls."""

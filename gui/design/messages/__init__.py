"""What tells the user something: chips, and what keeps a message over the canvas."""

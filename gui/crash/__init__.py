"""What is written down when something fails unforeseen, and how it is told. It stays on this computer."""

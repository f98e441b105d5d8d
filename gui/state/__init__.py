"""What is on screen and what the user wants there: the one mutable model, and what turns it into requests."""

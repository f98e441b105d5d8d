"""What the campaign `places` puts the program into: file systems that hang, plays of the user, commands."""

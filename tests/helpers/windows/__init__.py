"""Windows and what is shown in them, as tests make and see them."""

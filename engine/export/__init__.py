"""What is written: pictures, numbers, and the record that says what made them."""

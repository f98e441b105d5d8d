"""Where the method looks: layers, and its options."""

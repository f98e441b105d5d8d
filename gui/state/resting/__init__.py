"""What is computed beside the question on screen: previews of methods, how far to trust a map, what a region does."""

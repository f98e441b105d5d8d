"""A network's weights in what was traced: normalisations folded into them, others in their place."""

"""What charts are painted with, the same on screen, on paper and in a report: colours, words, axes, lines."""

"""The tab that measures answers against true classes: figures, confusion matrix, classes, reliability, mistakes."""

"""What tests of batches share: rows, runs without a model, units, judged runs."""

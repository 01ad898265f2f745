"""The pages of the counter, one module each."""

"""The whole counter in one process: a real store, real screens, forms written for the tests."""

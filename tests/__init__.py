"""Tests mirror the packages; `faults`, `golden` and `e2e` cut across them."""

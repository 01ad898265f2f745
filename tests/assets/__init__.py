"""Tests of what the program carries with it."""

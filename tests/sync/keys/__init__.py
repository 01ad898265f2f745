"""Tests of the keys, with a real keyring."""

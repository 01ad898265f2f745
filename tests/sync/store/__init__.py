"""Tests of the local store, on real SQLCipher files."""

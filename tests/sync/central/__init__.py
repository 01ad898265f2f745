"""Tests of the embedded central service."""

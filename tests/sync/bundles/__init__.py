"""Sticks between machines without a line and their centre."""

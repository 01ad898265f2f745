"""Codes that the camera sees."""

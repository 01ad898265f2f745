"""Tests of kiosk.calls."""

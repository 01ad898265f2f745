"""Tests of kiosk.theme."""

"""Tests of kiosk.screens."""

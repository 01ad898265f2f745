"""Tests of kiosk.widgets."""

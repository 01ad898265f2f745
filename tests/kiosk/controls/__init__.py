"""Tests of kiosk.controls."""

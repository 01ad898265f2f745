"""Tests of kiosk.gallery."""

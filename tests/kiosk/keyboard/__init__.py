"""Tests of kiosk.keyboard."""

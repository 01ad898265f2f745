"""Tests of what a form is and how it runs."""

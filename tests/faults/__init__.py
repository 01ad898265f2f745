"""Deliveries through lines and servers that fail on purpose."""

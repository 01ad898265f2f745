"""The local truth and its reconciliation with the central services."""

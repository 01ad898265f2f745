"""The office's map."""

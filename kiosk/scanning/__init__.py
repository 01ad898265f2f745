"""Barcodes and QR codes that the counter's camera sees."""

from kiosk.scanning.decoding import QR_ONLY, Kinds, read_code, read_code_in_file

__all__ = ["QR_ONLY", "Kinds", "read_code", "read_code_in_file"]

"""What becomes paper: layout of Persian text, receipts, letters, printers."""

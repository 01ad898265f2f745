"""What the program promises about paper."""

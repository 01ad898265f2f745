"""What belongs to the operating system."""

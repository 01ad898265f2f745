"""What is heard, by people who see nothing of the screen."""

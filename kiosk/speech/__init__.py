"""What is heard: the words of each screen, the voice that says them, and when they are said."""

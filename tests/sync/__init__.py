"""What storing and delivering promise."""

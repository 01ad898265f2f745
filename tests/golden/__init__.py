"""Papers compared with the pictures that a person has looked at and found good."""

"""The services that the program ships with, as people go through them."""

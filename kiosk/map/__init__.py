"""A map without a network: tiles that the office supplies, shown, moved by buttons, and a place taken from it."""

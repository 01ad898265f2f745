"""The whole product as processes of their own, started as a person starts it."""

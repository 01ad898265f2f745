"""One machine of an office delivers for the others: mutual TLS on one side, the central on the other.

Nothing is acknowledged before the central has. What the line does not take now is held here, sealed, and goes when it
does; the machine that brought it hears the central's own answer when it asks again.
"""

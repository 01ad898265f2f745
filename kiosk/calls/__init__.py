"""Calls for help from one machine of an office to another: a lamp lights up at the desk, over the office's own network.

A call says which machine needs help and nothing else. It is signed with what the machines of one office share, the
central's token, and goes from address to address as single datagrams: no server, no pairing, no store.
"""

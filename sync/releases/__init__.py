"""Newer programs: found in a TUF repository on a stick or behind HTTP, unpacked side by side, started on trial.

The repository is The Update Framework's (https://theupdateframework.github.io/specification/latest/); its first root
comes with the machine's installation. docs/decisions/0012-updates.md tells why.
"""

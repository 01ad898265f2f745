"""Bundles: what travels on a stick where there is no line, sealed for its reader, signed by its maker.

A volume is one age file (https://age-encryption.org/v1) around a plain tar. Its first member is the manifest, a signed
note (https://c2sp.org/signed-note); the others are files that the manifest names by number, size and SHA-256.
docs/decisions/0007-bundles.md tells why.
"""

"""The Merkle tree of RFC 6962, section 2.1, grown a leaf at a time and kept as its peaks."""

from __future__ import annotations

from hashlib import sha256
from typing import Self

HASH_BYTES = 32
_NODE = b"\1"


class MerkleTree:
    """A tree that only grows; its `peaks` are the roots of its whole subtrees, the largest first."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Go on from a tree of `size` leaves with these `peaks`, 32 bytes each, one after the other."""
        self.size = size
        self._peaks = [peaks[start : start + HASH_BYTES] for start in range(0, len(peaks), HASH_BYTES)]

    @property
    def peaks(self) -> bytes:
        """The peaks as the constructor takes them."""
        return b"".join(self._peaks)

    def append(self, leaf: bytes) -> Self:
        """Add a leaf by its hash, SHA-256 of the byte 0 and the leaf's content."""
        filled, node = self.size, leaf
        while filled & 1:  # two whole subtrees of one size become one of twice the size
            node = _joined(self._peaks.pop(), node)
            filled >>= 1
        self._peaks.append(node)
        self.size += 1
        return self

    def root(self) -> bytes:
        """Return the Merkle tree hash of all leaves so far."""
        if not self._peaks:
            return sha256().digest()
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = _joined(peak, root)
        return root


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()

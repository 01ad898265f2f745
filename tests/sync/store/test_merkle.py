"""The tree of RFC 6962, held to the roots that Certificate Transparency's own test data gives."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from sync.store.merkle import MerkleTree

# The eight leaves and the roots after each, from google/certificate-transparency-go, trillian/merkle.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def _leaf(content: bytes) -> bytes:
    return sha256(b"\0" + content).digest()


def _by_definition(leaves: list[bytes]) -> bytes:
    """MTH as section 2.1 defines it: split at the largest power of two below the size."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + _by_definition(leaves[:split]) + _by_definition(leaves[split:])).digest()


def test_the_roots_are_those_of_certificate_transparency() -> None:
    tree = MerkleTree()
    assert tree.root().hex() == sha256(b"").hexdigest()
    assert [tree.append(_leaf(bytes.fromhex(leaf))).root().hex() for leaf in LEAVES] == ROOTS


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_a_tree_taken_up_again_at_any_size_has_the_defined_root(contents: list[bytes], data: st.DataObject) -> None:
    leaves = [_leaf(content) for content in contents]
    tree = MerkleTree()
    pause = data.draw(st.integers(0, len(leaves)))
    for number, leaf in enumerate(leaves):
        if number == pause:
            tree = MerkleTree(tree.size, tree.peaks)
        tree.append(leaf)
    assert tree.root() == _by_definition(leaves)

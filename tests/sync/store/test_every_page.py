"""One byte flipped anywhere in what a store consists of: noticed and said, and nothing silently wrong."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

from sync.store import Store
from sync.store.checking import check_store
from sync.store.errors import StoreUnusable
from tests.sync.store.given import KEY, VISITOR, ToldClock, attach, begin, finalise, install
from tests.sync.store.pages import PAGE

if TYPE_CHECKING:
    from pathlib import Path


def made(folder: Path) -> None:
    """A store with answers longer than a page, freed pages, a photo, media, a draft and an audit log."""
    with Store.open(folder, KEY, ToldClock()) as store:
        form = install(store, b"<form/>" * 700, media={"villages.csv": b"a,b\n" * 500}).key
        for number in range(4):
            key = begin(store, form, f"uuid:{number}", b"<data/>" * 900).key
            attach(store, key, "photo.jpg", b"photo" * 2000)
            finalise(store, form, key.instance_id, b"<data>" + b"x" * 5000 + b"</data>", "photo.jpg")
        store.drafts.give_up(VISITOR, begin(store, form, "uuid:9", b"<gone/>" * 3000).key)
        begin(store, form, "uuid:10", b"<half/>" * 900)


def noticed(folder: Path) -> bool:
    """Whether opening the store, looking it through or reading its draft says that something is wrong."""
    try:
        with Store.open(folder, KEY, ToldClock()) as store:
            return bool(check_store(store).problems)
    except StoreUnusable:
        return True


def test_a_flipped_byte_is_noticed_in_every_page_and_every_file(tmp_path: Path) -> None:
    chance = random.Random(20261122)  # noqa: S311 - which byte of a page it is
    whole = tmp_path / "whole"
    made(whole)
    assert not noticed(whole)
    pages = (whole / "store.db").stat().st_size // PAGE
    assert pages > 30
    places = [(whole / "store.db", page * PAGE, PAGE) for page in range(pages)]
    for name in ("attachments", "media", "key.check"):
        files = sorted((whole / name).iterdir()) if (whole / name).is_dir() else [whole / name]
        places += [(path, 0, path.stat().st_size) for path in files]
    unnoticed = []
    for path, start, length in places:
        place = start + chance.randrange(length)
        harmed = tmp_path / "harmed"
        shutil.copytree(whole, harmed)
        target = harmed / path.relative_to(whole)
        content = bytearray(target.read_bytes())
        content[place] ^= 1 << chance.randrange(8)
        target.write_bytes(content)
        if not noticed(harmed):
            unnoticed.append((path.name, place))
        shutil.rmtree(harmed)
    assert unnoticed == []

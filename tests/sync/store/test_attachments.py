"""Attachments: sealed in chunks, whole or not at all, and whatever is done to the file is noticed."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.store.data_keys import sealing_context
from sync.store.errors import AttachmentRefused, NoSuchRecord, StoreDamaged
from sync.store.records import RecordKey
from sync.store.sealed_files import keep_sealed, open_sealed
from sync.store.sealing import CHUNK, PREFIX, TAG, seal, unseal
from tests.sync.store.given import KEY, VISITOR, attach, begin, finalise

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store import Store
    from sync.store.records import FormKey

HEADER = 4 + PREFIX
SEALED_CHUNK = CHUNK + TAG


def test_a_file_that_the_disk_does_not_let_go_undoes_nothing_that_is_done(
    store: Store, form: FormKey, folder: Path
) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"photo")
    (path,) = (folder / "attachments").iterdir()
    path.unlink()
    (path / "in the way").mkdir(parents=True)
    store.attachments.remove(VISITOR, key, "photo.jpg")
    assert store.attachments.of(key) == ()
    assert store.audit.verify() > 0


_WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)


@given(st.tuples(_WORD, _WORD, _WORD), st.tuples(_WORD, _WORD, _WORD))
def test_what_is_sealed_for_one_place_opens_in_no_other(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    contexts = [sealing_context(RecordKey(central, record), name) for central, record, name in (one, other)]
    assert (contexts[0] == contexts[1]) == (one == other)
    blob = seal(KEY, b"answer", contexts[0])
    assert unseal(KEY, blob, contexts[0]) == b"answer"
    if one != other:
        with pytest.raises(StoreDamaged):
            unseal(KEY, blob, contexts[1])


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_kept_is_read_back(store: Store, form: FormKey, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    key = begin(store, form).key
    kept = store.attachments.add(VISITOR, key, "photo.jpg", "image/jpeg", BytesIO(content[:size]))
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(content[:size]).hexdigest())
    with store.attachments.open(key, "photo.jpg") as stream:
        assert stream.read() == content[:size]
    assert store.attachments.of(key) == (kept,)


def test_it_cannot_be_read_in_the_folder(store: Store, form: FormKey, folder: Path) -> None:
    attach(store, begin(store, form).key, "photo.jpg", b"a face" * 100)
    (path,) = (folder / "attachments").iterdir()
    assert b"face" not in path.read_bytes()
    assert "photo" not in path.name


def test_another_photo_of_the_same_name_takes_its_place(store: Store, form: FormKey, folder: Path) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"first")
    attach(store, key, "photo.jpg", b"second")
    with store.attachments.open(key, "photo.jpg") as stream:
        assert stream.read() == b"second"
    assert len(list((folder / "attachments").iterdir())) == 1


def test_a_removed_photo_is_gone(store: Store, form: FormKey, folder: Path) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"first")
    store.attachments.remove(VISITOR, key, "photo.jpg")
    with pytest.raises(NoSuchRecord):
        store.attachments.open(key, "photo.jpg")
    assert list((folder / "attachments").iterdir()) == []


def test_a_submissions_photo_can_neither_be_removed_nor_replaced(store: Store, form: FormKey) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"first")
    finalise(store, form, "uuid:1", b"<data/>", "photo.jpg")
    with pytest.raises(NoSuchRecord):
        store.attachments.remove(VISITOR, key, "photo.jpg")
    with pytest.raises(NoSuchRecord):
        attach(store, key, "photo.jpg", b"second")
    with store.attachments.open(key, "photo.jpg") as stream:
        assert stream.read() == b"first"


@pytest.mark.parametrize(
    "name", ["", "..", "../x.jpg", "a/b.jpg", "a\\b.jpg", ".hidden", 'a".jpg', " a.jpg", "عکس.jpg"]
)
def test_only_plain_file_names_are_taken(store: Store, form: FormKey, name: str) -> None:
    key = begin(store, form).key
    with pytest.raises(AttachmentRefused):
        attach(store, key, name, b"photo")


def test_an_attachment_needs_its_draft(store: Store, folder: Path) -> None:
    with pytest.raises(NoSuchRecord):
        attach(store, RecordKey("ministry", "uuid:none"), "photo.jpg", b"photo")
    assert list((folder / "attachments").iterdir()) == []


def test_a_file_that_vanished_is_damage(store: Store, form: FormKey, folder: Path) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"photo")
    for path in (folder / "attachments").iterdir():
        path.unlink()
    with pytest.raises(StoreDamaged):
        store.attachments.open(key, "photo.jpg")


def _read(path: Path, context: bytes = b"uuid:1/photo.jpg", key: bytes = KEY) -> bytes:
    with open_sealed(path, key, context) as stream:
        return stream.read()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A sealed file of three and a half chunks."""
    content = BytesIO(bytes(range(256)) * (CHUNK // 256) * 3 + b"end" * 1000)
    return tmp_path / keep_sealed(tmp_path, KEY, b"uuid:1/photo.jpg", content).name


def _chunks(sealed: bytes) -> list[bytes]:
    body = sealed[HEADER:]
    return [body[start : start + SEALED_CHUNK] for start in range(0, len(body), SEALED_CHUNK)]


@pytest.mark.parametrize("kept", [0, 3, HEADER, HEADER + 5, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK + 9, -1])
def test_a_file_cut_short_anywhere_is_damaged(sealed: Path, kept: int) -> None:
    sealed.write_bytes(sealed.read_bytes()[:kept])
    with pytest.raises(StoreDamaged):
        _read(sealed)


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 0, 1, 2, 3), (0, 2, 3), (0, 1, 2, 3, 3), (3, 0, 1, 2)])
def test_chunks_in_another_order_are_damaged(sealed: Path, order: tuple[int, ...]) -> None:
    content = sealed.read_bytes()
    chunks = _chunks(content)
    sealed.write_bytes(content[:HEADER] + b"".join(chunks[number] for number in order))
    with pytest.raises(StoreDamaged):
        _read(sealed)


def test_a_changed_bit_an_appended_byte_another_key_or_owner_is_noticed(sealed: Path) -> None:
    content = sealed.read_bytes()
    for changed in (content[:-5] + bytes([content[-5] ^ 1]) + content[-4:], content + b"x", b"x" + content[1:]):
        sealed.write_bytes(changed)
        with pytest.raises(StoreDamaged):
            _read(sealed)
    sealed.write_bytes(content)
    with pytest.raises(StoreDamaged):
        _read(sealed, context=b"uuid:2/photo.jpg")
    with pytest.raises(StoreDamaged):
        _read(sealed, key=bytes(32))
    assert len(_read(sealed)) == 3 * CHUNK + 3000


@given(sizes=st.lists(st.integers(1, CHUNK), min_size=1, max_size=12), step=st.integers(1, 3 * CHUNK))
def test_any_way_of_giving_and_taking_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], step: int
) -> None:
    folder = tmp_path_factory.mktemp("sealed")
    content = b"".join(bytes([number]) * size for number, size in enumerate(sizes))
    name = keep_sealed(folder, KEY, b"x", _Dripping(content, sizes)).name
    with open_sealed(folder / name, KEY, b"x") as stream:
        taken = b"".join(iter(lambda: stream.read(step), b""))
    assert taken == content


class _Dripping(BytesIO):
    """A source that gives less than it is asked for, as a pipe does."""

    def __init__(self, content: bytes, sizes: list[int]) -> None:
        super().__init__(content)
        self._sizes = iter(sizes)

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, next(self._sizes, CHUNK)))


def test_reading_holds_no_more_than_a_few_chunks(sealed: Path) -> None:
    stream: BinaryIO
    with open_sealed(sealed, KEY, b"uuid:1/photo.jpg") as stream:
        assert stream.read(10) == bytes(range(10))
        content = sealed.read_bytes()
        sealed.write_bytes(content[: HEADER + 2 * SEALED_CHUNK])
        with pytest.raises(StoreDamaged):
            stream.read()

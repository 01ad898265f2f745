"""Installed forms: whole or not at all, and kept as long as somebody needs them."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.backup import back_up
from sync.store.errors import MediaMissing, NoSuchRecord, StoreDamaged
from sync.store.records import FormState, MediaFile
from tests.sync.store.given import KEY, VISITOR, ToldClock, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_version_takes_the_place_of_the_old_one(store: Store) -> None:
    old = install(store, version="1")
    new = install(store, version="2")
    assert [form.key.version for form in store.forms.current("ministry")] == ["2"]
    assert store.forms.get(old.key).state is FormState.SUPERSEDED
    assert store.forms.current_of("ministry", "claim") == new


def test_the_same_version_with_other_media_is_another_edition(store: Store) -> None:
    monday = install(store, media={"cases.csv": b"a,received"})
    tuesday = install(store, media={"cases.csv": b"a,approved"})
    assert monday.key != tuesday.key
    assert dict(store.forms.media(monday.key)) == {"cases.csv": b"a,received"}
    assert dict(store.forms.media(tuesday.key)) == {"cases.csv": b"a,approved"}


def test_installing_the_same_bytes_again_changes_nothing(store: Store) -> None:
    first = install(store, media={"icon.png": b"icon"})
    assert install(store, media={"icon.png": b"icon"}).key == first.key
    assert [form.key for form in store.forms.current()] == [first.key]


def test_a_form_whose_media_did_not_arrive_is_not_installed(store: Store) -> None:
    old = install(store, version="1")
    absent = MediaFile("map.png", "md5:1", "0" * 64, 10)
    with pytest.raises(MediaMissing):
        store.forms.install(
            VISITOR, form_id="claim", version="2", name="Claim", hash="md5:2", xform=b"<new/>", media=[absent]
        )
    assert store.forms.current() == (old,)


def test_a_withdrawn_form_is_not_offered(store: Store) -> None:
    form = install(store)
    withdrawn = store.forms.withdraw(VISITOR, "claim")
    assert withdrawn is not None
    assert (withdrawn.key, withdrawn.state) == (form.key, FormState.WITHDRAWN)
    assert store.forms.current() == ()
    assert store.forms.withdraw(VISITOR, "claim") is None


def test_an_old_edition_stays_while_a_draft_needs_it(store: Store) -> None:
    old = install(store, b"<old/>", media={"map.png": b"old map"})
    draft = begin(store, old.key)
    install(store, b"<new/>", version="2")
    assert store.forms.sweep() == ()
    assert store.forms.xform(old.key) == b"<old/>"
    assert store.forms.media(old.key)["map.png"] == b"old map"
    store.drafts.give_up(VISITOR, draft.key)
    assert store.forms.sweep() == (old.key,)
    with pytest.raises(NoSuchRecord):
        store.forms.xform(old.key)


def test_an_old_edition_stays_until_its_submissions_are_delivered(store: Store) -> None:
    old = install(store, version="1")
    submission = finalise(store, old.key)
    install(store, version="2")
    assert store.forms.sweep() == ()
    store.queue.acknowledge(VISITOR, submission.key, verdict="stored")
    assert store.forms.sweep() == (old.key,)


def test_media_shared_by_editions_is_kept_once_and_goes_with_the_last(store: Store, folder: Path) -> None:
    install(store, b"<old/>", media={"map.png": b"map"})
    new = install(store, b"<new/>", media={"map.png": b"map", "extra.png": b"extra"})
    assert len(list((folder / "media").iterdir())) == 2
    store.forms.sweep()
    assert dict(store.forms.media(new.key)) == {"map.png": b"map", "extra.png": b"extra"}
    install(store, b"<newest/>")
    store.forms.sweep()
    assert list((folder / "media").iterdir()) == []


def test_media_cannot_be_read_in_the_folder(store: Store, folder: Path) -> None:
    install(store, media={"map.png": b"a map of the village" * 10})
    assert all(b"village" not in path.read_bytes() for path in (folder / "media").iterdir())


def test_no_name_in_the_folder_tells_who_has_the_same_file_that_it_is_here(store: Store, folder: Path) -> None:
    content = b"code,status\n12345678901234567,granted\n"
    install(store, media={"cases.csv": content})
    names = "".join(path.name for path in folder.rglob("*"))
    hashes = [hashlib.new(kind, content).hexdigest() for kind in ("md5", "sha1", "sha256")]
    assert not [one for one in hashes if one in names]


def test_files_named_by_their_hash_get_another_name_and_are_read_before_too(folder: Path, clock: ToldClock) -> None:
    content = b"a map"
    told = folder / "media" / hashlib.sha256(content).hexdigest()
    with Store.open(folder, KEY, clock) as store:
        form = install(store, media={"map.png": content})
    (named,) = (folder / "media").iterdir()
    named.rename(told)
    with Store.open(folder, KEY, clock, beside=True) as command:
        assert command.forms.media(form.key)["map.png"] == content
        command.forms.sweep()
        back_up(command, folder.parent / "backup", VISITOR)
        assert told.exists(), "the counter may be reading it"
    with Store.open(folder, KEY, clock) as store:
        assert list((folder / "media").iterdir()) == [named]
        assert store.forms.media(form.key)["map.png"] == content
        store.forms.sweep()
        assert store.forms.media(form.key)["map.png"] == content


def test_media_changed_on_the_disk_is_damaged(store: Store, folder: Path) -> None:
    form = install(store, media={"map.png": b"a map"})
    (path,) = (folder / "media").iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(StoreDamaged):
        store.forms.media(form.key)["map.png"]


def test_two_centrals_have_forms_of_the_same_name(store: Store) -> None:
    ours = install(store)
    theirs = store.forms.install(
        type(VISITOR)("province", "office-7", "device-3", "agent"),
        form_id="claim", version="1", name="Claim", hash="md5:0", xform=b"<theirs/>",
    )  # fmt: skip
    assert {form.key for form in store.forms.current()} == {ours.key, theirs.key}
    assert store.forms.current("province") == (theirs,)


def test_a_line_that_breaks_while_media_arrives_is_no_fault_of_the_disk(store: Store, folder: Path) -> None:
    class Breaking(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - the stream's signature
            raise ConnectionResetError("the line broke")

    with pytest.raises(ConnectionResetError):
        store.forms.add_media(VISITOR, "map.png", "md5:1", Breaking())
    assert list((folder / "media").iterdir()) == []


def test_a_sweep_leaves_what_is_just_arriving(store: Store, folder: Path) -> None:
    class Arriving(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            with store.for_thread() as other:
                other.forms.sweep()
            return super().read(size)

    file = store.forms.add_media(VISITOR, "map.png", "md5:1", Arriving(b"a map"))
    assert len(list((folder / "media").iterdir())) == 1
    assert store.forms.media_file(file.sha256, file.name) == b"a map"

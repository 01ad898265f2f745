"""A form with a public key: what was answered is sealed in the transaction that finalises, and nobody here reads it."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.store import Store
from sync.store.checking import check_store
from sync.store.device_signature import SignatureDamaged, is_signed, read_signature
from sync.store.enveloping import envelop
from sync.store.errors import AttachmentMissing, NoSuchRecord, SealingKeyUnfit, StoreFull
from sync.store.records import Companion, RecordKey, Status
from sync.store.sealing import CHUNK
from tests.sync.envelope import opened, private_key, public_key
from tests.sync.store.given import KEY, VISITOR, ToldClock, attach, begin, install
from tests.sync.store.pages import decrypted

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.records import FormKey, Submission

CANARY = b"zanbagh-4471"
XML = b'<data id="claim" version="1"><why>' + CANARY + b"</why></data>"


def seal(
    store: Store, form: FormKey, *names: str, xml: bytes = XML, instance_id: str = "uuid:1", signature_file: str = ""
) -> Submission:
    return store.submissions.finalise(
        VISITOR,
        form,
        instance_id,
        xml=xml,
        attachments=names,
        instance_name="Zahra " + CANARY.decode(),
        language="fa",
        public_key=public_key(),
        signature_file=signature_file,
    )


def parts(store: Store, key: RecordKey) -> dict[str, bytes]:
    found = {}
    for attachment in store.attachments.of(key):
        with store.attachments.open(key, attachment.name) as stream:
            found[attachment.name] = stream.read()
    return found


def test_the_ministry_reads_what_was_answered_and_attached(store: Store, form: FormKey) -> None:
    key = begin(store, form).key
    photos = {"b.jpg": b"x" * (CHUNK * 2 + 7), "a.jpg": b"", "c.jpg": bytes(range(256)) * 256}
    for name, content in photos.items():
        attach(store, key, name, content)
    record = seal(store, form, *photos)
    found = opened(store.submissions.xml(key), parts(store, key))
    assert (found.form_id, found.version, found.instance_id) == ("claim", "1", "uuid:1")
    assert (found.xml, found.files, found.signed) == (XML, photos, True)
    assert list(found.files) == list(photos)
    assert (record.sealed, record.status) == (True, Status.COMPLETE)
    assert is_signed(store.submissions.xml(key), record.signature, store.device.public_key)
    assert check_store(store).problems == ()


@settings(max_examples=5, deadline=None)
@given(
    sizes=st.lists(st.sampled_from([0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1]), min_size=17, max_size=20),
    xml=st.binary(min_size=1, max_size=300),
)
def test_any_number_of_files_of_any_size_opens_again(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], xml: bytes
) -> None:
    """More than sixteen files: the vector's bytes are counted up a second time."""
    with Store.open(tmp_path_factory.mktemp("store"), KEY, ToldClock()) as store:
        form = install(store).key
        key = begin(store, form).key
        photos = {f"{number}.jpg": bytes([number]) * size for number, size in enumerate(sizes)}
        for name, content in photos.items():
            attach(store, key, name, content)
        seal(store, form, *photos, xml=xml)
        found = opened(store.submissions.xml(key), parts(store, key))
        assert (found.xml, found.files, found.signed) == (xml, photos, True)


def test_of_two_that_seal_it_at_once_one_counts_and_the_other_leaves_nothing(
    store: Store, form: FormKey, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"photo")

    def beaten(*about: Any) -> object:
        sealed = envelop(*about)
        monkeypatch.setattr("sync.store.submissions.envelop", envelop)
        with store.for_thread() as other:
            quicker.append(seal(other, form, "photo.jpg"))
        return sealed

    quicker: list[Submission] = []
    monkeypatch.setattr("sync.store.submissions.envelop", beaten)
    assert seal(store, form, "photo.jpg") == quicker[0]
    assert len(list((folder / "attachments").iterdir())) == len(store.attachments.of(key)) == 2
    assert opened(store.submissions.xml(key), parts(store, key)).files == {"photo.jpg": b"photo"}
    assert check_store(store).problems == ()


def test_nothing_that_was_answered_can_be_read_with_the_stores_own_key(
    store: Store, form: FormKey, folder: Path
) -> None:
    """Every page, free ones too, and every frame of the log, decrypted; and every key that was ever in them."""
    key = begin(store, form, savepoint=XML * 900).key
    attach(store, key, "photo.jpg", CANARY * 9000)
    attach(store, key, "dropped.jpg", CANARY)
    for _ in range(20):
        store.drafts.save(key, XML * 900, place="/data/why", language="fa")
    with_keys = store.file.connect()
    keys = [row["key"] for row in with_keys.rows("select key from data_keys")]
    with_keys.close()
    assert len(keys) == 3
    files = {path.name for path in (folder / "attachments").iterdir()}
    seal(store, form, "photo.jpg")
    readable = decrypted(folder, KEY)
    assert CANARY not in readable
    assert [data_key for data_key in keys if data_key in readable] == []
    assert (folder / "store.db-wal").stat().st_size == 0
    assert files.isdisjoint(path.name for path in (folder / "attachments").iterdir())
    for content in parts(store, key).values():
        assert CANARY not in content
    with pytest.raises(NoSuchRecord):
        store.drafts.savepoint(key)


def test_the_stub_stays_readable(store: Store, form: FormKey) -> None:
    begin(store, form)
    record = seal(store, form)
    (row,) = store.desk.page()
    assert (row.code, row.form_id, row.instance_name, row.sealed) == (record.code, "claim", "", True)
    assert (record.scope.office, len(record.sha256), record.finalised_at.year) == ("office-7", 64, 2026)


def test_the_sealed_bytes_are_frozen_and_sealing_again_changes_nothing(store: Store, form: FormKey) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"photo")
    first = seal(store, form, "photo.jpg")
    frozen = store.submissions.xml(key), parts(store, key)
    assert seal(store, form, "photo.jpg") == first
    assert (store.submissions.xml(key), parts(store, key)) == frozen
    assert [row.act for row in store.audit.rows()].count("submission.finalise") == 1


def test_two_records_share_no_key(store: Store, form: FormKey) -> None:
    sealed = []
    for number in range(2):
        key = begin(store, form, f"uuid:{number}").key
        seal(store, form, instance_id=key.instance_id)
        sealed.append(parts(store, key)["submission.xml.enc"])
    assert sealed[0] != sealed[1]


@pytest.mark.parametrize(
    "key",
    ["", "no key", base64.b64encode(b"no key").decode(), "elliptic"],
)
def test_a_key_that_cannot_seal_records_nothing(store: Store, form: FormKey, key: str) -> None:
    """Never unsealed instead."""
    if key == "elliptic":
        other = ec.generate_private_key(ec.SECP256R1()).public_key()
        key = base64.b64encode(other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    draft = begin(store, form, savepoint=XML)
    with pytest.raises(SealingKeyUnfit):
        store.submissions.finalise(
            VISITOR, form, "uuid:1", xml=XML, attachments=(), instance_name="", language="fa", public_key=key
        )
    assert store.drafts.savepoint(draft.key) == XML
    assert store.desk.page() == ()


def test_a_sealing_that_fails_leaves_the_draft_and_no_files(
    store: Store, form: FormKey, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = begin(store, form, savepoint=XML).key
    attach(store, key, "photo.jpg", b"photo")
    before = sorted(path.name for path in (folder / "attachments").iterdir())
    with pytest.raises(AttachmentMissing):
        seal(store, form, "photo.jpg", "other.jpg")

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr("sync.store.submissions.add_checkpoint", full)
        with pytest.raises(StoreFull):
            seal(store, form, "photo.jpg")
    assert sorted(path.name for path in (folder / "attachments").iterdir()) == before
    assert store.drafts.savepoint(key) == XML
    assert seal(store, form, "photo.jpg").sealed


def test_the_companion_travels_plain_and_is_not_a_second_application(store: Store, form: FormKey) -> None:
    key = begin(store, form).key
    case = install(store, b"<case/>").key
    record = store.submissions.finalise(
        VISITOR,
        form,
        key.instance_id,
        xml=XML,
        attachments=(),
        instance_name="",
        language="fa",
        public_key=public_key(),
        companion=Companion(case, "uuid:case", b"<data><code>1</code></data>"),
    )
    queued = store.queue.pending(store.file.clock.now())
    assert [one.key.instance_id for one in queued] == ["uuid:1", "uuid:case"]
    beside = queued[1]
    assert (beside.companion_of, beside.sealed, record.companion_of) == ("uuid:1", False, None)
    assert store.submissions.xml(beside.key) == b"<data><code>1</code></data>"
    assert [row.key for row in store.desk.page()] == [key]
    assert store.desk.search(beside.code) == ()
    assert check_store(store).problems == ()


def test_the_device_signs_the_plain_xml_and_the_files_inside(store: Store, form: FormKey) -> None:
    """The envelope's own signature proves nothing: it is made with the public key."""
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"photo")
    seal(store, form, "photo.jpg", "device-signature.txt", signature_file="device-signature.txt")
    found = opened(store.submissions.xml(key), parts(store, key))
    signed = read_signature(found.files["device-signature.txt"])
    assert signed.key_id == store.device.key_id
    assert signed.holds(found.xml, store.device.public_key)
    assert not signed.holds(found.xml + b" ", store.device.public_key)
    assert not signed.holds(found.xml, bytes(32))
    assert signed.files["photo.jpg"] == sha256(b"photo").hexdigest()


def test_a_plain_submission_carries_the_signature_too(store: Store, form: FormKey) -> None:
    key = begin(store, form).key
    for _ in range(2):
        store.submissions.finalise(
            VISITOR,
            form,
            key.instance_id,
            xml=XML,
            attachments=["device-signature.txt"],
            instance_name="",
            language="fa",
            signature_file="device-signature.txt",
        )
    content = parts(store, key)["device-signature.txt"]
    assert read_signature(content).holds(store.submissions.xml(key), store.device.public_key)
    for spoilt in (b"", content[:-1] + b"x", content.replace(b"ed25519", b"rsa", 1), content + content, b"\xff\n\n"):
        try:
            holds = read_signature(spoilt).holds(XML, store.device.public_key)
        except SignatureDamaged:
            holds = False
        assert not holds


def test_the_signature_is_in_the_audit_log(store: Store, form: FormKey) -> None:
    begin(store, form)
    record = seal(store, form)
    (detail,) = [row.detail for row in store.audit.rows() if row.act == "submission.finalise"]
    assert detail.split() == ["claim", "1", record.sha256, base64.b64encode(record.signature).decode()]


def test_another_key_opens_nothing(store: Store, form: FormKey) -> None:
    key = begin(store, form).key
    seal(store, form)
    with pytest.raises(ValueError, match=r"(?i)decrypt"):
        opened(store.submissions.xml(key), parts(store, key), rsa.generate_private_key(65537, 2048))
    assert opened(store.submissions.xml(key), parts(store, key), private_key()).xml == XML

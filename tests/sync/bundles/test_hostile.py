"""Whatever is on a stick: it is exactly what its maker wrote for us, or nothing is taken from it, and we say why."""

from __future__ import annotations

import io
import random
import tarfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.texts import say
from sync.bundles.cards import Card, Own
from sync.bundles.errors import (
    BundleCut,
    BundleForbidden,
    BundleRefused,
    BundleTooLarge,
    CardRefused,
    NewerFormat,
    NotABundle,
    NotForUs,
    UnknownMaker,
)
from sync.bundles.manifest import File, Manifest
from sync.bundles.notes import signed, verified
from sync.bundles.origin import written_central
from sync.bundles.reading import _Members, check_volume
from sync.bundles.writing import Pieces, write_volume
from tests.faults.central import received as at_the_central
from tests.sync.bundles.conftest import Home, received

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sync.bundles.desk import CourierDesk

MAKER, READER, STRANGER = (Own.generate(name) for name in ("maker", "reader", "stranger"))
CONTENTS = (b"first file", b"x" * 2000, b"")


def manifest(contents: tuple[bytes, ...] = CONTENTS, **changes: Any) -> Manifest:
    files = tuple(File(len(content), sha256(content).hexdigest()) for content in contents)
    about = {"kind": "submissions", "bundle": "b", "sequence": 1, "volume": 1, "last": True, "reader": "reader"}
    return Manifest(**{**about, "made_at": "2026-11-22", "files": files, "body": {"records": []}, **changes})


def tar(*members: tuple[tarfile.TarInfo | str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for about, content in members:
            info = about if isinstance(about, tarfile.TarInfo) else tarfile.TarInfo(about)
            if info.type == tarfile.REGTYPE:
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def sealed(content: bytes, reader: Own = READER) -> bytes:
    return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(reader.card.recipient)]))


def note(own: Own = MAKER, **changes: Any) -> bytes:
    return signed(manifest(**changes).text(), own)


def files(contents: tuple[bytes, ...] = CONTENTS) -> list[tuple[tarfile.TarInfo | str, bytes]]:
    return [(f"{number:06}", content) for number, content in enumerate(contents)]


def link(kind: bytes, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo("000000")
    info.type, info.linkname = kind, target
    return info


def check(folder: Path, content: bytes) -> tuple[Manifest, Card]:
    path = folder / "volume.age"
    path.write_bytes(content)
    return check_volume(path, READER, [MAKER.card])


def test_a_volume_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "volume.age"
    write_volume(path, manifest(), MAKER, READER.card, (Pieces.of(content) for content in CONTENTS))
    assert check_volume(path, READER, [STRANGER.card, MAKER.card]) == (manifest(), MAKER.card)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["../000000", "/000000", "a/../000000", "..\\000000", "C:000000", "1", "manifest"])
def test_no_name_leads_out_of_the_bundle(name: str, tmp_path: Path) -> None:
    with pytest.raises(BundleForbidden):
        check(tmp_path, sealed(tar(("manifest", note()), (name, CONTENTS[0]), *files()[1:])))


@pytest.mark.parametrize(
    "member",
    [
        link(tarfile.SYMTYPE, "/etc/passwd"),
        link(tarfile.LNKTYPE, "manifest"),
        link(tarfile.DIRTYPE, ""),
        link(tarfile.CHRTYPE, ""),
        link(tarfile.FIFOTYPE, ""),
    ],
)
def test_there_are_only_plain_files_in_it(member: tarfile.TarInfo, tmp_path: Path) -> None:
    with pytest.raises(BundleForbidden):
        check(tmp_path, sealed(tar(("manifest", note()), (member, b""), *files()[1:])))


def test_what_says_it_is_small_and_is_not(tmp_path: Path) -> None:
    with pytest.raises(BundleTooLarge):
        check(tmp_path, sealed(tar(("manifest", note()), ("000000", b"0" * 5_000_000), *files()[1:])))


def test_a_sparse_file_that_unpacks_to_terabytes(tmp_path: Path) -> None:
    bomb = tarfile.TarInfo("000000")
    bomb.size = 1 << 50
    with pytest.raises(BundleTooLarge):
        check(tmp_path, sealed(_with(bomb)))


def _with(info: tarfile.TarInfo) -> bytes:
    """A manifest, then only the head of `info`."""
    head = tar(("manifest", note()))
    end = 512 + -(-len(note()) // 512) * 512
    return head[:end] + info.tobuf(tarfile.GNU_FORMAT)


def test_one_file_more_or_less_or_another(tmp_path: Path) -> None:
    for members in ([*files(), ("000003", b"more")], [*files(), ("manifest", note())]):
        with pytest.raises(BundleForbidden):
            check(tmp_path, sealed(tar(("manifest", note()), *members)))
    for members in (files()[:-1], files((b"1irst file", *CONTENTS[1:]))):
        with pytest.raises(BundleCut):
            check(tmp_path, sealed(tar(("manifest", note()), *members)))
    with pytest.raises(BundleForbidden):
        check(tmp_path, sealed(tar(("manifest", note()), *reversed(files()))))


def test_nothing_stands_after_its_end_or_between_its_files(tmp_path: Path) -> None:
    whole = tar(("manifest", note()), *files())
    with pytest.raises(BundleForbidden):
        check(tmp_path, sealed(whole + b"\0" * 511 + b"x"))
    padding = whole.index(CONTENTS[0]) + len(CONTENTS[0])
    with pytest.raises(BundleForbidden):
        check(tmp_path, sealed(whole[:padding] + b"x" + whole[padding + 1 :]))


def test_it_comes_from_somebody_we_know_and_is_for_us(tmp_path: Path) -> None:
    with pytest.raises(UnknownMaker):
        check(tmp_path, sealed(tar(("manifest", note(STRANGER)), *files())))
    with pytest.raises(UnknownMaker):
        check(tmp_path, sealed(tar(("manifest", manifest().text().encode()), *files())))
    impostor = Own("maker", STRANGER.signer, STRANGER.identity)
    with pytest.raises(UnknownMaker):
        check(tmp_path, sealed(tar(("manifest", note(impostor)), *files())))
    with pytest.raises(NotForUs):
        check(tmp_path, sealed(tar(("manifest", note()), *files()), STRANGER))


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04zip", b"age-encryption.org/v1\n", bytes(4096)])
def test_another_kind_of_file(content: bytes, tmp_path: Path) -> None:
    with pytest.raises((NotABundle, BundleCut)):
        check(tmp_path, content)
    with pytest.raises((NotABundle, BundleCut, BundleForbidden)):
        check(tmp_path, sealed(content))


def test_a_newer_programs_bundle(tmp_path: Path) -> None:
    text = manifest().text().replace('"format": 1', '"format": 2')
    with pytest.raises(NewerFormat):
        check(tmp_path, sealed(tar(("manifest", signed(text, MAKER)), *files())))


@pytest.mark.parametrize(
    "text",
    [
        "[]\n",
        "{}\n",
        "not json\n",
        manifest().text().replace('"volume": 1', '"volume": -1'),
        manifest().text().replace('"files": [[', '"files": [["9", '),
        manifest().text().replace('"body": {', '"body": 7, "x": {'),
        "[" * 100_000 + "\n",
    ],
)
def test_a_manifest_that_cannot_be_one(text: str, tmp_path: Path) -> None:
    with pytest.raises(BundleForbidden):
        check(tmp_path, sealed(tar(("manifest", signed(text, MAKER)), *files())))


def test_cut_anywhere_or_a_bit_different_it_is_refused(tmp_path: Path) -> None:
    whole = sealed(tar(("manifest", note()), *files((b"y" * 150_000, *CONTENTS[1:]))))
    chance = random.Random(6)  # noqa: S311
    for _ in range(150):
        with pytest.raises(BundleRefused):
            check(tmp_path, whole[: chance.randrange(len(whole))])
        place = chance.randrange(len(whole))
        with pytest.raises(BundleRefused):
            check(tmp_path, whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])


@given(st.binary(max_size=3000))
@settings(deadline=None, max_examples=200)
def test_no_bytes_inside_do_worse_than_be_refused(content: bytes) -> None:
    def read() -> None:
        members = _Members([MAKER.card], _Deaf())
        members.write(content)
        members.finish()

    with pytest.raises((OSError, BundleRefused)):
        read()


class _Deaf:
    """Hears nothing."""

    def manifest(self, manifest: Manifest, maker: Card) -> None: ...

    def begin(self, number: int) -> None: ...

    def piece(self, data: bytes) -> None: ...

    def end(self) -> None: ...


@given(st.text(max_size=300))
def test_no_text_is_a_card_or_a_note_by_accident(text: str) -> None:
    with pytest.raises(CardRefused):
        Card.read(text)
    with pytest.raises(CardRefused):
        Own.read(text)
    with pytest.raises(UnknownMaker):
        verified(text.encode(), [MAKER.card])


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_what_was_signed_is_read_back_and_nothing_else(text: str) -> None:
    written = signed(f"{text}\n", MAKER)
    assert verified(written, [STRANGER.card, MAKER.card]) == (f"{text}\n", MAKER.card)
    with pytest.raises(UnknownMaker):
        verified(written.replace(b"\n", b"\n ", 1), [MAKER.card])


def test_keys_and_cards_read_back() -> None:
    assert Card.read(str(MAKER.card)) == MAKER.card
    assert Own.read(MAKER.secret()).card == MAKER.card


RECORD: dict[str, Any] = {"instance_id": "uuid:1", "form_id": "claim", "after": "", "xml": 0, "files": []}
STRANGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "files in another order": lambda record: record.update(xml=1),
    "a name that leads elsewhere": lambda record: record.update(files=[["../a.jpg", "image/jpeg"]]),
    "a header in a media type": lambda record: record.update(files=[["a.jpg", "image/jpeg\r\nX: y"]]),
    "a list for a name": lambda record: record.update(files=[7]),
    "no form": lambda record: record.pop("form_id"),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_records_that_do_not_fit_their_files_are_not_posted(
    strange: str, home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    """Signed by a machine that we know, and still not to be trusted with what it says."""
    record = dict(RECORD)
    STRANGE[strange](record)
    contents = (b"<data/>", b"photo")[: 1 + len(record["files"])]
    body = {"central": written_central(home.central), "records": [record], "has": []}
    about = manifest(contents, body=body)
    write_volume(stick / "v.age", about, home.own, desk.own.card, (Pieces.of(content) for content in contents))
    taken = received(desk, stick)
    assert [type(one.reason) for one in taken.refused] == [BundleForbidden]
    assert at_the_central(tmp_path / "central") == {}


def test_every_refusal_says_in_words_that_nothing_was_taken() -> None:
    for refusal in BundleRefused.__subclasses__():
        assert "Nothing was taken from it" in say(refusal.text, "en")
        assert "چیزی از آن برداشته نشد" in say(refusal.text, "fa")

"""How a submission leaves: multipart as Central wants it, in several POSTs when large, streamed."""

from __future__ import annotations

import tracemalloc
from email import message_from_bytes
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.openrosa.errors import Cancelled, DamagedPart, Rejected, Unreachable
from sync.openrosa.multipart import Part, batches
from sync.openrosa.verdicts import Verdict
from tests.sync.openrosa.answers import head_of_submission, page, stored
from tests.sync.openrosa.conftest import NOW, TOKEN
from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sync.openrosa.conftest import Connect, Serve

XML = b'<data id="f"><meta><instanceID>uuid:1</instanceID></meta></data>\n'


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("photo.jpg\n", "image/jpeg"),
        ('ph"oto.jpg', "image/jpeg"),
        ("ph oto.jpg", "image/jpeg"),
        ("", "image/jpeg"),
        ("photo.jpg", "image/jpeg\n"),
        ("photo.jpg", "image/jpeg; x=1"),
        ("photo.jpg", "image/\u0663"),
    ],
)
def test_a_name_or_type_that_would_break_the_heads_of_parts_is_no_part(name: str, kind: str) -> None:
    with pytest.raises(DamagedPart):
        Part(name, kind, 1, lambda: [b"x"])


def part(name: str, content: bytes) -> Part:
    return Part(name, "image/jpeg", len(content), lambda: iter([content[:5], content[5:]]))


def taken(asked: Asked) -> Reply:
    return head_of_submission() if asked.method == "HEAD" else stored()


def received(asked: Asked) -> list[tuple[str, str, str, bytes]]:
    head = f"Content-Type: {asked.headers['Content-Type']}\r\n\r\n".encode()
    found = []
    for piece in message_from_bytes(head + asked.body).get_payload():
        assert not isinstance(piece, str)
        name, content = piece.get_param("name", header="content-disposition"), piece.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((str(name), str(piece.get_filename()), piece.get_content_type(), content))
    return found


def test_field_name_is_file_name_and_headers_are_openrosas(serve: Serve, connect: Connect) -> None:
    server = serve(taken)
    posted = list(connect(server.url).submit(XML, [part("photo-1.jpg", b"0123456789")]))
    assert posted[0].names == ("photo-1.jpg",)
    post = server.asked[-1]
    assert post.path == f"/v1/key/{TOKEN}/projects/1/submission"
    assert received(post) == [
        ("xml_submission_file", "submission.xml", "text/xml", XML),
        ("photo-1.jpg", "photo-1.jpg", "image/jpeg", b"0123456789"),
    ]
    assert post.headers["X-OpenRosa-Version"] == "1.0"
    assert post.headers["Date"] == NOW.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert post.headers["Accept-Language"] == "fa"
    assert int(post.headers["Content-Length"]) == len(post.body)


def test_more_than_the_limit_goes_in_several_posts_that_repeat_the_xml(serve: Serve, connect: Connect) -> None:
    server = serve(taken)
    photos = [part(f"photo-{n}.jpg", bytes([n]) * 60_000) for n in range(4)]
    posted = list(connect(server.url, batch_limit=130_000).submit(XML, photos))
    assert [one.names for one in posted] == [("photo-0.jpg", "photo-1.jpg"), ("photo-2.jpg", "photo-3.jpg")]
    posts = [received(asked) for asked in server.asked if asked.method == "POST"]
    assert [pieces[0][3] for pieces in posts] == [XML, XML]


def test_the_centrals_own_limit_counts_when_it_is_lower(serve: Serve, connect: Connect) -> None:
    server = serve(lambda asked: head_of_submission(most=100_000) if asked.method == "HEAD" else stored())
    client = connect(server.url)
    photos = [part(f"photo-{n}.jpg", bytes([n]) * 60_000) for n in range(2)]
    assert len(list(client.submit(XML, photos))) == 2
    list(client.submit(XML))
    assert [asked.method for asked in server.asked].count("HEAD") == 1


def test_413_is_split_smaller_until_it_fits(serve: Serve, connect: Connect) -> None:
    server = serve(
        lambda asked: (
            head_of_submission() if asked.method == "HEAD" else page(413) if len(asked.body) > 70_000 else stored()
        )
    )
    photos = [part(f"photo-{n}.jpg", bytes([n]) * 60_000) for n in range(3)]
    posted = list(connect(server.url).submit(XML, photos))
    assert [name for one in posted for name in one.names] == ["photo-0.jpg", "photo-1.jpg", "photo-2.jpg"]


def test_one_file_over_the_limit_is_a_verdict_of_this_record(serve: Serve, connect: Connect) -> None:
    server = serve(lambda asked: head_of_submission() if asked.method == "HEAD" else page(413))
    with pytest.raises(Rejected) as caught:
        list(connect(server.url).submit(XML, [part("photo.jpg", b"x" * 100_000)]))
    assert caught.value.verdict is Verdict.TOO_LARGE


def test_what_was_taken_before_the_line_broke_stays_acknowledged(serve: Serve, connect: Connect) -> None:
    def answer(asked: Asked) -> Reply:
        posts = sum(one.method == "POST" for one in server.asked)
        return Reply(raw=b"") if posts == 2 else taken(asked)

    server = serve(answer)
    photos = [part(f"photo-{n}.jpg", bytes([n]) * 90_000) for n in range(2)]
    sending = connect(server.url, batch_limit=100_000).submit(XML, photos)
    assert next(sending).names == ("photo-0.jpg",)
    with pytest.raises(Unreachable):
        next(sending)


@pytest.mark.parametrize("content", [b"short", b"longer than it was"])
def test_a_file_that_changed_size_is_never_sent_as_if_whole(content: bytes, serve: Serve, connect: Connect) -> None:
    server = serve(taken)
    with pytest.raises(DamagedPart):
        list(connect(server.url).submit(XML, [Part("photo.jpg", "image/jpeg", 9, lambda: [content])]))


@pytest.mark.parametrize("name", ['a".jpg', " a.jpg", "a&b.jpg", "a\r\nX: y.jpg", ""])
def test_names_that_servers_lose_are_refused_before_sending(name: str) -> None:
    with pytest.raises(DamagedPart):
        part(name, b"x")


def test_cancelling_stops_in_the_middle_of_a_photo(serve: Serve, connect: Connect) -> None:
    server, sent = serve(taken), [0]

    def hear(count: int) -> None:
        sent[0] += count

    client = connect(server.url, cancelled=lambda: sent[0] > 50_000)
    with pytest.raises(Cancelled):
        list(client.submit(XML, [part("photo.jpg", b"x" * 1_000_000)], progress=hear))
    assert 50_000 < sent[0] < 200_000


def test_memory_stays_small_however_large_the_attachment(serve: Serve, connect: Connect) -> None:
    size, block = 48_000_000, bytes(16_384)
    server = serve(taken)
    client = connect(server.url)

    def read() -> Iterator[bytes]:
        for start in range(0, size, len(block)):
            yield block[: size - start]

    tracemalloc.start()
    (posted,) = client.submit(XML, [Part("film.mp4", "video/mp4", size, read)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert posted.names == ("film.mp4",)
    assert int(server.asked[-1].headers["Content-Length"]) > size
    assert peak < 4_000_000, "client and server together, in this one process"


@given(st.lists(st.integers(0, 500), max_size=12), st.integers(1, 1000))
def test_batches_keep_order_and_lose_nothing(sizes: list[int], limit: int) -> None:
    parts = [Part(f"p{n}.jpg", "image/jpeg", size, list) for n, size in enumerate(sizes)]
    found = batches(b"x" * 10, parts, limit)
    assert [one for batch in found for one in batch] == parts
    assert all(len(batch) <= 1 or 10 + sum(one.size for one in batch) <= limit for batch in found)
    assert found, "the XML always goes, with or without files"

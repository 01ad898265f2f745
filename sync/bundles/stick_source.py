"""Forms and case lists as a reply on a stick has them, for whoever else asks a central for them."""

from __future__ import annotations

import hashlib
import threading
from queue import Queue
from typing import TYPE_CHECKING, Any

from sync.bundles.errors import BundleError, BundleForbidden
from sync.bundles.reading import read_volume
from sync.openrosa.errors import BadAnswer, WrongHash
from sync.openrosa.formlist import ListedForm
from sync.openrosa.manifest import ListedMedia, is_safe_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sync.bundles.cards import Card, Own
    from sync.bundles.manifest import Manifest

_URL = "stick:"
_PIECES = 16  # that wait between the reader and whoever takes them
LARGEST = 512 * 1024 * 1024


class StickSource:
    """A FormSource over one reply that was found whole before."""

    def __init__(self, path: Path, own: Own, known: Sequence[Card], manifest: Manifest) -> None:
        """Read what `manifest` lists from `path`."""
        self._path, self._own, self._known = path, own, known
        try:
            self._forms = {str(about["form_id"]): about for about in manifest.body["forms"]}
            self._listed = tuple(_listed(about) for about in self._forms.values())
        except (KeyError, TypeError) as error:
            raise BundleForbidden from error

    def form_list(self) -> tuple[ListedForm, ...]:
        """Return the forms that the central lists."""
        return self._listed

    def manifest(self, form: ListedForm) -> tuple[ListedMedia, ...]:
        """Return the media of `form`; raises BadAnswer when they did not come with the stick."""
        media = self._forms[form.form_id].get("media")
        if media is None:
            raise BadAnswer("the stick did not bring this form's files")
        try:
            found = tuple(
                ListedMedia(str(one["filename"]), str(one["hash"]), _url(one), one["is_entity_list"] is True)
                for one in media
            )
        except (KeyError, TypeError) as error:
            raise BadAnswer("the stick's list of files cannot be read") from error
        if not all(is_safe_name(one.filename) for one in found):
            raise BadAnswer("the stick names a file that would leave the form's folder")
        return found

    def download(self, url: str, *, expected: str = "", limit: int = LARGEST) -> Iterator[bytes]:
        """Yield a file of the stick; raises BadAnswer when it is not there or too large, WrongHash at its end."""
        number = url.removeprefix(_URL)
        if not number.isdecimal():
            raise BadAnswer("the stick did not bring this file")
        digest, size = hashlib.md5(usedforsecurity=False), 0
        for piece in _Reading(self._path, self._own, self._known, int(number)).pieces():
            size += len(piece)
            if size > limit:
                raise BadAnswer(f"a file on the stick is larger than {limit} bytes")
            digest.update(piece)
            yield piece
        if expected and f"md5:{digest.hexdigest()}" != expected:
            raise WrongHash("a file on the stick is not what the list promised")


class _Enough(Exception):
    """The file that was wanted has come, or nobody wants it any more."""


class _Reading:
    """One pass over a volume for one of its files, in a thread of its own: whoever takes the pieces sets the pace."""

    def __init__(self, path: Path, own: Own, known: Sequence[Card], wanted: int) -> None:
        self._volume = (path, own, known)
        self._wanted, self._number = wanted, -1
        self._queue: Queue[bytes | Exception | None] = Queue(_PIECES)
        self._unwanted = threading.Event()

    def pieces(self) -> Iterator[bytes]:
        thread = threading.Thread(target=self._read, name="reading a stick")
        thread.start()
        try:
            while (piece := self._queue.get()) is not None:
                if isinstance(piece, Exception):
                    raise BadAnswer("the stick cannot be read any more") from piece
                yield piece
        finally:
            self._unwanted.set()
            while thread.is_alive():
                if not self._queue.empty():
                    self._queue.get()
                thread.join(0.01)

    def _read(self) -> None:
        try:
            read_volume(*self._volume, self)
        except _Enough:
            pass
        except BundleError as error:
            self._queue.put(error)
        self._queue.put(None)

    def manifest(self, manifest: Manifest, maker: Card) -> None:
        """The manifest is known."""

    def begin(self, number: int) -> None:
        self._number = number

    def piece(self, data: bytes) -> None:
        if self._unwanted.is_set():
            raise _Enough
        if self._number == self._wanted:
            self._queue.put(data)

    def end(self) -> None:
        if self._number >= self._wanted:
            raise _Enough


def _listed(about: dict[str, Any]) -> ListedForm:
    form_id, hash_ = str(about["form_id"]), str(about["hash"])
    return ListedForm(form_id, str(about["name"]), str(about["version"]), hash_, _url(about))


def _url(about: dict[str, Any]) -> str:
    return f"{_URL}{about['file']}"

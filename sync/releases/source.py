"""Where a repository lies: a folder on a stick, or behind HTTP; both are read in pieces and never trusted."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.ngclient import FetcherInterface, Urllib3Fetcher
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

METADATA, TARGETS = "metadata", "targets"
_BLOCK = 256 * 1024
_NOT_FOUND = 404
_STICK_URL = "stick:/"
_PATIENCE = 60.0  # seconds that a file may take, and one more for each of so many bytes
_SLOWEST = 2_000  # bytes a second


def read_list(path: Path) -> Metadata[Any]:
    """Return a signed list, not verified. Raises OSError and RepositoryError."""
    return Metadata[Any].from_bytes(path.read_bytes())


def signed_lists(repository: Path) -> dict[str, Path]:
    """Return the lists that count, by role, the timestamp last: those it leads to, whatever a cut left beside them.

    Raises OSError, KeyError and RepositoryError where they are not there or not whole.
    """
    folder = repository / METADATA
    stamp = folder / f"{Timestamp.type}.json"
    version = read_list(stamp).signed.snapshot_meta.version
    snapshot = folder / f"{version}.{Snapshot.type}.json"
    version = read_list(snapshot).signed.meta[f"{Targets.type}.json"].version
    targets = folder / f"{version}.{Targets.type}.json"
    return {Targets.type: targets, Snapshot.type: snapshot, Timestamp.type: stamp}


def roots(repository: Path) -> list[Path]:
    """Return every root, oldest first. Raises ValueError for a name that is none."""
    found = (repository / METADATA).glob(f"*.{Root.type}.json")
    return sorted(found, key=lambda path: int(path.name.partition(".")[0]))


class _Fetcher(FetcherInterface):
    """Downloads into `room`, the disk that is to hold the release, and not into memory or a small /tmp."""

    def __init__(self, room: Path, tell: Callable[[int], None]) -> None:
        self._room, self._tell = room, tell

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """Give the file at `url`, at most `max_length` bytes of it."""
        received = 0
        with tempfile.TemporaryFile(dir=self._room) as file:
            for block in self.fetch(url):
                received += len(block)
                if received > max_length:
                    raise DownloadLengthMismatchError(f"longer than {max_length} bytes")
                file.write(block)
                self._tell(len(block))
            file.seek(0)
            yield file


class FolderFetcher(_Fetcher):
    """Reads below `folder` and nowhere else."""

    def __init__(self, folder: Path, room: Path, tell: Callable[[int], None]) -> None:
        super().__init__(room, tell)
        self._folder = folder

    def _fetch(self, url: str) -> Iterator[bytes]:
        base = self._folder.resolve()
        path = (base / url.removeprefix(_STICK_URL)).resolve()
        if not path.is_relative_to(base):
            raise DownloadError("a link on the stick leads out of its folder")
        if not path.is_file():
            raise DownloadHTTPError("not on the stick", _NOT_FOUND)
        return _blocks(path)


class LineFetcher(_Fetcher):
    """Reads over HTTP; a line that drips is given up."""

    def __init__(self, room: Path, tell: Callable[[int], None], monotonic: Callable[[], float], timeout: int) -> None:
        super().__init__(room, tell)
        self._http = Urllib3Fetcher(socket_timeout=timeout, app_user_agent="pishkhan")
        self._monotonic = monotonic

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self._paced(self._http.fetch(url))

    def _paced(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        started, received = self._monotonic(), 0
        try:
            for block in blocks:
                received += len(block)
                if self._monotonic() - started > _PATIENCE + received / _SLOWEST:
                    raise DownloadError("the line drips too slowly")
                yield block
        except (HTTPError, OSError) as error:
            raise DownloadError("the line broke") from error


@dataclass(frozen=True, slots=True)
class Source:
    """A repository: the address it is read from, and what reads."""

    url: str
    fetcher: FetcherInterface

    @property
    def metadata(self) -> str:
        """Where the signed lists are."""
        return f"{self.url}{METADATA}/"

    @property
    def targets(self) -> str:
        """Where the releases are."""
        return f"{self.url}{TARGETS}/"


def on_stick(folder: Path, room: Path, tell: Callable[[int], None] = lambda _size: None) -> Source:
    """Return the repository in `folder`; `tell` hears of each piece that was read."""
    return Source(_STICK_URL, FolderFetcher(folder, room, tell))


def behind_line(
    url: str,
    room: Path,
    monotonic: Callable[[], float],
    tell: Callable[[int], None] = lambda _size: None,
    *,
    timeout: int = 30,
) -> Source:
    """Return the repository at `url`; `timeout` is how many seconds the line may be silent."""
    return Source(f"{url.rstrip('/')}/", LineFetcher(room, tell, monotonic, timeout))


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as error:
        raise DownloadError("the stick cannot be read") from error

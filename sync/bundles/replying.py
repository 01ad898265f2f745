"""The answer that a courier takes home: what the central took, and the forms, media and case lists it has there."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from sync.bundles.manifest import File, Manifest
from sync.bundles.spool import Spool
from sync.bundles.writing import Pieces, write_volume
from sync.openrosa.errors import OpenRosaError

if TYPE_CHECKING:
    from pathlib import Path

    from sync.bundles.cards import Own
    from sync.bundles.receiving import Outcome, Received
    from sync.openrosa.client import OpenRosaClient
    from sync.openrosa.formlist import ListedForm
    from sync.openrosa.manifest import ListedMedia

REPLY = "reply"


def write_reply(
    path: Path,
    received: Received,
    own: Own,
    client: OpenRosaClient | None,
    *,
    bundle: str,
    sequence: int,
    made_at: str,
) -> Manifest:
    """Write the answer to `received` for its maker alone, whole or not at all, and return its manifest.

    `client` speaks to the origin's central in its name; None, or trouble with its lists, brings no forms.
    `sequence` must grow with each reply. Raises StickFull, StickUnusable.
    """
    with ExitStack() as spools:
        brought = _Brought(spools, received.has)
        body: dict[str, Any] = {
            "central": str(received.central.get("id")),
            "outcomes": [_written(one) for one in received.outcomes],
            "forms": brought.forms(client) if client is not None else None,
        }
        files = tuple(File(spool.size, spool.sha256) for spool in brought.files)
        manifest = Manifest(REPLY, bundle, sequence, 1, True, received.maker.name, made_at, files, body)  # noqa: FBT003
        contents = (Pieces(spool.pieces, spool.size) for spool in brought.files)
        write_volume(path, manifest, own, received.maker, contents)
    return manifest


class _Brought:
    """The files that go home; each was fetched once, under the address its list gives."""

    def __init__(self, spools: ExitStack, has: set[str]) -> None:
        self._spools, self._has = spools, has
        self.files: list[Spool] = []

    def forms(self, client: OpenRosaClient) -> list[dict[str, Any]] | None:
        """Return the central's form list with each form's manifest; None when the list itself did not come."""
        try:
            listed = client.form_list()
        except OpenRosaError:
            return None
        return [self._form(client, form) for form in listed]

    def _form(self, client: OpenRosaClient, form: ListedForm) -> dict[str, Any]:
        """A form whose files do not come is listed without them: at home its edition of before stays."""
        about: dict[str, Any] = {
            "form_id": form.form_id,
            "name": form.name,
            "version": form.version,
            "hash": form.hash,
            "file": None,
            "media": None,
        }
        try:
            about["file"] = None if form.hash in self._has else self._fetch(client, form.download_url, form.hash)
            about["media"] = [self._media(client, one) for one in client.manifest(form)]
        except OpenRosaError:
            about["media"] = None
        return about

    def _media(self, client: OpenRosaClient, media: ListedMedia) -> dict[str, Any]:
        known = media.hash in self._has and not media.is_entity_list
        expected = "" if media.is_entity_list else media.hash
        return {
            "filename": media.filename,
            "hash": media.hash,
            "is_entity_list": media.is_entity_list,
            "file": None if known else self._fetch(client, media.download_url, expected),
        }

    def _fetch(self, client: OpenRosaClient, url: str, expected: str) -> int:
        spool = self._spools.enter_context(Spool())
        for block in client.download(url, expected=expected):
            spool.write(block)
        self.files.append(spool)
        return len(self.files) - 1


def _written(outcome: Outcome) -> dict[str, Any]:
    return {
        "instance_id": outcome.instance_id,
        "sha256": outcome.sha256,
        "verdict": outcome.verdict.value,
        "files": list(outcome.files),
    }

"""From a finished draft and its files to the ODK envelope: what is frozen then is encrypted, for ever."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.store.odk_envelope import SUBMISSION, SUFFIX, Envelope, sealing_key
from sync.store.sealing import new_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.store.attachments import Attachments, WrittenFile
    from sync.store.records import FormKey, RecordKey
    from sync.store.sealed_files import Source

_MEDIATYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Enveloped:
    """The manifest, and the encrypted files on the disk that it names; no row names them yet."""

    manifest: bytes
    files: tuple[WrittenFile, ...]


def envelop(
    attachments: Attachments, key: RecordKey, form: FormKey, xml: bytes, names: Sequence[str], public_key: str
) -> Enveloped:
    """Encrypt the files `names` of the draft in their order, then its `xml`, under the form's `public_key`.

    The key of the record is in memory only and is gone when this returns. Raises SealingKeyUnfit, NoSuchRecord,
    StoreDamaged, StoreFull, StoreFault; then no file is left behind.
    """
    envelope = Envelope(sealing_key(public_key), form.form_id, form.version, key.instance_id, new_key())
    done: list[WrittenFile] = []

    def add(name: str, source: Source) -> None:
        done.append(attachments.write(key, name + SUFFIX, _MEDIATYPE, envelope.sealed(name, source)))

    try:
        for name in names:
            with attachments.open(key, name) as stream:
                add(name, stream)
        add(SUBMISSION, io.BytesIO(xml))
    except BaseException:
        attachments.unlink(file.file for file in done)
        raise
    return Enveloped(envelope.manifest(), tuple(done))

"""Where forms and case lists come from: a central over a line, or what a courier brought on a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.openrosa.formlist import ListedForm
    from sync.openrosa.manifest import ListedMedia


class FormSource(Protocol):
    """What bringing forms up to date needs; every method raises only OpenRosaError."""

    def form_list(self) -> tuple[ListedForm, ...]:
        """Return the forms this kiosk may use."""

    def manifest(self, form: ListedForm) -> tuple[ListedMedia, ...]:
        """Return the media files of `form`."""

    def download(self, url: str, *, expected: str = "", limit: int = 0) -> Iterator[bytes]:
        """Yield a file of at most `limit` bytes, the source's own bound by default; raises WrongHash at its end."""

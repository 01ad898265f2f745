"""Where things are found on a running service."""

from __future__ import annotations

from urllib.parse import quote

PROJECT = 1  # one service, one project


def token_url(base_url: str, token: str) -> str:
    """Return the address below which the app user with `token` finds `formList` and `submission`."""
    return f"{base_url}/v1/key/{quote(token, safe='!$')}/projects/{PROJECT}"


def form_url(base_url: str, token: str, form_id: str) -> str:
    """Return the address below which a form's manifest and media files lie; with `.xml` the form itself."""
    return f"{token_url(base_url, token)}/forms/{quote(form_id, safe='')}"

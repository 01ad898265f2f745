"""The official as a program: signs in over HTTP and does what an official does, for tests, demos and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import requests

if TYPE_CHECKING:
    from types import TracebackType

_PATIENCE = 30  # seconds


class Official:
    """A signed-in session; a context manager. Every method raises requests.HTTPError on a refusal."""

    def __init__(self, official_url: str, password: str) -> None:
        """Sign in at `official_url` (…/official/)."""
        self._api = f"{official_url}api"
        self._session = requests.Session()
        self._session.headers["X-CSRF-Token"] = self._call("POST", "/session", json={"password": password})["csrf"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._session.close()

    def create_app_user(self, name: str) -> dict[str, Any]:
        """Make an app user; returns its `id`, `name`, `token`, `token_url`."""
        user: dict[str, Any] = self._call("POST", "/app-users", json={"name": name})
        return user

    def revoke_app_user(self, app_user: int) -> None:
        """Make a token useless."""
        self._call("DELETE", f"/app-users/{app_user}")

    def app_users(self) -> list[dict[str, Any]]:
        """Return all app users whose token works."""
        users: list[dict[str, Any]] = self._call("GET", "/app-users")
        return users

    def publish(self, file_name: str, content: bytes) -> dict[str, Any]:
        """Publish an XForm or XLSForm; returns `form_id`, `version`, `title`, `state`, `md5`."""
        form: dict[str, Any] = self._call("POST", f"/forms/{_part(file_name)}", data=content)
        return form

    def attach(self, form_id: str, name: str, content: bytes) -> None:
        """Attach a media file to a form."""
        self._call("PUT", f"/forms/{_part(form_id)}/media/{_part(name)}", data=content)

    def forms(self) -> list[dict[str, Any]]:
        """Return all forms."""
        found: list[dict[str, Any]] = self._call("GET", "/forms")
        return found

    def set_form_state(self, form_id: str, state: str) -> None:
        """Make a form `open`, `closing` or `closed`."""
        self._call("PATCH", f"/forms/{_part(form_id)}", json={"state": state})

    def assign(self, form_id: str, app_user: int, *, assigned: bool = True) -> None:
        """Give a form to an app user or take it away."""
        method = "PUT" if assigned else "DELETE"
        self._call(method, f"/forms/{_part(form_id)}/app-users/{app_user}")

    def counters(self) -> list[dict[str, Any]]:
        """Return the machines as they reported themselves."""
        found: list[dict[str, Any]] = self._call("GET", "/counters")
        return found

    def submissions(self, *, code: str = "", status: str = "") -> list[dict[str, Any]]:
        """Return the newest submissions."""
        found: list[dict[str, Any]] = self._call("GET", "/submissions", params={"code": code, "status": status})
        return found

    def submission(self, form_id: str, instance_id: str) -> dict[str, Any]:
        """Return one submission with `xml`, `attachments` and `decisions`."""
        found: dict[str, Any] = self._call("GET", _record(form_id, instance_id))
        return found

    def file(self, case_id: int, name: str) -> bytes:
        """Return a file as the page of the case `case_id` gives it."""
        return self._get(f"submissions/{case_id}/files/{_part(name)}")

    def page(self, case_id: int) -> str:
        """Return the page of the case `case_id` as a browser gets it."""
        return self._get(f"submissions/{case_id}").decode()

    def machines_page(self, report: int | None = None) -> str:
        """Return the page of all machines, or of one `report`, as a browser gets it."""
        return self._get("machines" if report is None else f"machines/{report}").decode()

    def decide(self, form_id: str, instance_id: str, status: str, message: str = "") -> None:
        """Set a case's status and the message to the citizen."""
        self._call("PATCH", _record(form_id, instance_id), json={"status": status, "message": message})

    def delete_submission(self, form_id: str, instance_id: str) -> None:
        """Delete a submission."""
        self._call("DELETE", _record(form_id, instance_id))

    def edit_submission(self, form_id: str, xml: bytes) -> None:
        """Replace the submission that `xml` names as deprecatedID."""
        self._call("POST", f"/forms/{_part(form_id)}/submissions", data=xml)

    def _get(self, path: str) -> bytes:
        with self._session.get(f"{self._api.removesuffix('api')}{path}", timeout=_PATIENCE) as response:
            response.raise_for_status()
            return response.content

    def _call(self, method: str, path: str, **content: Any) -> Any:  # noqa: ANN401 - JSON
        with self._session.request(method, f"{self._api}{path}", timeout=_PATIENCE, **content) as response:
            response.raise_for_status()
            return response.json()


def _record(form_id: str, instance_id: str) -> str:
    return f"/forms/{_part(form_id)}/submissions/{_part(instance_id)}"


def _part(text: str) -> str:
    return quote(text, safe="")

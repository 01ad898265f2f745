"""The official's interface for programs, in JSON: what tests, demos and scripts do at the centre.

A session begins with `POST /official/api/session {"password": …}` → `{"csrf": …}` and a cookie; every call that
changes something repeats the csrf in `X-CSRF-Token`. Refusals are `{message, code}` as everywhere on Central.
"""

from __future__ import annotations

from dataclasses import asdict
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync.central import app_users, casework, publishing
from sync.central.access import OfficialAccess, is_genuine
from sync.central.addresses import token_url
from sync.central.answers import json_refusal
from sync.central.counters import counters
from sync.central.errors import BadValue, FormUnusable, NotAuthenticated, Refused
from sync.central.forms_folder import packaged_media, publish_source
from sync.central.official.pages import HOME, SESSION_COOKIE
from sync.central.receiving import edit_in_office
from sync.central.uploads import drain, limited

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sync.central.records import Records

    Act = Callable[[Request, bytes], Any]

_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class OfficialApi:
    """The interface over one data folder."""

    def __init__(self, records: Records, access: OfficialAccess) -> None:
        self._records, self._access = records, access

    def routes(self) -> list[Route]:
        """Return the routes below `/official/api`."""
        record = "/forms/{form_id}/submissions/{instance_id}"
        acts: tuple[tuple[str, str, Act], ...] = (
            ("GET", "/app-users", self.list_app_users),
            ("POST", "/app-users", self.create_app_user),
            ("DELETE", "/app-users/{app_user:int}", self.revoke_app_user),
            ("GET", "/forms", self.list_forms),
            ("POST", "/forms/{file_name}", self.publish_form),
            ("PUT", "/forms/{form_id}/media/{name}", self.attach_media),
            ("PATCH", "/forms/{form_id}", self.set_form_state),
            ("PUT", "/forms/{form_id}/app-users/{app_user:int}", self.assign),
            ("DELETE", "/forms/{form_id}/app-users/{app_user:int}", self.unassign),
            ("GET", "/counters", self.list_counters),
            ("GET", "/submissions", self.list_submissions),
            ("POST", "/forms/{form_id}/submissions", self.edit_submission),
            ("GET", record, self.submission),
            ("PATCH", record, self.decide),
            ("DELETE", record, self.delete_submission),
        )
        routes = [Route(path, self._signed_in(act), methods=[method]) for method, path, act in acts]
        return [Route("/session", self.begin_session, methods=["POST"]), *routes]

    def _signed_in(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        """Run `act` for who is signed in, in a thread, and answer in JSON what it returns."""

        async def answered(request: Request) -> Response:
            try:
                self._require_session(request)
                body = b"".join([chunk async for chunk in limited(request)])
                return JSONResponse(await run_in_threadpool(act, request, body))
            except FormUnusable as error:
                return json_refusal(BadValue("form", str(error)))
            except Refused as error:
                await drain(request)
                return json_refusal(error)

        return answered

    def _require_session(self, request: Request) -> None:
        session = self._access.session(request.cookies.get(SESSION_COOKIE))
        if session is None:
            raise NotAuthenticated
        if request.method in _CHANGES and not is_genuine(session, request.headers.get("x-csrf-token", "")):
            raise NotAuthenticated

    async def begin_session(self, request: Request) -> Response:
        """Sign in: the cookie and the csrf token for the calls that follow."""
        try:
            session = self._access.sign_in(str(_json(await request.body()).get("password", "")))
        except Refused as error:
            return json_refusal(error)
        response = JSONResponse({"csrf": session.csrf})
        response.set_cookie(SESSION_COOKIE, session.token, path=HOME, httponly=True, samesite="strict")
        return response

    def list_app_users(self, request: Request, body: bytes) -> list[dict[str, Any]]:  # noqa: ARG002 - an Act
        """Return the app users whose token works, with the address for a kiosk."""
        with self._records.database.reading() as db:
            users = app_users.app_users(db)
        return [asdict(user) | {"token_url": _token_url(request, user.token)} for user in users]

    def create_app_user(self, request: Request, body: bytes) -> dict[str, Any]:
        """Make the app user `{"name": …}`."""
        user = app_users.create(self._records, str(_json(body).get("name", "")))
        return asdict(user) | {"token_url": _token_url(request, user.token)}

    def revoke_app_user(self, request: Request, body: bytes) -> dict[str, Any]:  # noqa: ARG002
        """Make a token useless."""
        app_users.revoke(self._records, request.path_params["app_user"])
        return {"success": True}

    def list_forms(self, request: Request, body: bytes) -> list[dict[str, Any]]:  # noqa: ARG002
        """Return all forms with their state."""
        with self._records.database.reading() as db:
            return [_form(form) for form in publishing.forms(db)]

    def publish_form(self, request: Request, body: bytes) -> dict[str, Any]:
        """Publish the body, an XForm or XLSForm as the file name says, as the form's current version."""
        return _form(publish_source(self._records, request.path_params["file_name"], body, packaged_media))

    def attach_media(self, request: Request, body: bytes) -> dict[str, Any]:
        """Attach the body to the form as a media file."""
        publishing.attach(self._records, request.path_params["form_id"], request.path_params["name"], body)
        return {"success": True}

    def set_form_state(self, request: Request, body: bytes) -> dict[str, Any]:
        """Set `{"state": "open" | "closing" | "closed"}`."""
        publishing.set_state(self._records, request.path_params["form_id"], str(_json(body).get("state", "")))
        return {"success": True}

    def assign(self, request: Request, body: bytes) -> dict[str, Any]:  # noqa: ARG002
        """Give a form to an app user."""
        params = request.path_params
        publishing.assign(self._records, params["form_id"], params["app_user"], assigned=True)
        return {"success": True}

    def unassign(self, request: Request, body: bytes) -> dict[str, Any]:  # noqa: ARG002
        """Take a form from an app user."""
        params = request.path_params
        publishing.assign(self._records, params["form_id"], params["app_user"], assigned=False)
        return {"success": True}

    def list_counters(self, request: Request, body: bytes) -> list[dict[str, Any]]:  # noqa: ARG002
        """Return the machines as they reported themselves, those to look at first."""
        with self._records.database.reading() as db:
            return [asdict(counter) for counter in counters(db, self._records.now())]

    def list_submissions(self, request: Request, body: bytes) -> list[dict[str, Any]]:  # noqa: ARG002
        """Return the newest submissions, `?code=` and `?status=` narrow them."""
        query = request.query_params
        with self._records.database.reading() as db:
            cases = casework.find_cases(db, search=query.get("code", ""), status=query.get("status", ""))
        return [asdict(case) for case in cases[: casework.PAGE]]

    def submission(self, request: Request, body: bytes) -> dict[str, Any]:  # noqa: ARG002
        """Return one submission with its current XML, files and decisions."""
        with self._records.database.reading() as db:
            found = casework.filed(db, self._case(request).id)
        return {
            **asdict(found.case),
            "xml": found.xml.decode(),
            "attachments": [asdict(file) for file in found.attachments],
            "decisions": [asdict(decision) for decision in found.decisions],
        }

    def decide(self, request: Request, body: bytes) -> dict[str, Any]:
        """Set `{"status": …, "message": …}`."""
        wanted = _json(body)
        status, message = str(wanted.get("status", "")), str(wanted.get("message", ""))
        return asdict(casework.decide(self._records, self._case(request).id, status, message))

    def delete_submission(self, request: Request, body: bytes) -> dict[str, Any]:  # noqa: ARG002
        """Delete one submission."""
        casework.delete(self._records, self._case(request).id)
        return {"success": True}

    def edit_submission(self, request: Request, body: bytes) -> dict[str, Any]:
        """Replace a submission by the body, a whole XML with a new instanceID and the replaced one as deprecatedID."""
        return {"instance_id": edit_in_office(self._records, request.path_params["form_id"], body)}

    def _case(self, request: Request) -> casework.Case:
        with self._records.database.reading() as db:
            return casework.case_by_instance(db, request.path_params["form_id"], request.path_params["instance_id"])


def _form(form: publishing.Form) -> dict[str, Any]:
    fields = ("form_id", "version", "title", "state", "md5")
    return {field: getattr(form, field) for field in fields}


def _token_url(request: Request, token: str) -> str:
    return token_url(str(request.base_url).rstrip("/"), token)


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = loads(body)
    except (JSONDecodeError, UnicodeDecodeError):
        raise BadValue("body", "it should be a JSON object") from None
    if not isinstance(value, dict):
        raise BadValue("body", "it should be a JSON object")
    return value

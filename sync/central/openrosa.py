"""The OpenRosa addresses of one project, as an app user's token reaches them."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from sync.central import xml
from sync.central.addresses import PROJECT, form_url
from sync.central.answers import (
    OPENROSA_HEADERS,
    json_refusal,
    openrosa_message,
    openrosa_refusal,
    unless_known,
)
from sync.central.app_users import AppUser, authenticate
from sync.central.database import every, one
from sync.central.entities import entity_list
from sync.central.errors import BadHeader, Broken, NoRights, NotFound, Refused
from sync.central.publishing import Form, find_form, is_assigned, listed_forms
from sync.central.receiving import ReceivedFile, receive, receive_file
from sync.central.uploads import Upload, drain, limited

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lxml import etree
    from sqlite_utils import Database
    from starlette.requests import Request

    from sync.central.records import Records

    Endpoint = Callable[[Request], Awaitable[Response]]

_log = logging.getLogger(__name__)
_LIST_NAMESPACE = "http://openrosa.org/xforms/xformsList"
_MANIFEST_NAMESPACE = "http://openrosa.org/xforms/xformsManifest"


class OpenRosaApi:
    """The protocol over one data folder."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def routes(self) -> list[Route]:
        """Return the routes below `/v1/key/{token}/projects/{project}`."""
        form, record = "/forms/{form_id}", "/forms/{form_id}/submissions/{instance_id}"
        return [
            Route("/formList", _openrosa(_threaded(self.form_list))),
            Route(f"{form}.xml", _rest(_threaded(self.definition))),
            Route(f"{form}/manifest", _openrosa(_threaded(self.manifest))),
            Route(f"{form}/attachments/{{name}}", _rest(_threaded(self.media_file))),
            Route("/submission", _openrosa(_threaded(self.submission_limits)), methods=["GET", "HEAD"]),
            Route("/submission", _openrosa(self.submit), methods=["POST"]),
            Route(f"{record}/attachments/{{name}}", _rest(self.late_file), methods=["POST"]),
            Route(f"{form}/submissions{{rest:path}}", _rest(_threaded(self.not_yours))),
        ]

    def form_list(self, request: Request) -> Response:
        """Answer the open forms that are assigned to the asker."""
        wanted = request.query_params.get("formID")
        with self._records.database.reading() as db:
            user = _user(db, request)
            listed = [form for form in listed_forms(db, user.id) if wanted in (None, form.form_id)]
            with_manifest = {form.form_id for form in listed if self._media(db, form, user)}
        root = xml.new_root(_LIST_NAMESPACE, "xforms")
        for form in listed:
            address = _address(request, form)
            fields = {"formID": form.form_id, "name": form.title, "version": form.version, "hash": f"md5:{form.md5}"}
            fields["downloadUrl"] = f"{address}.xml"
            if form.form_id in with_manifest:
                fields["manifestUrl"] = f"{address}/manifest"
            _fill(xml.add(root, "xform"), fields)
        return _document(request, root)

    def manifest(self, request: Request) -> Response:
        """Answer the media files of one form, with the asker's own entity lists."""
        with self._records.database.reading() as db:
            user = _user(db, request)
            form = _readable_form(db, request, user)
            media = self._media(db, form, user)
        root = xml.new_root(_MANIFEST_NAMESPACE, "manifest")
        for name, (digest, is_list) in media.items():
            element = xml.add(root, "mediaFile", **({"type": "entityList"} if is_list else {}))
            url = f"{_address(request, form)}/attachments/{quote(name, safe='')}"
            _fill(element, {"filename": name, "hash": f"md5:{digest}", "downloadUrl": url})
        return _document(request, root)

    def definition(self, request: Request) -> Response:
        """Answer the XForm's bytes."""
        with self._records.database.reading() as db:
            form = _readable_form(db, request, _user(db, request))
        response = Response(form.xform, media_type="application/xml")
        return unless_known(request, response, etag=f'"{form.md5}"')

    def media_file(self, request: Request) -> Response:
        """Answer one media file, whole: Central takes no notice of `Range`, and whoever resumes must live with it."""
        name = request.path_params["name"]
        request.scope["headers"] = [header for header in request.scope["headers"] if header[0] != b"range"]
        with self._records.database.reading() as db:
            user = _user(db, request)
            form = _readable_form(db, request, user)
            row = one(db, "SELECT sha256, md5 FROM form_media WHERE form = ? AND name = ?", form.id, name)
            if row is not None:
                file = FileResponse(self._records.blobs.path(row["sha256"]), filename=name)
                return unless_known(request, file, etag=f'"{row["md5"]}"')
            listed = entity_list(db, name, user.id) if name in form.definition.media else None
        if listed is None:
            raise NotFound
        return unless_known(request, Response(listed.csv, media_type="text/csv"), etag=f'"{listed.hash}"')

    def submission_limits(self, request: Request) -> Response:
        """Answer 204: the headers say how much one POST may carry. As on Central, what is assigned plays no part."""
        self._authenticated(request)
        return Response(status_code=204, headers=OPENROSA_HEADERS)

    async def submit(self, request: Request) -> Response:
        """Take a submission with its files."""
        user = await run_in_threadpool(self._authenticated, request)
        with Upload(self._records.blobs, request.headers.get("content-type", "")) as upload:
            await upload.read(request)
            await run_in_threadpool(self._store, request, user, upload)
        return openrosa_message(201, "full submission upload was successful!", nature="submit_success")

    def _store(self, request: Request, user: AppUser, upload: Upload) -> None:
        data = upload.xml()
        files = {part.field: ReceivedFile(part.file, part.content_type) for part in upload.attachments()}
        receive(self._records, user, data, files, device_id=request.query_params.get("deviceID"))

    async def late_file(self, request: Request) -> Response:
        """Take one file of a record that is here already, and acknowledge that file."""
        user = await run_in_threadpool(self._authenticated, request)
        form_id, instance_id, name = (request.path_params[key] for key in ("form_id", "instance_id", "name"))
        kind = request.headers.get("content-type", "application/octet-stream")
        with self._records.blobs.incoming() as incoming:
            async for chunk in limited(request):
                incoming.write(chunk)

            def store() -> None:
                file = ReceivedFile(incoming, kind)
                receive_file(self._records, user, form_id, instance_id, name, file)

            await run_in_threadpool(store)
        return JSONResponse({"success": True})

    def not_yours(self, request: Request) -> Response:
        """Refuse: an app user may not read what was submitted, nor its review state."""
        self._authenticated(request)
        raise NoRights

    def _authenticated(self, request: Request) -> AppUser:
        with self._records.database.reading() as db:
            return _user(db, request)

    def _media(self, db: Database, form: Form, user: AppUser) -> dict[str, tuple[str, bool]]:
        """Return name → (hash, is an entity list) for the form's media files that exist."""
        rows = every(db, "SELECT name, md5 FROM form_media WHERE form = ? ORDER BY name", form.id)
        found = {row["name"]: (row["md5"], False) for row in rows}
        for name in form.definition.media:
            listed = entity_list(db, name, user.id) if name not in found else None
            if listed is not None:
                found[name] = (listed.hash, True)
        return found


def _threaded(endpoint: Callable[[Request], Response]) -> Endpoint:
    async def answered(request: Request) -> Response:
        return await run_in_threadpool(endpoint, request)

    return answered


def _openrosa(endpoint: Endpoint) -> Endpoint:
    """Wrap an address of the protocol proper: it wants the protocol's header and says no in its XML."""

    async def checked(request: Request) -> Response:
        version = request.headers.get("x-openrosa-version")
        if version != "1.0":
            raise BadHeader("X-OpenRosa-Version", version)
        response = await endpoint(request)
        response.headers.update(OPENROSA_HEADERS)
        return response

    return _refusing(checked, openrosa_refusal)


def _rest(endpoint: Endpoint) -> Endpoint:
    """Wrap an address of Central's own interface: it says no in JSON."""
    return _refusing(endpoint, json_refusal)


def _refusing(endpoint: Endpoint, say_no: Callable[[Refused], Response]) -> Endpoint:
    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as error:
            await drain(request)
            return say_no(error)
        except (OSError, sqlite3.Error):  # the disk or the database of this machine, not the sender's fault
            _log.exception("a request could not be served")
            await drain(request)
            return say_no(Broken())

    return answered


def _user(db: Database, request: Request) -> AppUser:
    user = authenticate(db, request.path_params["token"])
    if request.path_params["project"] != str(PROJECT):
        raise NotFound
    return user


def _readable_form(db: Database, request: Request, user: AppUser) -> Form:
    form = find_form(db, request.path_params["form_id"])
    if form.state == "closed" or not is_assigned(db, user.id, form):
        raise NoRights
    return form


def _address(request: Request, form: Form) -> str:
    return form_url(str(request.base_url).rstrip("/"), request.path_params["token"], form.form_id)


def _fill(element: etree._Element, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        xml.add(element, name, text)


def _document(request: Request, root: etree._Element) -> Response:
    return unless_known(request, Response(xml.document(root), media_type="text/xml"))

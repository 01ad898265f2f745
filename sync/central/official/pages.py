"""The official's pages: sign in, the list of applications, one application with its decision."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

import assets
from assets.services import CASE_STATUSES, HEALTH_FORM
from assets.texts import COMPLETE, Text
from sync.central import casework
from sync.central.access import OfficialAccess, Session, is_genuine
from sync.central.answers import unless_known
from sync.central.counters import counters
from sync.central.errors import BadValue, NotAuthenticated, NotFound, TooManyTries
from sync.central.media import form_resources
from sync.central.official import words
from sync.central.official.page import LANGUAGE_COOKIE, SAFE_HEADERS, language_of, page, service_title
from sync.central.official.reading import Reading, read_answers
from sync.central.official.theme import FONTS, stylesheet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sync.central.counters import Counter
    from sync.central.records import Records

    Page = Callable[[Request, Session], Awaitable[Response]]

HOME = "/official/"
SESSION_COOKIE = "official"
MANIFEST = "manifest.xml"  # the frozen XML of a sealed submission, as it is downloaded
_SHOWN_PHOTOS = {"image/jpeg": (b"\xff\xd8\xff",), "image/png": (b"\x89PNG\r\n\x1a\n",), "image/webp": (b"RIFF",)}
_LONGEST_FORM = 64 * 1024


class OfficialPages:
    """The pages over one data folder."""

    def __init__(self, records: Records, access: OfficialAccess) -> None:
        self._records, self._access = records, access

    def routes(self) -> list[Route]:
        """Return the routes below `/official`."""
        case = "/submissions/{case_id:int}"
        return [
            Route("/", self._signed_in(self.case_list)),
            Route("/sign-in", self.sign_in_page),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
            Route("/language/{language}", self.choose_language),
            Route("/machines", self._signed_in(self.machines)),
            Route("/machines/{case_id:int}", self._signed_in(self.machine)),
            Route(case, self._signed_in(self.case_page)),
            Route(f"{case}/decision", self._signed_in(self.decide), methods=["POST"]),
            Route(f"{case}/files/{{name}}", self._signed_in(self.file)),
            Route("/style.css", self.style),
            Route("/fonts/{name}", self.font),
        ]

    def _signed_in(self, wanted: Page) -> Callable[[Request], Awaitable[Response]]:
        """Show the page to who is signed in; the others first come to the door."""

        async def shown(request: Request) -> Response:
            session = self._access.session(request.cookies.get(SESSION_COOKIE))
            if session is None:
                return RedirectResponse(f"{HOME}sign-in", 303)
            try:
                return await wanted(request, session)
            except NotFound:
                response = page(request, "message.html", words.GONE, session=session)
                response.status_code = 404
                return response

        return shown

    async def sign_in_page(self, request: Request) -> Response:
        """Show the door."""
        return page(request, "sign_in.html", words.WORDS["sign_in"], session=None)

    async def sign_in(self, request: Request) -> Response:
        """Let in who knows the password."""
        fields = await _fields(request)
        try:
            session = self._access.sign_in(fields.get("password", ""))
        except NotAuthenticated:
            error: Text = words.WRONG_PASSWORD
        except TooManyTries as refused:
            error = words.wait(refused.seconds)
        else:
            response = RedirectResponse(HOME, 303)
            response.set_cookie(
                SESSION_COOKIE, session.token, path=HOME, httponly=True, samesite="strict", secure=_is_secure(request)
            )
            return response
        return page(request, "sign_in.html", words.WORDS["sign_in"], error=error, session=None)

    async def sign_out(self, request: Request) -> Response:
        """End the session, if the form was the session's own."""
        token = request.cookies.get(SESSION_COOKIE)
        session = self._access.session(token)
        if session is not None and is_genuine(session, (await _fields(request)).get("csrf", "")):
            self._access.sign_out(token)
        response = RedirectResponse(f"{HOME}sign-in", 303)
        response.delete_cookie(SESSION_COOKIE, path=HOME)
        return response

    async def choose_language(self, request: Request) -> Response:
        """Remember the reader's language and go back to the page they were on."""
        back = request.query_params.get("to", HOME)
        response = RedirectResponse(quote(back, safe="/?=&%") if _is_ours(back) else HOME, 303)
        if request.path_params["language"] in COMPLETE:
            language = request.path_params["language"]
            response.set_cookie(LANGUAGE_COOKIE, language, path=HOME, httponly=True, samesite="strict")
        return response

    async def case_list(self, request: Request, session: Session) -> Response:
        """Show the applications, newest first, searched by code and narrowed by status."""
        query = request.query_params
        number = max(1, int(query.get("page", "1"))) if query.get("page", "1").isdecimal() else 1
        search, status = query.get("code", ""), query.get("status", "")

        def look_up() -> tuple[tuple[casework.Case, ...], dict[str, int]]:
            with self._records.database.reading() as db:
                found = casework.find_cases(db, search=search, status=status, page=number)
                return found, casework.count_by_status(db)

        cases, counts = await run_in_threadpool(look_up)
        return page(
            request,
            "list.html",
            words.WORDS["applications"],
            session=session,
            cases=cases[: casework.PAGE],
            more=len(cases) > casework.PAGE,
            number_of_page=number,
            page_words=words.page_number(number),
            counts=counts,
            search=search,
            chosen=status if status in CASE_STATUSES else "",
        )

    async def machines(self, request: Request, session: Session) -> Response:
        """Show the machines as they last reported themselves."""

        def look_up() -> tuple[Counter, ...]:
            with self._records.database.reading() as db:
                return counters(db, self._records.now())

        found = await run_in_threadpool(look_up)
        return page(request, "machines.html", words.WORDS["machines"], session=session, machines=found)

    async def machine(self, request: Request, session: Session) -> Response:
        """Show one report as it was sent."""
        found, reading = await run_in_threadpool(self._read, request.path_params["case_id"], language_of(request))
        if found.case.form_id != HEALTH_FORM:
            raise NotFound
        return page(request, "machine.html", words.WORDS["report"], session=session, case=found.case, reading=reading)

    async def case_page(self, request: Request, session: Session) -> Response:
        """Show one application."""
        return await self._case(request, session)

    async def decide(self, request: Request, session: Session) -> Response:
        """Set status and message, then show the application again."""
        fields = await _fields(request)
        status, message = fields.get("status", ""), fields.get("message", "")
        if not is_genuine(session, fields.get("csrf", "")):
            return await self._case(request, session, error=words.STALE, status=status, message=message)
        case_id = request.path_params["case_id"]
        try:
            await run_in_threadpool(casework.decide, self._records, case_id, status, message)
        except BadValue:
            error = _what_is_wrong(status, message)
            return await self._case(request, session, error=error, status=status, message=message)
        return RedirectResponse(f"{HOME}submissions/{case_id}?saved=1", 303)

    async def _case(
        self,
        request: Request,
        session: Session,
        *,
        error: Text | None = None,
        status: str | None = None,
        message: str | None = None,
    ) -> Response:
        """Show one application; `status` and `message` are what the official was about to save."""
        found, reading = await run_in_threadpool(self._read, request.path_params["case_id"], language_of(request))
        return page(
            request,
            "case.html",
            service_title(found.case),
            error=error,
            session=session,
            case=found.case,
            reading=reading,
            files={file.name: file for file in found.attachments},
            photos={file.name for file in found.attachments if self._photo_type(file) is not None},
            others=[file for file in found.attachments if file.name not in reading.files],
            decisions=found.decisions,
            sealed=found.sealed,
            manifest=MANIFEST,
            statuses=casework.OFFICIAL_STATUSES,
            rejected=casework.REJECTED,
            chosen=found.case.status if status is None else status,
            message=found.case.message if message is None else message,
            limit=casework.LONGEST_MESSAGE,
            saved="saved" in request.query_params and error is None,
        )

    def _read(self, case_id: int, language: str) -> tuple[casework.Filed, Reading]:
        with self._records.database.reading() as db:
            found = casework.filed(db, case_id)
            resources = form_resources(self._records, db, found.case.form_id)
        if found.sealed:
            return found, Reading((), labelled=False)
        reading = read_answers(
            found.xform,
            found.xml,
            language=language,
            files={file.name for file in found.attachments},
            resources=resources,
            received_at=datetime.fromisoformat(found.case.received_at),
        )
        return found, reading

    async def file(self, request: Request, session: Session) -> Response:  # noqa: ARG002 - a page's signature
        """Show a photo; anything else is only ever downloaded, whatever it says it is."""
        return await run_in_threadpool(self._file, request)

    def _file(self, request: Request) -> Response:
        with self._records.database.reading() as db:
            found = casework.filed(db, request.path_params["case_id"])
        if found.sealed and request.path_params["name"] == MANIFEST:
            headers = {**SAFE_HEADERS, "Content-Disposition": f'attachment; filename="{MANIFEST}"'}
            return Response(found.xml, media_type="application/octet-stream", headers=headers)
        file = next((file for file in found.attachments if file.name == request.path_params["name"]), None)
        if file is None or file.sha256 is None:
            raise NotFound
        kind = self._photo_type(file)
        path = self._records.blobs.path(file.sha256)
        if kind is None:
            return FileResponse(path, media_type="application/octet-stream", filename=file.name, headers=SAFE_HEADERS)
        return FileResponse(path, media_type=kind, headers=SAFE_HEADERS)

    def _photo_type(self, file: casework.Attachment) -> str | None:
        """Return the media type that the file's own first bytes show, None when it is no picture a browser shows."""
        if file.sha256 is None:
            return None
        with self._records.blobs.path(file.sha256).open("rb") as opened:
            start = opened.read(16)
        return next((kind for kind, marks in _SHOWN_PHOTOS.items() if start.startswith(marks)), None)

    async def style(self, request: Request) -> Response:
        """Answer the stylesheet."""
        response = Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "no-cache"})
        return unless_known(request, response)

    async def font(self, request: Request) -> Response:
        """Answer a font, if the program was set up with it; the pages do with the reader's own otherwise."""
        name = request.path_params["name"]
        try:
            content = assets.read(f"fonts/{name}") if name in FONTS else None
        except FileNotFoundError:
            content = None
        if content is None:
            return Response(status_code=404)
        return unless_known(request, Response(content, media_type="font/ttf", headers={"Cache-Control": "no-cache"}))


async def _fields(request: Request) -> dict[str, str]:
    """Return the text fields of a form of ours; none of a body that is longer than any of them."""
    if int(request.headers.get("content-length") or _LONGEST_FORM + 1) > _LONGEST_FORM:
        return {}
    async with request.form(max_files=0, max_fields=20) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _what_is_wrong(status: str, message: str) -> Text:
    if status not in casework.OFFICIAL_STATUSES:
        return words.NO_STATUS
    if len(message.strip()) > casework.LONGEST_MESSAGE:
        return words.too_long(casework.LONGEST_MESSAGE)
    return words.NO_REASON


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _is_ours(address: str) -> bool:
    return address.startswith(HOME) and "//" not in address and "\\" not in address

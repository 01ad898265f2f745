"""Forms, media and cases from the central: whole or not at all, checked, never under somebody who is filling in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.openrosa.errors import BadAnswer, Unauthorised, WrongHash
from sync.openrosa.verdicts import Verdict
from sync.store.errors import SealingKeyUnfit
from sync.store.records import FormState, KeptAt
from tests.sync.counter import xform
from tests.sync.openrosa.answers import form_list, listed, manifest, md5, page, problem, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter


class Office:
    """What a central offers; `files` by path, `broken` answers in their place."""

    def __init__(self, serve: Serve) -> None:
        self.files: dict[str, bytes] = {}
        self.forms: dict[str, tuple[str, bytes, dict[str, bytes]]] = {}
        self.broken: dict[str, Reply] = {}
        self.server: Scripted = serve(self._answer)

    def offer(self, form_id: str, version: str, content: bytes, **media: bytes) -> None:
        self.forms[form_id] = (version, content, {name.replace("__", "."): body for name, body in media.items()})

    def asked_for(self) -> list[str]:
        found = [asked.path for asked in self.server.asked if asked.method == "GET"]
        self.server.asked.clear()
        return [path for path in found if "formList" not in path and not path.endswith("/manifest")]

    def _answer(self, asked: Asked) -> Reply:
        if asked.path in self.broken:
            return self.broken[asked.path]
        url = f"http://{asked.headers['Host']}"
        if asked.path.startswith("/formList"):
            return form_list(
                *(listed(i, v, c, f"{url}/{i}.xml", f"{url}/{i}/manifest") for i, (v, c, _) in self.forms.items())
            )
        form_id, _, name = asked.path.strip("/").partition("/")
        if name == "manifest":
            return manifest(*((n, self._hash(n, c), f"{url}/{form_id}/{n}") for n, c in self.forms[form_id][2].items()))
        return Reply(200, self.forms[form_id][2][name] if name else self.forms[form_id.removesuffix(".xml")][1])

    @staticmethod
    def _hash(name: str, content: bytes) -> str:
        """Give an entity list another hash than its md5, as Central does."""
        return md5(b"entities " + content) if name == "cases.csv" else md5(content)


@pytest.fixture
def office(serve: Serve) -> Office:
    return Office(serve)


def test_a_form_comes_with_its_media_and_only_once(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform(), map__png=b"png", villages__csv=b"name\nx\n")
    report = counter.run(office.server.url)
    (form,) = report.forms
    assert counter.store.forms.current("demo") == (form,)
    assert counter.store.forms.xform(form.key) == xform()
    assert dict(counter.store.forms.media(form.key)) == {"map.png": b"png", "villages.csv": b"name\nx\n"}
    assert office.asked_for() == ["/claim.xml", "/claim/map.png", "/claim/villages.csv"]
    assert counter.run(office.server.url).forms == ()
    assert office.asked_for() == []


@pytest.mark.parametrize("said", [problem(404, "gone"), problem(403, "no"), problem(401, "no"), problem(500, "no")])
def test_a_form_that_the_central_does_not_give_keeps_no_submission_back(
    counter: Counter, office: Office, said: Reply
) -> None:
    office.offer("claim", "1", xform())
    counter.run(office.server.url)
    waiting = counter.finalise(counter.store.forms.current()[0].key)
    office.offer("claim", "2", xform(version="2"))
    office.broken = {"/claim.xml": said, "/submission": stored()}
    assert counter.run(office.server.url).delivered == (waiting.code,)
    assert [form.key.version for form in counter.store.forms.current()] == ["1"]
    office.broken = {}
    assert [form.key.version for form in counter.run(office.server.url).forms] == ["2"], "nothing is held against it"


def test_a_key_that_is_revoked_while_forms_come_stops_the_run(counter: Counter, office: Office) -> None:
    for name in ("a", "b", "c"):
        office.offer(name, "1", xform(name))
    answer = office.server.answer

    def revoked(asked: Asked) -> Reply:
        gone = any(before.path == "/a.xml" for before in office.server.asked)
        return problem(403, "no") if gone else answer(asked)

    office.server.answer = revoked
    assert counter.run(office.server.url).stopped == Unauthorised.text
    assert sum(asked.path.endswith(".xml") for asked in office.server.asked) == 1, "the others are not knocked at"


def test_a_form_that_is_gone_when_it_is_fetched_stops_no_other(counter: Counter, office: Office) -> None:
    for name in ("a", "b", "c"):
        office.offer(name, "1", xform(name))
    office.broken = {"/b.xml": problem(404, "gone")}
    report = counter.run(office.server.url)
    assert [form.key.form_id for form in report.forms] == ["a", "c"]
    assert [(one.form_id, one.reason) for one in report.problems] == [("b", Verdict.UNKNOWN_FORM.text)]


@pytest.mark.parametrize("key", ["AAAA", "not base64 at all", ""])
def test_a_form_whose_key_cannot_seal_is_not_offered(counter: Counter, office: Office, key: str) -> None:
    """People would answer what could not be recorded then."""
    office.offer("claim", "1", xform())
    counter.run(office.server.url)
    sealing = f'</instance><submission base64RsaPublicKey="{key}"/>'.encode()
    office.offer("claim", "2", xform(version="2").replace(b"</instance>", sealing))
    report = counter.run(office.server.url)
    assert [form.key.version for form in counter.store.forms.current()] == ["1"]
    assert [(one.form_id, one.reason) for one in report.problems] == [("claim", SealingKeyUnfit().text)]


def test_of_a_form_that_is_listed_in_two_versions_one_is_offered_and_stays(counter: Counter, serve: Serve) -> None:
    """Installed in turn, each would be fetched again with every run, and an old one offered between."""

    def answer(asked: Asked) -> Reply:
        url = f"http://{asked.headers['Host']}"
        if not asked.path.startswith("/formList"):
            return Reply(200, xform(version=asked.path.strip("/").removesuffix(".xml")))
        return form_list(*(listed("claim", v, xform(version=v), f"{url}/{v}.xml") for v in ("1", "2")))

    server = serve(answer)
    assert [form.key.version for form in counter.run(server.url).forms] == ["2"]
    server.asked.clear()
    assert counter.run(server.url).forms == ()
    assert [asked.path for asked in server.asked if asked.path.endswith(".xml")] == []


def test_only_what_changed_is_fetched(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform(), map__png=b"png", villages__csv=b"old")
    counter.run(office.server.url)
    office.asked_for()
    office.offer("claim", "1", xform(), map__png=b"png", villages__csv=b"new")
    (form,) = counter.run(office.server.url).forms
    assert office.asked_for() == ["/claim/villages.csv"]
    assert dict(counter.store.forms.media(form.key)) == {"map.png": b"png", "villages.csv": b"new"}


def test_who_is_filling_in_keeps_the_version_and_the_next_person_gets_the_new_one(
    counter: Counter, office: Office
) -> None:
    office.offer("claim", "1", xform())
    (first,) = counter.run(office.server.url).forms
    counter.store.drafts.begin(
        counter.scope, first.key, "uuid:1", kept_at=KeptAt.KIOSK, language="fa", savepoint=b"<data/>"
    )
    office.offer("claim", "2", xform(version="2"))
    (second,) = counter.run(office.server.url).forms
    assert counter.store.forms.current("demo") == (second,)
    assert counter.store.forms.sweep() == ()
    assert counter.store.forms.xform(first.key) == xform()
    assert counter.store.forms.get(first.key).state is FormState.SUPERSEDED


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (Reply(200, b"not the file that was promised"), WrongHash.text),
        (Reply(200, b"x", {"Content-Length": "999999999999"}), BadAnswer.text),
    ],
)
def test_a_damaged_media_file_leaves_the_form_as_it_was(
    broken: Reply, reason: object, counter: Counter, office: Office
) -> None:
    office.offer("claim", "1", xform())
    (first,) = counter.run(office.server.url).forms
    office.offer("claim", "2", xform(version="2"), field__png=b"field", map__png=b"png")
    office.offer("other", "1", xform("other"))
    office.broken["/claim/map.png"] = broken
    report = counter.run(office.server.url)
    assert [(problem.form_id, problem.reason) for problem in report.problems] == [("claim", reason)]
    assert [form.key.form_id for form in report.forms] == ["other"], "the others are updated"
    assert counter.store.forms.current_of("demo", "claim") == first
    office.broken.clear()
    office.asked_for()
    assert [form.key.version for form in counter.run(office.server.url).forms] == ["2"]
    assert office.asked_for() == ["/claim.xml", "/claim/map.png"], "what came whole is not fetched again"


def test_what_came_and_was_swept_before_its_form_came_is_fetched_again(counter: Counter, office: Office) -> None:
    """No form names it yet: the sweep of the day takes it for what nobody needs."""
    office.offer("claim", "1", xform(), a__png=b"a" * 1000, b__png=b"b" * 1000)
    office.broken["/claim/b.png"] = Reply(raw=b"")
    counter.run(office.server.url)
    counter.store.forms.sweep()
    office.broken.clear()
    found = [form.key.form_id for _ in range(2) for form in counter.run(office.server.url).forms]
    assert found == ["claim"]
    (form,) = counter.store.forms.current("demo")
    assert dict(counter.store.forms.media(form.key)) == {"a.png": b"a" * 1000, "b.png": b"b" * 1000}


def test_a_broken_line_goes_on_with_the_next_file(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform(), a__png=b"a" * 1000, b__png=b"b" * 1000)
    office.broken["/claim/b.png"] = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbbb")
    report = counter.run(office.server.url)
    assert (report.online, report.forms, counter.store.forms.current("demo")) == (False, (), ())
    office.broken.clear()
    office.asked_for()
    assert len(counter.run(office.server.url).forms) == 1
    assert office.asked_for() == ["/claim.xml", "/claim/b.png"]


@pytest.mark.parametrize(
    "content", [b"<h:html", b"<other/>", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', xform("another"), xform(version="9")]
)
def test_a_form_that_cannot_be_installed_is_refused_and_the_old_one_stays(
    content: bytes, counter: Counter, office: Office
) -> None:
    office.offer("claim", "1", xform())
    (first,) = counter.run(office.server.url).forms
    office.offer("claim", "2", content)
    report = counter.run(office.server.url)
    assert [problem.form_id for problem in report.problems] == ["claim"]
    assert counter.store.forms.current("demo") == (first,)


@pytest.mark.parametrize("name", ["../../store.db", "/etc/passwd", "a\\b.png"])
def test_media_that_would_leave_the_folder_is_refused(name: str, counter: Counter, office: Office) -> None:
    office.forms["claim"] = ("1", xform(), {name: b"x"})
    report = counter.run(office.server.url)
    assert [problem.form_id for problem in report.problems] == ["claim"]
    assert office.asked_for() == []


def test_a_web_page_in_place_of_a_form_means_no_line(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform())
    office.broken["/claim.xml"] = page(200)
    report = counter.run(office.server.url)
    assert (report.online, report.forms) == (False, ())


def test_a_form_that_left_the_list_is_withdrawn_but_kept_for_what_is_unsent(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform())
    (form,) = counter.run(office.server.url).forms
    counter.store.drafts.begin(
        counter.scope, form.key, "uuid:1", kept_at=KeptAt.DESK, language="fa", savepoint=b"<data/>"
    )
    office.forms.clear()
    (withdrawn,) = counter.run(office.server.url).withdrawn
    assert withdrawn.state is FormState.WITHDRAWN
    assert counter.store.forms.sweep() == ()
    assert counter.store.forms.xform(form.key) == xform()


def cases_csv(code: str, status: str, message: str) -> bytes:
    return (
        f'name,label,__version,code,service,status,message\nabc,Claim,1,{code},crop_damage,{status},"{message}"\n'
    ).encode()


def test_the_officials_status_arrives_with_the_next_run(counter: Counter, office: Office) -> None:
    code = counter.finalise(counter.install()).code
    office.offer("claim", "1", xform(), cases__csv=cases_csv(code[:17], "received", ""))
    assert [case.status for case in counter.run(office.server.url).cases] == ["received"]
    office.offer("claim", "1", xform(), cases__csv=cases_csv(code[:17], "approved", "Come on Monday, please"))
    (changed,) = counter.run(office.server.url).cases
    assert (changed.status, changed.message) == ("approved", "Come on Monday, please")
    assert counter.store.cases.by_code(code) == changed
    assert counter.run(office.server.url).cases == ()


def test_a_case_list_of_several_forms_is_fetched_once_a_change(counter: Counter, office: Office) -> None:
    rows = cases_csv("1" * 17, "received", "")
    office.offer("claim", "1", xform(), cases__csv=rows)
    office.offer("other", "1", xform("other"), cases__csv=rows)
    counter.run(office.server.url)
    assert [path for path in office.asked_for() if path.endswith("cases.csv")] == ["/claim/cases.csv"]


def test_cases_arrive_even_when_the_form_cannot_be_installed(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", b"<other/>", cases__csv=cases_csv("1" * 17, "approved", ""))
    report = counter.run(office.server.url)
    assert len(report.problems) == len(report.cases) == 1


@pytest.mark.parametrize("content", [b"\xff\xfe", b"name,label\na,b\n", b'code\n"open', b""])
def test_a_damaged_case_list_changes_no_case(content: bytes, counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform(), cases__csv=cases_csv("1" * 17, "approved", ""))
    counter.run(office.server.url)
    office.offer("claim", "1", xform(), cases__csv=content)
    report = counter.run(office.server.url)
    assert (len(report.problems), report.cases) == (1, ())
    case = counter.store.cases.by_code("1" * 17)
    assert case is not None
    assert case.status == "approved"


def test_the_stores_hash_is_the_md5_the_list_promised(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform())
    (form,) = counter.run(office.server.url).forms
    assert form.hash == md5(xform())


def test_a_list_without_hashes_installs_once(counter: Counter, office: Office) -> None:
    office.offer("claim", "1", xform())
    url = office.server.url
    bare = listed("claim", "1", xform(), f"{url}/claim.xml").replace(md5(xform()), "")
    office.broken["/formList"] = form_list(bare)
    assert len(counter.run(url).forms) == 1
    assert counter.run(url).forms == ()

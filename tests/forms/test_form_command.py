"""`pishkhan form run` and `form serve`: a form without a window, one report for one request."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kiosk.cli import main
from tests.forms.scenario import bind, question, xform

BINDS = bind("age", type="int", constraint=". < 150", jr__constraintMsg="Too old") + bind(
    "next", calculate="/data/age + 1"
)
LISTS = '<instance id="c" src="jr://file-csv/c.csv"/>'
ITEMS = '<itemset nodeset="instance(\'c\')/root/item"><value ref="name"/><label ref="label"/></itemset>'
BODY = question("age") + question("pick", "select1", ITEMS)
BODY += f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
FORM = xform("<age/><next/><pick/><rep><x/></rep>", BINDS, BODY, LISTS)
STEPS = [
    ["/data/age", "41"],
    {"op": "set", "path": "/data/age", "value": 200},
    {"op": "add", "path": "/data/rep"},
    {"op": "remove", "path": "/data/rep[1]"},
    {"op": "choices", "path": "/data/pick"},
    {"op": "get", "path": "/data/next"},
    {"op": "dump"},
]


def run(folder: Path, steps: list[Any], *options: str) -> tuple[int, dict[str, Any], Path]:
    (folder / "f.xml").write_bytes(FORM)
    (folder / "c.csv").write_text("name,label\na,A\nb,B\n", encoding="utf-8")
    (folder / "steps.json").write_text(json.dumps(steps), encoding="utf-8")
    report, sent = folder / "out.json", folder / "out.xml"
    command = ["form", "run", str(folder / "f.xml"), "--steps", str(folder / "steps.json"), "--report", str(report)]
    done = CliRunner().invoke(main, [*command, "--submission", str(sent), *options])
    return done.exit_code, json.loads(report.read_text(encoding="utf-8")), sent


def serve(*requests: object) -> list[dict[str, Any]]:
    lines = "".join((request if isinstance(request, str) else json.dumps(request)) + "\n" for request in requests)
    done = CliRunner().invoke(main, ["form", "serve"], input=lines)
    assert done.exit_code == 0
    return [json.loads(line) for line in done.output.splitlines()]


def test_a_run_reports_every_step_and_every_node_in_the_words_of_the_contract(tmp_path: Path) -> None:
    code, report, sent = run(tmp_path, STEPS)
    assert code == 0
    assert [step["op"] for step in report["steps"]] == ["set", "set", "add", "remove", "choices", "get", "dump"]
    assert all(step["ok"] for step in report["steps"])
    assert [step["constraint_ok"] for step in report["steps"][:2]] == [True, False]
    assert report["steps"][4]["choices"] == [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    assert report["steps"][5]["value"] == "201"
    nodes = {node["path"]: node for node in report["nodes"]}
    assert nodes["/data/age"] | {"label": "age", "kind": "q1", "type": "INTEGER", "value": "200"} == nodes["/data/age"]
    assert (nodes["/data/age"]["valid"], nodes["/data/age"]["message"]) == (False, "Too old")
    assert nodes["/data/rep[1]"]["kind"] == "repeat-instance"
    assert report["load_ms"] == pytest.approx(report["parse_ms"] + report["init_ms"])
    assert sent.read_text(encoding="utf-8") == report["submission"]


def test_the_clock_and_the_seed_make_two_runs_alike(tmp_path: Path) -> None:
    options = ("--now", "2026-11-22T08:30:00+03:30", "--seed", "7", "--loads", "2")
    first = run(tmp_path, STEPS, *options)[1]
    second = run(tmp_path, STEPS, *options)[1]
    assert first["submission"] == second["submission"]
    assert len(first["loads"]) == 2


def test_a_step_that_fails_says_why_and_the_others_go_on(tmp_path: Path) -> None:
    steps = [["/data/nowhere", "1"], ["/data/age", "old"], {"op": "dance"}, ["/data/age", "5"], {"op": "set"}]
    code, report, _ = run(tmp_path, steps)
    assert code == 0
    assert [step["ok"] for step in report["steps"]] == [False, False, False, True, False]
    assert "NoSuchNode" in report["steps"][0]["error"]


def test_a_form_that_is_refused_is_an_error_and_not_a_trace(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<nothing/>", encoding="utf-8")
    done = CliRunner().invoke(main, ["form", "run", str(tmp_path / "bad.xml"), "--report", str(tmp_path / "o.json")])
    assert done.exit_code == 1
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["error"].startswith("FormRefused")
    assert "Traceback" not in done.output


def test_serve_answers_each_line_whatever_it_is(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("name,label\na,A\n", encoding="utf-8")
    asked = {"formXml": FORM.decode(), "media": str(tmp_path), "steps": [["/data/age", "1"]], "nodes": False}
    good, broken, empty, probe, unknown = serve(
        asked,
        "not json",
        {},
        {"xml": "<a><b>2</b></a>", "root": "/", "ctx": "/0", "expr": "b + 1"},
        {"form": str(tmp_path / "absent.xml")},
    )
    assert good["steps"][0]["ok"]
    assert "<age>1</age>" in good["submission"]
    assert "nodes" not in good
    assert all("error" in report for report in (broken, empty, unknown))
    assert (probe["kind"], probe["value"]) == ("number", "3")


def test_an_expression_is_answered_as_the_kind_that_is_asked_for() -> None:
    probe = {"xml": "<a><b>2</b></a>", "ctx": "/0", "expr": "b + 1"}
    kinds = ("string", "boolean", "number-rounded")
    reports = serve(*(probe | {"kind": kind} for kind in kinds))
    assert [(r["kind"], r["value"]) for r in reports] == [("string", "3"), ("boolean", True), ("number", "3")]


def test_only_a_broken_rule_of_a_question_has_words_in_the_report() -> None:
    binds = bind("a", required="true()", jr__requiredMsg="Needed") + bind(
        "b", constraint=". > 2", jr__constraintMsg="No"
    )
    xml = xform("<a/><b>1</b>", binds, question("a")).decode()
    nodes = {node["path"]: node for node in serve({"formXml": xml})[0]["nodes"]}
    assert [(nodes[p]["violation"], nodes[p]["message"]) for p in ("/data/a", "/data/b")] == [
        ("required", None),
        ("constraint", None),
    ]


def test_a_submission_is_corrected_by_edit() -> None:
    old = '<data id="form" version="1"><age>5</age><meta><instanceID>uuid:old</instanceID></meta></data>'
    report = serve({"formXml": FORM.decode(), "edit": old, "nodes": False})[0]
    assert "<deprecatedID>uuid:old</deprecatedID>" in report["submission"]
    assert "<next>6</next>" in report["submission"]

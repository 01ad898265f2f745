"""What of a central is reached through a relay: what the protocol names, and nothing beside it."""

from __future__ import annotations

import pytest

from sync.relay.addresses import may_be_read, takes_submissions


@pytest.mark.parametrize(
    "target",
    [
        "/v1/key/token/projects/1/formList",
        "/v1/key/token/projects/1/forms/crop_damage.xml",
        "/v1/key/token/projects/1/forms/crop%20damage/attachments/places.csv",
        "/v1/key/token/projects/1/forms/..name/manifest",
        "/office-12/xformsMedia/1/2.csv",
    ],
)
def test_lists_forms_and_their_files_are_read(target: str) -> None:
    assert may_be_read(target)


@pytest.mark.parametrize("step", [".", "..", "%2e", "%2E%2e", ".%2e"])
@pytest.mark.parametrize(
    "target", ["/v1/users/forms/{}/attachments/{}", "/v1/{}/formList", "/office-12/xformsMedia/{}"]
)
def test_no_step_leads_out_of_what_is_named(target: str, step: str) -> None:
    assert not may_be_read(target.replace("{}", step))


@pytest.mark.parametrize("target", ["/v1/users", "/v1/sessions/restore", "/"])
def test_nothing_else_is_reached(target: str) -> None:
    assert not may_be_read(target)
    assert not takes_submissions(target)

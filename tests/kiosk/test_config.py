"""A technician's configuration is read whole, or refused with a sentence that names the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.texts import LANGUAGES, say
from kiosk.config import ConfigRefused, Limits
from kiosk.config_file import read_config
from kiosk.equip import central_of

if TYPE_CHECKING:
    from pathlib import Path

    from sync.keys.vault import KeyLevel

WHOLE = """
[office]
id = "cheshmeh-ali"
telephone = "023-3522"
name.fa = "دهیاری چشمه‌علی"
name.en = "Cheshmeh-Ali village office"
[device]
id = "counter-1"
[central]
id = "main"
url = "http://127.0.0.1:8383/v1/key/{token}/projects/1"
[printing]
folder = "paper"
paper = "80mm"
[kiosk]
full_screen = false
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "pishkhan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_configuration_is_read(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, WHOLE))
    assert config.office.name("fa") == "دهیاری چشمه‌علی"
    assert config.office.name("ckb") == "دهیاری چشمه‌علی"
    assert (config.printing.paper, config.full_screen, config.languages) == ("80mm", False, LANGUAGES)
    assert config.keep_days == 30
    assert config.office.map == ""
    assert read_config(written(tmp_path, WHOLE + "keep_days = 7\n")).keep_days == 7
    with_map = WHOLE.replace("telephone", 'map = "/srv/office.mbtiles"\ntelephone')
    assert read_config(written(tmp_path, with_map)).office.map == "/srv/office.mbtiles"


def test_limits_and_the_fleets_key_are_read_or_refused_by_name(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, WHOLE + '[limits]\nbacklog = 10\n[keys]\nfleet = "fleet.pem"\n'))
    assert (config.limits, config.fleet_key) == (Limits(backlog=10), "fleet.pem")
    assert read_config(written(tmp_path, WHOLE)).limits == Limits()
    for entry in ("backlog = 0", 'free_mb = "much"', "days = 3"):
        with pytest.raises(ConfigRefused) as refused:
            read_config(written(tmp_path, f"{WHOLE}[limits]\n{entry}\n"))
        assert f"limits.{entry.partition(' ')[0]}" in say(refused.value.text, "en")


def test_how_often_the_machine_reports_is_read_or_refused_by_name(tmp_path: Path) -> None:
    assert read_config(written(tmp_path, WHOLE)).report_hours == 24
    assert read_config(written(tmp_path, WHOLE + "[health]\nevery_hours = 0\n")).report_hours == 0
    for entry in ("every_hours = -1", 'every_hours = "daily"', "every_hours = true", 'form = "other"'):
        with pytest.raises(ConfigRefused) as refused:
            read_config(written(tmp_path, WHOLE + f"[health]\n{entry}\n"))
        assert f"health.{entry.split(' =')[0]}" in say(refused.value.text, "en")


def test_where_the_machine_stands_is_a_place_or_refused(tmp_path: Path) -> None:
    def at(place: str) -> str:
        return WHOLE.replace("telephone", f'geopoint = "{place}"\ntelephone')

    assert read_config(written(tmp_path, at("36.17 54.35"))).office.geopoint == "36.17 54.35"
    assert read_config(written(tmp_path, WHOLE)).office.geopoint == ""
    with pytest.raises(ConfigRefused) as refused:
        read_config(written(tmp_path, at("behind the mosque")))
    assert "office.geopoint" in say(refused.value.text, "en")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('id = "counter-1"', "device.id"),
        ('id = "main"', "central.id"),
        ("[office]", "office"),
        ('paper = "80mm"', "printing.paper"),
    ],
)
def test_what_is_missing_or_wrong_is_named(tmp_path: Path, line: str, named: str) -> None:
    wrong = {'paper = "80mm"': 'paper = "a7"'}
    broken = WHOLE.replace(line, wrong.get(line, ""), 1)
    with pytest.raises(ConfigRefused) as refused:
        read_config(written(tmp_path, broken))
    assert named in say(refused.value.text, "en")


@pytest.mark.parametrize(
    ("written_so", "named"),
    [
        ('[kiosk]\nkeep_days = "a month"', "kiosk.keep_days"),
        ('[kiosk]\nfull_screen = "false"', "kiosk.full_screen"),
        ('[kiosk]\nsync_seconds = "often"', "kiosk.sync_seconds"),
        ("[kiosk]\nsync_seconds = 0", "kiosk.sync_seconds"),
        ('[speech]\nheadphones = "yes"', "speech.headphones"),
        ('[help]\nlamp = "no"', "help.lamp"),
    ],
)
def test_an_entry_of_another_kind_is_refused_and_not_guessed(tmp_path: Path, written_so: str, named: str) -> None:
    others = WHOLE.partition("[kiosk]")[0]
    with pytest.raises(ConfigRefused) as refused:
        read_config(written(tmp_path, others + written_so))
    assert named in say(refused.value.text, "en")


def test_a_file_that_is_not_there_or_not_toml_is_refused_plainly(tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused, match="no configuration"):
        read_config(tmp_path / "none.toml")
    with pytest.raises(ConfigRefused, match="cannot be read"):
        read_config(written(tmp_path, "= broken"))


def test_a_language_that_the_program_does_not_speak_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused) as refused:
        read_config(written(tmp_path, WHOLE + 'languages = ["tlh"]\n'))
    assert "tlh" in say(refused.value.text, "en")


SECOND = """
[[central]]
id = "main"
url = "https://main.example/v1/key/{token}/projects/1"
[[central]]
id = "health"
url = "https://health.example/clinic"
auth = "digest"
user = "office7"
proxy = "http://proxy.example:3128"
batch_limit = 300000
certificate = "machine.pem"
relay = true
"""


def test_several_centrals_are_each_read_whole(tmp_path: Path) -> None:
    one = 'url = "http://127.0.0.1:8383/v1/key/{token}/projects/1"'
    config = read_config(written(tmp_path, WHOLE.replace(f'[central]\nid = "main"\n{one}', SECOND)))
    assert [central.id for central in config.centrals] == ["main", "health"]
    assert config.central.id == "main"
    (health,) = config.others
    assert (health.auth, health.proxy, health.batch_limit) == ("digest", "http://proxy.example:3128", 300_000)
    assert (config.central.relay, health.relay) == (False, True)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id = "health"', 'id = "main"', "central.id"),
        ("300000", '"much"', "central.batch_limit"),
        ('certificate = "machine.pem"', "", "central.certificate"),
        ("relay = true", 'relay = "yes"', "central.relay"),
    ],
)
def test_what_is_wrong_with_one_of_several_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    head = "[office]\nid = 'o'\nname.fa = 'د'\n[device]\nid = 'd'\n"
    with pytest.raises(ConfigRefused) as refused:
        read_config(written(tmp_path, head + SECOND.replace(old, new)))
    assert named in say(refused.value.text, "en")


def test_lamps_are_addresses_that_need_no_asking(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, WHOLE + '[help]\nlamps = ["192.168.1.5"]\nlamp = true\n'))
    assert (config.help.lamps, config.help.lamp, config.help.port) == (("192.168.1.5",), True, 47126)
    assert read_config(written(tmp_path, WHOLE)).help.lamps == ()
    with pytest.raises(ConfigRefused) as refused:
        read_config(written(tmp_path, WHOLE + '[help]\nlamps = ["desk.local"]\n'))
    assert "help.lamps" in say(refused.value.text, "en")


def test_a_central_behind_a_security_server_is_reached_as_its_service(tmp_path: Path) -> None:
    names = 'client = "IR/GOV/100/kiosk a"\nservice = "IR/GOV/200/c/rosa"\nbase = "https://c.example"'
    exchange = f"[central.xroad]\n{names}\n"
    config = read_config(written(tmp_path, WHOLE.replace("[printing]", f"{exchange}[printing]")))
    central = central_of(config.central, config, NoKeys())
    assert central.url == "http://127.0.0.1:8383/r1/IR/GOV/200/c/rosa/v1/key/secret/projects/1"
    assert central.reached("https://c.example/x.csv") == "http://127.0.0.1:8383/r1/IR/GOV/200/c/rosa/x.csv"
    assert central.reached("https://c.example.evil/x.csv") == "https://c.example.evil/x.csv"
    with pytest.raises(ConfigRefused):
        read_config(written(tmp_path, WHOLE.replace("[printing]", "[central.xroad]\n[printing]")))


class NoKeys:
    """A vault that has one secret for everything."""

    def get(self, name: str) -> str | None:
        return "secret" if name else None

    def put(self, name: str, secret: str) -> None:
        raise AssertionError(name, secret)

    def forget(self, name: str) -> None:
        raise AssertionError(name)

    def describe(self) -> KeyLevel:
        raise AssertionError

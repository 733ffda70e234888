from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from desktop.core import paths
from desktop.exports import packet_json, strict_json
from desktop.exports.verification import Fault
from tests.exports import packets


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    whole = packets.content(proofs=(packets.proof(),))
    sealed = packets.seal(tmp_path_factory.mktemp("packet"), whole)
    value = strict_json.read(packets.unpack(sealed.path)["packet.json"])
    assert isinstance(value, dict)
    return value


def test_the_schema_file_is_the_one_of_the_model() -> None:
    kept = (paths.resources() / "packet" / "packet.schema.json").read_bytes()
    assert kept == strict_json.write(packet_json.json_schema())


def test_a_packet_is_valid_by_the_schema_file(good: dict[str, Any]) -> None:
    path: Path = paths.resources() / "packet" / "packet.schema.json"
    schema = strict_json.read(path.read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(good)


def test_it_says_what_design_prescribes(good: dict[str, Any]) -> None:
    assert list(good) == sorted(good)
    assert set(good) == {
        *("app", "camp", "contact", "counts", "county_code", "county_name", "created_at", "files", "letter"),
        *("packet_id", "plan", "previous_sha256", "programme_year", "questionnaire"),
        *("recipient_cert_sha256", "schema", "scope", "sequence", "signer_cert_sha256", "supersedes"),
    }
    assert good["schema"] == "lgdl-packet/1"
    assert good["programme_year"] == {"ce": 2015, "roc": 104}
    assert good["created_at"] == "2015-03-03T10:00:00+08:00"
    assert good["counts"] == {"course_history": 1, "course_nominations": 2, "people": 2}
    assert good["letter"] == {"date": "2015-03-03", "number": "府人考字第1040001234號"}


def test_reading_gives_the_same_bytes(good: dict[str, Any]) -> None:
    content = strict_json.write(good)
    assert packet_json.decode(content).encode() == content


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", "lgdl-packet/2"),
        ("packet_id", "11111111-1111-1111-8111-111111111111"),
        ("packet_id", "11111111-1111-4111-8111-111111111111\n"),
        ("sequence", 0),
        ("sequence", 10_000),
        ("sequence", "7"),
        ("sequence", 7.0),
        ("sequence", True),
        ("county_code", "1000"),
        ("county_code", 10009),
        ("created_at", "2015-03-03T10:00:00"),
        ("created_at", "2015-02-30T10:00:00+08:00"),
        ("letter.date", "2015-02-30"),
        ("programme_year.ce", 2014),
        ("plan.sha256", "A" * 64),
        ("contact.name", "林\n承辦"),
        ("counts.people", -1),
        ("scope.0.state", "done"),
        ("files.0.role", "virus"),
        ("files.0.path", "data/名冊.csv"),
        ("surprise", 1),
        ("app.surprise", 1),
    ],
)
def test_what_the_schema_does_not_allow_is_refused(good: dict[str, Any], path: str, value: object) -> None:
    spoiled = strict_json.read(strict_json.write(good))
    *places, last = path.split(".")
    inner = spoiled
    for place in places:
        inner = inner[int(place) if isinstance(inner, list) else place]
    inner[last] = value
    with pytest.raises(Fault) as caught:
        packet_json.decode(strict_json.write(spoiled))
    assert caught.value.code == "packet.json_invalid"
    assert str(caught.value.params["key"]).startswith(places[0] if places else last)


def test_every_key_is_needed(good: dict[str, Any]) -> None:
    for key in good:
        spoiled = {name: value for name, value in good.items() if name != key}
        with pytest.raises(Fault):
            packet_json.decode(strict_json.write(spoiled))


def test_json_in_another_form_is_refused(good: dict[str, Any]) -> None:
    with pytest.raises(Fault) as caught:
        packet_json.decode(strict_json.write(good) + b"\n")
    assert caught.value.code == "packet.json_malformed"

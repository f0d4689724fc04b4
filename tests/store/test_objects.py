"""A ledger in an object store: an S3 server on the loopback, in this process, holding a copy of a ledger."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.builders import DAY, figure, ledger_of
from tripoint.cli.listing import show_sources
from tripoint.errors import LedgerError, SettingsError
from tripoint.settings import read_settings
from tripoint.store.ledger import Reader
from tripoint.store.objects import ObjectReader

BUCKET = "made"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket; its credentials are in the environment, as a user gives them."""
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "made", "AWS_SECRET_ACCESS_KEY": "made",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=found["Key"])
    return f"s3://{BUCKET}"


def _copy(ledger: Path, endpoint: str) -> None:
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    for path in sorted(p for p in ledger.rglob("*") if p.is_file()):
        client.upload_file(str(path), BUCKET, f"ledger/{path.relative_to(ledger).as_posix()}")


def test_a_copy_in_an_object_store_gives_the_same_rows(bucket: str, endpoint: str, tmp_path: Path) -> None:
    here = ledger_of(
        tmp_path / "ledger",
        figure(value=3.0),
        figure(source="ca_infobase_harms", series="substance_harms", snapshot="1" * 64, place="CA-QC", value=0.1),
    )
    _copy(tmp_path / "ledger", endpoint)
    there = ObjectReader(f"{bucket}/ledger/")
    table = there.figures().order_by("source").select("source", "place", "value", "period_start", "substance")
    assert there.fetch(table) == here.fetch(table)
    assert there.fetch(table)["place"].to_pylist() == ["CA-QC", "US-CBP-TUCSON-FO"]
    assert there.manifest == here.manifest
    assert there.where == f"{bucket}/ledger"


def test_as_of_is_replayed_there(bucket: str, endpoint: str, tmp_path: Path) -> None:
    ledger_of(
        tmp_path / "ledger",
        figure(value=1.0),
        figure(value=2.0, snapshot="1" * 64, recorded_at=date(2026, 3, 1)),
    )
    _copy(tmp_path / "ledger", endpoint)
    values = []
    for day in (DAY, date(2026, 3, 1), date(2020, 1, 1)):
        reader = ObjectReader(f"{bucket}/ledger", as_of=day)
        values.append(reader.fetch(reader.figures())["value"].to_pylist())
    assert values == [[1.0], [2.0], []]


def test_a_bucket_without_a_ledger_is_named(bucket: str) -> None:
    with pytest.raises(LedgerError, match=r"s3://made/none: there is no ledger here"):
        ObjectReader(f"{bucket}/none")


def test_a_missing_object_of_the_ledger_is_named(bucket: str, endpoint: str, tmp_path: Path) -> None:
    ledger_of(tmp_path / "ledger", figure())
    _copy(tmp_path / "ledger", endpoint)
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    for found in client.list_objects_v2(Bucket=BUCKET, Prefix="ledger/figures/source")["Contents"]:
        client.delete_object(Bucket=BUCKET, Key=found["Key"])
    reader = ObjectReader(f"{bucket}/ledger")
    with pytest.raises(LedgerError, match="missing or broken"):
        reader.fetch(reader.figures())


def test_a_store_that_does_not_answer_is_named_with_the_reason(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(LedgerError, match=r"Generic S3 error: Connection refused") as caught:
        ObjectReader(f"{bucket}/ledger")
    assert "\n" not in caught.value.message


def test_the_list_of_sources_tells_what_is_held_there(
    bucket: str, endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger_of(tmp_path / "ledger", figure())
    _copy(tmp_path / "ledger", endpoint)
    monkeypatch.setenv("TRIPOINT_LEDGER", f"{bucket}/ledger")
    show_sources("en")
    assert f"Held in: {bucket}/ledger; known on January 2, 2026" in capsys.readouterr().out


def test_whoever_writes_is_told_that_it_is_read_only() -> None:
    settings = read_settings({"TRIPOINT_LEDGER": "s3://made/ledger", "HOME": "/home/made"})
    assert settings.is_remote
    with pytest.raises(SettingsError, match="can be read only"):
        _ = settings.ledger


def test_a_folder_stays_a_folder(tmp_path: Path) -> None:
    assert read_settings({"TRIPOINT_LEDGER": str(tmp_path), "HOME": "/home/made"}).ledger == tmp_path
    assert isinstance(ledger_of(tmp_path, figure()), Reader)

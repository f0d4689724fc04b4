"""What the environment may set, read once and frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tripoint.errors import SettingsError

LANGUAGES = ("en", "es", "fr")
EngineName = Literal["duckdb", "spark"]


@dataclass(frozen=True)
class Settings:
    """ledger_address: folder of the ledger, or its address in an object store, s3://… (TRIPOINT_LEDGER).

    language: en, es or fr (TRIPOINT_LANG, else LANG).
    reports: folder of the kept editions of the report (TRIPOINT_REPORTS). It stands beside the ledger and not
    among the files of a report, since clearances are lasting records and are found from wherever one works.
    engine: duckdb or spark (TRIPOINT_ENGINE). spark_master: local[*] or a cluster's URL (TRIPOINT_SPARK_MASTER).
    desk: path of the desk's SQLite file, or a SQLAlchemy address (TRIPOINT_DESK); never shown, it may hold a password.
    operator: name of the desk user (TRIPOINT_OPERATOR, else the login name); '' where neither is known.
    node: name of this installation (TRIPOINT_NODE): the series of what its desk gives to the ledger.
    """

    ledger_address: str
    reports: Path
    language: str
    engine: EngineName = "duckdb"
    spark_master: str = "local[*]"
    desk: str = field(default="", repr=False)
    operator: str = ""
    node: str = "local"

    @property
    def is_remote(self) -> bool:
        """Does the ledger lie in an object store?"""
        return "://" in self.ledger_address

    @property
    def ledger(self) -> Path:
        """The folder, for whoever writes. Raises SettingsError where the ledger lies in an object store."""
        if self.is_remote:
            raise SettingsError(
                f"the ledger at {self.ledger_address} can be read only",
                where="TRIPOINT_LEDGER",
                cure="Write to a ledger in a folder and copy it there.",
            )
        return Path(self.ledger_address)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError if TRIPOINT_LANG, TRIPOINT_ENGINE or TRIPOINT_NODE is not of those that can be."""
    env = os.environ if environment is None else environment
    home = Path(env.get("XDG_DATA_HOME") or Path(env.get("HOME") or ".") / ".local" / "share")
    language = _short(env.get("TRIPOINT_LANG") or "")
    if not language:
        language = _short(env.get("LC_ALL") or env.get("LANG") or "en")
        language = language if language in LANGUAGES else "en"
    if language not in LANGUAGES:
        raise SettingsError(
            f"'{language}' is not a language of Tripoint", where="TRIPOINT_LANG", cure="Use en, es or fr."
        )
    ledger = env.get("TRIPOINT_LEDGER") or str(home / "tripoint" / "ledger")
    if "://" not in ledger:
        ledger = str(Path(ledger).expanduser().absolute())
    reports = Path(env.get("TRIPOINT_REPORTS") or home / "tripoint" / "reports").expanduser().absolute()
    return Settings(
        ledger,
        reports,
        language,
        _engine(env),
        env.get("TRIPOINT_SPARK_MASTER") or "local[*]",
        desk=env.get("TRIPOINT_DESK") or str((home / "tripoint" / "desk.sqlite").expanduser().absolute()),
        operator=env.get("TRIPOINT_OPERATOR") or _login(env),
        node=_node(env),
    )


def _node(env: Mapping[str, str]) -> str:
    name = env.get("TRIPOINT_NODE") or "local"
    if not re.fullmatch("[a-z][a-z0-9_]{0,29}", name):
        raise SettingsError(
            f"'{name}' is no name of an installation",
            where="TRIPOINT_NODE",
            cure="Use up to 30 lower-case letters without accents, digits and _, a letter first.",
        )
    return name


def _engine(env: Mapping[str, str]) -> EngineName:
    match (env.get("TRIPOINT_ENGINE") or "duckdb").lower():
        case "duckdb":
            return "duckdb"
        case "spark":
            return "spark"
        case other:
            raise SettingsError(f"'{other}' is not an engine", where="TRIPOINT_ENGINE", cure="Use duckdb or spark.")


def _login(env: Mapping[str, str]) -> str:
    """The name under which somebody is logged in, '' if the system has none for this process."""
    for variable in ("LOGNAME", "USER", "USERNAME"):
        if name := env.get(variable):
            return name
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return ""


def _short(locale: str) -> str:
    """The language of a locale: fr of fr_CA.UTF-8."""
    return re.split(r"[_.@-]", locale)[0].lower()

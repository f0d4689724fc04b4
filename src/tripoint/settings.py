"""What the environment may set, read once and frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tripoint.errors import SettingsError

LANGUAGES = ("en", "es", "fr")
EngineName = Literal["duckdb", "spark"]


@dataclass(frozen=True)
class Settings:
    """ledger: folder of the ledger (TRIPOINT_LEDGER). language: en, es or fr (TRIPOINT_LANG, else LANG).

    reports: folder of the kept editions of the report (TRIPOINT_REPORTS). It stands beside the ledger and not
    among the files of a report, since clearances are lasting records and are found from wherever one works.
    engine: duckdb or spark (TRIPOINT_ENGINE). spark_master: local[*] or a cluster's URL (TRIPOINT_SPARK_MASTER).
    """

    ledger: Path
    reports: Path
    language: str
    engine: EngineName = "duckdb"
    spark_master: str = "local[*]"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError if TRIPOINT_LANG is not en, es or fr, or TRIPOINT_ENGINE neither duckdb nor spark."""
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
    ledger = Path(env.get("TRIPOINT_LEDGER") or home / "tripoint" / "ledger").expanduser().absolute()
    reports = Path(env.get("TRIPOINT_REPORTS") or home / "tripoint" / "reports").expanduser().absolute()
    return Settings(ledger, reports, language, _engine(env), env.get("TRIPOINT_SPARK_MASTER") or "local[*]")


def _engine(env: Mapping[str, str]) -> EngineName:
    match (env.get("TRIPOINT_ENGINE") or "duckdb").lower():
        case "duckdb":
            return "duckdb"
        case "spark":
            return "spark"
        case other:
            raise SettingsError(f"'{other}' is not an engine", where="TRIPOINT_ENGINE", cure="Use duckdb or spark.")


def _short(locale: str) -> str:
    """The language of a locale: fr of fr_CA.UTF-8."""
    return re.split(r"[_.@-]", locale)[0].lower()

"""What the environment may set, read once and frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tripoint.errors import SettingsError

LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class Settings:
    """ledger: folder of the ledger (TRIPOINT_LEDGER). language: en, es or fr (TRIPOINT_LANG, else LANG).

    reports: folder of the kept editions of the report (TRIPOINT_REPORTS). It stands beside the ledger and not
    among the files of a report, since clearances are lasting records and are found from wherever one works.
    """

    ledger: Path
    reports: Path
    language: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError if TRIPOINT_LANG is not en, es or fr."""
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
    return Settings(ledger, reports, language)


def _short(locale: str) -> str:
    """The language of a locale: fr of fr_CA.UTF-8."""
    return re.split(r"[_.@-]", locale)[0].lower()

"""What the environment may set, read once and frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tripoint.errors import SettingsError

LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class Settings:
    """ledger: folder of the ledger (TRIPOINT_LEDGER). language: en, es or fr (TRIPOINT_LANG, else LANG)."""

    ledger: Path
    language: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError if TRIPOINT_LANG is not en, es or fr."""
    env = os.environ if environment is None else environment
    home = Path(env.get("XDG_DATA_HOME") or Path(env.get("HOME") or ".") / ".local" / "share")
    language = env.get("TRIPOINT_LANG")
    if language is None:
        short = (env.get("LC_ALL") or env.get("LANG") or "en")[:2]
        language = short if short in LANGUAGES else "en"
    if language not in LANGUAGES:
        raise SettingsError(
            f"'{language}' is not a language of Tripoint", where="TRIPOINT_LANG", cure="Use en, es or fr."
        )
    return Settings(Path(env.get("TRIPOINT_LEDGER") or home / "tripoint" / "ledger"), language)

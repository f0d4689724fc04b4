"""`make protocol`: the protocol as JSON Schema and as a data dictionary in three languages."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from tripoint.protocol.columns import arrow_schema, words_of
from tripoint.protocol.kinds import KINDS

HEADS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "en": (
        "Data dictionary",
        "Generated from `src/tripoint/protocol`; do not edit. One section per record kind, one row per field.",
        ("Field", "Type", "May be empty", "Meaning"),
    ),
    "es": (
        "Diccionario de datos",
        "Generado a partir de `src/tripoint/protocol`; no editar. Una sección por tipo de registro, una fila por campo.",
        ("Campo", "Tipo", "Puede faltar", "Significado"),
    ),
    "fr": (
        "Dictionnaire de données",
        "Généré à partir de `src/tripoint/protocol`; ne pas modifier. Une section par type d’enregistrement, une ligne par champ.",
        ("Champ", "Type", "Peut manquer", "Signification"),
    ),
}
YES_NO = {"en": ("yes", "no"), "es": ("sí", "no"), "fr": ("oui", "non")}
TYPES = {pa.string(): "text", pa.int64(): "integer", pa.float64(): "number", pa.date32(): "date", pa.bool_(): "boolean"}


def documents() -> Mapping[str, str]:
    """File name → text, for every file under docs/protocol/."""
    pages = {f"{kind}.schema.json": json_schema(kind) for kind in KINDS}
    pages |= {f"data-dictionary.{language}.md": dictionary(language) for language in HEADS}
    return pages


def json_schema(kind: str) -> str:
    """JSON Schema of a record kind, as pydantic makes it."""
    return json.dumps(KINDS[kind].model_json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def dictionary(language: str) -> str:
    """The data dictionary in one language, Markdown."""
    title, lead, columns = HEADS[language]
    lines = [f"# {title}", "", lead]
    for kind, model in KINDS.items():
        lines += ["", f"## {kind}", "", "| " + " | ".join(columns) + " |", "|---|---|---|---|"]
        for field in arrow_schema(model):
            may_be_empty = YES_NO[language][0 if field.nullable else 1]
            meaning = getattr(words_of(model, field.name), language)
            lines.append(f"| `{field.name}` | {TYPES[field.type]} | {may_be_empty} | {meaning} |")
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(documents())} files written to {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

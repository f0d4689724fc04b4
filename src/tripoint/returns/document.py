"""`python -m tripoint.returns.document docs/return`: the form as JSON Schema, and as a dictionary in three languages."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tripoint.registry.return_form import LEVELS
from tripoint.registry.rows import LANGUAGES
from tripoint.returns.dictionary import dictionary
from tripoint.returns.schema import json_schema


def documents() -> Mapping[str, str]:
    """File name → text, for every file of docs/return/ that is generated."""
    schemas = {f"return-{level}.schema.json": _text(json_schema(level)) for level in LEVELS}
    return {**schemas, **{f"form.{language}.md": dictionary(language) for language in LANGUAGES}}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(documents())} files written to {folder}")


def _text(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))

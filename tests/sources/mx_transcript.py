"""The transcript of `mx_controls`, made of what `mx_law_texts` reads: `TRIPOINT_RAW=DIR python -m tests.sources.mx_transcript`."""

import csv
import io
import os
from pathlib import Path

from tests.conformance.samples import folder_of
from tests.sources.variants import rows_of
from tripoint.sources.catalogue import source

FILES = {"mx_lgs.csv": "lgs_extracted.txt", "mx_lfcpq.csv": "lfcpq_extracted.txt"}
"""Transcript → the text it is made of."""


def transcript_of(text: Path) -> str:
    """The clauses of one text as CSV, without its words."""
    columns = source("mx_controls").layouts[0].columns
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows_of("mx_law_texts", text))
    return out.getvalue()


if __name__ == "__main__":
    raw = Path(os.environ["TRIPOINT_RAW"]) / source("mx_law_texts").text("raw_folder")
    for name, text in FILES.items():
        target = folder_of(source("mx_controls")) / "transcript" / name
        target.write_text(transcript_of(raw / text), encoding="utf-8")
        print(f"{name} written; review the diff, and put its hash into source.toml")

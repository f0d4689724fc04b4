"""The engine of a plain installation."""

import subprocess
import sys


def test_an_answer_needs_nothing_that_only_the_spark_extra_brings() -> None:
    """In a process that cannot import what the extra adds, a question is answered from the edition."""
    code = """
import sys
for name in ("pandas", "pyspark", "pyarrow_hotfix", "packaging"):
    sys.modules[name] = None
from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters
from tripoint.store.ledger import Reader, edition_path
reader = Reader(edition_path())
print(sum(question.answer(reader, Filters()).record_count > 0 for question in QUESTIONS))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 15

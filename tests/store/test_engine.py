"""The engine of a plain installation."""

import subprocess
import sys


def test_an_answer_needs_nothing_that_only_the_spark_extra_brings() -> None:
    """In a process that cannot import what the extra adds, a question is answered from the edition."""
    code = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "pyspark", "py4j", "pyarrow_hotfix"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters
from tripoint.store.ledger import Reader, edition_path
reader = Reader(edition_path())
print(sum(question.answer(reader, Filters()).record_count > 0 for question in QUESTIONS))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 15

"""SD files, record by record."""

from rdkit import Chem

from tripoint.analysis.structures.reading import MOST_CHARACTERS, Structure, Unreadable, read
from tripoint.analysis.structures.sdf import records

BLOCK = Chem.MolToMolBlock(Chem.MolFromSmiles("CCO"))


def lines(*blocks: str) -> list[str]:
    return "$$$$\n".join(blocks).splitlines(keepends=True)


def test_every_record_is_read_with_its_title_and_fields():
    named = BLOCK.replace("\n", "sample 7\n", 1) + ">  <ID>  (1)\nA-1\n\n> <REMARK>\nfirst\nsecond\n\n"
    first, second = records(lines(named, BLOCK))
    assert (first.number, first.title, first.fields) == (1, "sample 7", {"ID": "A-1", "REMARK": "first\nsecond"})
    assert (second.number, second.fields) == (2, {})
    assert isinstance(read(first.molblock, "molblock"), Structure)


def test_windows_line_ends_are_read_alike():
    (record,) = records(text.rstrip("\n") + "\r\n" for text in lines(BLOCK))
    assert isinstance(read(record.molblock, "molblock"), Structure)


def test_a_broken_record_does_not_lose_the_next():
    broken, whole = records(lines("rubbish\n", BLOCK))
    assert isinstance(read(broken.molblock, "molblock"), Unreadable)
    assert isinstance(read(whole.molblock, "molblock"), Structure)


def test_an_endless_record_is_cut_and_too_long_to_be_read():
    first, second = records(lines("x" * 99 + "\n" + ("y" * 99 + "\n") * 50_000, BLOCK))
    assert len(first.molblock) < MOST_CHARACTERS["molblock"] + 300
    assert read(first.molblock, "molblock") == Unreadable("too_long")
    assert isinstance(read(second.molblock, "molblock"), Structure)


def test_two_records_without_text_between_are_an_empty_record():
    first, second = records(lines("", BLOCK))
    assert read(first.molblock, "molblock") == Unreadable("empty")
    assert second.number == 2


def test_an_empty_file_has_no_record():
    assert list(records([])) == []

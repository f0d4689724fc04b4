"""XML files as trees."""

from pathlib import Path

import pytest

from tripoint.errors import BadInput, Problems
from tripoint.ingest.markup import open_markup, words


def opened(tmp_path: Path, text: bytes):
    path = tmp_path / "text.xml"
    path.write_bytes(text)
    problems = Problems("ca_cdsa", path.name)
    root = open_markup(path, problems)
    problems.raise_if_any()
    return root


def test_a_tree_keeps_the_publishers_tags_and_text(tmp_path):
    root = opened(tmp_path, "\ufeff<a xmlns:l='u'><b l:fid='7'>é  <i>x</i>\n y</b></a>".encode())
    assert root[0].get("l:fid") == "7"
    assert words(root[0]) == "é x y"


@pytest.mark.parametrize(
    "text",
    [b"", b"<a>", b"<a></b>", b"\x00\x01", b"<a>\xff</a>", b"a,b\n1,2\n"],
    ids=["empty", "open", "crossed", "bytes", "no utf-8", "csv"],
)
def test_what_is_no_markup_is_refused(tmp_path, text):
    with pytest.raises(BadInput, match="no XML"):
        opened(tmp_path, text)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
    ids=["growing", "external"],
)
def test_a_file_with_entities_of_its_own_is_refused_unread(tmp_path, declared):
    with pytest.raises(BadInput, match="entities"):
        opened(tmp_path, declared)

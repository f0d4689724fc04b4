"""Publishers' names are read as printed, and the index is what their files give."""

import csv
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tripoint.registry.names import normalise
from tripoint.registry.substance_build import FOLDER, build, joined
from tripoint.registry.substance_published import DOPE, DRUGBANK, Published, dope, is_systematic, item_names

HEADINGS = "class,category,synonym\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Somedrug (otherdrug)", ("Somedrug", "otherdrug")),
        ("Somedrug (2-[3-methyl]phenyl) and its salts", ("Somedrug", "2-[3-methyl]phenyl")),
        ("Drogue (méthyl–3 phényle) et ses sels", ("Drogue", "méthyl–3 phényle")),
        ("Somedrugs, their salts and derivatives, including:", ("Somedrugs",)),
        ("SD-1 (also known as SD-2) (1-methyl-3-ethylindole)", ("SD-1", "SD-2", "1-methyl-3-ethylindole")),
        ("N-(1-methyl)-somedrug", ("N-(1-methyl)-somedrug",)),
        ("3-methyl- drug (x- yl)", ("3-methyldrug", "xyl")),
        ("Somedrug (N–(1–methyl) ethyl) anilide)", ("Somedrug", "N–(1–methyl) ethyl) anilide")),
        ("but not including", ()),
        ("mais non compris :", ()),
        ("", ()),
    ],
)
def test_an_item_of_a_list_gives_its_names(text: str, names: tuple[str, ...]) -> None:
    assert item_names(text) == names


@pytest.mark.parametrize("name", ["4-bromo-2,5-dimethoxyphenethylamine", "(S)-2-amino-3-phenylpropane"])
def test_a_name_with_locants_is_systematic(name: str) -> None:
    assert is_systematic(name)


@pytest.mark.parametrize("name", ["Fentanyl", "JWH-018", "2C-B", "Acetic anhydride"])
def test_a_plain_name_is_not_systematic(name: str) -> None:
    assert not is_systematic(name)


def made(folder: Path) -> Path:
    """A lexicon in the layout of DOPE, invented."""
    (folder / DOPE).mkdir(parents=True)
    for file, text in {
        "dea_street_names.csv": 'category,brand,slang\nMDMA,,Bluebell\nHeroin,,"Tandem (mixed with cocaine)"\n',
        "dea_brands.csv": "category,brands\nmethadone,FirstBrand®SecondBrand®\n",
        "dea_controlled.csv": "substance,number,schedule,narcotic,synonym\nExampline,1.0,I,N,Exl\n",
        "iqvia.csv": f"{HEADINGS}analgesic,pain relief,vendorword\n",
        "lookup_df.csv": f"{HEADINGS}a,mdma,bluebell\nb,mdma,redbell \nanalgesic,pain relief,vendorword\nUnknown,Unknown,x\n",
    }.items():
        (folder / DOPE / file).write_text(text, "utf-8")
    return folder


def test_the_lexicon_is_read_without_the_vendor_s_words(tmp_path: Path) -> None:
    found = {(name.name, name.of) for name in dope(made(tmp_path))}
    assert ("redbell", "mdma") in found
    assert "vendorword" not in {name for name, _ in found}
    assert {"FirstBrand", "SecondBrand", "Exampline", "Exl"} <= {name for name, _ in found}


def test_a_remark_behind_a_street_name_is_kept_and_not_matched(tmp_path: Path) -> None:
    assert Published(
        "Tandem (mixed with cocaine)", "Heroin", "street", "dope_dea_street", "en", matched="Tandem"
    ) in set(dope(made(tmp_path)))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("acetyl-α-methyl fentanyl", "acetylalphamethylfentanyl"), ("(+-)-x-drug", "(+-)-xdrug"),
        ("(+)-xdrug", "(+)-xdrug"), ("4'-chloro drug", "4'-chlorodrug"), ("1-2-drug", "1-2drug"),
    ],
)  # fmt: skip
def test_a_joined_name_keeps_signs_primes_and_locants(name: str, form: str) -> None:
    assert joined(name) == form


@pytest.mark.raw
def test_the_shipped_index_is_what_the_files_give(raw: Path) -> None:
    for name, table in zip(("meanings", "names"), build(raw), strict=True):
        assert pq.read_table(FOLDER / f"{name}.parquet").to_pylist() == table.to_pylist()


@pytest.mark.raw
def test_no_name_stands_on_the_vendor_s_table_alone(raw: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (raw / DOPE / name).open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))

    vendor = {(r["category"], r["synonym"]) for r in rows("iqvia.csv")}
    elsewhere = {normalise(r["synonym"]) for r in rows("lookup_df.csv") if (r["category"], r["synonym"]) not in vendor}
    elsewhere |= {normalise(text) for r in rows("dea_controlled.csv") for text in (r["substance"], r["synonym"])}
    elsewhere |= {normalise(r["slang"]) for r in rows("dea_street_names.csv")}
    elsewhere |= {normalise(r["category"]) for r in (*rows("dea_street_names.csv"), *rows("dea_brands.csv"))}
    elsewhere |= {normalise(part) for r in rows("dea_brands.csv") for part in r["brands"].split("®")}
    elsewhere |= {normalise(r["category"]) for r in rows("lookup_df.csv")}
    only_vendor = {normalise(synonym) for _, synonym in vendor} - elsewhere
    assert len(only_vendor) > 40
    shipped = pq.read_table(FOLDER / "names.parquet").to_pylist()
    from_lexicon = {normalise(row["name"]) for row in shipped if row["source"].startswith("dope")}
    assert not from_lexicon & only_vendor


@pytest.mark.raw
def test_drugbank_s_counts_agree_with_sql_over_its_file(raw: Path) -> None:
    path = raw / DRUGBANK
    counted = duckdb.sql(
        f"SELECT count(*), count(\"Standard InChI Key\"), count(CAS) FROM read_csv('{path}', all_varchar = true)"
    ).fetchall()[0]
    names = pq.read_table(FOLDER / "names.parquet").to_pylist()
    meanings = pq.read_table(FOLDER / "meanings.parquet").to_pylist()
    drugbank = [row for row in names if row["source"] == "drugbank"]
    assert counted == (
        sum(row["kind"] == "generic" for row in drugbank),
        sum(row["meaning"].startswith("drugbank:") and row["inchikey"] is not None for row in meanings),
        sum(row["kind"] == "number" for row in drugbank),
    )

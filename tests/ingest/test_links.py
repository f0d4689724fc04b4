"""Links of a publisher's page."""

from tripoint.ingest.links import links_to, may_follow

PAGE = """<html><a href="/files/2026-08/drugs-fy19.csv">old</a> <A HREF='drugs-fy26%20jul.csv?x=1#y'>new</A>
<a href="https://cdn.example/drugs-fy26.csv">other host</a> <a href="/files/2026-07/drugs-fy19.csv">again</a>
<a href="/files/weapons.csv">another</a> <a>no target</a> <a href="http://[bad">bad</a><a href="drugs.pdf">"""


def test_links_are_chosen_by_the_name_of_their_file_and_made_whole() -> None:
    found = links_to(PAGE, "Drugs-*.csv", at="https://publisher.example/document/stats/")
    assert found == {
        "drugs-fy19.csv": "https://publisher.example/files/2026-08/drugs-fy19.csv",
        "drugs-fy26 jul.csv": "https://publisher.example/document/stats/drugs-fy26%20jul.csv?x=1#y",
        "drugs-fy26.csv": "https://cdn.example/drugs-fy26.csv",
    }


def test_a_page_without_such_files_has_no_links() -> None:
    assert links_to(PAGE, "firearms-*.csv", at="https://publisher.example/") == {}
    assert links_to("\0 no page at all", "*", at="https://publisher.example/") == {}


def test_what_robots_txt_closes_is_not_followed() -> None:
    rules = "User-agent: *\nDisallow: /files/closed/\n\nUser-agent: Tripoint\nDisallow: /files/ours/\n"
    assert may_follow(rules, "https://publisher.example/files/closed/a.csv")  # our own rules hold, and only these
    assert not may_follow(rules, "https://publisher.example/files/ours/a.csv")
    assert not may_follow("User-agent: *\nDisallow: /", "https://publisher.example/a.csv")
    assert may_follow("", "https://publisher.example/a.csv")

"""What can go wrong between a publisher's address and a file on the disk."""

from collections.abc import Mapping

# code → (message, cure), as in PROBLEMS.
FETCH_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "fetch_page_only": (
        "no address of a file is known; the publisher's page is {detail}.",
        "Visit the page, download the file under the publisher's name, and read it with `tripoint ingest`.",
    ),
    "fetch_no_file": (
        "its figures are transcribed row by row from pages, each with its address; there is no file to fetch.",
        "The transcription comes with the program, or stands in the folder that `tripoint ingest` reads.",
    ),
    "fetch_locked": ("another program is fetching this file.", "Wait until it has finished."),
    "fetch_address": (
        "{value} leads away from the hosts that the source names ({detail}); it was not followed.",
        "Look at the address. If it is the publisher's, add its host to `hosts` in the source's source.toml.",
    ),
    "fetch_redirects": (
        "{detail} was redirected too often (redirects followed: {rows}).",
        "Open the publisher's page in a browser and download the file by hand.",
    ),
    "fetch_status": (
        "the publisher's server answered {value} for {detail}.",
        "If the file has moved, open the publisher's page, download it by hand, and mend the address in source.toml.",
    ),
    "fetch_busy": (
        "the publisher's server answered {value} and asks for patience ({detail}).",
        "Try again later.",
    ),
    "fetch_unreachable": (
        "{value} cannot be reached ({detail}).",
        "Check the network, the proxy (HTTPS_PROXY) and the certificates of this computer, then try again.",
    ),
    "fetch_broken": (
        "the transfer broke off too often, last after {value} bytes ({detail}; attempts: {rows}).",
        "Try again: it goes on from there, if the publisher's file is still the same.",
    ),
    "fetch_changing": (
        "the publisher's file kept changing during the transfer (changes: {rows}).",
        "Try again later, when the publisher has finished.",
    ),
    "fetch_too_large": (
        "the file has {value} bytes or more, at most {detail} are expected; it was not kept.",
        "Look at it in a browser. If it really grew so much, raise `most_bytes` in the source's source.toml.",
    ),
    "fetch_too_small": (
        "the file has {value} bytes, at least {detail} are expected; it was not kept.",
        "Look at it in a browser. If the publisher really cut it down, lower `least_bytes` in the source's source.toml.",
    ),
    "fetch_wrong_type": (
        "the server says that it is {value}, and {detail} is expected; it was not kept.",
        "Open the publisher's page; if the publisher changed the type, add it to `types` in the source's source.toml.",
    ),
    "fetch_wrong_content": (
        "the file looks like {value}, and {detail} is expected; it was not kept.",
        "Open the address in a browser: a notice or a sign-in page may stand in place of the file.",
    ),
    "fetch_wrong_hash": (
        "the file's SHA-256 is {value}, and {detail} is known of it; it was not kept.",
        "Compare it with the publisher's page. If the publisher issued it anew, mend `sha256` in source.toml.",
    ),
    "fetch_no_links": (
        "{detail} has no link to a file named {value}.",
        "Open the page; if the files have other names now, mend `links` in the source's source.toml.",
    ),
    "fetch_many_links": (
        "{detail} links to more files named {value} than are followed (links: {rows}).",
        "Open the page and download by hand the files that are wanted.",
    ),
    "fetch_robots": (
        "the publisher asks programs not to follow {detail} (robots.txt).",
        "Open the publisher's page and download the file by hand.",
    ),
}

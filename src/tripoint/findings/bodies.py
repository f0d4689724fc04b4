"""The bodies that statements are quoted from: one name for each, and the countries they are bodies of."""

from collections.abc import Mapping

from tripoint.findings.question import N_

BODIES: Mapping[str, str | None] = {
    N_("ATF"): "US",
    N_("ATF and INL"): "US",
    N_("ATF, reported by others"): "US",
    N_("ATF, through GAO"): "US",
    N_("ATF, through the Mexican Congress"): "US",
    N_("ATF, through the White House"): "US",
    N_("Border Patrol"): "US",
    N_("CBP"): "US",
    N_("CBP and HSI"): "US",
    N_("CBP, Laredo"): "US",
    N_("CDC, through the White House"): "US",
    N_("DEA"): "US",
    N_("DEA and HIDTA"): "US",
    N_("DEA, through the White House"): "US",
    N_("DHS"): "US",
    N_("DHS, Operation Without a Trace"): "US",
    N_("DOJ"): "US",
    N_("DOJ, Operation Southbound"): "US",
    N_("GAO"): "US",
    N_("HSI"): "US",
    N_("ICITAP"): "US",
    N_("ONDCP"): "US",
    N_("ONDCP, HIDTA"): "US",
    N_("President of the US"): "US",
    N_("Senior administration official"): "US",
    N_("State Department INL"): "US",
    N_("US authorities, through SRE"): "US",
    N_("US government"): "US",
    N_("USPIS"): "US",
    N_("White House"): "US",
    N_("Government of Mexico, through GAO"): "MX",
    N_("PGR, GC-Armas"): "MX",
    N_("SEDENA"): "MX",
    N_("SEDENA with ATF"): "US MX",
    N_("SEMAR"): "MX",
    N_("SRE"): "MX",
    N_("SSPC"): "MX",
    N_("SSPC, Gabinete de Seguridad"): "MX",
    N_("CBSA"): "CA",
    N_("CBSA, Prairie region"): "CA",
    N_("CBSA, through Reuters"): "CA",
    N_("CIROC"): "CA",
    N_("CIROC, RCMP co-chair"): "CA",
    N_("Canada’s Fentanyl Czar"): "CA",
    N_("Canada’s Fentanyl Czar, on US data"): "CA",
    N_("Government of Canada"): "CA",
    N_("Health Canada"): "CA",
    N_("House of Commons of Canada, evidence"): "CA",
    N_("Public Safety Canada"): "CA",
    N_("RCMP"): "CA",
    N_("RCMP and local police"): "CA",
    N_("RCMP, CNFTC"): "CA",
    N_("RCMP, through Reuters"): "CA",
    N_("SRE, for United States and Mexico"): "US MX",
    N_("United States and Mexico, jointly"): "US MX",
    N_("United States and Canada, jointly"): "US CA",
    N_("Leaders of the United States, Mexico and Canada"): "US MX CA",
    N_("United States, Mexico and Canada, jointly"): "US MX CA",
    N_("G7 leaders"): "US CA other",
    N_("Body not named, through Reuters"): None,
}
"""Names without brackets, since they stand in brackets in sentences, and the countries (None: not known)."""

_AS_TRANSCRIBED: Mapping[str, str] = {
    "ATF (through GAO)": "ATF, through GAO",
    "ATF (through the Mexican Congress)": "ATF, through the Mexican Congress",
    "CBP (Laredo)": "CBP, Laredo",
    "CBSA (Prairie region)": "CBSA, Prairie region",
    "CDC (White House fact sheet)": "CDC, through the White House",
    "CIROC (RCMP co-chair)": "CIROC, RCMP co-chair",
    "Canada Border Services Agency": "CBSA",
    "DHS (Operation Without a Trace)": "DHS, Operation Without a Trace",
    "DOJ (Operation Southbound)": "DOJ, Operation Southbound",
    "Government of Mexico (through GAO)": "Government of Mexico, through GAO",
    "HSI and CBP": "CBP and HSI",
    "ICE HSI": "HSI",
    "INL and ATF": "ATF and INL",
    "Leaders of US, MX, CA (joint)": "Leaders of the United States, Mexico and Canada",
    "ONDCP (HIDTA)": "ONDCP, HIDTA",
    "PGR (GC-Armas)": "PGR, GC-Armas",
    "RCMP (CNFTC)": "RCMP, CNFTC",
    "SSPC (Gabinete de Seguridad)": "SSPC, Gabinete de Seguridad",
    "US and Mexico (joint)": "United States and Mexico, jointly",
    "US authorities (through SRE)": "US authorities, through SRE",
    "United States and Canada (joint)": "United States and Canada, jointly",
    "United States and Mexico (joint)": "United States and Mexico, jointly",
    "United States, Mexico and Canada (joint)": "United States, Mexico and Canada, jointly",
}


def body_of(transcribed: str) -> str:
    """The one name of a body, whichever way a transcript writes it."""
    return _AS_TRANSCRIBED.get(transcribed, transcribed)


def countries_of(body: str) -> str | None:
    """Codes of the countries a body belongs to, separated by spaces; None where that is not known."""
    return BODIES.get(body_of(body))


def is_of(body: str, country: str) -> bool:
    """Is it a body of the country, alone or with others?"""
    return country in (countries_of(body) or "").split()


GOVERNMENTS: tuple[str, ...] = (
    N_("Government of Canada"),
    N_("Government of Mexico"),
    N_("Governments of Mexico and other countries"),
    N_("Government of the United States"),
    N_("Governments of the United States and Canada"),
    N_("Governments of the United States, Canada and other countries"),
    N_("Governments of the United States and Mexico"),
    N_("Governments of the United States, Mexico and Canada"),
    N_("Governments of the United States, Mexico, Canada and other countries"),
    N_("Governments of the United States and other countries"),
)
"""Who is bound by the commitments held, as their origins name it."""

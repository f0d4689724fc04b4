"""The one typeface of every face: PDF, HTML and charts measure and draw with the same files."""

from importlib.resources import files
from pathlib import Path

FAMILY = "Tripoint Sans"


def font_folder() -> Path:
    """The folder of the family's TTF files, named TripointSans-<style>.ttf, with their licence."""
    return Path(str(files("tripoint.present").joinpath("fonts")))


def register_with_charts() -> None:
    """Let vl-convert draw with the family; call once before a chart is rendered."""
    import vl_convert  # slow to import, and only charts need it

    vl_convert.register_font_directory(str(font_folder()))

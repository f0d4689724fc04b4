"""From a Vega-Lite spec to an SVG that is the same every time and can stand beside others on one page."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache

from tripoint.present.chart_theme import CROSSED, DOTTED, HATCHED, MISSING
from tripoint.present.typeface import register_with_charts

_VEGA_LITE = "6.4"

_PATTERNS = {
    HATCHED: '<rect width="5" height="5" fill="#FFFFFF"/>'
    '<path d="M-1,1L1,-1M0,5L5,0M4,6L6,4" stroke="#5C5C5C" stroke-width="1.1"/>',
    DOTTED: '<rect width="5" height="5" fill="#FFFFFF"/><circle cx="2.5" cy="2.5" r="0.9" fill="#5C5C5C"/>',
    CROSSED: f'<rect width="5" height="5" fill="{MISSING}"/>'
    '<path d="M-1,4L1,6M0,0L5,5M4,-1L6,1" stroke="#5C5C5C" stroke-width="1.1"/>',
}


@cache
def _prepare() -> None:
    register_with_charts()


def svg_from(spec: Mapping[str, object]) -> str:
    """Draw `spec`; patterns take the place of their stand-in colours and ids are unique to the picture."""
    import vl_convert  # slow to import, and only charts need it

    _prepare()
    svg = vl_convert.vegalite_to_svg(dict(spec), vl_version=_VEGA_LITE)
    content = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return _with_own_ids(_with_patterns(svg), hashlib.sha256(content.encode()).hexdigest()[:10])


def _with_patterns(svg: str) -> str:
    used = [colour for colour in _PATTERNS if f'"{colour}"' in svg]
    definitions = ""
    for number, colour in enumerate(used):
        svg = svg.replace(f'fill="{colour}"', f'fill="url(#pattern{number})"')
        definitions += (
            f'<pattern id="pattern{number}" width="5" height="5" patternUnits="userSpaceOnUse">'
            f"{_PATTERNS[colour]}</pattern>"
        )
    opening = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:opening]}<defs>{definitions}</defs>{svg[opening:]}" if used else svg


def _with_own_ids(svg: str, name: str) -> str:
    """Vega counts clip paths and gradients per process: count them per picture instead."""
    for number, found in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))):
        svg = re.sub(rf'(id="|url\(#|href="#){re.escape(found)}(?=["\)])', rf"\g<1>c{name}-{number}", svg)
    return svg

"""What keeps our pages safe, whatever names hold: data that no parser takes for markup, and a policy that admits our
own scripts and style alone."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from markupsafe import Markup


def policy(scripts: Iterable[str], *styles: str) -> str:
    """Only these scripts, with pictures that they make but no text that they take for HTML, and these styles;
    nothing from elsewhere."""
    admitted, drawn = " ".join(map(_hash, scripts)), " ".join(map(_hash, styles))
    run = f"; script-src {admitted}; img-src data: blob:; require-trusted-types-for 'script'; trusted-types 'none'"
    return f"default-src 'none'; style-src {drawn}; base-uri 'none'; form-action 'none'{run if admitted else ''}"


def in_html(data: object) -> Markup:
    """JSON that no HTML parser mistakes for markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing in it ends a script element


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

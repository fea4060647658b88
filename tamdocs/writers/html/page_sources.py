"""Style sheets and programs that stand in a page, and the policy that lets the page load nothing else."""

from __future__ import annotations

import base64
import hashlib

from jinja2 import Environment, PackageLoader

_PAGES = PackageLoader("tamdocs.writers.html", "pages")


def page_source(name: str) -> str:
    """Return the file *name* of this package as it is."""
    return _PAGES.get_source(Environment(autoescape=True), name)[0]


def security_policy(style: str, script: str = "") -> str:
    """Return a content security policy (W3C, level 3) for a page with just this style and this program, or none."""
    program = f"script-src '{_hash(script)}'; " if script else ""
    return f"default-src 'none'; style-src '{_hash(style)}'; {program}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""axe-core on a page: what it finds wrong by WCAG 2.2, levels A and AA."""

from functools import lru_cache

from playwright.sync_api import Page

from tests.real_product import ROOT, NotReady

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PROGRAM = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@lru_cache(maxsize=1)
def _program() -> str:
    if not PROGRAM.exists():
        raise NotReady("axe-core is not installed: `make test` installs it (npm ci in frontend/).")
    return PROGRAM.read_text()


def violations(page: Page) -> list[str]:
    """One line per element that breaks a rule."""
    page.evaluate(_program())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes:"
        " ['violations']}).then(answer => answer.violations.flatMap(one => one.nodes.map(node =>"
        " `${one.id}: ${one.help} | ${node.target.join(' ')} | ${node.failureSummary}`)))",
        RULES,
    )
    return [" ".join(line.split()) for line in found]

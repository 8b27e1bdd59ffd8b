"""How large what can be tapped is, measured on the page (WCAG 2.2, 2.5.8)."""

from playwright.sync_api import Page

SMALLEST = 24
#: What one comes for (buttons, choices, fields) fits a thumb.
PRIMARY = 44
#: Too small is what is under 24 pixels and has another target within a circle of 24 around it
#: (2.5.8, spacing); a link in a sentence is as large as its text (2.5.8, inline).
MEASURE = """([smallest, primary]) => {
    const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary,'
        + '[role=button]';
    const seen = node => node.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const hit = node => node.closest('label') ?? node;
    const boxes = [...document.querySelectorAll(all)].filter(seen)
        .map(node => ({node, box: hit(node).getBoundingClientRect()}))
        .filter(({node, box}) => box.width > 1 && box.height > 1 && !node.disabled)
        .filter(({box}) => box.right > 0 && box.left < innerWidth);
    const inline = node => node.matches('a') && getComputedStyle(node).display === 'inline'
        && node.parentElement.textContent.trim() !== node.textContent.trim();
    const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
    const alone = ({node, box}) => boxes.every(other => {
        if (other.node.contains(node) || node.contains(other.node)) return true;
        const [x, y] = middle(box), near = other.box;
        const dx = Math.max(near.left - x, 0, x - near.right);
        const dy = Math.max(near.top - y, 0, y - near.bottom);
        return Math.hypot(dx, dy) >= smallest / 2;
    });
    const name = ({node, box}) => `${Math.round(box.width)} x ${Math.round(box.height)}: `
        + node.outerHTML.slice(0, 90);
    const large = 'button, .button, .chip, select, summary,'
        + 'input:not([type=checkbox], [type=radio])';
    const tight = ({box}) => Math.min(box.width, box.height) + 0.5 < smallest;
    return {
        counted: boxes.length,
        small: boxes.filter(one => tight(one) && !inline(one.node) && !alone(one)).map(name),
        thin: boxes.filter(({node, box}) => node.matches(large) && box.height + 0.5 < primary)
            .map(name),
    };
}"""


def too_small(page: Page) -> tuple[int, list[str]]:
    """How many targets the page has, and those that are smaller than they must be."""
    found = page.evaluate(MEASURE, [SMALLEST, PRIMARY])
    faults = [f"under {SMALLEST}: {one}" for one in found["small"]]
    return found["counted"], faults + [f"under {PRIMARY}: {one}" for one in found["thin"]]

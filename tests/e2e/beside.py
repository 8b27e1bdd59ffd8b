"""A program beside the product, with its settings: what no page and no address can make."""

import json
import subprocess
import sys
from typing import Any

from tests.real_product import ROOT, NotReady, Product


def beside(product: Product, module: str, *words: str) -> Any:
    """What `python -m module words` prints last, as JSON. Raises NotReady when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=product.env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotReady(f"{module} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])

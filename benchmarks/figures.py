"""How every benchmark prints: one table, medians with their spread."""

import statistics
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table


def print_figures(title: str, samples: Mapping[str, Sequence[float]], unit: str) -> None:
    """Print minimum, median, 95th percentile and maximum of each row of samples."""
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    for column in ("n", "min", "p50", "p95", "max"):
        table.add_column(f"{column}" if column == "n" else f"{column} {unit}", justify="right")
    for name, values in samples.items():
        figures = (min(values), statistics.median(values), percentile(values, 95), max(values))
        table.add_row(name, str(len(values)), *(f"{figure:,.1f}" for figure in figures))
    Console().print(table)


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of `values`."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]

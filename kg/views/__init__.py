"""Pages that people look at: one module for each kind, each with ``render`` or ``page``."""

NETWORKS = {"pyvis": 0, "sigma": 300}  # kinds of pages for networks: from how many things on each is chosen
SHEETS = ("map", "matrix", "ranks", "table", "timeline")  # kinds of plain SVG, each with ``page``

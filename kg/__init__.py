"""LibCoop: the knowledge graph of international library cooperation.

``kg.open()`` opens it in Python. What it needs is imported when it is asked for: every command pays for this file.
"""

from typing import TYPE_CHECKING

__all__ = ["Answer", "Graph", "KGError", "__version__", "open"]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.errors import KGError
    from kg.opened import Answer, Graph
    from kg.opened import graph as open  # noqa: A004 (as in gzip and tarfile: kg.open)
else:
    _BEHIND = {
        "Answer": ("kg.opened", "Answer"),
        "Graph": ("kg.opened", "Graph"),
        "KGError": ("kg.errors", "KGError"),
        "open": ("kg.opened", "graph"),
    }

    def __getattr__(name: str) -> object:
        if name not in _BEHIND:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        module, known = _BEHIND[name]
        return globals().setdefault(name, getattr(importlib.import_module(module), known))

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})

"""LibCoop: the knowledge graph of international library cooperation."""

__version__ = "0.1.0"

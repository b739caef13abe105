"""Pages that people look at: one module for each kind, each with ``render``."""

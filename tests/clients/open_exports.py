#!/usr/bin/env python3
"""Does each export open in the program it is for, and does it say the same as Graph JSON?

    open_exports.py --chancery target/release/chancery --store chancery.db
    open_exports.py --folder FOLDER          where FOLDER/<format> is what `export --format <format> -o` wrote

Needs the packages of requirements.txt; a client that is not installed is passed over, and the last line says so.
"""
import argparse
import importlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FORMATS = "json dot graphml gexf csv cypher neo4j turtle jsonld ftm cytoscape mermaid parquet".split()
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TERMS = "https://example.org/chancery/ns#"
THINGS = "https://example.org/chancery/id/"


def need(module):
    """The module, or a note that it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Skipped(module) from error


class Skipped(Exception):
    pass


def same(what, found, wanted):
    if found != wanted:
        raise AssertionError(f"{what}: found {str(found)[:300]}, wanted {str(wanted)[:300]}")


def unguard(cell):
    """A cell of a CSV export as it was before formulas were held off."""
    rest = cell[1:].lstrip("'") if cell.startswith("'") else ""
    return cell[1:] if rest.startswith(FORMULA) else cell


def xml_text(text):
    """What XML 1.0 can hold of a text."""
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff" else c for c in text)


class Exports:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.graph = json.loads((self.folder / "json").read_text(encoding="utf-8"))
        self.nodes = {n["id"]: n for n in self.graph["nodes"]}
        self.edges = {e["key"]: e for e in self.graph["edges"]}

    def path(self, name):
        return str(self.folder / name)

    def text(self, name):
        return (self.folder / name).read_bytes().decode("utf-8")


def check_schema(x):
    jsonschema = need("jsonschema")
    schema = pathlib.Path(__file__).parents[2] / "data" / "graph.schema.json"
    jsonschema.validate(x.graph, json.loads(schema.read_text(encoding="utf-8")))


def check_networkx_json(x):
    nx = need("networkx")
    g = nx.node_link_graph(x.graph, edges="edges")
    same("nodes", g.number_of_nodes(), len(x.nodes))
    same("edges", g.number_of_edges(), len(x.edges))
    for a, b, key, data in g.edges(keys=True, data=True):
        edge = x.edges[key]
        same("ends", (a, b), (edge["source"], edge["target"]))
        same("evidence", data["evidence"], edge["evidence"])


def check_networkx_graphml(x):
    nx = need("networkx")
    g = nx.read_graphml(x.path("graphml"), force_multigraph=True, edge_key_type=str)
    same("nodes", set(g.nodes), set(x.nodes))
    same("edges", {k for _, _, k in g.edges(keys=True)}, set(x.edges))
    for node, data in g.nodes(data=True):
        same("name", data["label"], xml_text(x.nodes[node]["name"]))
    for _, _, key, data in g.edges(keys=True, data=True):
        same("date", data.get("date"), x.edges[key]["date"])
        same("factuality", data["factuality"], x.edges[key]["factuality"])
        same("evidence", json.loads(data["evidence"]), x.edges[key]["evidence"])


def check_igraph_graphml(x):
    igraph = need("igraph")
    g = igraph.Graph.Read_GraphML(x.path("graphml"))
    same("nodes", g.vcount(), len(x.nodes))
    same("edges", g.ecount(), len(x.edges))
    names = {v["id"]: v["label"] for v in g.vs}
    for node, name in names.items():
        same("name", name, xml_text(x.nodes[node]["name"]))


def check_networkx_gexf(x):
    nx = need("networkx")
    g = nx.read_gexf(x.path("gexf"))
    same("nodes", set(g.nodes), set(x.nodes))
    same("edges", g.number_of_edges(), len(x.edges))
    for node, data in g.nodes(data=True):
        same("name", data["label"], xml_text(x.nodes[node]["name"]))
    dated = 0
    for _, _, data in g.edges(data=True):
        edge = x.edges[data["id"]]
        same("date", data.get("date"), edge["date"])
        same("evidence", json.loads(data["evidence"]), edge["evidence"])
        if edge["date"]:
            dated += 1
            assert data["start"] <= data["end"], data
    same("dated", dated, sum(1 for e in x.edges.values() if e["date"]))


def check_pandas_csv(x):
    pd = need("pandas")
    read = lambda table: pd.read_csv(f"{x.path('csv')}/{table}.csv", dtype=str, keep_default_na=False)
    nodes, edges, evidence = read("nodes"), read("edges"), read("evidence")
    for table in (nodes, edges, evidence):
        for column in table.columns:
            assert not table[column].str.startswith(FORMULA).any(), column
    same("names", [unguard(n) for n in nodes["name"]], [n["name"] for n in x.nodes.values()])
    same("dates", list(edges["date"]), [e["date"] or "" for e in x.edges.values()])
    same("evidence", [unguard(e) for e in evidence["exact"]], [v["exact"] for e in x.edges.values() for v in e["evidence"]])


def check_duckdb_csv(x):
    duckdb = need("duckdb")
    count = lambda table: duckdb.sql(f"select count(*) from read_csv('{x.path('csv')}/{table}.csv', all_varchar=true)").fetchall()[0][0]
    same("nodes", count("nodes"), len(x.nodes))
    same("edges", count("edges"), len(x.edges))


def statements(text):
    """Kuzu's tables, then what is outside comments, cut at each `;` outside quotation marks."""
    lines = text.split("\n")
    yield from (line.removeprefix("// kuzu: ") for line in lines if line.startswith("// kuzu: "))
    text = "\n".join(line for line in lines if not line.startswith("//"))
    for match in re.finditer(r"(?:'(?:[^'\\]|\\.)*'|[^';])+;", text, re.DOTALL):
        yield match.group()


def check_kuzu_cypher(x):
    kuzu = need("kuzu")
    with tempfile.TemporaryDirectory() as folder:
        connection = kuzu.Connection(kuzu.Database(f"{folder}/db"))
        for statement in statements(x.text("cypher")):
            connection.execute(statement)
        one = lambda query: connection.execute(query).get_next()
        same("nodes", one("MATCH (n:Actor:Agreement:Policy:Event:Place) RETURN count(n)")[0], len(x.nodes))
        same("edges", one("MATCH ()-[e]->() RETURN count(e)")[0], len(x.edges))
        rows = connection.execute("MATCH (n:Actor:Agreement:Policy:Event:Place) RETURN n.id, n.name")
        while rows.has_next():
            node, name = rows.get_next()
            same("name", name, "".join("\ufffd" if ord(c) < 32 and c not in "\t\n\r" else c for c in x.nodes[node]["name"]))
        rows = connection.execute("MATCH ()-[e]->() RETURN e.key, e.evidence, e.date")
        while rows.has_next():
            key, evidence, date = rows.get_next()
            same("date", date, x.edges[key]["date"])
            same("evidence", json.loads(evidence), x.edges[key]["evidence"])


def check_neo4j_tables(x):
    pd = need("pandas")
    nodes = pd.read_csv(f"{x.path('neo4j')}/nodes.csv", dtype=str, keep_default_na=False)
    edges = pd.read_csv(f"{x.path('neo4j')}/edges.csv", dtype=str, keep_default_na=False)
    same("nodes", list(nodes["id:ID"]), list(x.nodes))
    same("ends known", set(edges[":START_ID"]) | set(edges[":END_ID"]) <= set(x.nodes), True)
    same("evidence", [json.loads(e) for e in edges["evidence"]], [e["evidence"] for e in x.edges.values()])


PARTIES = f"""
PREFIX ch: <{TERMS}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?actor ?agreement WHERE {{ ?fact a ch:Fact; rdf:subject ?actor; rdf:predicate ch:partyTo; rdf:object ?agreement }}"""


def parties(x):
    return sum(1 for e in x.edges.values() if e["type"] == "party_to")


def check_rdflib(x):
    rdflib = need("rdflib")
    turtle, jsonld = rdflib.Graph(), rdflib.Graph()
    turtle.parse(x.path("turtle"), format="turtle")
    jsonld.parse(x.path("jsonld"), format="json-ld")
    same("triples", len(jsonld), len(turtle))
    same("the same triples", set(turtle) == set(jsonld), True)
    same("parties", len(list(turtle.query(PARTIES))), parties(x))
    bad = [o for o in turtle.objects() if isinstance(o, rdflib.Literal) and o.ill_typed]
    same("ill-typed", bad, [])
    labels = {str(o) for o in turtle.objects(None, rdflib.RDFS.label)}
    same("labels", {n["name"] for n in x.nodes.values()} - labels, set())


def check_pyoxigraph(x):
    ox = need("pyoxigraph")
    store, again = ox.Store(), ox.Store()
    store.load(path=x.path("turtle"), format=ox.RdfFormat.TURTLE)
    again.load(path=x.path("jsonld"), format=ox.RdfFormat.JSON_LD)
    same("triples", len(again), len(store))
    same("parties", len(list(store.query(PARTIES))), parties(x))
    quotes = store.query("PREFIX oa: <http://www.w3.org/ns/oa#> SELECT DISTINCT ?q WHERE { [] oa:exact ?q }")
    wanted = {v["exact"] for e in x.edges.values() for v in e["evidence"]}
    same("quotations", wanted - {row["q"].value for row in quotes}, set())


def check_followthemoney(x):
    model = need("followthemoney").model
    entities = [json.loads(line) for line in x.text("ftm").splitlines()]
    by_id = {e["id"]: e for e in entities}
    same("ids", len(by_id), len(entities))
    for e in entities:
        schema = model.get(e["schema"])
        assert schema is not None and not schema.abstract, e
        for required in schema.required:
            assert e["properties"].get(required), (e["id"], required)
        for name, values in e["properties"].items():
            prop = schema.properties[name]
            for value in values:
                same(f"{e['id']} {name}", prop.type.clean(value), value)
                if prop.type.name == "entity":
                    assert model.get(by_id[value]["schema"]).is_a(prop.range), (e["id"], name, value)
    same("facts", sum(1 for i in by_id if i.startswith("fact-")), len(x.edges))


def check_pyarrow_parquet(x):
    pq = need("pyarrow.parquet")
    read = lambda table: pq.read_table(f"{x.path('parquet')}/{table}.parquet").to_pylist()
    same("names", [n["name"] for n in read("nodes")], [n["name"] for n in x.nodes.values()])
    same("aliases", [n["aliases"] for n in read("nodes")], [n["aliases"] for n in x.nodes.values()])
    same("dates", [e["date"] for e in read("edges")], [e["date"] for e in x.edges.values()])
    same("evidence", [e["exact"] for e in read("evidence")], [v["exact"] for e in x.edges.values() for v in e["evidence"]])


def check_duckdb_parquet(x):
    duckdb = need("duckdb")
    table = lambda name: f"'{x.path('parquet')}/{name}.parquet'"
    joined = duckdb.sql(f"select count(*) from {table('edges')} e join {table('nodes')} n on e.source = n.id")
    same("edges", joined.fetchall()[0][0], len(x.edges))
    years = duckdb.sql(f"select count(*) from {table('edges')} where year(date_start) > 0").fetchall()[0][0]
    assert years <= sum(1 for e in x.edges.values() if e["date"])


def check_pandas_parquet(x):
    pd = need("pandas")
    need("pyarrow")
    same("nodes", len(pd.read_parquet(f"{x.path('parquet')}/nodes.parquet")), len(x.nodes))


def check_cytoscape(x):
    elements = json.loads(x.text("cytoscape"))["elements"]
    same("names", [n["data"]["name"] for n in elements["nodes"]], [n["name"] for n in x.nodes.values()])
    same("edges", [e["data"]["id"] for e in elements["edges"]], list(x.edges))
    nx = need("networkx")
    g = nx.cytoscape_graph({"directed": True, "multigraph": True, "data": [], "elements": elements})
    same("networkx", (g.number_of_nodes(), g.number_of_edges()), (len(x.nodes), len(x.edges)))


def check_mermaid(x):
    chart = x.text("mermaid")
    assert chart.startswith("flowchart LR\n") and len(chart) < 50_000, len(chart)
    assert sum("| n" in line for line in chart.splitlines()) <= 500


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chancery")
    parser.add_argument("--store")
    parser.add_argument("--folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or temporary
        if not options.folder:
            for name in FORMATS:
                command = [options.chancery, "export", "--store", options.store, "--format", name, "-o", f"{folder}/{name}"]
                subprocess.run(command, check=True)
        exports, failed, skipped = Exports(folder), 0, []
        for name, check in [(n, f) for n, f in globals().items() if n.startswith("check_")]:
            try:
                check(exports)
                print("ok     ", name.removeprefix("check_"))
            except Skipped as missing:
                skipped.append(str(missing))
                print("skipped", name.removeprefix("check_"))
            except Exception as error:  # noqa: BLE001: every client's failure is reported
                failed += 1
                print("FAILED ", name.removeprefix("check_"), type(error).__name__, str(error)[:500])
    print(f"{failed} failed" + (f"; not installed: {', '.join(sorted(set(skipped)))}" if skipped else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

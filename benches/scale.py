"""How do time, memory and answers grow with the number of documents?

    python3 benches/scale.py build CHANCERY FOLDER 500 1000 2000
    python3 benches/scale.py ask CHANCERY STORE [PAIRS]
    python3 benches/scale.py peers CHANCERY STORE [PAIRS]     needs networkx and igraph

Every answer is asked of a new process, so that nothing is warm but the system's own cache of the file. `peers` asks
networkx and igraph what who-links answers first: edges between two things, neighbours of both, shortest paths.
"""

import contextlib
import json
import os
import pathlib
import random
import sqlite3
import statistics
import subprocess
import sys
import time


def run(args):
    """Seconds, peak memory in MB and output of a process."""
    begun = time.perf_counter()
    child = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"failed: {args}")
    return time.perf_counter() - begun, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, out


def build(chancery, folder, sizes):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    print("documents  build s  processor s  peak MB  again s  store MB")
    for size in sizes:
        corpus, store = folder / f"{size}.jsonl", folder / f"{size}.db"
        run([chancery, "synth", "--documents", size, "--words", "500", "-o", corpus])
        for old in folder.glob(f"{size}.db*"):
            old.unlink()
        first = run([chancery, "build", corpus, "--store", store])
        again = run([chancery, "build", corpus, "--store", store])
        megabytes = store.stat().st_size / 2**20
        print(f"{size:>9} {first[0]:>8.1f} {first[2]:>12.1f} {first[1]:>8.0f} {again[0]:>8.2f} {megabytes:>9.1f}", flush=True)


def exported(chancery, store):
    return run([chancery, "export", "--format", "json", "--store", store])[3]


def pairs_of(store, number):
    """Random pairs of things that have at least one edge. Little is held here: a process counts as large as its parent."""
    lot = random.Random(1)
    with contextlib.closing(sqlite3.connect(store)) as db:
        count = db.execute("SELECT count(*) FROM near WHERE facts > 0").fetchone()[0]
        nth = "SELECT id FROM nodes WHERE num = (SELECT node FROM near WHERE facts > 0 ORDER BY node LIMIT 1 OFFSET ?)"
        chosen = [lot.sample(range(count), 2) for _ in range(number)]
        return [[db.execute(nth, [at]).fetchone()[0] for at in pair] for pair in chosen]


def hubs_of(store, number):
    """Pairs of the things that have most neighbours."""
    with contextlib.closing(sqlite3.connect(store)) as db:
        most = "SELECT id FROM nodes JOIN near ON node = num ORDER BY neighbours DESC, id LIMIT 20"
        hubs = [one for one, in db.execute(most)]
    lot = random.Random(1)
    return [lot.sample(hubs, 2) for _ in range(number)]


def told(name, times):
    times = sorted(1000 * t for t in times)
    late = times[min(len(times) - 1, len(times) * 95 // 100)]
    print(f"{name:28} median {statistics.median(times):8.1f} ms   95 % {late:8.1f} ms   worst {times[-1]:8.1f} ms", flush=True)


def both(name, runs, peak=True):
    """By the clock, and by the processor's time, which others on the machine disturb less."""
    told(name, [wall for wall, _, _, _ in runs])
    most = f"peak {max(peak for _, peak, _, _ in runs):4.0f} MB, " if peak else ""
    told(f"    {most}processor", [processor for _, _, processor, _ in runs])


def ask(chancery, store, number):
    with contextlib.closing(sqlite3.connect(store)) as db:
        sizes = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("nodes", "edges")]
    print("{} things, {} facts".format(*sizes))
    pairs, hubs = pairs_of(store, number), hubs_of(store, max(5, number // 5))
    with contextlib.closing(sqlite3.connect(store)) as db:
        named = lambda one: db.execute("SELECT name FROM nodes WHERE id = ?", [one]).fetchone()[0]
        names = {a: named(a) for a, _ in pairs + hubs}
    questions = {
        "who-links A B": lambda a, b: ["who-links", a, b],
        "paths A B": lambda a, b: ["paths", a, b],
        "show A": lambda a, b: ["show", a],
        "timeline A": lambda a, b: ["timeline", a],
        "search NAME": lambda a, b: ["search", names[a]],
    }
    for name, words in questions.items():
        both(name, [run([chancery, *words(a, b), "--store", store]) for a, b in pairs])
    for name, words in questions.items():
        both(f"{name}, hubs", [run([chancery, *words(a, b), "--store", store]) for a, b in hubs])
    for words in ("stats", "timeline", "search agreement", "search Japan"):
        both(words, [run([chancery, *words.split(), "--store", store]) for _ in range(5)])


def peers(chancery, store, number):
    import igraph
    import networkx

    text = exported(chancery, store)
    pairs = pairs_of(store, number)

    begun = time.perf_counter()
    graph = json.loads(text)
    parsed = time.perf_counter() - begun
    begun = time.perf_counter()
    net = networkx.MultiGraph()
    for node in graph["nodes"]:
        net.add_node(node["id"], record=node)
    for edge in graph["edges"]:
        net.add_edge(edge["source"], edge["target"], edge["key"], record=edge)
    print(f"networkx load {parsed + time.perf_counter() - begun:.2f} s")

    def with_networkx(a, b):
        edges = net.get_edge_data(a, b) or {}
        common = {c: (net[a][c], net[b][c]) for c in set(net[a]) & set(net[b])}
        try:
            paths = [path for path, _ in zip(networkx.all_shortest_paths(net, a, b), range(10))]
        except networkx.NetworkXNoPath:
            paths = []
        return edges, common, paths

    told("networkx, query alone", timed(with_networkx, pairs))

    begun = time.perf_counter()
    places = {node["id"]: n for n, node in enumerate(graph["nodes"])}
    other = igraph.Graph(len(places), [(places[e["source"]], places[e["target"]]) for e in graph["edges"]])
    other.vs["name"] = list(places)
    other.es["record"] = graph["edges"]
    print(f"igraph load {parsed + time.perf_counter() - begun:.2f} s")

    def with_igraph(a, b):
        a, b = places[a], places[b]
        edges = [other.es[i]["record"] for i in other.incident(a) if b in other.es[i].tuple]
        common = set(other.neighbors(a)) & set(other.neighbors(b))
        near = {c: [other.es[i]["record"] for end in (a, b) for i in other.get_eids([(end, c)])] for c in common}
        return edges, near, other.get_all_shortest_paths(a, b)[:10]

    told("igraph, query alone", timed(with_igraph, pairs))
    both("who-links, all of it", [run([chancery, "who-links", a, b, "--store", store]) for a, b in pairs], peak=False)


def timed(query, pairs):
    times = []
    for a, b in pairs:
        begun = time.perf_counter()
        query(a, b)
        times.append(time.perf_counter() - begun)
    return times


if __name__ == "__main__":
    what, chancery, place, *rest = sys.argv[1:]
    if what == "build":
        build(chancery, place, rest)
    else:
        {"ask": ask, "peers": peers}[what](chancery, place, int(rest[0]) if rest else 50)

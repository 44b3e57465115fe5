-- Which lookups are quick? Dropped before records are written in bulk, made again after.
CREATE UNIQUE INDEX nodes_id ON nodes (id);
CREATE INDEX edges_source ON edges (source, target);
CREATE INDEX edges_target ON edges (target, source);
CREATE INDEX edges_day ON edges (day) WHERE day IS NOT NULL;
CREATE INDEX near_neighbours ON near (neighbours);
CREATE INDEX edges_key ON edges (key);

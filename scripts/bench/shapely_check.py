#!/usr/bin/env python3
"""The peer of the live check: Shapely's STRtree (GEOS, floats) on the same files.

Usage: shapely_check.py FOLDER    (of `xtask generate`; needs shapely 2 and pyogrio)
Prints the time of one check (boxes, intersects, area of the common part in degrees) and of the batch.
"""
import json
import sys
import time

import numpy as np
import pyogrio
import shapely

folder = sys.argv[1]
titles = pyogrio.read_dataframe(f"{folder}/titles.gpkg", columns=["status"], where="status='active'").geometry.values
titles = np.asarray(titles, object)
with open(f"{folder}/candidates.geojsonl", encoding="utf-8") as lines:
    candidates = [shapely.from_geojson(json.dumps(json.loads(line)["geometry"])) for line in lines]
candidates = np.array([c for c in candidates if c.is_valid], object)
tree = shapely.STRtree(titles)
tree.query(candidates[0])
times, met = [], 0
for c in candidates:
    start = time.perf_counter()
    found = tree.query(c, predicate="intersects")
    if len(found):
        met += int((shapely.area(shapely.intersection(c, titles[found])) > 0).sum())
    times.append(time.perf_counter() - start)
us = np.array(times) * 1e6
print(f"peer shapely {shapely.__version__} live check: {len(us)} candidates, p50 {np.percentile(us, 50):.1f} us, p99 {np.percentile(us, 99):.1f} us, {met} with ground")
start = time.perf_counter()
ci, ti = tree.query(candidates, predicate="intersects")
area = shapely.area(shapely.intersection(candidates[ci], titles[ti]))
print(f"peer shapely {shapely.__version__} batch: {len(candidates)} candidates in {time.perf_counter() - start:.4f} s, {len(ci)} pairs")

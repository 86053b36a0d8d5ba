"""The questions of benches/coverage.rs asked of spopt with HiGHS.

    python compare.py tests/fixtures/coverage/ward [SECONDS]

Prints one line of JSON for each question: its name, the objective spopt proved (null when it did
not within SECONDS), the seconds for building its model, and those the solver took. Definitions
are those of docs/coverage.md: haversine on R = 6 371 008.8 m, a place suits ages 6 to 11 when it
admits all of them, any time. What exists already is taken off before spopt is asked, so that it
has the same question and no larger one.
"""

import csv
import gzip
import io
import json
import sys
import time
from pathlib import Path

import numpy as np
import pulp
from spopt.locate import LSCP, MCLP, PMedian

RADIUS_M = 800.0
EARTH_RADIUS_M = 6_371_008.8
AGES = (6, 11)


def text_of(folder, name):
    plain = folder / name
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    return gzip.open(folder / f"{name}.gz", "rt", encoding="utf-8").read()


def suits(properties):
    youngest, oldest = properties.get("age_min"), properties.get("age_max")
    return (youngest is None or youngest <= AGES[0]) and (oldest is None or AGES[1] <= oldest)


def points_of(folder, name):
    features = json.loads(text_of(folder, name))["features"]
    points = [each["geometry"]["coordinates"] for each in features if suits(each["properties"])]
    return np.radians(np.array(points, dtype=float).reshape(-1, 2))


def distances(from_points, to_points):
    lon = (to_points[None, :, 0] - from_points[:, None, 0]) / 2
    lat = (to_points[None, :, 1] - from_points[:, None, 1]) / 2
    across = np.cos(from_points[:, None, 1]) * np.cos(to_points[None, :, 1])
    h = np.sin(lat) ** 2 + across * np.sin(lon) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(h, 1)))


def ask(name, seconds, build, value_of):
    """Builds a model, solves it, and prints what came of it."""
    started = time.perf_counter()
    model = build()
    built = time.perf_counter()
    model.solve(pulp.HiGHS(msg=False, timeLimit=seconds, threads=1, gapRel=0.0), results=False)
    solved = time.perf_counter()
    # A search that ran out of time has a value, but it is not the best.
    proven = model.problem.sol_status == pulp.LpSolutionOptimal
    answer = {
        "question": name,
        "objective": value_of(model) if proven else None,
        "seconds_building": built - started,
        "seconds_solving": solved - built,
    }
    print(json.dumps(answer), flush=True)


def main():
    folder = Path(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    rows = list(csv.DictReader(io.StringIO(text_of(folder, "demand.csv"))))
    cells = np.radians(np.array([[float(row["lon"]), float(row["lat"])] for row in rows]))
    children = np.array([int(row["p06_11"] or 0) for row in rows])
    places = points_of(folder, "places.geojson")
    sites = points_of(folder, "candidates.geojson")

    now = distances(cells, places).min(axis=1)
    is_open = (now > RADIUS_M) & (children > 0)
    to_sites = distances(cells, sites)
    of_open, weights = to_sites[is_open], children[is_open]
    ask(
        "best 5",
        seconds,
        lambda: MCLP.from_cost_matrix(of_open, weights, RADIUS_M, 5),
        lambda model: round(model.problem.objective.value()),
    )
    coverable = (of_open <= RADIUS_M).any(axis=1)
    ask(
        "fewest for all",
        seconds,
        lambda: LSCP.from_cost_matrix(of_open[coverable], RADIUS_M),
        lambda model: round(model.problem.objective.value()),
    )
    # One more column stands for all places that exist: each child goes to the nearest of them.
    inhabited = children > 0
    if inhabited.sum() * len(sites) > 500_000:
        return
    with_now = np.column_stack([to_sites, now])[inhabited]
    chosen_already = np.zeros(with_now.shape[1])
    chosen_already[-1] = 1
    ask(
        "p-median, 3 more",
        seconds,
        lambda: PMedian.from_cost_matrix(
            with_now, children[inhabited], 3 + 1, predefined_facilities_arr=chosen_already
        ),
        lambda model: model.problem.objective.value(),
    )


if __name__ == "__main__":
    main()

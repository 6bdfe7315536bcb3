"""A million public rows written as data files, and an edition of them proved, beside DuckDB's own time."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.children import answer, child
from bench.results import Benchmark, Bound, Goal, Result

COUNT = int(os.environ.get("CLARION_BENCH_ROWS", "1000000"))
_HASHED = 37
"""How often SHA-256 runs to open one row: three times for each of twelve fields, and once for all of them."""

GOALS = {
    "write": Goal("datasets-write", "s", Bound.AT_MOST, 15),
    "write-ratio": Goal("datasets-write-ratio", "times DuckDB", Bound.AT_MOST, 3),
    "verify": Goal("datasets-verify", "s", Bound.AT_MOST, 60),
    "verify-ratio": Goal("datasets-verify-ratio", "times DuckDB", Bound.AT_MOST, 3),
}


def measure() -> Iterator[Result]:
    """One process makes the edition; each of the others measures one thing."""
    with tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder:
        settings = {"CLARION_DATA_DIR": folder}
        with child("bench.datasets", settings) as making:
            edition, log = making.ask("publish", folder, COUNT)
        with child("bench.datasets", settings) as writing:
            written, raw, size = writing.ask("write", edition, COUNT)
        with child("bench.datasets", settings) as proving:
            proved, beside = proving.ask("verify", edition, log)
    yield Result(GOALS["write"], written, f"{COUNT:,} rows to Parquet and CSV, {size:.0f} MB together")
    yield Result(GOALS["write-ratio"], written / raw, f"{written:.1f} s, DuckDB alone {raw:.1f} s")
    yield Result(
        GOALS["verify"], proved, f"all that `clarion report verify` proves of {COUNT:,} rows in all formats"
    )
    yield Result(
        GOALS["verify-ratio"],
        proved / beside,
        f"{proved:.1f} s, DuckDB reading, grouping and hashing as often {beside:.1f} s",
    )


def _publish(folder: str, count: int) -> tuple[str, str]:
    from bench.published import publish

    made = publish(Path(folder), count)
    return str(made.folder), str(made.log)


def _write(edition: str, count: int) -> tuple[float, float, float]:
    """Seconds of writing the rows as an edition's files, of DuckDB's own writing, and the megabytes of the files."""
    import duckdb

    from bench.published import content_of
    from clarion.transparency.datasets.ground import opened
    from clarion.transparency.datasets.writers.columnar import write_parquet
    from clarion.transparency.datasets.writers.textual import write_csv
    from clarion.transparency.datasets.writing import about
    from clarion.transparency.editions import tabulating
    from clarion.transparency.editions.freezing import CASES

    content = content_of(Path(edition), count)
    given = Path(edition) / CASES
    with tempfile.TemporaryDirectory() as place:
        new = Path(place) / "new"
        new.mkdir()
        with duckdb.connect(config={"threads": 2}) as duck:
            duck.execute("CREATE TABLE cases AS FROM read_parquet(?) ORDER BY hash(commitment)", [str(given)])
            began = time.perf_counter()
            tabulating.write_rows(duck, new / CASES)
            with opened(content, about(content), new / CASES, Path(place) / "spilt") as ground:
                list(write_csv(ground, new))
                list(write_parquet(ground, new))
            written = time.perf_counter() - began
            size = sum(one.stat().st_size for one in new.iterdir()) / 1e6
            shutil.rmtree(new)
            began = time.perf_counter()
            duck.execute(f"COPY cases TO '{place}/raw.parquet' (FORMAT parquet, COMPRESSION zstd)")
            duck.execute(f"COPY cases TO '{place}/raw.csv' (FORMAT csv, HEADER)")
            raw = time.perf_counter() - began
    return written, raw, size


def _verify(edition: str, log: str) -> tuple[float, float]:
    """Seconds of the whole proof, and of DuckDB reading the rows, grouping every table and hashing as often.

    The hashes are of inputs as long as the real ones. DuckDB does nothing else of the proof.
    """
    import duckdb

    from clarion.transparency.editions import tabulating
    from clarion.transparency.verifying import command

    key = (Path(log) / "key").read_text()
    said = io.StringIO()
    began = time.perf_counter()
    status = command.run(edition, key=key, receipt=None, log=log, stdout=said, stderr=io.StringIO())
    proved = time.perf_counter() - began
    assert status == command.HOLDS, said.getvalue()
    began = time.perf_counter()
    with duckdb.connect(config={"threads": 2}) as duck:
        duck.read_parquet(f"{edition}/cases.parquet").create_view("cases")
        for dimensions in tabulating.TABLES.values():
            listed = ", ".join(["kind", "outcome", *dimensions])
            duck.execute(f"SELECT {listed}, count(*) FROM cases GROUP BY ALL").fetchall()  # noqa: S608
        hashed = ", ".join(f"max(sha256(commitment || '{one:02}'))" for one in range(_HASHED))
        duck.execute(f"SELECT {hashed} FROM cases").fetchall()  # noqa: S608 - our own names
        duck.execute(
            f"SELECT count(*), max(commitment), max(opening) FROM read_csv('{edition}/cases.csv')"  # noqa: S608
        ).fetchall()
    return proved, time.perf_counter() - began


BENCHMARK = Benchmark(
    "datasets", "data files of a million public rows, and the proof of their edition", measure
)

if __name__ == "__main__":
    import django

    django.setup()
    answer(publish=_publish, write=_write, verify=_verify)

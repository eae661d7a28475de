"""The same CSV into a DuckDB table with a primary key. Prints seconds; exits with 3 where duckdb is not installed."""
import sys
import time

try:
    import duckdb
except ModuleNotFoundError:
    sys.exit(3)

source, file = sys.argv[1:]
begin = time.perf_counter()
db = duckdb.connect(file)
db.execute(
    "CREATE TABLE reading (metric VARCHAR, \"at\" TIMESTAMP, value DECIMAL(18, 6), campaign VARCHAR, channel VARCHAR,"
    " PRIMARY KEY (metric, campaign, channel, \"at\"))"
)
db.execute("INSERT OR REPLACE INTO reading SELECT * FROM read_csv(?, header = true)", [source])
db.close()
print(time.perf_counter() - begin)

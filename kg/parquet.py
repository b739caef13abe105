"""Answers as Parquet files, for data frames: a column is of one type, numbers where all its values are numbers."""

import io
from typing import Any

from kg.errors import KGError
from kg.tables import Table, Value

_LARGEST, _EXACT = 2**63, 2**53  # of an integer; of an integer among fractions


def written(table: Table) -> bytes:
    """The bytes of a file; the same table gives the same bytes. KGError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise KGError("parquet", "needs pyarrow", "run pip install 'libcoop[parquet]', or write csv") from error
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    arrays = [_column(pa, column) for column in columns]
    target = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=table.columns), target, compression="zstd")
    return target.getvalue()


def _column(pa: Any, values: tuple[Value, ...]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    numbers = [value for value in values if isinstance(value, int)]
    if kinds == {bool}:
        return pa.array(values, pa.bool_())
    if kinds == {int} and all(-_LARGEST <= number < _LARGEST for number in numbers):
        return pa.array(values, pa.int64())
    if kinds and kinds <= {int, float} and all(abs(number) <= _EXACT for number in numbers):
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    return pa.array([None if value is None else _text(value) for value in values], pa.string())


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

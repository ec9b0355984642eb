"""What the fuzzer has to know of two media types of ours."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    """One JSON object a line."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@schemathesis.serializer("application/timestamp-query", "application/vnd.etsi.asic-e+zip")
def octets(context, value):
    """Bytes as they come."""
    data = getattr(value, "data", value)
    return data if isinstance(data, bytes) else str(data).encode()

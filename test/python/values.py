"""Writes and reads values as a program with pymemcache does.

Takes JSON, {"server": [host, port], "compressed": bool, "write": {key: coded}, "read": [key]}, and gives
{key: {"value": coded, "flags": number, "hex": string}} of what it has read. A coded value is a pair: its kind, and its
hex digits, its text or its decimal digits; "data" is any literal of Python's.
"""

import ast
import json
import sys
import zlib

from pymemcache.client.base import Client
from pymemcache.serde import FLAG_COMPRESSED, pickle_serde


class CompressedSerde:
    """What pymemcache 4 calls so; Debian's pymemcache has none."""

    def serialize(self, key, value):
        data, flags = pickle_serde.serialize(key, value)
        if len(data) > 400:
            raw = data.encode() if isinstance(data, str) else data
            compressed = zlib.compress(raw)
            if len(compressed) <= len(raw):
                return compressed, flags | FLAG_COMPRESSED
        return data, flags

    def deserialize(self, key, data, flags):
        if flags & FLAG_COMPRESSED:
            data = zlib.decompress(data)
        return pickle_serde.deserialize(key, data, flags)


class Stored:
    """Gives what the server has, as it is."""

    def deserialize(self, key, data, flags):
        return {"flags": flags, "hex": data.hex()}


DECODERS = {"bytes": bytes.fromhex, "str": str, "int": int, "data": ast.literal_eval}


def coded(value):
    if type(value) is bytes:
        return ["bytes", value.hex()]
    if type(value) in (str, int):
        return [type(value).__name__, str(value)]
    return ["data", repr(value)]


def main():
    request = json.load(sys.stdin)
    server = tuple(request["server"])
    client = Client(server, serde=CompressedSerde() if request["compressed"] else pickle_serde)
    stored = Client(server, serde=Stored())
    for key, (kind, text) in request["write"].items():
        client.set(key, DECODERS[kind](text), noreply=False)
    answer = {key: {"value": coded(client.get(key)), **stored.get(key)} for key in request["read"]}
    json.dump(answer, sys.stdout)


main()

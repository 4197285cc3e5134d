"""Writes and reads on several servers as a program with pymemcache or pylibmc does.

Takes JSON, {"client": name, "servers": ["host:port"], "weights": [number], "behaviors": {name: value},
"later": {name: value}, "write": {key: text}, "read": [key]}, and gives {key: text} of what it has found.
"""

import json
import sys


def pymemcache(servers, weights, behaviors, later):
    from pymemcache.client.hash import HashClient
    from pymemcache.serde import pickle_serde

    pairs = [server.split(":") for server in servers]
    return HashClient([(host, int(port)) for host, port in pairs], serde=pickle_serde, allow_unicode_keys=True)


def pylibmc(servers, weights, behaviors, later):
    from pylibmc import Client

    named = [f"{server}:{weight}" for server, weight in zip(servers, weights)] if weights else servers
    client = Client(named, behaviors=behaviors)
    for name, value in later.items():
        client.behaviors[name] = value
    return client


def main():
    request = json.load(sys.stdin)
    make = {"pymemcache": pymemcache, "pylibmc": pylibmc}[request["client"]]
    client = make(request["servers"], request["weights"], request["behaviors"], request["later"])
    for key, value in request["write"].items():
        client.set(key, value)
    found = {key: client.get(key) for key in request["read"]}
    json.dump({key: value for key, value in found.items() if value is not None}, sys.stdout)


main()

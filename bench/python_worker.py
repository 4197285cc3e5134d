# python3 python_worker.py LIBRARY WORKLOAD PORT WARM MEASURED (milliseconds); the workload as JSON. Prints one line of
# JSON, as worker.mjs does. These clients are synchronous: one call is in flight, whatever the workload says.
import json
import resource
import sys
import time

PATTERN = 'abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ_'
SAMPLE = 16

library, workload, port, warm, measured = sys.argv[1], json.loads(sys.argv[2]), *map(int, sys.argv[3:6])
kind, size, count = workload['kind'], workload.get('size'), workload['keys']
batch = workload.get('batch', 1)


def text_of(index):
    head = f'{size}/{index:06d}|{PATTERN[index % 60:]}'
    return (head + PATTERN * (size // len(PATTERN) + 1))[:size]


if library == 'pymemcache':
    import pymemcache
    client = pymemcache.Client(('127.0.0.1', port), no_delay=True)
    name = f'pymemcache {pymemcache.__version__}'
    get_many = client.get_many
    store = lambda key, value: client.set(key, value, noreply=False)
    store_noreply = lambda key, value: client.set(key, value, noreply=True)
else:
    import pylibmc
    client = pylibmc.Client([f'127.0.0.1:{port}'], behaviors={'tcp_nodelay': True})
    name = f'pylibmc {pylibmc.__version__}'
    get_many = client.get_multi
    store = client.set

letter = 's' if kind in ('set', 'noreply') else 'b'
keys = [f'{letter}{size}:{index:06d}' for index in range(count)]
texts = [text_of(index) for index in range(count)]
values = [text.encode() for text in texts]
latencies, errors, verified = [], 0, 0


def check(value, index, whole):
    # pylibmc gives text for flags of text, pymemcache bytes.
    global errors, verified
    if value is None or len(value) != size:
        errors += 1
    elif whole and value != (texts if isinstance(value, str) else values)[index]:
        errors += 1
    elif whole:
        verified += 1


def get(turn):
    index = turn % count
    check(client.get(keys[index]), index, turn % SAMPLE == 0)


def put(turn):
    global errors
    if not store(keys[turn % count], values[turn % count]):
        errors += 1


def many(turn):
    first = turn * batch % count
    found = get_many(keys[first:first + batch])
    for index in range(first, first + batch):
        check(found.get(keys[index]), index, (turn + index) % SAMPLE == 0)


def burst(_turn):
    for index in range(batch):
        store_noreply(keys[index % count], values[index % count])
    check(client.get(keys[0]), 0, True)


call = {'get': get, 'set': put, 'mget': many, 'noreply': burst}[kind]


def run(milliseconds, record):
    until = time.perf_counter() + milliseconds / 1000
    turn = 0
    while (start := time.perf_counter()) < until:
        call(turn)
        turn += 1
        if record:
            latencies.append(time.perf_counter() - start)
    return turn * batch


run(warm, False)
verified = 0
started, cpu_before = time.perf_counter(), time.process_time()
ops = run(measured, True)
seconds, cpu = time.perf_counter() - started, time.process_time() - cpu_before
if kind in ('set', 'noreply'):
    for index in (0, 1, count // 2, count - 1):
        check(client.get(keys[index]), index, True)
latencies.sort()


def quantile(part):
    return round(latencies[min(len(latencies) - 1, int(len(latencies) * part))] * 1e6)


print(json.dumps({
    'name': name,
    'ops': ops,
    'opsPerSec': round(ops / seconds),
    'cpuUsPerOp': round(cpu * 1e6 / ops, 4),
    'rssPeakMB': round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    'p50us': quantile(0.5),
    'p99us': quantile(0.99),
    'errors': errors,
    'verified': verified,
}))

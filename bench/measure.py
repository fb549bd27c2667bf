"""What all benchmarks share: CPU and memory of a process tree, percentiles, the disk's own limit."""
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests"))

TICK = os.sysconf("SC_CLK_TCK")


def children(pid):
    try:
        tasks = pathlib.Path(f"/proc/{pid}/task").iterdir()
        found = [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return []
    return found + [g for c in found for g in children(c)]


def cpu_seconds(pid):
    """User and system time of a process, its living children and those it has buried."""
    total = 0.0
    for one in [pid, *children(pid)]:
        try:
            fields = pathlib.Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(f) for f in fields[11:15]) / TICK
    return total


def resident_megabytes(pid):
    total = 0.0
    for one in [pid, *children(pid)]:
        try:
            for line in pathlib.Path(f"/proc/{one}/status").read_text().splitlines():
                if line.startswith("VmRSS"):
                    total += int(line.split()[1]) / 1024
        except OSError:
            continue
    return total


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def flushes_per_second(size, seconds=2.0):
    """How often this disk makes an append of `size` bytes durable, one after the other."""
    block, count = os.urandom(size), 0
    with tempfile.NamedTemporaryFile(dir=os.environ.get("APROAPE_BENCH_DIR")) as file:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            file.write(block)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    return count / seconds


def timed(work, count):
    """Milliseconds of `count` calls."""
    times = []
    for _ in range(count):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times


def machine():
    """Where and when a figure was taken: it stands beside each."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, load {load}, {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}"

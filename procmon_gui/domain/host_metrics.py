"""Every field of the host: what it is called, its unit, and where it comes from.

`raw` is the name under which an eye reports the figure: `{raw id: {instance: number}}`, "" for the whole machine.
"""

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP, Catalogue, How, Metric, Scope
from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.domain.suspicion import SCORE, figure_of
from procmon_gui.domain.units import Unit

CPU_MODES = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
_T = QT_TRANSLATE_NOOP


def _gauge(id: str, title: str, unit: Unit, source: str, raw: str, *, each: bool = False, text: str = "") -> Metric:
    return Metric(id=f"host.{id}", title=title, unit=unit, source=source, raw=raw, description=text or title,
                  how=How.GAUGE, scope=Scope.HOST, per_instance=each)  # fmt: skip


def _rate(id: str, title: str, unit: Unit, source: str, raw: str, *, each: bool = False, scale: float = 1.0,
          text: str = "") -> Metric:  # fmt: skip
    return Metric(id=f"host.{id}", title=title, unit=unit, source=source, raw=raw, description=text or title,
                  how=How.RATE, scale=scale, scope=Scope.HOST, per_instance=each)  # fmt: skip


def _made(id: str, title: str, unit: Unit, source: str, text: str, *, each: bool = False) -> Metric:
    return Metric(id=f"host.{id}", title=title, unit=unit, source=source, description=text, scope=Scope.HOST,
                  per_instance=each)  # fmt: skip


_CPU = (
    _made("cpu.busy_ratio", _T("Metric", "CPU"), Unit.RATIO, "/proc/stat cpu; cgroup cpu.max in a container",
          "Share of the time in which the cores worked: 0 to 1 for the whole machine and for each core; inside a "
          "container with a limit, the whole is what the container used of its limit.", each=True),
    *(_made(f"cpu.{mode}_ratio", _T("Metric", "CPU, {mode}").format(mode="I/O wait" if mode == "iowait" else mode),
            Unit.RATIO, "/proc/stat cpu",
            f"Share of the time that the cores spent in mode {mode} (proc(5)).", each=True) for mode in CPU_MODES),
    _gauge("cpu.core_count", _T("Metric", "Cores"), Unit.COUNT, "/proc/stat cpuN", "cpu.core_count"),
    _gauge("cpu.limit_cores", _T("Metric", "CPU limit"), Unit.COUNT, "cgroup cpu.max, cpu.cfs_quota_us",
           "cpu.limit_cores", text="Cores that the control group of this container may use; unknown without a limit."),
    _gauge("cpu.frequency_hz", _T("Metric", "CPU frequency"), Unit.HERTZ,
           "/sys/devices/system/cpu/cpuN/cpufreq/scaling_cur_freq, /proc/cpuinfo", "cpu.frequency_hz", each=True),
    _gauge("load.1min", _T("Metric", "Load, 1 min"), Unit.NONE, "/proc/loadavg", "load.1min"),
    _gauge("load.5min", _T("Metric", "Load, 5 min"), Unit.NONE, "/proc/loadavg", "load.5min"),
    _gauge("load.15min", _T("Metric", "Load, 15 min"), Unit.NONE, "/proc/loadavg", "load.15min"),
    *(_rate(f"pressure.{resource}.{kind}_ratio",
            _T("Metric", "Pressure, {resource}, {kind}").format(resource=name, kind=kind), Unit.RATIO,
            f"/proc/pressure/{resource} {kind} total", f"pressure.{resource}.{kind}_us", scale=1e-6,
            text=f"Share of the time in which {'all' if kind == 'full' else 'some'} work had to wait for {resource} "
                 "(pressure stall information).")
      for resource, name in (("cpu", "CPU"), ("memory", "memory"), ("io", "disk")) for kind in ("some", "full")),
)  # fmt: skip

_MEMORY = (
    _made("memory.used_ratio", _T("Metric", "Memory"), Unit.RATIO, "/proc/meminfo; cgroup memory.max in a container",
          "Share of the memory that can not be had without swapping; inside a container, of its limit."),
    _made("memory.used_bytes", _T("Metric", "Memory, used"), Unit.BYTES, "/proc/meminfo MemTotal - MemAvailable",
          "Memory that can not be had without swapping; inside a container, what its control group uses."),
    _made("memory.size_bytes", _T("Metric", "Memory, size"), Unit.BYTES, "/proc/meminfo MemTotal",
          "Memory that there is: of the machine, or the limit of the container."),
    *(_gauge(f"memory.{name}_bytes", _T("Metric", "Memory, {name}").format(name=name.replace("_", " ")), Unit.BYTES,
             f"/proc/meminfo {field}", f"memory.{name}_bytes")
      for name, field in (("total", "MemTotal"), ("available", "MemAvailable"), ("free", "MemFree"),
                          ("buffers", "Buffers"), ("cached", "Cached"), ("shared", "Shmem"),
                          ("reclaimable", "SReclaimable"), ("dirty", "Dirty"), ("writeback", "Writeback"),
                          ("anonymous", "AnonPages"))),
    _gauge("memory.limit_bytes", _T("Metric", "Memory limit"), Unit.BYTES, "cgroup memory.max, limit_in_bytes",
           "memory.limit_bytes", text="Memory that the control group of this container may use."),
    _gauge("memory.group_bytes", _T("Metric", "Memory of the container"), Unit.BYTES, "cgroup memory.current",
           "memory.group_bytes", text="Memory that the control group uses, without the page cache it can give back."),
    _gauge("swap.total_bytes", _T("Metric", "Swap, size"), Unit.BYTES, "/proc/meminfo SwapTotal", "swap.total_bytes"),
    _made("swap.used_bytes", _T("Metric", "Swap, used"), Unit.BYTES, "/proc/meminfo SwapTotal - SwapFree",
          "Swap space in use."),
    _rate("swap.in_bytes_per_s", _T("Metric", "Swapped in/s"), Unit.BYTES_PER_S, "/proc/vmstat pswpin",
          "swap.in_bytes"),
    _rate("swap.out_bytes_per_s", _T("Metric", "Swapped out/s"), Unit.BYTES_PER_S, "/proc/vmstat pswpout",
          "swap.out_bytes"),
    _made("swap.both_bytes_per_s", _T("Metric", "Swapped to and fro/s"), Unit.BYTES_PER_S,
          "/proc/vmstat pswpin, pswpout",
          "What was moved to swap and back at the same time: the lesser of the two. Much of it means that the memory "
          "is too small for what is at work."),
)  # fmt: skip

_DISK = (
    _rate("disk.read_bytes_per_s", _T("Metric", "Disk read/s"), Unit.BYTES_PER_S, "/proc/diskstats (6)",
          "disk.read_bytes", each=True),
    _rate("disk.write_bytes_per_s", _T("Metric", "Disk write/s"), Unit.BYTES_PER_S, "/proc/diskstats (10)",
          "disk.write_bytes", each=True),
    _rate("disk.reads_per_s", _T("Metric", "Disk reads/s"), Unit.COUNT_PER_S, "/proc/diskstats (4)",
          "disk.read_count", each=True),
    _rate("disk.writes_per_s", _T("Metric", "Disk writes/s"), Unit.COUNT_PER_S, "/proc/diskstats (8)",
          "disk.write_count", each=True),
    _rate("disk.busy_ratio", _T("Metric", "Disk busy"), Unit.RATIO, "/proc/diskstats (13)", "disk.busy_ms",
          each=True, scale=1e-3, text="Share of the time in which the device had work."),
    _rate("disk.queue_count", _T("Metric", "Disk queue"), Unit.NONE, "/proc/diskstats (14)", "disk.waiting_ms",
          each=True, scale=1e-3, text="Requests that the device had at a time, on average: waiting or worked on."),
    _made("disk.latency_s", _T("Metric", "Disk latency"), Unit.SECONDS, "/proc/diskstats (7, 11, 4, 8)",
          "Time from asking to answer, on average over the reads and writes that ended; unknown when none did.",
          each=True),
    _gauge("filesystem.size_bytes", _T("Metric", "File system, size"), Unit.BYTES, "statvfs(3)",
           "filesystem.size_bytes", each=True),
    _gauge("filesystem.used_bytes", _T("Metric", "File system, used"), Unit.BYTES, "statvfs(3)",
           "filesystem.used_bytes", each=True),
    _gauge("filesystem.available_bytes", _T("Metric", "File system, available"), Unit.BYTES, "statvfs(3)",
           "filesystem.available_bytes", each=True),
    _made("filesystem.used_ratio", _T("Metric", "File system, used share"), Unit.RATIO, "statvfs(3)",
          "Share of the room that is in use; what is kept back for the administrator counts as neither, as in df.",
          each=True),
)  # fmt: skip

_NETWORK = tuple(
    _rate(f"network.{name}_per_s", title, unit, f"/proc/net/dev {name}", f"network.{name}", each=True)
    for name, title, unit in (
        ("received_bytes", _T("Metric", "Received/s"), Unit.BYTES_PER_S),
        ("sent_bytes", _T("Metric", "Sent/s"), Unit.BYTES_PER_S),
        ("received_packets", _T("Metric", "Packets received/s"), Unit.COUNT_PER_S),
        ("sent_packets", _T("Metric", "Packets sent/s"), Unit.COUNT_PER_S),
        ("errors", _T("Metric", "Network errors/s"), Unit.COUNT_PER_S),
        ("drops", _T("Metric", "Packets dropped/s"), Unit.COUNT_PER_S),
    )
)

_DEVICES = (
    _gauge("network.speed_bits_per_s", _T("Metric", "Link speed"), Unit.BITS_PER_S, "/sys/class/net/IF/speed",
           "network.speed_bits_per_s", each=True),
    _gauge("network.tcp_sockets", _T("Metric", "TCP sockets"), Unit.COUNT, "sock_diag(7)", "network.tcp_sockets"),
    _gauge("network.tcp_unattributed", _T("Metric", "TCP sockets without a known owner"), Unit.COUNT, "sock_diag(7)",
           "network.tcp_unattributed", text="Open TCP sockets whose process is not known (yet), or not permitted."),
    _gauge("network.tcp_unattributed_bytes", _T("Metric", "TCP bytes without a known owner"), Unit.BYTES,
           "sock_diag(7)", "network.tcp_unattributed_bytes",
           text="Bytes received and sent over TCP since the eye started whose process was not found in time."),
    _gauge("sensor.temperature_c", _T("Metric", "Temperature"), Unit.CELSIUS, "/sys/class/hwmon, thermal",
           "sensor.temperature_c", each=True),
    _gauge("sensor.temperature_limit_c", _T("Metric", "Temperature limit"), Unit.CELSIUS, "/sys/class/hwmon tempN_crit",
           "sensor.temperature_limit_c", each=True),
    _gauge("sensor.temperature_warning_c", _T("Metric", "Temperature, warning"), Unit.CELSIUS,
           "/sys/class/hwmon tempN_max", "sensor.temperature_warning_c", each=True,
           text="From here on the chip itself calls it too warm."),
    _gauge("sensor.error_number", _T("Metric", "Sensor error"), Unit.NONE, "/sys/class/hwmon tempN_fault, errno(3)",
           "sensor.error_number", each=True,
           text="Why a sensor says nothing: the number of the error, 0 where its chip calls it broken."),
    _gauge("sensor.fan_rpm", _T("Metric", "Fan"), Unit.RPM, "/sys/class/hwmon fanN_input", "sensor.fan_rpm", each=True),
    _gauge("battery.charge_ratio", _T("Metric", "Battery"), Unit.RATIO, "/sys/class/power_supply/BAT*/capacity",
           "battery.charge_ratio", each=True),
    _gauge("battery.power_w", _T("Metric", "Battery power"), Unit.WATT, "/sys/class/power_supply/BAT*/power_now",
           "battery.power_w", each=True, text="Power drawn from the battery; negative while it charges."),
    _gauge("battery.time_left_s", _T("Metric", "Battery time left"), Unit.SECONDS, "/sys/class/power_supply/BAT*",
           "battery.time_left_s", each=True),
    _gauge("gpu.card_count", _T("Metric", "Graphics cards"), Unit.COUNT,
           "/sys/class/drm, /proc/driver/nvidia/gpus", "gpu.card_count"),
    _gauge("gpu.busy_ratio", _T("Metric", "GPU"), Unit.RATIO, "DRM gpu_busy_percent, NVML", "gpu.busy_ratio",
           each=True),
    _gauge("gpu.memory_used_bytes", _T("Metric", "GPU memory, used"), Unit.BYTES, "DRM mem_info_vram_used, NVML",
           "gpu.memory_used_bytes", each=True),
    _gauge("gpu.memory_size_bytes", _T("Metric", "GPU memory, size"), Unit.BYTES, "DRM mem_info_vram_total, NVML",
           "gpu.memory_size_bytes", each=True),
    _gauge("gpu.temperature_c", _T("Metric", "GPU temperature"), Unit.CELSIUS, "DRM hwmon, NVML", "gpu.temperature_c",
           each=True),
)  # fmt: skip

_KERNEL = (
    _rate("context_switches_per_s", _T("Metric", "Context switches/s"), Unit.COUNT_PER_S, "/proc/stat ctxt",
          "context_switches"),
    _rate("interrupts_per_s", _T("Metric", "Interrupts/s"), Unit.COUNT_PER_S, "/proc/stat intr", "interrupts"),
    _rate("forks_per_s", _T("Metric", "Forks/s"), Unit.COUNT_PER_S, "/proc/stat processes", "forks",
          text="Processes and threads that were started, a second; also those too short to be seen."),
    _rate("processes.short_lived_per_s", _T("Metric", "Short-lived processes/s"), Unit.COUNT_PER_S,
          "cn_proc PROC_EVENT_FORK, PROC_EVENT_EXIT", "processes.short_lived",
          text="Processes that came and went between two beats, a second: in no list of processes."),
    _gauge("processes.dropped_ends", _T("Metric", "Dropped words about ends"), Unit.COUNT, "cn_proc ENOBUFS",
           "processes.dropped_ends",
           text="How often the kernel had to drop what it had to tell of births and ends of processes, because there "
           "was too much of it at once; how these ended is unknown."),
    _gauge("processes.count", _T("Metric", "Processes"), Unit.COUNT, "/proc", "processes.count",
           text="Processes, and threads of the kernel."),
    _made("processes.threads", _T("Metric", "Threads"), Unit.COUNT, "/proc/PID/stat (20)", "Threads of all processes."),
    *(_made(f"processes.{state.replace('-', '_')}", _T("Metric", "Processes, {state}").format(state=state),
            Unit.COUNT, "/proc/PID/stat (3)", f"Number of processes whose state is {state}.")
      for state in STATE_LABELS),
    _gauge("limits.open_files", _T("Metric", "Open files"), Unit.COUNT, "/proc/sys/fs/file-nr (1)",
           "limits.open_files", text="Files that the whole machine has open."),
    _gauge("limits.max_files", _T("Metric", "Limit of open files"), Unit.COUNT, "/proc/sys/fs/file-nr (3)",
           "limits.max_files"),
    _gauge("limits.max_pids", _T("Metric", "Limit of process numbers"), Unit.COUNT, "/proc/sys/kernel/pid_max",
           "limits.max_pids", text="How many processes and threads can have a number at a time."),
    _gauge("limits.max_threads", _T("Metric", "Limit of threads"), Unit.COUNT, "/proc/sys/kernel/threads-max",
           "limits.max_threads"),
    _gauge("boot_at_utc", _T("Metric", "Booted"), Unit.TIME_UTC_S, "/proc/stat btime", "boot_at_utc"),
    _gauge("eye.cpu_ratio", _T("Metric", "CPU of the eye"), Unit.RATIO, "clock_gettime(2)", "eye.cpu_ratio",
           text="CPU that the eye itself used in the last beat; 100 % is one full core."),
    _gauge("eye.rss_bytes", _T("Metric", "Memory of the eye"), Unit.BYTES, "/proc/self/statm", "eye.rss_bytes"),
)  # fmt: skip

# What `anomaly` finds: of the beat before, see `engine.with_suspicion`.
_SUSPICION = (
    _gauge("anomaly.rate_ratio", _T("Metric", "Unusual"), Unit.RATIO, "anomaly", "anomaly.rate_ratio",
           text="Share of all watched series, of the machine and of programs, that were unusual in the beat before; "
           "unknown while it is learned what is usual."),
    _gauge("anomaly.score", _T("Metric", "How unusual"), Unit.NONE, "anomaly", "anomaly.score", each=True,
           text="How unusual each of the most telling figures of the machine was: 0 is as usual, from 0.5 on all "
           "detectors that must agree do."),
)  # fmt: skip

HOST_METRICS: tuple[Metric, ...] = (*_CPU, *_MEMORY, *_DISK, *_NETWORK, *_DEVICES, *_KERNEL, *_SUSPICION)
HOST_CATALOGUE = Catalogue(HOST_METRICS)


def scored(metric_id: str, instance: str) -> Metric | None:
    """Return the metric of which a figure says how unusual it is; None of all other figures."""
    return HOST_CATALOGUE.by_id.get(figure_of(metric_id, instance)) if metric_id == SCORE else None

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, last 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs by CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs that use CPU are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, last 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory by use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs by memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressure, last 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs that read or write are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs by disk use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk, last 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs that use TCP are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs by network use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network, last 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About procmon_gui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>procmon_gui {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The flight recorder and the control desk of a computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIT licence. Icons: Lucide, ISC licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt {version}, used under the LGPL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheduling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CoreCells</name>
    <message>
        <source>Core {number}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Everything</name>
    <message>
        <source>Let the eye, and only the eye, see the processes of all users</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the password. Until then all goes on as before.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Filter processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter processes: name, PID, or cpu &gt; 5% and user = postgres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Show or hide the names of the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the list and the charts stand still; sampling goes on (Pause)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often this machine is looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manual is missing in this installation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JumpBar</name>
    <message>
        <source>Go to the process whose name begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>procmon_gui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling failed and is tried again: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling did not answer. It was started anew; the old one is left behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling does not answer. What is shown is old; start the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something failed inside this program: {what}. It goes on; the log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many faults within a minute: the pages are drawn no longer. Sampling goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the program, as the kernel keeps it; a name cut at 15 bytes is completed from the command line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process id: unique while the process lives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parent PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process id of the parent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the effective user; the number where it has no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the effective user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the process is doing: running, sleeping, disk-sleep (waiting for a device), stopped, zombie …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disk-sleep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tracing-stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zombie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wake-kill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time used since the last beat; 100 % is one full core, so several threads can pass it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU used in the program&apos;s own code; 100 % is one full core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU used in the kernel for this process; 100 % is one full core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time, user and system, since the process started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time, user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time in the program&apos;s own code since it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time, system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time in the kernel since the process started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resident memory: what is in RAM now, with the pages that are shared with others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the resident memory that is backed by files or shared memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the address space, used or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the process that was moved to swap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proportional memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resident memory with each shared page divided among those that share it; may be added up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest resident memory that the process ever had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of threads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority that was asked for: -20 (first) to 19 (last).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheduling class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheduling policy: other, fifo, round-robin, batch, idle or deadline (sched(7)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fifo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round-robin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ext</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Core on which it ran last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the process started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long ago the process started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Major faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages that had to be fetched from a device since the process started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Major faults/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages that had to be fetched from a device, a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voluntary switches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the main thread gave up its core by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Involuntary switches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the main thread was taken off its core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block I/O delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time spent waiting for block devices since the process started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block I/O wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time spent waiting for block devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OOM score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How likely the kernel ends this process when memory runs out; higher goes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel function in which the process sleeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The controlling terminal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes that were fetched from storage for this process since it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes that this process caused to be sent to storage since it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk read/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes fetched from storage a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk write/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes sent to storage a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes fetched from and sent to storage a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes received over TCP since procmon_gui first saw the process; UDP is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes sent over TCP and acknowledged since procmon_gui first saw the process; UDP is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP received/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes received over TCP a second; UDP is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP sent/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes sent over TCP a second; UDP is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes received and sent over TCP a second; UDP is not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of open file descriptors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of a GPU engine&apos;s time used since the last beat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the process on the GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The systemd unit that the process belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container that the process runs in: the first 12 digits of its id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the control group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether this is a thread of the kernel and not a program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the program file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program and its arguments, with passwords and tokens replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which the cores worked: 0 to 1 for the whole machine and for each core; inside a container with a limit, the whole is what the container used of its limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode user (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, nice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode nice (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode system (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode idle (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, iowait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode iowait (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, irq</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode irq (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, softirq</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode softirq (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, steal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode steal (proc(5)).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cores that the control group of this container may use; unknown without a limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU frequency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load, 1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load, 5 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load, 15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressure, cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which some work had to wait for cpu (pressure stall information).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which all work had to wait for cpu (pressure stall information).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressure, memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which some work had to wait for memory (pressure stall information).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which all work had to wait for memory (pressure stall information).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressure, io</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which some work had to wait for io (pressure stall information).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which all work had to wait for io (pressure stall information).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the memory that can not be had without swapping; inside a container, of its limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that can not be had without swapping; inside a container, what its control group uses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that there is: of the machine, or the limit of the container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, buffers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, reclaimable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, dirty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, writeback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, anonymous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that the control group of this container may use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the container</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that the control group uses, without the page cache it can give back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap, size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap, used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap space in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swapped in/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swapped out/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk reads/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk writes/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time in which the device had work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File system, size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File system, used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File system, available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets received/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets sent/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network errors/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets dropped/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP sockets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP sockets without a known owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open TCP sockets whose process is not known (yet), or not permitted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP bytes without a known owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes received and sent over TCP since the eye started whose process was not found in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Battery power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power drawn from the battery; negative while it charges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Battery time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory, used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory, size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context switches/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forks/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes and threads that were started, a second; also those too short to be seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads of all processes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, sleeping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is sleeping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, disk-sleep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is disk-sleep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, tracing-stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is tracing-stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, zombie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is zombie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is idle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is dead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is parked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, wake-kill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is wake-kill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes, waking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of processes whose state is waking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Booted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU of the eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU that the eye itself used in the last beat; 100 % is one full core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the eye</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limit {limit} of {cores} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cores} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buffers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used}, swapping {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time that work had to wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing had to wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for {resource}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{processes}, {threads} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{running} running, {waiting} waiting for disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load, 1 5 15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>States</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context switches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New processes and threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zombies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}, busy {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of 1 process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {count} processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not permitted to see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only within this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}, {speed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP sockets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{errors} errors, {drops} dropped a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{received} in, {sent} out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fullest: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} of {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hottest: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} processes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>{time}, {program} led with {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProcessHeader</name>
    <message>
        <source>Columns of the process table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProcessModel</name>
    <message>
        <source>per core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{metric}, {basis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With its subtree: {total}. This process alone: {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expanded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProcessPainter</name>
    <message>
        <source>subtree of {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 child</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln children</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessToolbar</name>
    <message>
        <source>Tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 % CPU is the whole machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 % CPU is one core, so a process can pass it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU as a share of the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU per core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the threads of the kernel too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 process</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{processes}, {count} shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns, {count} folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is too narrow for: {columns}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProcessView</name>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProcessesPage</name>
    <message>
        <source>Reading processes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No process matches this filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RankedBars</name>
    <message>
        <source>Show the processes of {program}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>CPU {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory {used} of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program: CPU {cpu}, {memory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole machine: CPU {machine}; of one core: {core}.
Window {window}, eye {eye}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beats missed since the start: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling every {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{worker} is stalled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{worker} has trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{worker}: working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{worker}: with trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{worker}: stalled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{worker}: off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not permitted: this belongs to another user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not permitted: this belongs to {user}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not available here: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} rpm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A thread of the kernel has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process has ended and waits for its parent to collect it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs two looks: known from the next beat on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read only for rows in view: known from the next beat on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not say.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Hide window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU {cpu}, memory {memory}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About procmon_gui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_RailModel</name>
    <message>
        <source>{page} (Ctrl+{number})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parent</name>
    <message>
        <source>File systems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interfaces</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AboutProgram</name>
    <message numerus="yes">
        <source>procmon_gui ended unexpectedly %Ln times, the last time at {time}.</source>
        <translation>
            <numerusform>procmon_gui ended unexpectedly %Ln time, at {time}.</numerusform>
            <numerusform>procmon_gui ended unexpectedly %Ln times, the last time at {time}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>Its %Ln children go on without it.</source>
        <translation>
            <numerusform>Its %Ln child goes on without it.</numerusform>
            <numerusform>Its %Ln children go on without it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The system needs %Ln of them: act on these one by one.</source>
        <translation>
            <numerusform>The system needs %Ln of them: act on it alone.</numerusform>
            <numerusform>The system needs %Ln of them: act on these one by one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are left out, the list says why.</source>
        <translation>
            <numerusform>%Ln of them is left out, the list says why.</numerusform>
            <numerusform>%Ln of them are left out, the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes are asked to stop…</source>
        <translation>
            <numerusform>%Ln process is asked to stop…</numerusform>
            <numerusform>%Ln processes are asked to stop…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes are being killed…</source>
        <translation>
            <numerusform>%Ln process is being killed…</numerusform>
            <numerusform>%Ln processes are being killed…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{signal} was sent to %Ln processes.</source>
        <translation>
            <numerusform>{signal} was sent to %Ln process.</numerusform>
            <numerusform>{signal} was sent to %Ln processes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes are suspended.</source>
        <translation>
            <numerusform>%Ln process is suspended.</numerusform>
            <numerusform>%Ln processes are suspended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes go on.</source>
        <translation>
            <numerusform>%Ln process goes on.</numerusform>
            <numerusform>%Ln processes go on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes have another priority now: {value}.</source>
        <translation>
            <numerusform>%Ln process has another priority now: {value}.</numerusform>
            <numerusform>%Ln processes have another priority now: {value}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes have another I/O priority now: {value}.</source>
        <translation>
            <numerusform>%Ln process has another I/O priority now: {value}.</numerusform>
            <numerusform>%Ln processes have another I/O priority now: {value}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes run on other CPUs now: {value}.</source>
        <translation>
            <numerusform>%Ln process runs on other CPUs now: {value}.</numerusform>
            <numerusform>%Ln processes run on other CPUs now: {value}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes ended after {time}.</source>
        <translation>
            <numerusform>%Ln process ended after {time}.</numerusform>
            <numerusform>%Ln processes ended after {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln questions are open already: answer these first.</source>
        <translation>
            <numerusform>%Ln question is open already: answer it first.</numerusform>
            <numerusform>%Ln questions are open already: answer these first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %Ln processes?</source>
        <translation>
            <numerusform>End %Ln process?</numerusform>
            <numerusform>End %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kill %Ln processes?</source>
        <translation>
            <numerusform>Kill %Ln process?</numerusform>
            <numerusform>Kill %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %Ln processes?</source>
        <translation>
            <numerusform>Suspend %Ln process?</numerusform>
            <numerusform>Suspend %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %Ln processes?</source>
        <translation>
            <numerusform>Resume %Ln process?</numerusform>
            <numerusform>Resume %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send a signal to %Ln processes?</source>
        <translation>
            <numerusform>Send a signal to %Ln process?</numerusform>
            <numerusform>Send a signal to %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the priority of %Ln processes?</source>
        <translation>
            <numerusform>Change the priority of %Ln process?</numerusform>
            <numerusform>Change the priority of %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the I/O priority of %Ln processes?</source>
        <translation>
            <numerusform>Change the I/O priority of %Ln process?</numerusform>
            <numerusform>Change the I/O priority of %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the CPUs of %Ln processes?</source>
        <translation>
            <numerusform>Change the CPUs of %Ln process?</numerusform>
            <numerusform>Change the CPUs of %Ln processes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %Ln processes</source>
        <translation>
            <numerusform>End %Ln process</numerusform>
            <numerusform>End %Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kill %Ln processes</source>
        <translation>
            <numerusform>Kill %Ln process</numerusform>
            <numerusform>Kill %Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %Ln processes</source>
        <translation>
            <numerusform>Suspend %Ln process</numerusform>
            <numerusform>Suspend %Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %Ln processes</source>
        <translation>
            <numerusform>Resume %Ln process</numerusform>
            <numerusform>Resume %Ln processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActionDialog</name>
    <message numerus="yes">
        <source>Show the %Ln children</source>
        <translation>
            <numerusform>Show the %Ln child</numerusform>
            <numerusform>Show the %Ln children</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have ended.</source>
        <translation>
            <numerusform>%Ln of them has ended.</numerusform>
            <numerusform>%Ln of them have ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%n time(s) in {days} days</source>
        <translation>
            <numerusform>%n time in {days} days</numerusform>
            <numerusform>%n times in {days} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s) held back</source>
        <translation>
            <numerusform>%n notice held back</numerusform>
            <numerusform>%n notices held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message numerus="yes">
        <source>%Ln deeds</source>
        <translation>
            <numerusform>%Ln deed</numerusform>
            <numerusform>%Ln deeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %Ln newest deeds are listed; there are older ones.</source>
        <translation>
            <numerusform>The %Ln newest deed is listed; there are older ones.</numerusform>
            <numerusform>The %Ln newest deeds are listed; there are older ones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records, unbroken; newest hash {hash}</source>
        <translation>
            <numerusform>%Ln record, unbroken; newest hash {hash}</numerusform>
            <numerusform>%Ln records, unbroken; newest hash {hash}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>compared with %Ln anchors of the journal</source>
        <translation>
            <numerusform>compared with %Ln anchor of the journal</numerusform>
            <numerusform>compared with %Ln anchors of the journal</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message numerus="yes">
        <source>%n tries</source>
        <translation>
            <numerusform>%n try</numerusform>
            <numerusform>%n tries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionToolbar</name>
    <message numerus="yes">
        <source>%Ln sockets</source>
        <translation>
            <numerusform>%Ln socket</numerusform>
            <numerusform>%Ln sockets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a known owner</source>
        <translation>
            <numerusform>%Ln without a known owner</numerusform>
            <numerusform>%Ln without a known owner</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message numerus="yes">
        <source>%Ln runs</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message numerus="yes">
        <source>%Ln process(es)</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DryRun</name>
    <message numerus="yes">
        <source>It would have fired %n time(s)</source>
        <translation>
            <numerusform>It would have fired %n time</numerusform>
            <numerusform>It would have fired %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s) played.</source>
        <translation>
            <numerusform>%Ln sample played.</numerusform>
            <numerusform>%Ln samples played.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them nobody would have been told (quiet hours, or a rest).</source>
        <translation>
            <numerusform>Of %n of them nobody would have been told (quiet hours, or a rest).</numerusform>
            <numerusform>Of %n of them nobody would have been told (quiet hours, or a rest).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindDialog</name>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them do not show this program what they hold.</source>
        <translation>
            <numerusform>%Ln of them does not show this program what it holds.</numerusform>
            <numerusform>%Ln of them do not show this program what they hold.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryRecording</name>
    <message numerus="yes">
        <source>%Ln sample(s)</source>
        <translation>
            <numerusform>%Ln sample</numerusform>
            <numerusform>%Ln samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of that time are damaged and were left out.</source>
        <translation>
            <numerusform>%n part of that time is damaged and was left out.</numerusform>
            <numerusform>%n parts of that time are damaged and were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoginForm</name>
    <message numerus="yes">
        <source>Locks after %Ln min without use.</source>
        <translation>
            <numerusform>Locks after %Ln min without use.</numerusform>
            <numerusform>Locks after %Ln min without use.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message numerus="yes">
        <source>and %n more mark(s)</source>
        <translation>
            <numerusform>and %n more mark</numerusform>
            <numerusform>and %n more marks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>%Ln firing</numerusform>
            <numerusform>%Ln firing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>limit {limit} of %Ln threads</source>
        <translation>
            <numerusform>limit {limit} of %Ln thread</numerusform>
            <numerusform>limit {limit} of %Ln threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln threads</source>
        <translation>
            <numerusform>%Ln thread</numerusform>
            <numerusform>%Ln threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{first}, and %Ln more</source>
        <translation>
            <numerusform>{first}, and %Ln more</numerusform>
            <numerusform>{first}, and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln processes</source>
        <translation>
            <numerusform>of %Ln process</numerusform>
            <numerusform>of %Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessActing</name>
    <message numerus="yes">
        <source>These are %Ln processes; act on fewer at once.</source>
        <translation>
            <numerusform>This is %Ln process; act on fewer at once.</numerusform>
            <numerusform>These are %Ln processes; act on fewer at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessActions</name>
    <message numerus="yes">
        <source>Copy %Ln tagged</source>
        <translation>
            <numerusform>Copy %Ln tagged</numerusform>
            <numerusform>Copy %Ln tagged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln tagged as CSV</source>
        <translation>
            <numerusform>Copy %Ln tagged as CSV</numerusform>
            <numerusform>Copy %Ln tagged as CSV</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save %Ln tagged…</source>
        <translation>
            <numerusform>Save %Ln tagged…</numerusform>
            <numerusform>Save %Ln tagged…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessModel</name>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln children</source>
        <translation>
            <numerusform>%Ln child</numerusform>
            <numerusform>%Ln children</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessTagBar</name>
    <message numerus="yes">
        <source>%Ln tagged</source>
        <translation>
            <numerusform>%Ln tagged</numerusform>
            <numerusform>%Ln tagged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessToolbar</name>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kernel threads</source>
        <translation>
            <numerusform>%Ln kernel thread</numerusform>
            <numerusform>%Ln kernel threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message numerus="yes">
        <source>%Ln samples could not be kept</source>
        <translation>
            <numerusform>%Ln sample could not be kept</numerusform>
            <numerusform>%Ln samples could not be kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes wait to be copied</source>
        <translation>
            <numerusform>%Ln minute waits to be copied</numerusform>
            <numerusform>%Ln minutes wait to be copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes became too old before</source>
        <translation>
            <numerusform>%Ln minute became too old before</numerusform>
            <numerusform>%Ln minutes became too old before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message numerus="yes">
        <source>It would have fired %n time(s) in this time.</source>
        <translation>
            <numerusform>It would have fired %n time in this time.</numerusform>
            <numerusform>It would have fired %n times in this time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) match now: it is quiet.</source>
        <translation>
            <numerusform>%n process matches now: it is quiet.</numerusform>
            <numerusform>%n processes match now: it is quiet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) match now</source>
        <translation>
            <numerusform>%n process matches now</numerusform>
            <numerusform>%n processes match now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n beyond the threshold</source>
        <translation>
            <numerusform>%n beyond the threshold</numerusform>
            <numerusform>%n beyond the threshold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of what it is about are beyond it.</source>
        <translation>
            <numerusform>%n of what it is about is beyond it.</numerusform>
            <numerusform>%n of what it is about are beyond it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesPart</name>
    <message numerus="yes">
        <source>%n on</source>
        <translation>
            <numerusform>%n on</numerusform>
            <numerusform>%n on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesTold</name>
    <message numerus="yes">
        <source>%n more like it</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsColumn</name>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>There is %Ln more.</numerusform>
            <numerusform>There are %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>There is %Ln more.</numerusform>
            <numerusform>There are %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln process</numerusform>
            <numerusform>%Ln processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kernel threads</source>
        <translation>
            <numerusform>%Ln kernel thread</numerusform>
            <numerusform>%Ln kernel threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Top</name>
    <message numerus="yes">
        <source>%Ln processes at a time</source>
        <translation>
            <numerusform>%Ln process at a time</numerusform>
            <numerusform>%Ln processes at a time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowAlerts</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>%Ln firing</numerusform>
            <numerusform>%Ln firing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical alerts fire</source>
        <translation>
            <numerusform>%Ln critical alert fires</numerusform>
            <numerusform>%Ln critical alerts fire</numerusform>
        </translation>
    </message>
</context>
</TS>

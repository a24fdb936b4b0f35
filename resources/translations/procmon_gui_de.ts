<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About procmon_gui</source>
        <translation>Über procmon_gui</translation>
    </message>
    <message>
        <source>procmon_gui {version}</source>
        <translation>procmon_gui {version}</translation>
    </message>
    <message>
        <source>The flight recorder and the control desk of a computer.</source>
        <translation>Flugschreiber und Leitstand eines Rechners.</translation>
    </message>
    <message>
        <source>MIT licence. Qt is used under the LGPL; icons: Lucide.</source>
        <translation>MIT-Lizenz. Qt wird unter der LGPL verwendet; Symbole: Lucide.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>For a report of a bug: versions and places, nothing of what runs here.</source>
        <translation>Für einen Fehlerbericht: Versionen und Orte, nichts von dem, was hier läuft.</translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation>Lizenzen…</translation>
    </message>
    <message>
        <source>Failures…</source>
        <translation>Fehler…</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Stands on</source>
        <translation>Beruht auf</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AboutProgram</name>
    <message>
        <source>Show…</source>
        <translation>Anzeigen…</translation>
    </message>
    <message numerus="yes">
        <source>procmon_gui ended unexpectedly %Ln times, the last time at {time}.</source>
        <translation>
            <numerusform>procmon_gui wurde %Ln-mal unerwartet beendet, zuletzt: {time}.</numerusform>
            <numerusform>procmon_gui wurde %Ln-mal unerwartet beendet, zuletzt: {time}.</numerusform>
        </translation>
    </message>
    <message>
        <source>The recorder of procmon_gui ended unexpectedly at {time}.</source>
        <translation>Die Aufzeichnung von procmon_gui wurde unerwartet beendet: {time}.</translation>
    </message>
    <message>
        <source>procmon_gui ended unexpectedly at {time}.</source>
        <translation>procmon_gui wurde unerwartet beendet: {time}.</translation>
    </message>
</context>
<context>
    <name>Access</name>
    <message>
        <source>{name} ({role})</source>
        <translation>{name} ({role})</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>Name oder Passwort ist falsch.</translation>
    </message>
    <message>
        <source>Only an administrator or the recovery code lets this name in again.</source>
        <translation>Nur ein Verwalter oder der Wiederherstellungscode lässt diesen Namen wieder ein.</translation>
    </message>
    <message>
        <source>Next try in {seconds} s.</source>
        <translation>Nächster Versuch in {seconds} s.</translation>
    </message>
</context>
<context>
    <name>AccessAsking</name>
    <message>
        <source>This needs your password once more.</source>
        <translation>Dafür ist das Passwort noch einmal nötig.</translation>
    </message>
    <message>
        <source>Nothing is shown here before somebody logs in.</source>
        <translation>Hier wird nichts gezeigt, bevor sich jemand anmeldet.</translation>
    </message>
    <message>
        <source>You can look without a login. Ending, pausing and settings need a name.</source>
        <translation>Ansehen geht ohne Anmeldung. Beenden, Anhalten und Einstellungen brauchen einen Namen.</translation>
    </message>
</context>
<context>
    <name>AccountDialog</name>
    <message>
        <source>procmon_gui</source>
        <translation>procmon_gui</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>AccountsPart</name>
    <message>
        <source>Make accounts…</source>
        <translation>Konten anlegen…</translation>
    </message>
    <message>
        <source>Manage accounts…</source>
        <translation>Konten verwalten…</translation>
    </message>
    <message>
        <source>Change my password…</source>
        <translation>Mein Passwort ändern…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Set password…</source>
        <translation>Passwort setzen…</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>New recovery code…</source>
        <translation>Neuer Wiederherstellungscode…</translation>
    </message>
    <message>
        <source>Remove all accounts…</source>
        <translation>Alle Konten entfernen…</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Password set</source>
        <translation>Passwort gesetzt</translation>
    </message>
    <message>
        <source>There are no accounts: whoever uses this account of the system may do what the system lets him. Accounts keep people apart who share a desk.</source>
        <translation>Es gibt keine Konten: Wer dieses Konto des Systems benutzt, darf, was das System ihn lässt. Konten unterscheiden, wer sich einen Arbeitsplatz teilt.</translation>
    </message>
    <message>
        <source>There are accounts. Administrators look after them; everybody may change the own password.</source>
        <translation>Es gibt Konten. Verwalter kümmern sich um sie; jeder darf das eigene Passwort ändern.</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>That is your own account: you are logged out, and only another administrator can give the role back.</source>
        <translation>Das ist Ihr eigenes Konto: Sie werden abgemeldet, und nur ein anderer Administrator kann die Rolle zurückgeben.</translation>
    </message>
    <message>
        <source>Change your own role to {role}?</source>
        <translation>Die eigene Rolle in {role} ändern?</translation>
    </message>
    <message>
        <source>Change role</source>
        <translation>Rolle ändern</translation>
    </message>
    <message>
        <source>It is the last one: without it nobody has to log in, and the user of the system acts again.</source>
        <translation>Es ist das letzte: Ohne es muss sich niemand mehr anmelden, und der Benutzer des Systems handelt wieder.</translation>
    </message>
    <message>
        <source>{name} can not log in any more. What he did stays in the audit.</source>
        <translation>{name} kann sich nicht mehr anmelden. Was er getan hat, bleibt im Audit.</translation>
    </message>
    <message>
        <source>That is your own account: you are logged out.</source>
        <translation>Das ist Ihr eigenes Konto: Sie werden abgemeldet.</translation>
    </message>
    <message>
        <source>Remove the account {name}?</source>
        <translation>Das Konto {name} entfernen?</translation>
    </message>
    <message>
        <source>Remove account</source>
        <translation>Konto entfernen</translation>
    </message>
    <message>
        <source>Nobody has to log in any more: whoever uses this account of the system may see and do all here that the system lets him. Names, roles and passwords are gone, and so is the recovery code. The audit stays, and says that it was you.</source>
        <translation>Niemand muss sich mehr anmelden: Wer dieses Konto des Systems benutzt, darf hier alles sehen und tun, was das System ihn lässt. Namen, Rollen und Passwörter sind weg, der Wiederherstellungscode auch. Das Audit bleibt und sagt, dass Sie es waren.</translation>
    </message>
    <message>
        <source>Remove all accounts?</source>
        <translation>Alle Konten entfernen?</translation>
    </message>
    <message>
        <source>Remove all accounts</source>
        <translation>Alle Konten entfernen</translation>
    </message>
</context>
<context>
    <name>ActButtons</name>
    <message>
        <source>End…</source>
        <translation>Beenden…</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>End the processes in hand ({key})</source>
        <translation>Die gewählten Prozesse beenden ({key})</translation>
    </message>
    <message>
        <source>Resume the processes in hand</source>
        <translation>Die gewählten Prozesse fortsetzen</translation>
    </message>
    <message>
        <source>Suspend the processes in hand</source>
        <translation>Die gewählten Prozesse pausieren</translation>
    </message>
    <message>
        <source>Priority of the processes in hand</source>
        <translation>Priorität der gewählten Prozesse</translation>
    </message>
</context>
<context>
    <name>ActEntries</name>
    <message>
        <source>End…</source>
        <translation>Beenden…</translation>
    </message>
    <message>
        <source>Kill…</source>
        <translation>Abschießen…</translation>
    </message>
    <message>
        <source>End with all below…</source>
        <translation>Mit allen darunter beenden…</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Send signal…</source>
        <translation>Signal senden…</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>{word}, nice {number}</source>
        <translation>{word}, nice {number}</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Andere…</translation>
    </message>
    <message>
        <source>I/O priority…</source>
        <translation>E/A-Priorität…</translation>
    </message>
    <message>
        <source>CPU affinity…</source>
        <translation>CPU-Zuordnung…</translation>
    </message>
    <message>
        <source>Restart unit…</source>
        <translation>Unit neu starten…</translation>
    </message>
    <message>
        <source>Restart {unit}…</source>
        <translation>{unit} neu starten…</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>Its %Ln children go on without it.</source>
        <translation>
            <numerusform>Sein %Ln Kind läuft ohne ihn weiter.</numerusform>
            <numerusform>Seine %Ln Kinder laufen ohne ihn weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Children of theirs that are not in this list go on without them.</source>
        <translation>Kinder, die nicht in dieser Liste stehen, laufen ohne sie weiter.</translation>
    </message>
    <message>
        <source>The next step makes one.</source>
        <translation>Der nächste Schritt legt eines an.</translation>
    </message>
    <message>
        <source>you will be asked to log in.</source>
        <translation>Sie werden sich anmelden müssen.</translation>
    </message>
    <message>
        <source>you will be asked for your password once more.</source>
        <translation>Sie werden noch einmal nach Ihrem Passwort gefragt.</translation>
    </message>
    <message>
        <source>you will be asked for a password.</source>
        <translation>Sie werden nach einem Passwort gefragt.</translation>
    </message>
    <message>
        <source>It belongs to {users}: {asked}</source>
        <translation>Er gehört {users}: {asked}</translation>
    </message>
    <message>
        <source>It belongs to {users}.</source>
        <translation>Er gehört {users}.</translation>
    </message>
    <message>
        <source>Some belong to {users}: {asked}</source>
        <translation>Einige gehören {users}: {asked}</translation>
    </message>
    <message>
        <source>Some belong to {users}.</source>
        <translation>Einige gehören {users}.</translation>
    </message>
    <message numerus="yes">
        <source>The system needs %Ln of them: act on these one by one.</source>
        <translation>
            <numerusform>Das System braucht %Ln von ihnen: Nehmen Sie ihn einzeln.</numerusform>
            <numerusform>Das System braucht %Ln von ihnen: Nehmen Sie diese einzeln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are left out, the list says why.</source>
        <translation>
            <numerusform>%Ln von ihnen fällt weg, die Liste sagt, warum.</numerusform>
            <numerusform>%Ln von ihnen fallen weg, die Liste sagt, warum.</numerusform>
        </translation>
    </message>
    <message>
        <source>{process}: {reason}</source>
        <translation>{process}: {reason}</translation>
    </message>
    <message>
        <source>This is not allowed.</source>
        <translation>Das ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>{process} has ended.</source>
        <translation>{process} ist beendet.</translation>
    </message>
    <message>
        <source>{process} belongs to {user} now: ask again.</source>
        <translation>{process} gehört jetzt {user}: Fragen Sie neu.</translation>
    </message>
    <message>
        <source>{process} is not what it was: ask again.</source>
        <translation>{process} ist nicht mehr, was er war: Fragen Sie neu.</translation>
    </message>
    <message>
        <source>{process} ended after {time}.</source>
        <translation>{process} war nach {time} beendet.</translation>
    </message>
    <message>
        <source>{process} has ended; its parent has not asked yet.</source>
        <translation>{process} ist beendet; sein Elternprozess hat noch nicht danach gefragt.</translation>
    </message>
    <message>
        <source>{process} still runs after {time}.</source>
        <translation>{process} läuft nach {time} noch.</translation>
    </message>
    <message>
        <source>{process} waits for the disk or a network drive; no signal reaches it before that.</source>
        <translation>{process} wartet auf die Platte oder ein Netzlaufwerk; vorher erreicht ihn kein Signal.</translation>
    </message>
    <message>
        <source>{process} is suspended; the signal reaches it when it is resumed.</source>
        <translation>{process} ist pausiert; das Signal erreicht ihn, wenn er fortgesetzt wird.</translation>
    </message>
    <message>
        <source>{process} is asked to stop…</source>
        <translation>{process} wird gebeten aufzuhören…</translation>
    </message>
    <message>
        <source>{process} is being killed…</source>
        <translation>{process} wird abgeschossen…</translation>
    </message>
    <message>
        <source>{signal} was sent to {process}.</source>
        <translation>{signal} wurde an {process} gesendet.</translation>
    </message>
    <message>
        <source>{process} is suspended.</source>
        <translation>{process} ist pausiert.</translation>
    </message>
    <message>
        <source>{process} goes on.</source>
        <translation>{process} läuft weiter.</translation>
    </message>
    <message>
        <source>{process} has another priority now: {value}.</source>
        <translation>{process} hat jetzt eine andere Priorität: {value}.</translation>
    </message>
    <message>
        <source>{process} has another I/O priority now: {value}.</source>
        <translation>{process} hat jetzt eine andere E/A-Priorität: {value}.</translation>
    </message>
    <message>
        <source>{process} runs on other CPUs now: {value}.</source>
        <translation>{process} läuft jetzt auf anderen CPUs: {value}.</translation>
    </message>
    <message>
        <source>{unit} was restarted.</source>
        <translation>{unit} wurde neu gestartet.</translation>
    </message>
    <message>
        <source>It is not sure that it was this process.</source>
        <translation>Es ist nicht sicher, dass es dieser Prozess war.</translation>
    </message>
    <message>
        <source>It was not done.</source>
        <translation>Es wurde nicht getan.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no such process any more.</source>
        <translation>Diesen Prozess gibt es nicht mehr.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes are asked to stop…</source>
        <translation>
            <numerusform>%Ln Prozess wird gebeten aufzuhören…</numerusform>
            <numerusform>%Ln Prozesse werden gebeten aufzuhören…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes are being killed…</source>
        <translation>
            <numerusform>%Ln Prozess wird abgeschossen…</numerusform>
            <numerusform>%Ln Prozesse werden abgeschossen…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{signal} was sent to %Ln processes.</source>
        <translation>
            <numerusform>{signal} wurde an %Ln Prozess gesendet.</numerusform>
            <numerusform>{signal} wurde an %Ln Prozesse gesendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes are suspended.</source>
        <translation>
            <numerusform>%Ln Prozess ist pausiert.</numerusform>
            <numerusform>%Ln Prozesse sind pausiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes go on.</source>
        <translation>
            <numerusform>%Ln Prozess läuft weiter.</numerusform>
            <numerusform>%Ln Prozesse laufen weiter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes have another priority now: {value}.</source>
        <translation>
            <numerusform>%Ln Prozess hat jetzt eine andere Priorität: {value}.</numerusform>
            <numerusform>%Ln Prozesse haben jetzt eine andere Priorität: {value}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes have another I/O priority now: {value}.</source>
        <translation>
            <numerusform>%Ln Prozess hat jetzt eine andere E/A-Priorität: {value}.</numerusform>
            <numerusform>%Ln Prozesse haben jetzt eine andere E/A-Priorität: {value}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes run on other CPUs now: {value}.</source>
        <translation>
            <numerusform>%Ln Prozess läuft jetzt auf anderen CPUs: {value}.</numerusform>
            <numerusform>%Ln Prozesse laufen jetzt auf anderen CPUs: {value}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>{process} is still suspended.</source>
        <translation>{process} ist noch pausiert.</translation>
    </message>
    <message>
        <source>{process} still runs: it was not suspended.</source>
        <translation>{process} läuft noch: Er wurde nicht pausiert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes ended after {time}.</source>
        <translation>
            <numerusform>%Ln Prozess war nach {time} beendet.</numerusform>
            <numerusform>%Ln Prozesse waren nach {time} beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>{processes} and others</source>
        <translation>{processes} und andere</translation>
    </message>
    <message>
        <source>{ended} of {count} ended; after {time} still there: {processes}.</source>
        <translation>{ended} von {count} sind beendet; nach {time} noch da: {processes}.</translation>
    </message>
    <message>
        <source>Kill…</source>
        <translation>Abschießen…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln questions are open already: answer these first.</source>
        <translation>
            <numerusform>%Ln Frage ist schon offen: Beantworten Sie erst diese.</numerusform>
            <numerusform>%Ln Fragen sind schon offen: Beantworten Sie erst diese.</numerusform>
        </translation>
    </message>
    <message>
        <source>Now all have ended.</source>
        <translation>Jetzt sind alle beendet.</translation>
    </message>
    <message>
        <source>{process} has ended now.</source>
        <translation>{process} ist jetzt beendet.</translation>
    </message>
    <message>
        <source>End {process}?</source>
        <translation>{process} beenden?</translation>
    </message>
    <message>
        <source>Kill {process}?</source>
        <translation>{process} abschießen?</translation>
    </message>
    <message>
        <source>Suspend {process}?</source>
        <translation>{process} pausieren?</translation>
    </message>
    <message>
        <source>Resume {process}?</source>
        <translation>{process} fortsetzen?</translation>
    </message>
    <message>
        <source>Send a signal to {process}?</source>
        <translation>Ein Signal an {process} senden?</translation>
    </message>
    <message>
        <source>Change the priority of {process}?</source>
        <translation>Die Priorität von {process} ändern?</translation>
    </message>
    <message>
        <source>Change the I/O priority of {process}?</source>
        <translation>Die E/A-Priorität von {process} ändern?</translation>
    </message>
    <message>
        <source>Change the CPUs of {process}?</source>
        <translation>Die CPUs von {process} ändern?</translation>
    </message>
    <message>
        <source>Restart {unit}?</source>
        <translation>{unit} neu starten?</translation>
    </message>
    <message>
        <source>End process</source>
        <translation>Prozess beenden</translation>
    </message>
    <message>
        <source>Kill process</source>
        <translation>Prozess abschießen</translation>
    </message>
    <message>
        <source>Suspend process</source>
        <translation>Prozess pausieren</translation>
    </message>
    <message>
        <source>Resume process</source>
        <translation>Prozess fortsetzen</translation>
    </message>
    <message>
        <source>Send signal</source>
        <translation>Signal senden</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>I/O priority</source>
        <translation>E/A-Priorität</translation>
    </message>
    <message>
        <source>CPU affinity</source>
        <translation>CPU-Zuordnung</translation>
    </message>
    <message>
        <source>Restart unit</source>
        <translation>Unit neu starten</translation>
    </message>
    <message>
        <source>It is asked to stop (SIGTERM) and may finish its work first. What it has not saved can be lost.</source>
        <translation>Er wird gebeten aufzuhören (SIGTERM) und darf erst fertig werden. Was er nicht gespeichert hat, kann verloren gehen.</translation>
    </message>
    <message>
        <source>It is stopped at once (SIGKILL) and can not finish anything. What it has not saved is lost.</source>
        <translation>Er wird sofort beendet (SIGKILL) und kann nichts mehr abschließen. Was er nicht gespeichert hat, ist verloren.</translation>
    </message>
    <message>
        <source>It stands still (SIGSTOP) until somebody resumes it. Whoever waits for it waits as well.</source>
        <translation>Er steht still (SIGSTOP), bis ihn jemand fortsetzt. Wer auf ihn wartet, wartet mit.</translation>
    </message>
    <message>
        <source>It goes on where it was suspended (SIGCONT).</source>
        <translation>Er läuft dort weiter, wo er pausiert wurde (SIGCONT).</translation>
    </message>
    <message>
        <source>A lower number gets more of the CPU when it is short.</source>
        <translation>Eine kleinere Zahl bekommt mehr von der CPU, wenn sie knapp ist.</translation>
    </message>
    <message>
        <source>It says who comes first when several wait for the same disk.</source>
        <translation>Sie sagt, wer zuerst drankommt, wenn mehrere auf dieselbe Platte warten.</translation>
    </message>
    <message>
        <source>It may run on these CPUs only; so may all that it starts from now on.</source>
        <translation>Er darf nur auf diesen CPUs laufen; ebenso alles, was er von nun an startet.</translation>
    </message>
    <message>
        <source>systemd ends all processes of this unit, and starts it again. Who is connected to it is cut off.</source>
        <translation>systemd beendet alle Prozesse dieser Unit und startet sie neu. Wer mit ihr verbunden ist, wird getrennt.</translation>
    </message>
    <message>
        <source>Each is asked to stop (SIGTERM) and may finish its work first. What is not saved can be lost.</source>
        <translation>Jeder wird gebeten aufzuhören (SIGTERM) und darf erst fertig werden. Was nicht gespeichert ist, kann verloren gehen.</translation>
    </message>
    <message>
        <source>Each is stopped at once (SIGKILL) and can not finish anything. What is not saved is lost.</source>
        <translation>Jeder wird sofort beendet (SIGKILL) und kann nichts mehr abschließen. Was nicht gespeichert ist, ist verloren.</translation>
    </message>
    <message>
        <source>They stand still (SIGSTOP) until somebody resumes them.</source>
        <translation>Sie stehen still (SIGSTOP), bis sie jemand fortsetzt.</translation>
    </message>
    <message>
        <source>They go on where they were suspended (SIGCONT).</source>
        <translation>Sie laufen dort weiter, wo sie pausiert wurden (SIGCONT).</translation>
    </message>
    <message>
        <source>They may run on these CPUs only; so may all that they start from now on.</source>
        <translation>Sie dürfen nur auf diesen CPUs laufen; ebenso alles, was sie von nun an starten.</translation>
    </message>
    <message>
        <source>Children come before their parents.</source>
        <translation>Kinder kommen vor ihren Eltern.</translation>
    </message>
    <message>
        <source>Real time: before everybody else</source>
        <translation>Echtzeit: vor allen anderen</translation>
    </message>
    <message>
        <source>Best effort: as everybody</source>
        <translation>Normal: wie alle</translation>
    </message>
    <message>
        <source>Idle: when nobody else wants the disk</source>
        <translation>Leerlauf: wenn sonst niemand die Platte will</translation>
    </message>
    <message>
        <source>{name}, PID {pid}</source>
        <translation>{name}, PID {pid}</translation>
    </message>
    <message numerus="yes">
        <source>End %Ln processes?</source>
        <translation>
            <numerusform>%Ln Prozess beenden?</numerusform>
            <numerusform>%Ln Prozesse beenden?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kill %Ln processes?</source>
        <translation>
            <numerusform>%Ln Prozess abschießen?</numerusform>
            <numerusform>%Ln Prozesse abschießen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %Ln processes?</source>
        <translation>
            <numerusform>%Ln Prozess pausieren?</numerusform>
            <numerusform>%Ln Prozesse pausieren?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %Ln processes?</source>
        <translation>
            <numerusform>%Ln Prozess fortsetzen?</numerusform>
            <numerusform>%Ln Prozesse fortsetzen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send a signal to %Ln processes?</source>
        <translation>
            <numerusform>Ein Signal an %Ln Prozess senden?</numerusform>
            <numerusform>Ein Signal an %Ln Prozesse senden?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the priority of %Ln processes?</source>
        <translation>
            <numerusform>Die Priorität von %Ln Prozess ändern?</numerusform>
            <numerusform>Die Priorität von %Ln Prozessen ändern?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the I/O priority of %Ln processes?</source>
        <translation>
            <numerusform>Die E/A-Priorität von %Ln Prozess ändern?</numerusform>
            <numerusform>Die E/A-Priorität von %Ln Prozessen ändern?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the CPUs of %Ln processes?</source>
        <translation>
            <numerusform>Die CPUs von %Ln Prozess ändern?</numerusform>
            <numerusform>Die CPUs von %Ln Prozessen ändern?</numerusform>
        </translation>
    </message>
    <message>
        <source>Send {signal}</source>
        <translation>{signal} senden</translation>
    </message>
    <message numerus="yes">
        <source>End %Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess beenden</numerusform>
            <numerusform>%Ln Prozesse beenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kill %Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess abschießen</numerusform>
            <numerusform>%Ln Prozesse abschießen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess pausieren</numerusform>
            <numerusform>%Ln Prozesse pausieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess fortsetzen</numerusform>
            <numerusform>%Ln Prozesse fortsetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>Change priority</source>
        <translation>Priorität ändern</translation>
    </message>
    <message>
        <source>Change I/O priority</source>
        <translation>E/A-Priorität ändern</translation>
    </message>
    <message>
        <source>Change CPUs</source>
        <translation>CPUs ändern</translation>
    </message>
    <message>
        <source>{word}, nice {number}</source>
        <translation>{word}, nice {number}</translation>
    </message>
    <message>
        <source>{word}, level {number}</source>
        <translation>{word}, Stufe {number}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>Very high</source>
        <translation>Sehr hoch</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Very low</source>
        <translation>Sehr niedrig</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>Name oder Passwort stimmt nicht.</translation>
    </message>
    <message>
        <source>The name or the password is wrong. The next try can be made in {count} s.</source>
        <translation>Name oder Passwort stimmt nicht. Der nächste Versuch ist in {count} s möglich.</translation>
    </message>
    <message>
        <source>Too many wrong passwords: the next try can be made in {count} s.</source>
        <translation>Zu viele falsche Passwörter: Der nächste Versuch ist in {count} s möglich.</translation>
    </message>
    <message>
        <source>Too many wrong passwords: only an administrator, or the recovery code, lets this account in again.</source>
        <translation>Zu viele falsche Passwörter: Nur ein Administrator oder der Wiederherstellungscode lässt dieses Konto wieder herein.</translation>
    </message>
    <message>
        <source>Nobody is logged in, so there is no password to type once more.</source>
        <translation>Niemand ist angemeldet, also gibt es kein Passwort, das noch einmal einzugeben wäre.</translation>
    </message>
    <message>
        <source>This needs the role of a viewer or more; {account} is {role}.</source>
        <translation>Dafür braucht es mindestens die Rolle Betrachter; {account} ist {role}.</translation>
    </message>
    <message>
        <source>This needs the role of an operator or more; {account} is {role}.</source>
        <translation>Dafür braucht es mindestens die Rolle Bediener; {account} ist {role}.</translation>
    </message>
    <message>
        <source>This needs the role of an administrator; {account} is {role}.</source>
        <translation>Dafür braucht es die Rolle Verwalter; {account} ist {role}.</translation>
    </message>
    <message>
        <source>This needs a login.</source>
        <translation>Dafür ist eine Anmeldung nötig.</translation>
    </message>
    <message>
        <source>This needs your password once more.</source>
        <translation>Dafür ist das Passwort noch einmal nötig.</translation>
    </message>
    <message>
        <source>The program runs with the rights of root, so acting needs a local account; there is none.</source>
        <translation>Das Programm läuft mit den Rechten von root, darum braucht es zum Handeln ein lokales Konto; es gibt keines.</translation>
    </message>
    <message>
        <source>There are no accounts, so there is nothing to change.</source>
        <translation>Es gibt keine Konten, also ist nichts zu ändern.</translation>
    </message>
    <message>
        <source>The password has {count} letters; it needs {least} or more. {good} are better: a few words in a row do.</source>
        <translation>Das Passwort hat {count} Zeichen; es braucht {least} oder mehr. {good} sind besser: Ein paar Wörter hintereinander genügen.</translation>
    </message>
    <message>
        <source>The password has {count} letters; it can have {most} at most.</source>
        <translation>Das Passwort hat {count} Zeichen; es darf höchstens {most} haben.</translation>
    </message>
    <message>
        <source>The password holds a line break or another control character; type it without, or paste less.</source>
        <translation>Das Passwort enthält einen Zeilenumbruch oder ein anderes Steuerzeichen; geben Sie es ohne ein, oder fügen Sie weniger ein.</translation>
    </message>
    <message>
        <source>This password is one of those that are tried first. Take one that nobody else has: a few words in a row.</source>
        <translation>Dieses Passwort ist eines von denen, die zuerst probiert werden. Nehmen Sie eines, das sonst niemand hat: ein paar Wörter hintereinander.</translation>
    </message>
    <message>
        <source>The password is little more than the name of the account. Take one that has nothing to do with it.</source>
        <translation>Das Passwort ist kaum mehr als der Name des Kontos. Nehmen Sie eines, das nichts damit zu tun hat.</translation>
    </message>
    <message>
        <source>An account needs a name.</source>
        <translation>Ein Konto braucht einen Namen.</translation>
    </message>
    <message>
        <source>The name has {count} letters; it can have {most} at most.</source>
        <translation>Der Name hat {count} Zeichen; er darf höchstens {most} haben.</translation>
    </message>
    <message>
        <source>The name holds what can not be seen or typed: {name}. Use letters, digits and signs on one line.</source>
        <translation>Der Name enthält, was man nicht sieht oder nicht tippen kann: {name}. Nehmen Sie Buchstaben, Ziffern und Zeichen in einer Zeile.</translation>
    </message>
    <message>
        <source>It had ended before.</source>
        <translation>Er war schon vorher beendet.</translation>
    </message>
    <message>
        <source>This was done already.</source>
        <translation>Das wurde schon getan.</translation>
    </message>
    <message>
        <source>This is being done already.</source>
        <translation>Das wird gerade schon getan.</translation>
    </message>
    <message>
        <source>It is not held any more.</source>
        <translation>Er wird nicht mehr festgehalten.</translation>
    </message>
    <message>
        <source>Its name was not typed, as it has to be for what others live by.</source>
        <translation>Sein Name wurde nicht eingegeben, wie es für das nötig ist, wovon andere leben.</translation>
    </message>
    <message>
        <source>It has other rights than when it was shown: look again.</source>
        <translation>Er hat andere Rechte als vorhin, als er gezeigt wurde: Sehen Sie noch einmal hin.</translation>
    </message>
    <message>
        <source>It was not done: nobody waited for it any more.</source>
        <translation>Es wurde nicht getan: Niemand wartete mehr darauf.</translation>
    </message>
    <message>
        <source>It was interrupted, so it is not known whether it was done.</source>
        <translation>Es wurde unterbrochen; ob es getan wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>It was done, but the audit trail could not keep how it went.</source>
        <translation>Es wurde getan, aber wie es ausging, konnte nicht ins Protokoll geschrieben werden.</translation>
    </message>
    <message>
        <source>The system does not allow it.</source>
        <translation>Das System erlaubt es nicht.</translation>
    </message>
    <message>
        <source>Started below it since it was shown, and left alone: {count}.</source>
        <translation>Unter ihm gestartet, seit er gezeigt wurde, und in Ruhe gelassen: {count}.</translation>
    </message>
    <message>
        <source>The session lives in it: when it goes, all programs of the session go.</source>
        <translation>Die Sitzung lebt darin: Endet er, enden alle Programme der Sitzung.</translation>
    </message>
    <message>
        <source>It is a thread of the kernel, and no program.</source>
        <translation>Das ist ein Thread des Kernels und kein Programm.</translation>
    </message>
    <message>
        <source>It is a part of this program.</source>
        <translation>Das ist ein Teil dieses Programms.</translation>
    </message>
    <message>
        <source>It is the recorder of this program; it is ended where it was started, or in the settings.</source>
        <translation>Das ist der Rekorder dieses Programms; er wird dort beendet, wo er gestartet wurde, oder in den Einstellungen.</translation>
    </message>
    <message>
        <source>It was started by {user} and runs with the rights of {other}.</source>
        <translation>Er wurde von {user} gestartet und läuft mit den Rechten von {other}.</translation>
    </message>
    <message>
        <source>It shows the windows of this session: without it, all of them go.</source>
        <translation>Er zeigt die Fenster dieser Sitzung: Ohne ihn verschwinden alle.</translation>
    </message>
    <message>
        <source>The programs of this session talk to each other through it.</source>
        <translation>Über ihn sprechen die Programme dieser Sitzung miteinander.</translation>
    </message>
    <message>
        <source>Only your own processes can be acted on here: there is a helper for Linux alone.</source>
        <translation>Hier kann nur auf eigene Prozesse eingewirkt werden: Einen Helfer gibt es nur für Linux.</translation>
    </message>
    <message>
        <source>Only your own processes can be acted on: the program pkexec, which asks for the password, is not installed.</source>
        <translation>Nur auf eigene Prozesse kann eingewirkt werden: Das Programm pkexec, das nach dem Passwort fragt, ist nicht installiert.</translation>
    </message>
    <message>
        <source>Only your own processes can be acted on: {fault}, so the helper for those of others is not safe from change.</source>
        <translation>Nur auf eigene Prozesse kann eingewirkt werden: Der Helfer für die Prozesse anderer ist nicht vor Änderungen sicher ({fault}).</translation>
    </message>
    <message>
        <source>This can not be done to processes of other users.</source>
        <translation>Das geht bei Prozessen anderer Benutzer nicht.</translation>
    </message>
    <message>
        <source>The question for the password was closed, so nothing was done.</source>
        <translation>Die Frage nach dem Passwort wurde geschlossen; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>The system did not allow it: the password was wrong, or you may not do this.</source>
        <translation>Das System hat es nicht erlaubt: Das Passwort war falsch, oder dieser Benutzer darf das nicht.</translation>
    </message>
    <message>
        <source>The system could not ask for a password: nothing that asks for it runs in this session.</source>
        <translation>Das System konnte nicht nach einem Passwort fragen: In dieser Sitzung läuft nichts, das danach fragt.</translation>
    </message>
    <message>
        <source>The password was not typed in time, so nothing was done.</source>
        <translation>Das Passwort wurde nicht rechtzeitig eingegeben; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>The helper could not be started: {words}</source>
        <translation>Der Helfer konnte nicht gestartet werden: {words}</translation>
    </message>
    <message>
        <source>Only your own processes can be acted on: the helper for those of others is not installed ({path} is missing). The .deb and the .rpm bring it; in a checkout packaging/install-helper, run as root, installs it.</source>
        <translation>Nur auf eigene Prozesse kann eingewirkt werden: Der Helfer für die Prozesse anderer ist nicht installiert ({path} fehlt). Das .deb und das .rpm bringen ihn mit; in einem Checkout installiert ihn packaging/install-helper, als root gestartet.</translation>
    </message>
    <message>
        <source>The installed helper is of another version. If this program was brought up to date meanwhile, start it again; in a checkout packaging/install-helper, run as root, installs the one of this version.</source>
        <translation>Der installierte Helfer gehört zu einer anderen Version. Wurde dieses Programm inzwischen aktualisiert, starten Sie es neu; in einem Checkout installiert packaging/install-helper, als root gestartet, den dieser Version.</translation>
    </message>
    <message>
        <source>The helper can not write its log, /var/log/procmon-gui-helper.log, so it does nothing.</source>
        <translation>Der Helfer kann sein Protokoll /var/log/procmon-gui-helper.log nicht schreiben und tut deshalb nichts.</translation>
    </message>
    <message>
        <source>The helper does not know who asks, so it does nothing.</source>
        <translation>Der Helfer weiß nicht, wer fragt, und tut deshalb nichts.</translation>
    </message>
    <message>
        <source>The helper, or what it runs with, can be changed by others than root, so it does nothing.</source>
        <translation>Der Helfer oder das, womit er läuft, kann nicht nur von root geändert werden; er tut deshalb nichts.</translation>
    </message>
    <message>
        <source>The helper had ended before it was told, so nothing was done.</source>
        <translation>Der Helfer war schon beendet, bevor er den Auftrag bekam; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>The helper was lost on the way: whether it was done is not known.</source>
        <translation>Der Helfer ging unterwegs verloren: Ob es getan wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The helper gave no answer in time: whether it was done is not known.</source>
        <translation>Der Helfer hat nicht rechtzeitig geantwortet: Ob es getan wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The helper gave an answer that means nothing: whether it was done is not known.</source>
        <translation>Der Helfer gab eine Antwort, die nichts bedeutet: Ob es getan wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Not done: the order was broken off before.</source>
        <translation>Nicht getan: Der Auftrag wurde vorher abgebrochen.</translation>
    </message>
    <message>
        <source>The process has ended.</source>
        <translation>Der Prozess ist beendet.</translation>
    </message>
    <message>
        <source>Nobody may act on this process: the system or this program needs it.</source>
        <translation>Auf diesen Prozess darf niemand einwirken: Das System oder dieses Programm braucht ihn.</translation>
    </message>
    <message>
        <source>Others live in this process, so its name has to be typed.</source>
        <translation>Andere leben von diesem Prozess; deshalb muss sein Name eingegeben werden.</translation>
    </message>
    <message>
        <source>The helper refused it ({reason}).</source>
        <translation>Der Helfer hat es abgelehnt ({reason}).</translation>
    </message>
    <message>
        <source>The system refused it: {words}.</source>
        <translation>Das System hat es abgelehnt: {words}.</translation>
    </message>
    <message>
        <source>The program has no descriptor left to hold it with.</source>
        <translation>Dem Programm ist kein Deskriptor geblieben, um ihn festzuhalten.</translation>
    </message>
    <message>
        <source>This kernel can not hold a process (pidfd_open, Linux 5.3), so it could be another one in the end.</source>
        <translation>Dieser Kernel kann keinen Prozess festhalten (pidfd_open, Linux 5.3); am Ende könnte es ein anderer sein.</translation>
    </message>
    <message>
        <source>There is no signal {number} here.</source>
        <translation>Ein Signal {number} gibt es hier nicht.</translation>
    </message>
    <message>
        <source>systemd was told to restart it; nobody waited until that was done.</source>
        <translation>systemd wurde beauftragt, ihn neu zu starten; niemand wartete, bis das getan war.</translation>
    </message>
    <message>
        <source>The system did not take it: {reason}.</source>
        <translation>Das System nahm es nicht an: {reason}.</translation>
    </message>
    <message>
        <source>It ended meanwhile, and process {pid}, which has its number now, may have been changed instead.</source>
        <translation>Er endete inzwischen, und vielleicht wurde statt seiner der Prozess {pid} geändert, der jetzt seine Nummer hat.</translation>
    </message>
    <message>
        <source>It ended meanwhile. Process {pid}, which has its number now, was changed, and has got back what it had.</source>
        <translation>Er endete inzwischen. Der Prozess {pid}, der jetzt seine Nummer hat, wurde geändert und hat zurückbekommen, was er hatte.</translation>
    </message>
    <message>
        <source>This system has no such thing.</source>
        <translation>So etwas gibt es auf diesem System nicht.</translation>
    </message>
    <message>
        <source>It has ended.</source>
        <translation>Er ist beendet.</translation>
    </message>
    <message>
        <source>It has ended, and its number {pid} belongs to another process now.</source>
        <translation>Er ist beendet, und seine Nummer {pid} gehört jetzt einem anderen Prozess.</translation>
    </message>
    <message>
        <source>It was seen in the moment of its start, so it can not be told from one that came after it: look again.</source>
        <translation>Er wurde im Augenblick seines Starts gesehen und ist von einem, der nach ihm kam, nicht zu unterscheiden: Sehen Sie noch einmal hin.</translation>
    </message>
    <message>
        <source>It ran before the machine was started the last time.</source>
        <translation>Er lief, bevor die Maschine zuletzt gestartet wurde.</translation>
    </message>
    <message>
        <source>The system does not show it to this user.</source>
        <translation>Das System zeigt ihn diesem Benutzer nicht.</translation>
    </message>
    <message>
        <source>It is the first process of the system: nothing runs without it.</source>
        <translation>Das ist der erste Prozess des Systems: Ohne ihn läuft nichts.</translation>
    </message>
    <message>
        <source>It is this program itself.</source>
        <translation>Das ist dieses Programm selbst.</translation>
    </message>
    <message>
        <source>This program was started from it, and may end with it.</source>
        <translation>Dieses Programm wurde von ihm aus gestartet und endet vielleicht mit ihm.</translation>
    </message>
    <message>
        <source>Other parts of the system live by it.</source>
        <translation>Andere Teile des Systems leben von ihm.</translation>
    </message>
    <message>
        <source>It belongs to {user}.</source>
        <translation>Er gehört {user}.</translation>
    </message>
    <message>
        <source>It ended meanwhile. Whether another process with its number was changed instead is not known.</source>
        <translation>Er endete inzwischen. Ob statt seiner ein anderer Prozess mit seiner Nummer geändert wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>There is no systemd here that could restart it.</source>
        <translation>Hier gibt es kein systemd, das ihn neu starten könnte.</translation>
    </message>
    <message>
        <source>It belongs to no service that could be restarted.</source>
        <translation>Er gehört zu keinem Dienst, der neu gestartet werden könnte.</translation>
    </message>
    <message>
        <source>It belongs to a service of another user, whose systemd is not reached.</source>
        <translation>Er gehört zu einem Dienst eines anderen Benutzers, dessen systemd nicht erreicht wird.</translation>
    </message>
    <message>
        <source>It is not systemd of this machine that runs this service.</source>
        <translation>Diesen Dienst betreibt nicht das systemd dieser Maschine.</translation>
    </message>
    <message>
        <source>There is no account “{name}”.</source>
        <translation>Es gibt kein Konto „{name}“.</translation>
    </message>
    <message>
        <source>{name} is the only administrator: somebody must look after the other accounts. Make another one first.</source>
        <translation>{name} ist der einzige Administrator: Jemand muss sich um die anderen Konten kümmern. Machen Sie erst einen weiteren.</translation>
    </message>
    <message>
        <source>Another program has changed the accounts meanwhile; look at them, and try again.</source>
        <translation>Ein anderes Programm hat die Konten inzwischen geändert; sehen Sie sie an, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The first account has to be an administrator: somebody must look after the others.</source>
        <translation>Das erste Konto muss ein Administrator sein: Jemand muss sich um die anderen kümmern.</translation>
    </message>
    <message>
        <source>There is an account {name} already; names differ by more than upper and lower case.</source>
        <translation>Es gibt schon ein Konto {name}; Namen unterscheiden sich durch mehr als Groß- und Kleinschreibung.</translation>
    </message>
    <message>
        <source>There are no accounts, so there is nothing to recover.</source>
        <translation>Es gibt keine Konten, also ist nichts wiederherzustellen.</translation>
    </message>
    <message>
        <source>The recovery code or the name is wrong. The name is that of an administrator.</source>
        <translation>Der Wiederherstellungscode oder der Name stimmt nicht. Der Name ist der eines Administrators.</translation>
    </message>
    <message>
        <source>The recovery code or the name is wrong. The next try can be made in {count} s.</source>
        <translation>Der Wiederherstellungscode oder der Name stimmt nicht. Der nächste Versuch ist in {count} s möglich.</translation>
    </message>
    <message>
        <source>Too many wrong recovery codes: an administrator can make a new one, or all accounts are made anew.</source>
        <translation>Zu viele falsche Wiederherstellungscodes: Ein Administrator kann einen neuen machen, oder alle Konten werden neu gemacht.</translation>
    </message>
</context>
<context>
    <name>ActionDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Kill instead…</source>
        <translation>Stattdessen abschießen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Processes that are meant</source>
        <translation>Prozesse, die gemeint sind</translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln children</source>
        <translation>
            <numerusform>%Ln Kind zeigen</numerusform>
            <numerusform>%Ln Kinder zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Children</source>
        <translation>Kinder</translation>
    </message>
    <message>
        <source>Reason, kept in the audit</source>
        <translation>Grund, steht im Protokoll</translation>
    </message>
    <message>
        <source>PID and start time are checked again as the signal is sent.</source>
        <translation>PID und Startzeit werden beim Senden des Signals noch einmal geprüft.</translation>
    </message>
    <message>
        <source>PID and start time are checked again before and after.</source>
        <translation>PID und Startzeit werden vorher und nachher noch einmal geprüft.</translation>
    </message>
    <message>
        <source>Send signal</source>
        <translation>Signal senden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have ended.</source>
        <translation>
            <numerusform>%Ln von ihnen ist beendet.</numerusform>
            <numerusform>%Ln von ihnen sind beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for the password…</source>
        <translation>Wartet auf das Passwort…</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Es wird getan…</translation>
    </message>
</context>
<context>
    <name>ActionsTab</name>
    <message>
        <source>Filter actions</source>
        <translation>Aktionen filtern</translation>
    </message>
    <message>
        <source>Nothing was done to it from here.</source>
        <translation>Von hier aus wurde nichts mit ihm getan.</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>{culprit} made {share} of the rise.</source>
        <translation>{culprit} verursachte {share} des Anstiegs.</translation>
    </message>
    <message>
        <source>No single process made it rise.</source>
        <translation>Kein einzelner Prozess hat ihn verursacht.</translation>
    </message>
    <message>
        <source>Started by {parent}, {where}.</source>
        <translation>Gestartet von {parent}, {where}.</translation>
    </message>
    <message>
        <source>Started by {parent}.</source>
        <translation>Gestartet von {parent}.</translation>
    </message>
    <message>
        <source>user {name}</source>
        <translation>Benutzer {name}</translation>
    </message>
    <message>
        <source>Not complete: the time after it was not kept yet.</source>
        <translation>Unvollständig: Die Zeit danach ist noch nicht festgehalten.</translation>
    </message>
    <message>
        <source>The evidence is being gathered, until {time}.</source>
        <translation>Die Belege werden bis {time} gesammelt.</translation>
    </message>
    <message>
        <source>More evidence comes until {time}.</source>
        <translation>Bis {time} kommen weitere Belege hinzu.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{count}, from {first} to {last}</source>
        <translation>{count}, von {first} bis {last}</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) in {days} days</source>
        <translation>
            <numerusform>%n-mal in {days} Tagen</numerusform>
            <numerusform>%n-mal in {days} Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>{often}, always {first} to {last}</source>
        <translation>{often}, immer {first} bis {last}</translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s) held back</source>
        <translation>
            <numerusform>%n Nachricht zurückgehalten</numerusform>
            <numerusform>%n Nachrichten zurückgehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>{channel} (on its way)</source>
        <translation>{channel} (unterwegs)</translation>
    </message>
    <message>
        <source>{channel} (failed)</source>
        <translation>{channel} (fehlgeschlagen)</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>{who}, {time}</source>
        <translation>{who}, {time}</translation>
    </message>
    <message>
        <source>{said}: {note}</source>
        <translation>{said}: {note}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Started by {parents}</source>
        <translation>Gestartet von {parents}</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>ended, {how}</source>
        <translation>beendet, {how}</translation>
    </message>
    <message>
        <source>Not known: nothing rose, or it was not there long enough.</source>
        <translation>Unbekannt: Nichts ist gestiegen, oder er war nicht lange genug da.</translation>
    </message>
    <message>
        <source>Firing now</source>
        <translation>Jetzt aktiv</translation>
    </message>
    <message>
        <source>information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>{title}: {name}</source>
        <translation>{title}: {name}</translation>
    </message>
    <message>
        <source>{culprit} made {share} of the rise</source>
        <translation>{culprit} verursachte {share} des Anstiegs</translation>
    </message>
    <message>
        <source>nothing of it runs</source>
        <translation>nichts davon läuft</translation>
    </message>
    <message>
        <source>at worst {peak}</source>
        <translation>schlimmstens {peak}</translation>
    </message>
    <message>
        <source>firing for {span}</source>
        <translation>aktiv seit {span}</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>um {time}</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>acknowledged by {who}</source>
        <translation>bestätigt von {who}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{severity}: {alert}</source>
        <translation>{severity}: {alert}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Firing since {first}.</source>
        <translation>Aktiv seit {first}.</translation>
    </message>
    <message>
        <source>{first} to {last}.</source>
        <translation>{first} bis {last}.</translation>
    </message>
    <message>
        <source>{span} so far</source>
        <translation>bisher {span}</translation>
    </message>
    <message>
        <source>{span}, at worst {peak}</source>
        <translation>{span}, schlimmstens {peak}</translation>
    </message>
</context>
<context>
    <name>AlertsHead</name>
    <message>
        <source>All alerts</source>
        <translation>Alle Alarme</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Reading alerts…</source>
        <translation>Alarme werden gelesen …</translation>
    </message>
    <message>
        <source>No alerts yet. Rules that fire are listed here with their evidence.</source>
        <translation>Noch keine Alarme. Regeln, die auslösen, stehen hier mit ihren Belegen.</translation>
    </message>
    <message>
        <source>Show the rules</source>
        <translation>Regeln zeigen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Alerts can not be read: {why}</source>
        <translation>Alarme können nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing is judged: the settings say so. What fired before is listed.</source>
        <translation>Nichts wird geprüft: So steht es in den Einstellungen. Was früher ausgelöst hat, ist aufgelistet.</translation>
    </message>
    <message>
        <source>Show the setting</source>
        <translation>Einstellung zeigen</translation>
    </message>
    <message>
        <source>Rules {count}</source>
        <translation>Regeln {count}</translation>
    </message>
</context>
<context>
    <name>AnotherWindow</name>
    <message>
        <source>Open recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.procmon)</source>
        <translation>Aufzeichnungen (*.procmon)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>No window could be started for {path}</source>
        <translation>Für {path} konnte kein Fenster gestartet werden</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>End {target}</source>
        <translation>{target} beenden</translation>
    </message>
    <message>
        <source>{who} ended {target}</source>
        <translation>{who} hat {target} beendet</translation>
    </message>
    <message>
        <source>Kill {target}</source>
        <translation>{target} abschießen</translation>
    </message>
    <message>
        <source>{who} killed {target}</source>
        <translation>{who} hat {target} abgeschossen</translation>
    </message>
    <message>
        <source>Suspend {target}</source>
        <translation>{target} anhalten</translation>
    </message>
    <message>
        <source>{who} suspended {target}</source>
        <translation>{who} hat {target} angehalten</translation>
    </message>
    <message>
        <source>Resume {target}</source>
        <translation>{target} fortsetzen</translation>
    </message>
    <message>
        <source>{who} resumed {target}</source>
        <translation>{who} hat {target} fortgesetzt</translation>
    </message>
    <message>
        <source>Send a signal to {target}</source>
        <translation>Ein Signal an {target} senden</translation>
    </message>
    <message>
        <source>{who} sent a signal to {target}</source>
        <translation>{who} hat ein Signal an {target} gesendet</translation>
    </message>
    <message>
        <source>Change the priority of {target}</source>
        <translation>Priorität von {target} ändern</translation>
    </message>
    <message>
        <source>{who} changed the priority of {target}</source>
        <translation>{who} hat die Priorität von {target} geändert</translation>
    </message>
    <message>
        <source>Change the I/O priority of {target}</source>
        <translation>E/A-Priorität von {target} ändern</translation>
    </message>
    <message>
        <source>{who} changed the I/O priority of {target}</source>
        <translation>{who} hat die E/A-Priorität von {target} geändert</translation>
    </message>
    <message>
        <source>Change the processors of {target}</source>
        <translation>Prozessoren von {target} ändern</translation>
    </message>
    <message>
        <source>{who} changed the processors of {target}</source>
        <translation>{who} hat die Prozessoren von {target} geändert</translation>
    </message>
    <message>
        <source>Restart {target}</source>
        <translation>{target} neu starten</translation>
    </message>
    <message>
        <source>{who} restarted {target}</source>
        <translation>{who} hat {target} neu gestartet</translation>
    </message>
    <message>
        <source>Log in as {target}</source>
        <translation>Als {target} anmelden</translation>
    </message>
    <message>
        <source>{target} logged in</source>
        <translation>{target} hat sich angemeldet</translation>
    </message>
    <message>
        <source>Password of {target} again</source>
        <translation>Passwort von {target} noch einmal</translation>
    </message>
    <message>
        <source>{target} typed the password again</source>
        <translation>{target} hat das Passwort noch einmal eingegeben</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>{who} locked the window</source>
        <translation>{who} hat das Fenster gesperrt</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>{who} logged out</source>
        <translation>{who} hat sich abgemeldet</translation>
    </message>
    <message>
        <source>Make the account {target}</source>
        <translation>Konto {target} anlegen</translation>
    </message>
    <message>
        <source>{who} made the account {target}</source>
        <translation>{who} hat das Konto {target} angelegt</translation>
    </message>
    <message>
        <source>Change the role of {target}</source>
        <translation>Rolle von {target} ändern</translation>
    </message>
    <message>
        <source>{who} changed the role of {target}</source>
        <translation>{who} hat die Rolle von {target} geändert</translation>
    </message>
    <message>
        <source>Set the password of {target}</source>
        <translation>Passwort von {target} setzen</translation>
    </message>
    <message>
        <source>{who} set the password of {target}</source>
        <translation>{who} hat das Passwort von {target} gesetzt</translation>
    </message>
    <message>
        <source>Let {target} in again</source>
        <translation>{target} wieder einlassen</translation>
    </message>
    <message>
        <source>{who} let {target} in again</source>
        <translation>{who} hat {target} wieder eingelassen</translation>
    </message>
    <message>
        <source>Remove the account {target}</source>
        <translation>Konto {target} entfernen</translation>
    </message>
    <message>
        <source>{who} removed the account {target}</source>
        <translation>{who} hat das Konto {target} entfernt</translation>
    </message>
    <message>
        <source>Make a new recovery code</source>
        <translation>Neuen Wiederherstellungscode erzeugen</translation>
    </message>
    <message>
        <source>{who} made a new recovery code</source>
        <translation>{who} hat einen neuen Wiederherstellungscode erzeugt</translation>
    </message>
    <message>
        <source>Recover {target} with the code</source>
        <translation>{target} mit dem Code wiederherstellen</translation>
    </message>
    <message>
        <source>{who} recovered {target} with the code</source>
        <translation>{who} hat {target} mit dem Code wiederhergestellt</translation>
    </message>
    <message>
        <source>Take all accounts away</source>
        <translation>Alle Konten entfernen</translation>
    </message>
    <message>
        <source>{who} took all accounts away</source>
        <translation>{who} hat alle Konten entfernt</translation>
    </message>
    <message>
        <source>List the accounts</source>
        <translation>Konten auflisten</translation>
    </message>
    <message>
        <source>{who} listed the accounts</source>
        <translation>{who} hat die Konten aufgelistet</translation>
    </message>
    <message>
        <source>Acknowledge the alert {target}</source>
        <translation>Alarm {target} bestätigen</translation>
    </message>
    <message>
        <source>{who} acknowledged the alert {target}</source>
        <translation>{who} hat den Alarm {target} bestätigt</translation>
    </message>
    <message>
        <source>Change the rule {target}</source>
        <translation>Regel {target} ändern</translation>
    </message>
    <message>
        <source>{who} changed the rule {target}</source>
        <translation>{who} hat die Regel {target} geändert</translation>
    </message>
    <message>
        <source>Remove the rule {target}</source>
        <translation>Regel {target} entfernen</translation>
    </message>
    <message>
        <source>{who} removed the rule {target}</source>
        <translation>{who} hat die Regel {target} entfernt</translation>
    </message>
    <message>
        <source>Set up the channel {target}</source>
        <translation>Kanal {target} einrichten</translation>
    </message>
    <message>
        <source>{who} set up the channel {target}</source>
        <translation>{who} hat den Kanal {target} eingerichtet</translation>
    </message>
    <message>
        <source>Take the channel {target} away</source>
        <translation>Kanal {target} entfernen</translation>
    </message>
    <message>
        <source>{who} took the channel {target} away</source>
        <translation>{who} hat den Kanal {target} entfernt</translation>
    </message>
    <message>
        <source>Try the channel {target}</source>
        <translation>Kanal {target} ausprobieren</translation>
    </message>
    <message>
        <source>{who} tried the channel {target}</source>
        <translation>{who} hat den Kanal {target} ausprobiert</translation>
    </message>
    <message>
        <source>Mute the rule {target}</source>
        <translation>Regel {target} stummschalten</translation>
    </message>
    <message>
        <source>{who} muted the rule {target}</source>
        <translation>{who} hat die Regel {target} stummgeschaltet</translation>
    </message>
    <message>
        <source>Let the rule {target} tell again</source>
        <translation>Regel {target} wieder melden lassen</translation>
    </message>
    <message>
        <source>{who} let the rule {target} tell again</source>
        <translation>{who} lässt die Regel {target} wieder melden</translation>
    </message>
    <message>
        <source>Save a file {target}</source>
        <translation>Datei {target} speichern</translation>
    </message>
    <message>
        <source>{who} saved a file {target}</source>
        <translation>{who} hat eine Datei {target} gespeichert</translation>
    </message>
    <message>
        <source>Save a recording</source>
        <translation>Eine Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>{who} saved a recording</source>
        <translation>{who} hat eine Aufzeichnung gespeichert</translation>
    </message>
    <message>
        <source>Change the setting {target}</source>
        <translation>Einstellung {target} ändern</translation>
    </message>
    <message>
        <source>{who} changed the setting {target}</source>
        <translation>{who} hat die Einstellung {target} geändert</translation>
    </message>
    <message>
        <source>Open the page {target}</source>
        <translation>Seite {target} öffnen</translation>
    </message>
    <message>
        <source>{who} opened the page {target}</source>
        <translation>{who} hat die Seite {target} geöffnet</translation>
    </message>
    <message>
        <source>Manage accounts or settings</source>
        <translation>Konten oder Einstellungen verwalten</translation>
    </message>
    <message>
        <source>{who} managed accounts or settings</source>
        <translation>{who} hat Konten oder Einstellungen verwaltet</translation>
    </message>
    <message>
        <source>Read the audit</source>
        <translation>Das Protokoll lesen</translation>
    </message>
    <message>
        <source>{who} read the audit</source>
        <translation>{who} hat das Protokoll gelesen</translation>
    </message>
    <message>
        <source>Read full command lines</source>
        <translation>Vollständige Befehlszeilen lesen</translation>
    </message>
    <message>
        <source>{who} read full command lines</source>
        <translation>{who} hat vollständige Befehlszeilen gelesen</translation>
    </message>
    <message>
        <source>{action} {target}</source>
        <translation>{action} {target}</translation>
    </message>
    <message>
        <source>{who}: {action} {target}</source>
        <translation>{who}: {action} {target}</translation>
    </message>
    <message>
        <source>begun, no outcome is known</source>
        <translation>begonnen, Ausgang unbekannt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>PID {pid}</source>
        <translation>PID {pid}</translation>
    </message>
    <message>
        <source>{who}: {deed}, {outcome}</source>
        <translation>{who}: {deed}, {outcome}</translation>
    </message>
    <message>
        <source>{deed}, {outcome}</source>
        <translation>{deed}, {outcome}</translation>
    </message>
    <message>
        <source>{time}, by {who} as {user}</source>
        <translation>{time}, von {who} als {user}</translation>
    </message>
    <message>
        <source>Executable: {executable}</source>
        <translation>Programmdatei: {executable}</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>Grund: {reason}</translation>
    </message>
    <message>
        <source>Detail: {detail}</source>
        <translation>Einzelheiten: {detail}</translation>
    </message>
    <message>
        <source>Record {numbers}</source>
        <translation>Eintrag {numbers}</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Reading the audit trail…</source>
        <translation>Das Protokoll wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing was done yet. What is done to processes from here, and what was refused, is listed here: who, what, when, why, and how it ended.</source>
        <translation>Noch wurde nichts getan. Was von hier aus mit Prozessen getan und was verweigert wurde, steht hier: wer, was, wann, warum und wie es ausging.</translation>
    </message>
    <message>
        <source>No deed matches the filter above.</source>
        <translation>Keine Tat passt zum Filter oben.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Only an operator, for the own deeds, or an administrator can read this. Log in to see it.</source>
        <translation>Das kann nur ein Operator für die eigenen Taten oder ein Administrator lesen. Melden Sie sich an, um es zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln deeds</source>
        <translation>
            <numerusform>%Ln Tat</numerusform>
            <numerusform>%Ln Taten</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} von {total}</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln newest deeds are listed; there are older ones.</source>
        <translation>
            <numerusform>Die %Ln neueste Tat ist aufgeführt; es gibt ältere.</numerusform>
            <numerusform>Die %Ln neuesten Taten sind aufgeführt; es gibt ältere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Read all</source>
        <translation>Alle lesen</translation>
    </message>
    <message>
        <source>The audit trail can not be read: {why}</source>
        <translation>Das Protokoll kann nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Go to this moment</source>
        <translation>Zu diesem Augenblick</translation>
    </message>
    <message>
        <source>The whole life of the process</source>
        <translation>Das ganze Leben des Prozesses</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Verifying was cancelled; nothing is known of the trail.</source>
        <translation>Die Prüfung wurde abgebrochen; über das Protokoll ist nichts bekannt.</translation>
    </message>
    <message>
        <source>The audit trail is broken: {fault}. What stands before it is as it was written.</source>
        <translation>Das Protokoll ist beschädigt: {fault}. Was davor steht, ist so, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>There is no record yet.</source>
        <translation>Noch gibt es keinen Eintrag.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records, unbroken; newest hash {hash}</source>
        <translation>
            <numerusform>%Ln Eintrag, unversehrt; neueste Prüfsumme {hash}</numerusform>
            <numerusform>%Ln Einträge, unversehrt; neueste Prüfsumme {hash}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>compared with %Ln anchors of the journal</source>
        <translation>
            <numerusform>mit %Ln Anker des Journals verglichen</numerusform>
            <numerusform>mit %Ln Ankern des Journals verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>no anchor in a journal to compare with</source>
        <translation>kein Anker in einem Journal zum Vergleichen</translation>
    </message>
    <message>
        <source>Copy as anchor</source>
        <translation>Als Anker kopieren</translation>
    </message>
    <message>
        <source>The audit trail can not be verified: {why}</source>
        <translation>Das Protokoll kann nicht geprüft werden: {why}</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, für Tabellenkalkulationen</translation>
    </message>
    <message>
        <source>JSON, an object a line</source>
        <translation>JSON, ein Objekt je Zeile</translation>
    </message>
</context>
<context>
    <name>AuditToolbar</name>
    <message>
        <source>Filter of the audit trail</source>
        <translation>Filter des Protokolls</translation>
    </message>
    <message>
        <source>Filter: words, or outcome = refused and who = anna</source>
        <translation>Filter: Wörter oder outcome = refused and who = anna</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the deeds that are shown</source>
        <translation>Die gezeigten Taten exportieren</translation>
    </message>
    <message>
        <source>Save the deeds that the filter lets through</source>
        <translation>Die Taten speichern, die der Filter durchlässt</translation>
    </message>
    <message>
        <source>Progress of verifying</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation>Als CSV…</translation>
    </message>
    <message>
        <source>As JSON…</source>
        <translation>Als JSON…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Only an administrator verifies the trail: it takes all of it</source>
        <translation>Nur ein Administrator prüft das Protokoll: dazu braucht es alles davon</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Vergleichen beenden</translation>
    </message>
    <message>
        <source>Compare the hash of every record</source>
        <translation>Die Prüfsumme jedes Eintrags vergleichen</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Channel</name>
    <message>
        <source>The secret was entered for “{before}” and is not used for “{now}”: enter it again.</source>
        <translation>Das Geheimnis wurde für „{before}“ eingegeben und wird nicht für „{now}“ verwendet: Es muss neu eingegeben werden.</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>A file with the certificates to trust, where the server has one of its own making.</source>
        <translation>Eine Datei mit den Zertifikaten, denen zu trauen ist, falls der Server ein selbst gemachtes hat.</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>Adresse des Dienstes</translation>
    </message>
    <message>
        <source>As the manual of apprise has it. It holds keys, so it is kept as a secret.</source>
        <translation>Wie im Handbuch von apprise. Sie enthält Schlüssel und wird deshalb als Geheimnis verwahrt.</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>A notice with buttons; where this desktop has none, a message of the tray, or in the window.</source>
        <translation>Eine Benachrichtigung mit Schaltflächen; wo der Desktop keine hat, eine Meldung der Ablage oder im Fenster.</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Plain text, over a mail server of yours.</source>
        <translation>Reiner Text, über einen eigenen Mailserver.</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Left out: 587 for STARTTLS, 465 for TLS, 25 for none.</source>
        <translation>Ohne Angabe: 587 für STARTTLS, 465 für TLS, 25 für keine.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>One address a line.</source>
        <translation>Eine Adresse je Zeile.</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>Over one of the services that apprise knows: few words.</source>
        <translation>Über einen der Dienste, die apprise kennt: wenige Worte.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Slack, Matrix, Telegram and whatever else apprise knows.</source>
        <translation>Slack, Matrix, Telegram und was apprise sonst noch kennt.</translation>
    </message>
    <message>
        <source>Web hook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>A POST of JSON to an address of yours.</source>
        <translation>Ein POST mit JSON an eine eigene Adresse.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Whoever has it may post there, so it is kept as a secret.</source>
        <translation>Wer sie hat, darf dorthin senden; sie wird deshalb als Geheimnis verwahrt.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Sent as “Authorization: Bearer”.</source>
        <translation>Wird als „Authorization: Bearer“ gesendet.</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>Signaturschlüssel</translation>
    </message>
    <message>
        <source>With it, X-Procmon-Signature has the HMAC-SHA256 of the body.</source>
        <translation>Damit enthält X-Procmon-Signature den HMAC-SHA256 des Inhalts.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Runs a program, without a shell. What happened is on its standard input, as JSON.</source>
        <translation>Startet ein Programm, ohne Shell. Was geschehen ist, steht als JSON auf seiner Standardeingabe.</translation>
    </message>
    <message>
        <source>The whole path of a program, and then its arguments, one a line.</source>
        <translation>Der ganze Pfad eines Programms, dann seine Argumente, eines je Zeile.</translation>
    </message>
    <message>
        <source>{label} is missing.</source>
        <translation>{label} fehlt.</translation>
    </message>
    <message>
        <source>“{id}” is no name of a channel: 1 to 40 letters, digits, - and _ are.</source>
        <translation>„{id}“ ist kein Name eines Kanals: 1 bis 40 Buchstaben, Ziffern, - und _ sind es.</translation>
    </message>
    <message>
        <source>“{id}” can not be the name of a channel: it means something else in the file.</source>
        <translation>„{id}“ kann nicht der Name eines Kanals sein: In der Datei bedeutet das etwas anderes.</translation>
    </message>
    <message>
        <source>“{kind}” is no kind of channel; there are {kinds}.</source>
        <translation>„{kind}“ ist keine Art von Kanal; es gibt {kinds}.</translation>
    </message>
    <message>
        <source>A channel of this kind has no “{name}”.</source>
        <translation>Ein Kanal dieser Art hat kein „{name}“.</translation>
    </message>
    <message>
        <source>{label}: “{value}” is no whole number within {least} to {most}.</source>
        <translation>{label}: „{value}“ ist keine ganze Zahl von {least} bis {most}.</translation>
    </message>
    <message>
        <source>{label}: “{value}” is none of {choices}.</source>
        <translation>{label}: „{value}“ ist keines von {choices}.</translation>
    </message>
    <message>
        <source>{label}: “{value}” is no e-mail address.</source>
        <translation>{label}: „{value}“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>{label} is longer than {most} characters, or has too many entries.</source>
        <translation>{label} ist länger als {most} Zeichen oder hat zu viele Einträge.</translation>
    </message>
    <message>
        <source>{label} holds a character that can not be typed.</source>
        <translation>{label} enthält ein Zeichen, das man nicht tippen kann.</translation>
    </message>
    <message>
        <source>“{text}” is no TOML, or stands twice; it is left out.</source>
        <translation>„{text}“ ist kein TOML oder steht zweimal da; es bleibt weg.</translation>
    </message>
    <message>
        <source>The file is no TOML.</source>
        <translation>Die Datei ist kein TOML.</translation>
    </message>
    <message>
        <source>A newer version of the program wrote this file; what this one knows is used.</source>
        <translation>Eine neuere Version des Programms schrieb diese Datei; was diese kennt, gilt.</translation>
    </message>
    <message>
        <source>A table is expected here, as [{id}].</source>
        <translation>Hier wird eine Tabelle erwartet, als [{id}].</translation>
    </message>
    <message>
        <source>“{id}” is the one channel of that kind.</source>
        <translation>„{id}“ ist der eine Kanal dieser Art.</translation>
    </message>
    <message>
        <source>“{name}” holds a line break.</source>
        <translation>„{name}“ enthält einen Zeilenumbruch.</translation>
    </message>
    <message>
        <source>“{name}” is neither a text nor a number nor a list of texts.</source>
        <translation>„{name}“ ist weder ein Text noch eine Zahl noch eine Liste von Texten.</translation>
    </message>
    <message>
        <source>“enabled” is neither true nor false.</source>
        <translation>„enabled“ ist weder true noch false.</translation>
    </message>
    <message>
        <source>“from_severity” is none of {names}.</source>
        <translation>„from_severity“ ist keines von {names}.</translation>
    </message>
    <message>
        <source>“secrets” lists names of secrets that are kept: {names}.</source>
        <translation>„secrets“ nennt Geheimnisse, die verwahrt sind: {names}.</translation>
    </message>
</context>
<context>
    <name>ChannelDialog</name>
    <message>
        <source>Tell over this channel</source>
        <translation>Über diesen Kanal melden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>Kanal hinzufügen</translation>
    </message>
    <message>
        <source>Keep changes</source>
        <translation>Änderungen behalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What rules call it: letters, digits, - and _.</source>
        <translation>So nennen ihn Regeln: Buchstaben, Ziffern, - und _.</translation>
    </message>
    <message>
        <source>Confirm command</source>
        <translation>Befehl bestätigen</translation>
    </message>
    <message>
        <source>Others may have written this. It is run with the rights of whoever records: is it yours?</source>
        <translation>Das können andere geschrieben haben. Ausgeführt wird es mit den Rechten dessen, der aufzeichnet: Ist es von Ihnen?</translation>
    </message>
    <message>
        <source>It hears of</source>
        <translation>Er erfährt von</translation>
    </message>
    <message>
        <source>{kind}: {name}</source>
        <translation>{kind}: {name}</translation>
    </message>
    <message>
        <source>There is a channel of that name already.</source>
        <translation>Einen Kanal mit diesem Namen gibt es schon.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>nothing: see above</source>
        <translation>nichts: siehe oben</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>told</source>
        <translation>gemeldet</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>zu alt</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>allem</translation>
    </message>
    <message>
        <source>warnings and critical</source>
        <translation>Warnungen, Kritischem</translation>
    </message>
    <message>
        <source>critical only</source>
        <translation>nur Kritischem</translation>
    </message>
    <message>
        <source>again at {time}</source>
        <translation>wieder um {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n tries</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, Zeile {line}</translation>
    </message>
</context>
<context>
    <name>ChannelsPart</name>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>What was told</source>
        <translation>Was gemeldet wurde</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Nothing was told yet.</source>
        <translation>Noch wurde nichts gemeldet.</translation>
    </message>
    <message>
        <source>How the chosen notice went</source>
        <translation>Wie es der gewählten Meldung erging</translation>
    </message>
    <message>
        <source>An alert goes to the channels that its rule names, else to every channel that hears of its severity.</source>
        <translation>Ein Alarm geht an die Kanäle, die seine Regel nennt, sonst an jeden, der von seiner Schwere erfährt.</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Telling…</source>
        <translation>Wird gemeldet…</translation>
    </message>
    <message>
        <source>It was told: {words}</source>
        <translation>Es wurde gemeldet: {words}</translation>
    </message>
    <message>
        <source>It was not told: {words}</source>
        <translation>Es wurde nicht gemeldet: {words}</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Show the newest, unzoomed</source>
        <translation>Neueste zeigen, ohne Zoom</translation>
    </message>
    <message>
        <source>Whole life of who led…</source>
        <translation>Ganzes Leben dessen, der führte…</translation>
    </message>
    <message>
        <source>Alert rule…</source>
        <translation>Alarmregel…</translation>
    </message>
    <message>
        <source>Alert rule</source>
        <translation>Alarmregel</translation>
    </message>
    <message>
        <source>{line}…</source>
        <translation>{line}…</translation>
    </message>
    <message>
        <source>Time, {averages}</source>
        <translation>Zeit, {averages}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Led by</source>
        <translation>Geführt von</translation>
    </message>
</context>
<context>
    <name>ChartCanvas</name>
    <message>
        <source>Double click opens it</source>
        <translation>Doppelklick öffnet ihn</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>vor {minutes} min</translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation>vor {duration}</translation>
    </message>
</context>
<context>
    <name>ChartTable</name>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ChartTwins</name>
    <message>
        <source>Show as table…</source>
        <translation>Als Tabelle zeigen…</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Als Bild speichern…</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
</context>
<context>
    <name>ChildrenTab</name>
    <message>
        <source>Filter children</source>
        <translation>Kinder filtern</translation>
    </message>
    <message>
        <source>It has no children.</source>
        <translation>Er hat keine Kinder.</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>procmon_gui</source>
        <translation>procmon_gui</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Einen Namen eingeben.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>The recovery code</source>
        <translation>Der Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Whoever has it can give an administrator another password. It is shown this once and is kept nowhere on this machine in a form that can be read. Write it down and put it where you keep such things.</source>
        <translation>Wer ihn hat, kann einem Verwalter ein anderes Passwort geben. Er wird nur dieses eine Mal gezeigt und auf diesem Rechner nirgends lesbar aufbewahrt. Schreiben Sie ihn auf und legen Sie ihn dorthin, wo Sie solche Dinge aufbewahren.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Ich habe ihn aufgeschrieben</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Copied. Whoever uses the clipboard can read it.</source>
        <translation>Kopiert. Wer die Zwischenablage benutzt, kann ihn lesen.</translation>
    </message>
    <message>
        <source>Recovery code of procmon_gui: {code}</source>
        <translation>Wiederherstellungscode von procmon_gui: {code}</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
</context>
<context>
    <name>ColumnDialog</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Search columns</source>
        <translation>Spalten suchen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Alle Spalten</translation>
    </message>
    <message>
        <source>Columns that are shown, from left to right</source>
        <translation>Gezeigte Spalten, von links nach rechts</translation>
    </message>
    <message>
        <source>Drag, or Ctrl+Up and Ctrl+Down, to move; Delete takes a column away</source>
        <translation>Verschieben durch Ziehen oder Strg+Auf und Strg+Ab; Entf nimmt eine Spalte weg</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>{description} Read only for rows in view.</source>
        <translation>{description} Nur für sichtbare Zeilen gelesen.</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Save as set…</source>
        <translation>Als Satz speichern…</translation>
    </message>
    <message>
        <source>Delete set</source>
        <translation>Satz löschen</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>Spalten wählen…</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Alle Spalten</translation>
    </message>
    <message>
        <source>Save columns as a set</source>
        <translation>Spalten als Satz speichern</translation>
    </message>
    <message>
        <source>Name; a set of this name is replaced</source>
        <translation>Name; ein Satz dieses Namens wird ersetzt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Disk and network</source>
        <translation>Datenträger und Netzwerk</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Scheduling</source>
        <translation>Ablaufplanung</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>the first part of {size}</source>
        <translation>der Anfang von {size}</translation>
    </message>
    <message>
        <source>the name only: the rest is for operators</source>
        <translation>nur der Name: der Rest ist für Bediener</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>For example from 03:00 to 03:30, or from yesterday</source>
        <translation>Zum Beispiel von 03:00 bis 03:30, oder ab gestern</translation>
    </message>
    <message>
        <source>The range ends before it begins.</source>
        <translation>Der Zeitraum endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>{first} to {last}, {length}</source>
        <translation>{first} bis {last}, {length}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>last week</source>
        <translation>letzte Woche</translation>
    </message>
    <message>
        <source>{span} before</source>
        <translation>{span} davor</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>Compare two ranges</source>
        <translation>Zwei Zeiträume vergleichen</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>The time before A</source>
        <translation>Die Zeit vor A</translation>
    </message>
    <message>
        <source>A day earlier</source>
        <translation>Einen Tag früher</translation>
    </message>
    <message>
        <source>A week earlier</source>
        <translation>Eine Woche früher</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose two ranges: what is new in A, gone, more or less than in B is listed here.</source>
        <translation>Wähle zwei Zeiträume: Was in A gegenüber B neu ist, fehlt, mehr oder weniger wurde, steht dann hier.</translation>
    </message>
    <message>
        <source>Both ranges need a beginning.</source>
        <translation>Beide Zeiträume brauchen einen Anfang.</translation>
    </message>
    <message>
        <source>Nothing was recorded in {letter}, {range}: there is nothing to compare.</source>
        <translation>In {letter}, {range}, wurde nichts aufgezeichnet: Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Recorded: {a} of A, {b} of B. Amounts are per second that was recorded.</source>
        <translation>Aufgezeichnet: {a} von A, {b} von B. Mengen gelten je aufgezeichneter Sekunde.</translation>
    </message>
</context>
<context>
    <name>ComparedPart</name>
    <message>
        <source>The machine in both ranges</source>
        <translation>Der Rechner in beiden Zeiträumen</translation>
    </message>
    <message>
        <source>Only what changed</source>
        <translation>Nur was sich änderte</translation>
    </message>
    <message>
        <source>Programs of both ranges</source>
        <translation>Programme beider Zeiträume</translation>
    </message>
    <message>
        <source>Filter programs</source>
        <translation>Programme filtern</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Life of the program…</source>
        <translation>Leben des Programms…</translation>
    </message>
    <message>
        <source>No program changed by more than noise.</source>
        <translation>Kein Programm änderte sich mehr, als Rauschen es täte.</translation>
    </message>
    <message>
        <source>No program was recorded.</source>
        <translation>Kein Programm wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>Share of one core, on average over what was recorded</source>
        <translation>Anteil eines Kerns, im Mittel über das Aufgezeichnete</translation>
    </message>
    <message>
        <source>Resident memory, on average while it was there, or its most</source>
        <translation>Residenter Speicher, im Mittel, solange es da war, oder höchstens</translation>
    </message>
    <message>
        <source>Read and written, a second</source>
        <translation>Gelesen und geschrieben, je Sekunde</translation>
    </message>
    <message>
        <source>TCP in and out, a second</source>
        <translation>TCP ein und aus, je Sekunde</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
</context>
<context>
    <name>ConnectionHeader</name>
    <message>
        <source>Columns of the list of connections</source>
        <translation>Spalten der Verbindungsliste</translation>
    </message>
</context>
<context>
    <name>ConnectionToolbar</name>
    <message>
        <source>Filter: words, port:443, pid:12</source>
        <translation>Filter: Wörter, port:443, pid:12</translation>
    </message>
    <message>
        <source>Filter of the connections</source>
        <translation>Filter der Verbindungen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sockets</source>
        <translation>
            <numerusform>%Ln Socket</numerusform>
            <numerusform>%Ln Sockets</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {sockets}</source>
        <translation>{shown} von {sockets}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a known owner</source>
        <translation>
            <numerusform>%Ln ohne bekannten Besitzer</numerusform>
            <numerusform>%Ln ohne bekannten Besitzer</numerusform>
        </translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Schließend</translation>
    </message>
    <message>
        <source>Unix</source>
        <translation>Unix</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>TCP that waits for connections, and UDP that takes packets from anywhere</source>
        <translation>TCP, das auf Verbindungen wartet, und UDP, das Pakete von überall annimmt</translation>
    </message>
    <message>
        <source>TCP and UDP with another side, or on the way to it</source>
        <translation>TCP und UDP mit einer Gegenseite oder auf dem Weg dorthin</translation>
    </message>
    <message>
        <source>TCP connections that end: time-wait and its kin</source>
        <translation>TCP-Verbindungen, die enden: time-wait und Verwandte</translation>
    </message>
    <message>
        <source>Sockets within this machine, named by a path or not at all</source>
        <translation>Sockets innerhalb dieses Rechners, mit einem Pfad als Namen oder ganz ohne</translation>
    </message>
    <message>
        <source>Sockets of the kernel&apos;s own protocols: netlink, packet, raw, ICMP</source>
        <translation>Sockets der eigenen Protokolle des Kernels: netlink, packet, raw, ICMP</translation>
    </message>
</context>
<context>
    <name>ConnectionView</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Who holds it, with the process number; +2 means two more. A click goes there.</source>
        <translation>Wer ihn hält, mit der Prozessnummer; +2 heißt zwei weitere. Ein Klick führt hin.</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Family and type of the socket.</source>
        <translation>Familie und Art des Sockets.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What the socket does now.</source>
        <translation>Was der Socket gerade tut.</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>Address and port of this side, or the path of a unix socket.</source>
        <translation>Adresse und Port dieser Seite oder der Pfad eines Unix-Sockets.</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>Gegenseite</translation>
    </message>
    <message>
        <source>Address and port of the other side. No name is looked up.</source>
        <translation>Adresse und Port der Gegenseite. Namen werden nicht nachgeschlagen.</translation>
    </message>
    <message>
        <source>Received/s</source>
        <translation>Empfangen/s</translation>
    </message>
    <message>
        <source>Payload of a TCP connection that arrives each second.</source>
        <translation>Nutzdaten einer TCP-Verbindung, die je Sekunde ankommen.</translation>
    </message>
    <message>
        <source>Sent/s</source>
        <translation>Gesendet/s</translation>
    </message>
    <message>
        <source>Payload of a TCP connection that the other side confirms each second.</source>
        <translation>Nutzdaten einer TCP-Verbindung, die die Gegenseite je Sekunde bestätigt.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Payload of a TCP connection that arrived since it began.</source>
        <translation>Nutzdaten einer TCP-Verbindung, die seit ihrem Beginn ankamen.</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Payload of a TCP connection that the other side confirmed since it began.</source>
        <translation>Nutzdaten einer TCP-Verbindung, die die Gegenseite seit ihrem Beginn bestätigt hat.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Who made the socket.</source>
        <translation>Wer den Socket angelegt hat.</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Arrived and not read yet; of a listening socket, how many connections wait to be accepted.</source>
        <translation>Angekommen und noch nicht gelesen; bei einem wartenden Socket, wie viele Verbindungen auf Annahme warten.</translation>
    </message>
    <message>
        <source>Unsent</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>Written and not confirmed by the other side yet.</source>
        <translation>Geschrieben und von der Gegenseite noch nicht bestätigt.</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>being connected</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>closing (fin-wait-1)</source>
        <translation>schließt (fin-wait-1)</translation>
    </message>
    <message>
        <source>closing (fin-wait-2)</source>
        <translation>schließt (fin-wait-2)</translation>
    </message>
    <message>
        <source>time-wait</source>
        <translation>time-wait</translation>
    </message>
    <message>
        <source>close-wait</source>
        <translation>close-wait</translation>
    </message>
    <message>
        <source>closing (last-ack)</source>
        <translation>schließt (last-ack)</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>schließt</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>It is the kernel&apos;s own.</source>
        <translation>Er gehört dem Kernel selbst.</translation>
    </message>
    <message>
        <source>No process has it any more: the kernel closes it.</source>
        <translation>Kein Prozess hat ihn mehr: Der Kernel schließt ihn.</translation>
    </message>
    <message>
        <source>It waits for the listening process to accept it.</source>
        <translation>Er wartet darauf, dass der wartende Prozess ihn annimmt.</translation>
    </message>
    <message>
        <source>Its owner is among the processes that do not show this program what they have open.</source>
        <translation>Sein Besitzer ist unter den Prozessen, die diesem Programm nicht zeigen, was sie offen haben.</translation>
    </message>
    <message>
        <source>Its owner is still being looked for.</source>
        <translation>Sein Besitzer wird noch gesucht.</translation>
    </message>
    <message>
        <source>No process that is seen from here has it: it is the kernel&apos;s, or of another container.</source>
        <translation>Kein von hier sichtbarer Prozess hat ihn: Er gehört dem Kernel oder einem anderen Container.</translation>
    </message>
    <message>
        <source>This system does not tell who has it.</source>
        <translation>Dieses System sagt nicht, wer ihn hat.</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>not accepted yet</source>
        <translation>noch nicht angenommen</translation>
    </message>
    <message>
        <source>Sends again in {time}</source>
        <translation>Sendet erneut in {time}</translation>
    </message>
    <message>
        <source>Asks whether the other side is there in {time}</source>
        <translation>Fragt in {time}, ob die Gegenseite da ist</translation>
    </message>
    <message>
        <source>Asks whether it may send in {time}</source>
        <translation>Fragt in {time}, ob gesendet werden darf</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>{count} of {limit}</source>
        <translation>{count} von {limit}</translation>
    </message>
    <message>
        <source>Local: {end}</source>
        <translation>Lokal: {end}</translation>
    </message>
    <message>
        <source>Remote: {end}</source>
        <translation>Gegenseite: {end}</translation>
    </message>
    <message>
        <source>Inode: {number}</source>
        <translation>Inode: {number}</translation>
    </message>
    <message>
        <source>Connections waiting: {count}</source>
        <translation>Wartende Verbindungen: {count}</translation>
    </message>
    <message>
        <source>Round trip: {time} ms</source>
        <translation>Laufzeit hin und zurück: {time} ms</translation>
    </message>
    <message>
        <source>Packets dropped: {count}</source>
        <translation>Verworfene Pakete: {count}</translation>
    </message>
    <message>
        <source>Sent again: {count} ×</source>
        <translation>Erneut gesendet: {count} ×</translation>
    </message>
    <message>
        <source>The kernel does not count the bytes of a UDP socket.</source>
        <translation>Der Kernel zählt die Bytes eines UDP-Sockets nicht.</translation>
    </message>
    <message>
        <source>Held by: {processes}</source>
        <translation>Gehalten von: {processes}</translation>
    </message>
    <message>
        <source>{refused} of {count} processes do not show this program what they have open.</source>
        <translation>{refused} von {count} Prozessen zeigen diesem Programm nicht, was sie offen haben.</translation>
    </message>
    <message>
        <source>The system hides the processes of other users (hidepid).</source>
        <translation>Das System verbirgt die Prozesse anderer Benutzer (hidepid).</translation>
    </message>
    <message>
        <source>Not listed, because they are of another network or kind: {count} sockets.</source>
        <translation>Nicht aufgeführt, weil aus einem anderen Netz oder von anderer Art: {count} Sockets.</translation>
    </message>
    <message>
        <source>The system did not tell of: {kinds}</source>
        <translation>Keine Auskunft vom System über: {kinds}</translation>
    </message>
</context>
<context>
    <name>ConnectionsPage</name>
    <message>
        <source>Looking for sockets and who holds them…</source>
        <translation>Sockets und ihre Besitzer werden gesucht…</translation>
    </message>
    <message>
        <source>No socket matches the groups and the filter above.</source>
        <translation>Kein Socket passt zu den Gruppen und dem Filter oben.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Connections are not remembered; they are listed live only.</source>
        <translation>Verbindungen werden nicht behalten; sie sind nur live aufgeführt.</translation>
    </message>
    <message>
        <source>Return to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Go to {name}, PID {pid}</source>
        <translation>Zu {name}, PID {pid}</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
</context>
<context>
    <name>CoreCells</name>
    <message>
        <source>Core {number}: {value}</source>
        <translation>Kern {number}: {value}</translation>
    </message>
</context>
<context>
    <name>CpuChoice</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Choose all CPUs</source>
        <translation>Alle CPUs wählen</translation>
    </message>
    <message>
        <source>Choose no CPU</source>
        <translation>Keine CPU wählen</translation>
    </message>
    <message>
        <source>CPU {number}</source>
        <translation>CPU {number}</translation>
    </message>
    <message>
        <source>CPU {numbers}</source>
        <translation>CPU {numbers}</translation>
    </message>
    <message>
        <source>Choose one CPU at least.</source>
        <translation>Wählen Sie mindestens eine CPU.</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>TID</source>
        <translation>TID</translation>
    </message>
    <message>
        <source>CPU, core</source>
        <translation>CPU, Kern</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>Waits in</source>
        <translation>Wartet in</translation>
    </message>
    <message>
        <source>Switches</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>Nice</source>
        <translation>Nice</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Needs two looks: known from the next one on.</source>
        <translation>Braucht zwei Messungen: bekannt ab der nächsten.</translation>
    </message>
    <message>
        <source>{user} in its own code, {system} in the kernel since it started.</source>
        <translation>{user} im eigenen Code, {system} im Kernel seit dem Start.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>pipe</source>
        <translation>Pipe</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>Zeitgeber</translation>
    </message>
    <message>
        <source>signals</source>
        <translation>Signale</translation>
    </message>
    <message>
        <source>poll</source>
        <translation>Poll</translation>
    </message>
    <message>
        <source>watch</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beides</translation>
    </message>
    <message>
        <source>path only</source>
        <translation>nur Pfad</translation>
    </message>
    <message>
        <source>(deleted) {path}</source>
        <translation>(gelöscht) {path}</translation>
    </message>
    <message>
        <source>FD</source>
        <translation>FD</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>heap</source>
        <translation>Heap</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>anonymous</source>
        <translation>anonym</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>PSS</source>
        <translation>PSS</translation>
    </message>
    <message>
        <source>RSS</source>
        <translation>RSS</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Auslagerung</translation>
    </message>
    <message>
        <source>Private dirty</source>
        <translation>Privat, geändert</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>{number} µs</source>
        <translation>{number} µs</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>Hart</translation>
    </message>
    <message>
        <source>{share} of the soft limit</source>
        <translation>{share} der weichen Grenze</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>CPU, per core</source>
        <translation>CPU, je Kern</translation>
    </message>
    <message>
        <source>CPU, machine</source>
        <translation>CPU, Rechner</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>{count}, was {other}</source>
        <translation>{count}, zuvor {other}</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>A against B</source>
        <translation>A gegen B</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>95 of 100 samples were below it.</source>
        <translation>95 von 100 Messungen lagen darunter.</translation>
    </message>
    <message>
        <source>95 of 100 means of {step} were below it.</source>
        <translation>95 von 100 Mitteln über {step} lagen darunter.</translation>
    </message>
    <message>
        <source>The machine</source>
        <translation>Der Rechner</translation>
    </message>
    <message>
        <source>A, mean</source>
        <translation>A, Mittel</translation>
    </message>
    <message>
        <source>B, mean</source>
        <translation>B, Mittel</translation>
    </message>
    <message>
        <source>A, p95</source>
        <translation>A, p95</translation>
    </message>
    <message>
        <source>B, p95</source>
        <translation>B, p95</translation>
    </message>
    <message>
        <source>A, most</source>
        <translation>A, höchstens</translation>
    </message>
    <message>
        <source>B, most</source>
        <translation>B, höchstens</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Not that anybody saw.</source>
        <translation>Nicht, dass es jemand sah.</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Dauerte</translation>
    </message>
    <message>
        <source>Most CPU</source>
        <translation>Meiste CPU</translation>
    </message>
    <message>
        <source>Most memory</source>
        <translation>Höchster Speicher</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Exit status</source>
        <translation>Rückgabewert</translation>
    </message>
    <message>
        <source>Executable</source>
        <translation>Programmdatei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Elternprozess</translation>
    </message>
    <message>
        <source>Traced by</source>
        <translation>Verfolgt von</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Disk in all</source>
        <translation>Datenträger gesamt</translation>
    </message>
    <message>
        <source>OOM score</source>
        <translation>OOM-Wert</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Inner PID</source>
        <translation>Innere PID</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>Wurzel</translation>
    </message>
    <message>
        <source>Capabilities</source>
        <translation>Capabilities</translation>
    </message>
    <message>
        <source>Seccomp</source>
        <translation>Seccomp</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namensräume</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>strict</source>
        <translation>streng</translation>
    </message>
    <message>
        <source>filtered</source>
        <translation>gefiltert</translation>
    </message>
    <message>
        <source>{policy}, real-time {number}</source>
        <translation>{policy}, Echtzeit {number}</translation>
    </message>
    <message>
        <source>{moment}, lived {age}</source>
        <translation>{moment}, lebte {age}</translation>
    </message>
    <message>
        <source>{moment}, {age} ago</source>
        <translation>{moment}, vor {age}</translation>
    </message>
    <message>
        <source>{moment}, {how}</source>
        <translation>{moment}, {how}</translation>
    </message>
    <message>
        <source>PID {pid}, not seen</source>
        <translation>PID {pid}, nicht gesehen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Hears of</source>
        <translation>Erfährt von</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Share of the rise</source>
        <translation>Anteil am Anstieg</translation>
    </message>
    <message>
        <source>In alert</source>
        <translation>Im Alarm</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>Unit or container</source>
        <translation>Unit oder Container</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>of minutes {value}</source>
        <translation>der Minuten {value}</translation>
    </message>
    <message>
        <source>The greatest mean of {step}: that of the samples was not kept.</source>
        <translation>Das größte Mittel über {step}: das der Messungen wurde nicht behalten.</translation>
    </message>
    <message>
        <source>of minutes 1023.9 MiB/s</source>
        <translation>der Minuten 1023.9 MiB/s</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Benachrichtigt</translation>
    </message>
    <message>
        <source>Value now</source>
        <translation>Wert jetzt</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Last fired</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>{name}, PID {pid}</source>
        <translation>{name}, PID {pid}</translation>
    </message>
    <message>
        <source>Show {process}</source>
        <translation>{process} zeigen</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>erhöht</translation>
    </message>
    <message>
        <source>lowered</source>
        <translation>verringert</translation>
    </message>
    <message>
        <source>{word} (nice {nice})</source>
        <translation>{word} (nice {nice})</translation>
    </message>
    <message>
        <source>{read} read, {written} written</source>
        <translation>{read} gelesen, {written} geschrieben</translation>
    </message>
    <message>
        <source>all {count}</source>
        <translation>alle {count}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>{score}, adjusted by {adjustment}</source>
        <translation>{score}, angepasst um {adjustment}</translation>
    </message>
    <message>
        <source>Its number inside of its container.</source>
        <translation>Seine Nummer innerhalb seines Containers.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>{seccomp}, may gain no rights</source>
        <translation>{seccomp}, darf keine Rechte hinzugewinnen</translation>
    </message>
    <message>
        <source>those of this program</source>
        <translation>die dieses Programms</translation>
    </message>
    <message>
        <source>its own: {kinds}</source>
        <translation>eigene: {kinds}</translation>
    </message>
    <message>
        <source>Graphs</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>Kinder</translation>
    </message>
    <message>
        <source>Resident memory, each shared page divided among those that share it.</source>
        <translation>Residenter Speicher, jede geteilte Seite auf die Beteiligten verteilt.</translation>
    </message>
    <message>
        <source>USS</source>
        <translation>USS</translation>
    </message>
    <message>
        <source>Memory of this process alone: what is free when it ends.</source>
        <translation>Speicher dieses Prozesses allein: was frei wird, wenn er endet.</translation>
    </message>
    <message>
        <source>Resident memory with all pages that are shared.</source>
        <translation>Residenter Speicher mit allen geteilten Seiten.</translation>
    </message>
    <message>
        <source>Memory that was moved to swap.</source>
        <translation>Speicher, der ausgelagert wurde.</translation>
    </message>
    <message>
        <source>Address space, used or not.</source>
        <translation>Adressraum, genutzt oder nicht.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Memory that must stay in RAM.</source>
        <translation>Speicher, der im RAM bleiben muss.</translation>
    </message>
    <message>
        <source>PID {pid}</source>
        <translation>PID {pid}</translation>
    </message>
    <message>
        <source>{pid}, {program}</source>
        <translation>{pid}, {program}</translation>
    </message>
    <message>
        <source>not there then</source>
        <translation>damals nicht da</translation>
    </message>
    <message>
        <source>ended {time}</source>
        <translation>beendet {time}</translation>
    </message>
    <message>
        <source>ended since</source>
        <translation>seitdem beendet</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>Gegenseite</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>To be read</source>
        <translation>Zu lesen</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>Zu senden</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Disk read/s</source>
        <translation>Lesen/s</translation>
    </message>
    <message>
        <source>Disk write/s</source>
        <translation>Schreiben/s</translation>
    </message>
    <message>
        <source>TCP in/s</source>
        <translation>TCP ein/s</translation>
    </message>
    <message>
        <source>TCP out/s</source>
        <translation>TCP aus/s</translation>
    </message>
    <message>
        <source>Memory, mean</source>
        <translation>Speicher, Mittel</translation>
    </message>
    <message>
        <source>Memory, most</source>
        <translation>Speicher, höchstens</translation>
    </message>
    <message>
        <source>Bytes read</source>
        <translation>Bytes gelesen</translation>
    </message>
    <message>
        <source>Bytes written</source>
        <translation>Bytes geschrieben</translation>
    </message>
    <message>
        <source>Bytes received</source>
        <translation>Bytes empfangen</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>Bytes gesendet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>the newest {runs}</source>
        <translation>die neuesten {runs}</translation>
    </message>
    <message>
        <source>Its file is not known</source>
        <translation>Die Datei ist nicht bekannt</translation>
    </message>
    <message>
        <source>Not recorded.</source>
        <translation>Nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>{value} at {time}</source>
        <translation>{value} um {time}</translation>
    </message>
    <message>
        <source>Goes to this moment.</source>
        <translation>Geht zu diesem Augenblick.</translation>
    </message>
    <message>
        <source>Shows the life of the parent.</source>
        <translation>Zeigt das Leben des Elternprozesses.</translation>
    </message>
    <message>
        <source>Who had this PID then was not recorded.</source>
        <translation>Wer diese PID damals hatte, wurde nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>It was there before the recording began.</source>
        <translation>Er war schon da, als die Aufzeichnung begann.</translation>
    </message>
    <message>
        <source>The first sample in which it was seen.</source>
        <translation>Die erste Messung, die ihn sah.</translation>
    </message>
    <message>
        <source>still running at {time}</source>
        <translation>lief noch um {time}</translation>
    </message>
    <message>
        <source>It was in the newest sample that was recorded.</source>
        <translation>Er war in der neuesten Messung, die aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>not that anybody saw</source>
        <translation>nicht, dass es jemand sah</translation>
    </message>
    <message>
        <source>The last sample in which it was seen; the recording stopped there.</source>
        <translation>Die letzte Messung, die ihn sah; dort hörte die Aufzeichnung auf.</translation>
    </message>
    <message>
        <source>after {time}</source>
        <translation>nach {time}</translation>
    </message>
    <message>
        <source>As the system told it.</source>
        <translation>Wie es das System gesagt hat.</translation>
    </message>
    <message>
        <source>between {last} and {gone}</source>
        <translation>zwischen {last} und {gone}</translation>
    </message>
    <message>
        <source>The last sample in which it was seen, and the first in which it was not.</source>
        <translation>Die letzte Messung, die ihn sah, und die erste, die ihn nicht mehr sah.</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Act on this process</source>
        <translation>Etwas mit diesem Prozess tun</translation>
    </message>
    <message>
        <source>Whole life of this process (Shift+L in the list)</source>
        <translation>Ganzes Leben dieses Prozesses (Umschalt+L in der Liste)</translation>
    </message>
    <message>
        <source>Stay with this process</source>
        <translation>Bei diesem Prozess bleiben</translation>
    </message>
    <message>
        <source>Close the detail (Esc)</source>
        <translation>Details schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Select a process to see everything about it.</source>
        <translation>Einen Prozess auswählen, um alles über ihn zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln process(es)</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
    </message>
</context>
<context>
    <name>DetailView</name>
    <message>
        <source>All panels</source>
        <translation>Alle Bereiche</translation>
    </message>
    <message>
        <source>Show the newest, unzoomed</source>
        <translation>Neueste zeigen, ohne Zoom</translation>
    </message>
    <message>
        <source>Show as table…</source>
        <translation>Als Tabelle zeigen…</translation>
    </message>
    <message>
        <source>{curve}: {words}</source>
        <translation>{curve}: {words}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
</context>
<context>
    <name>DryRun</name>
    <message>
        <source>Nothing was recorded of this time.</source>
        <translation>Von dieser Zeit wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>What it watches was never known in this time.</source>
        <translation>Was sie überwacht, war in dieser Zeit nie bekannt.</translation>
    </message>
    <message>
        <source>It would not have fired.</source>
        <translation>Sie hätte nicht ausgelöst.</translation>
    </message>
    <message numerus="yes">
        <source>It would have fired %n time(s)</source>
        <translation>
            <numerusform>Sie hätte %n-mal ausgelöst</numerusform>
            <numerusform>Sie hätte %n-mal ausgelöst</numerusform>
        </translation>
    </message>
    <message>
        <source>{times}: {total} in all, {longest} at most.</source>
        <translation>{times}: zusammen {total}, höchstens {longest}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s) played.</source>
        <translation>
            <numerusform>%Ln Messwert abgespielt.</numerusform>
            <numerusform>%Ln Messwerte abgespielt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to {time} only averages are left: a short rise is not seen there.</source>
        <translation>Bis {time} sind nur Mittelwerte übrig: Ein kurzer Anstieg ist dort nicht zu sehen.</translation>
    </message>
    <message>
        <source>Of {span} nothing was recorded.</source>
        <translation>Von {span} wurde nichts aufgezeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them nobody would have been told (quiet hours, or a rest).</source>
        <translation>
            <numerusform>Von %n davon hätte niemand erfahren (Ruhezeit oder Pause).</numerusform>
            <numerusform>Von %n davon hätte niemand erfahren (Ruhezeit oder Pause).</numerusform>
        </translation>
    </message>
    <message>
        <source>When it would have fired</source>
        <translation>Wann sie ausgelöst hätte</translation>
    </message>
    <message>
        <source>{span}, still</source>
        <translation>{span}, noch immer</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>DryRunWindow</name>
    <message>
        <source>Over which time</source>
        <translation>Über welche Zeit</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go to this moment</source>
        <translation>Zu diesem Augenblick</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>When it would have fired</source>
        <translation>Wann sie ausgelöst hätte</translation>
    </message>
    <message>
        <source>The rule is played over what was recorded, and what it finds is listed here.</source>
        <translation>Die Regel wird über das Aufgezeichnete gespielt; was sie findet, steht hier.</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 14 days</source>
        <translation>Letzte 14 Tage</translation>
    </message>
    <message>
        <source>Another range</source>
        <translation>Anderer Zeitraum</translation>
    </message>
    <message>
        <source>Dry run: {title}</source>
        <translation>Probelauf: {title}</translation>
    </message>
    <message>
        <source>The range needs a beginning.</source>
        <translation>Der Zeitraum braucht einen Anfang.</translation>
    </message>
</context>
<context>
    <name>EnvironmentTab</name>
    <message>
        <source>Show the value</source>
        <translation>Wert zeigen</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Show values</source>
        <translation>Werte zeigen</translation>
    </message>
    <message>
        <source>Show all values but secrets; Enter shows a single one</source>
        <translation>Alle Werte außer Geheimnissen zeigen; Enter zeigt einen einzelnen</translation>
    </message>
    <message>
        <source>Copy the value of the chosen variable</source>
        <translation>Wert der gewählten Variablen kopieren</translation>
    </message>
    <message>
        <source>Filter variables</source>
        <translation>Variablen filtern</translation>
    </message>
    <message>
        <source>It was started without any variable.</source>
        <translation>Er wurde ohne Variablen gestartet.</translation>
    </message>
    <message>
        <source>Looks like a secret: Enter or a double click shows it.</source>
        <translation>Sieht nach einem Geheimnis aus: Enter oder ein Doppelklick zeigt es.</translation>
    </message>
    <message>
        <source>Hidden: Enter or a double click shows it.</source>
        <translation>Verborgen: Enter oder ein Doppelklick zeigt es.</translation>
    </message>
</context>
<context>
    <name>EventPart</name>
    <message>
        <source>Which alerts are listed</source>
        <translation>Welche Alarme aufgelistet sind</translation>
    </message>
    <message>
        <source>Search alerts</source>
        <translation>Alarme durchsuchen</translation>
    </message>
    <message>
        <source>No alert matches.</source>
        <translation>Kein Alarm passt.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritische</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Not acknowledged</source>
        <translation>Nicht bestätigte</translation>
    </message>
    <message>
        <source>Of the rule of the chosen alert</source>
        <translation>Der Regel des gewählten Alarms</translation>
    </message>
    <message>
        <source>Unseen</source>
        <translation>Unbestätigte</translation>
    </message>
    <message>
        <source>One rule</source>
        <translation>Eine Regel</translation>
    </message>
    <message>
        <source>Listed alerts: {which}</source>
        <translation>Aufgelistete Alarme: {which}</translation>
    </message>
</context>
<context>
    <name>EventView</name>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
</context>
<context>
    <name>Everything</name>
    <message>
        <source>Let the eye, and only the eye, see the processes of all users</source>
        <translation>Das Auge, und nur das Auge, die Prozesse aller Benutzer sehen lassen</translation>
    </message>
    <message>
        <source>Waiting for the password. Until then all goes on as before.</source>
        <translation>Das Passwort wird abgewartet. Bis dahin läuft alles weiter wie bisher.</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Nothing was recorded of that time.</source>
        <translation>Von dieser Zeit wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Not all of the five minutes before was recorded.</source>
        <translation>Von den fünf Minuten davor wurde nicht alles aufgezeichnet.</translation>
    </message>
    <message>
        <source>Not all of the five minutes after was recorded.</source>
        <translation>Von den fünf Minuten danach wurde nicht alles aufgezeichnet.</translation>
    </message>
    <message>
        <source>The time before was not recorded, so it is not known who made the rise.</source>
        <translation>Die Zeit davor wurde nicht aufgezeichnet, daher ist unbekannt, wer den Anstieg verursacht hat.</translation>
    </message>
    <message>
        <source>No process takes much more than before; those that take most are shown.</source>
        <translation>Kein Prozess braucht viel mehr als davor; gezeigt werden die, die am meisten brauchen.</translation>
    </message>
    <message>
        <source>It became unusually little, which nobody made rise; those that take most are shown.</source>
        <translation>Es wurde ungewöhnlich wenig, was niemand hat ansteigen lassen; gezeigt werden die, die am meisten beanspruchen.</translation>
    </message>
    <message>
        <source>How much each process took of it is not known.</source>
        <translation>Wie viel davon jeder Prozess brauchte, ist unbekannt.</translation>
    </message>
    <message>
        <source>There is no curve of what several processes take together.</source>
        <translation>Von dem, was mehrere Prozesse zusammen brauchen, gibt es keine Kurve.</translation>
    </message>
    <message>
        <source>Much of it was taken by processes that ended before they were seen for long.</source>
        <translation>Viel davon nahmen Prozesse, die endeten, bevor sie lange gesehen wurden.</translation>
    </message>
    <message>
        <source>Some of what was recorded can not be read.</source>
        <translation>Manches, was aufgezeichnet wurde, ist nicht lesbar.</translation>
    </message>
    <message>
        <source>What was kept of this alert is damaged and can not be read.</source>
        <translation>Was von diesem Alarm aufgehoben wurde, ist beschädigt und nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>EvidenceDeeds</name>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
</context>
<context>
    <name>EvidenceFoot</name>
    <message>
        <source>Edit rule…</source>
        <translation>Regel ändern …</translation>
    </message>
    <message>
        <source>Dry run over 14 days</source>
        <translation>Probelauf über 14 Tage</translation>
    </message>
    <message>
        <source>See where the rule would have fired</source>
        <translation>Sehen, wo die Regel ausgelöst hätte</translation>
    </message>
    <message>
        <source>Mute…</source>
        <translation>Stummschalten …</translation>
    </message>
    <message>
        <source>Let the rule tell nobody for a while; it is judged and listed all the same</source>
        <translation>Die Regel eine Weile niemanden benachrichtigen lassen; sie wird trotzdem geprüft und aufgelistet</translation>
    </message>
    <message>
        <source>Export evidence…</source>
        <translation>Belege exportieren …</translation>
    </message>
    <message>
        <source>All of it as JSON…</source>
        <translation>Alles als JSON …</translation>
    </message>
    <message>
        <source>The curves as CSV…</source>
        <translation>Die Kurven als CSV …</translation>
    </message>
    <message>
        <source>The processes as CSV…</source>
        <translation>Die Prozesse als CSV …</translation>
    </message>
    <message>
        <source>Muted until {time}…</source>
        <translation>Stumm bis {time} …</translation>
    </message>
</context>
<context>
    <name>EvidenceHead</name>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Zurück zur Liste (Esc)</translation>
    </message>
    <message>
        <source>Go to this moment</source>
        <translation>Zu diesem Augenblick</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>More: note, rule, copy</source>
        <translation>Mehr: Anmerkung, Regel, kopieren</translation>
    </message>
    <message>
        <source>Acknowledge with a note…</source>
        <translation>Mit Anmerkung bestätigen …</translation>
    </message>
    <message>
        <source>List only alerts of this rule</source>
        <translation>Nur Alarme dieser Regel auflisten</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Say that you have seen it (A)</source>
        <translation>Sagen, dass Sie ihn gesehen haben (A)</translation>
    </message>
    <message>
        <source>Let the whole window show when it fired</source>
        <translation>Das ganze Fenster zeigt, als er ausgelöst wurde</translation>
    </message>
</context>
<context>
    <name>EvidenceLists</name>
    <message>
        <source>Who did it</source>
        <translation>Wer es war</translation>
    </message>
    <message>
        <source>Started and ended around it</source>
        <translation>In dieser Zeit gestartet und beendet</translation>
    </message>
    <message>
        <source>Show the whole tree</source>
        <translation>Den ganzen Baum zeigen</translation>
    </message>
    <message>
        <source>average in the alert against the time before</source>
        <translation>Mittel im Alarm gegen die Zeit davor</translation>
    </message>
    <message>
        <source>share of the machine, average in the alert against the time before</source>
        <translation>Anteil am Rechner, Mittel im Alarm gegen die Zeit davor</translation>
    </message>
    <message>
        <source>No process was found that had a part in it.</source>
        <translation>Es wurde kein Prozess gefunden, der daran beteiligt war.</translation>
    </message>
    <message>
        <source>Who did it is not known yet.</source>
        <translation>Wer es war, ist noch nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>EvidencePane</name>
    <message>
        <source>Choose an alert to see what was found about it.</source>
        <translation>Wählen Sie einen Alarm, um zu sehen, was darüber gefunden wurde.</translation>
    </message>
    <message>
        <source>The evidence can not be read: {why}</source>
        <translation>Die Belege können nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing is remembered here to go back to.</source>
        <translation>Hier ist nichts gespeichert, zu dem man zurückgehen könnte.</translation>
    </message>
</context>
<context>
    <name>FactsPart</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Executable</source>
        <translation>Programmdatei</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>Kinder</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>The system does not say.</source>
        <translation>Das System sagt es nicht.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Dauerte</translation>
    </message>
    <message>
        <source>Samples kept</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Benachrichtigt</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Gesehen von</translation>
    </message>
    <message>
        <source>Same rule</source>
        <translation>Dieselbe Regel</translation>
    </message>
    <message>
        <source>Taken by hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message>
        <source>Failures of this program</source>
        <translation>Fehler dieses Programms</translation>
    </message>
    <message>
        <source>These reports stay on this machine: procmon_gui sends them nowhere. Copy one into a report of a bug if you want to.</source>
        <translation>Diese Berichte bleiben auf diesem Rechner: procmon_gui schickt sie nirgendwohin. Kopieren Sie einen in eine Fehlermeldung, wenn Sie möchten.</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>Text des Berichts</translation>
    </message>
    <message>
        <source>Nothing has failed. When the program fails, it keeps a report here.</source>
        <translation>Es gab keinen Fehler. Wenn das Programm scheitert, legt es hier einen Bericht ab.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Killed by a signal</source>
        <translation>Durch ein Signal beendet</translation>
    </message>
    <message>
        <source>Ended by an error</source>
        <translation>Durch einen Fehler beendet</translation>
    </message>
    <message>
        <source>An error; it went on</source>
        <translation>Ein Fehler; es lief weiter</translation>
    </message>
    <message>
        <source>Did not answer, then did</source>
        <translation>Antwortete zeitweise nicht</translation>
    </message>
    <message>
        <source>Ended while it did not answer</source>
        <translation>Beendet, während es nicht antwortete</translation>
    </message>
    <message>
        <source>No program of this desktop opens {file}</source>
        <translation>Kein Programm dieser Arbeitsumgebung öffnet {file}</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
</context>
<context>
    <name>FieldEdit</name>
    <message>
        <source>kept; type another one to replace it</source>
        <translation>verwahrt; ein anderes tippen, um es zu ersetzen</translation>
    </message>
</context>
<context>
    <name>FileSaver</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>{path} could not be saved: {reason}. Nothing was changed.</source>
        <translation>{path} ließ sich nicht speichern: {reason}. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>FileTroubleDialog</name>
    <message>
        <source>The recording can not be shown</source>
        <translation>Die Aufzeichnung kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>FilesTab</name>
    <message>
        <source>Open file location</source>
        <translation>Dateipfad öffnen</translation>
    </message>
    <message>
        <source>Open the folder of the file in the file manager</source>
        <translation>Den Ordner der Datei in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <source>It has no file open.</source>
        <translation>Er hat keine Datei offen.</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Filter processes</source>
        <translation>Prozesse filtern</translation>
    </message>
    <message>
        <source>Filter processes: name, PID, or cpu &gt; 5% and user = postgres</source>
        <translation>Prozesse filtern: Name, PID oder cpu &gt; 5% and user = postgres</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>FilterOffers</name>
    <message>
        <source>Ways to go on</source>
        <translation>Mögliche Fortsetzungen</translation>
    </message>
</context>
<context>
    <name>FindDialog</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>Wonach gesucht wird</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>Fortschritt der Suche</translation>
    </message>
    <message>
        <source>Go to process</source>
        <translation>Zum Prozess</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What is found appears here, while the search goes on.</source>
        <translation>Funde erscheinen hier, während die Suche läuft.</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>Deleted files</source>
        <translation>Gelöschte Dateien</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Columns of what was found</source>
        <translation>Spalten der Funde</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Cancelled. {hits} so far.</source>
        <translation>Abgebrochen. Bisher {hits}.</translation>
    </message>
    <message>
        <source>Path, part of a path, or a pattern with * and ?</source>
        <translation>Pfad, Teil eines Pfads oder ein Muster mit * und ?</translation>
    </message>
    <message>
        <source>Part of the path; empty finds all</source>
        <translation>Teil des Pfads; leer findet alle</translation>
    </message>
    <message>
        <source>Number of a port, or name of a service</source>
        <translation>Nummer eines Ports oder Name eines Dienstes</translation>
    </message>
    <message>
        <source>Part of the path of a unix socket, or an inode</source>
        <translation>Teil des Pfads eines Unix-Sockets oder ein Inode</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>{hits} in {processes}.</source>
        <translation>{hits} in {processes}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>There are more: ask for less.</source>
        <translation>Es gibt mehr: die Suche eingrenzen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them do not show this program what they hold.</source>
        <translation>
            <numerusform>%Ln davon zeigt diesem Programm nicht, was er hält.</numerusform>
            <numerusform>%Ln davon zeigen diesem Programm nicht, was sie halten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The system hides the processes of other users.</source>
        <translation>Das System verbirgt die Prozesse anderer Benutzer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Type what to look for.</source>
        <translation>Hier eingeben, was gesucht wird.</translation>
    </message>
    <message>
        <source>A port is a number from 0 to 65535, or the name of a service.</source>
        <translation>Ein Port ist eine Zahl von 0 bis 65535 oder der Name eines Dienstes.</translation>
    </message>
    <message>
        <source>This system does not tell it.</source>
        <translation>Dieses System gibt darüber keine Auskunft.</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Held as</source>
        <translation>Gehalten als</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>eingeblendet</translation>
    </message>
    <message>
        <source>program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>working directory</source>
        <translation>Arbeitsverzeichnis</translation>
    </message>
    <message>
        <source>root directory</source>
        <translation>Wurzelverzeichnis</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>{path} (deleted)</source>
        <translation>{path} (gelöscht)</translation>
    </message>
    <message>
        <source>open as {number}</source>
        <translation>offen als {number}</translation>
    </message>
</context>
<context>
    <name>GeneralTab</name>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>60 s</source>
        <translation>60 s</translation>
    </message>
</context>
<context>
    <name>GoToTime</name>
    <message>
        <source>For example 03:12, yesterday 3am or 2 hours ago</source>
        <translation>Zum Beispiel 03:12, gestern 3 Uhr oder vor 2 Stunden</translation>
    </message>
    <message>
        <source>{moment} is still to come</source>
        <translation>{moment} liegt in der Zukunft</translation>
    </message>
    <message>
        <source>Nothing was recorded yet</source>
        <translation>Noch wurde nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>{moment}, {age}</source>
        <translation>{moment}, {age}</translation>
    </message>
    <message>
        <source>{moment}: nothing was recorded then. Nearest is {nearest}.</source>
        <translation>{moment}: Da wurde nichts aufgezeichnet. Am nächsten liegt {nearest}.</translation>
    </message>
    <message>
        <source>“{text}”: {moment}</source>
        <translation>„{text}“: {moment}</translation>
    </message>
</context>
<context>
    <name>GoToTimeDialog</name>
    <message>
        <source>Go to time</source>
        <translation>Gehe zu Zeit</translation>
    </message>
    <message>
        <source>Time to go to</source>
        <translation>Zeit, zu der gegangen wird</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go to this moment</source>
        <translation>Zu diesem Augenblick</translation>
    </message>
</context>
<context>
    <name>GraphChart</name>
    <message>
        <source>Show the whole time</source>
        <translation>Die ganze Zeit zeigen</translation>
    </message>
</context>
<context>
    <name>GraphsTab</name>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Disk/s</source>
        <translation>Datenträger/s</translation>
    </message>
    <message>
        <source>read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>written</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>TCP/s</source>
        <translation>TCP/s</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Whole life</source>
        <translation>Ganzes Leben</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>Seit {time}</translation>
    </message>
    <message>
        <source>Averages of minutes until {time}</source>
        <translation>Mittel von Minuten bis {time}</translation>
    </message>
    <message>
        <source>{since}, averages of minutes until {time}</source>
        <translation>{since}, Mittel von Minuten bis {time}</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>um {time}</translation>
    </message>
    <message>
        <source>minute of {time}</source>
        <translation>Minute von {time}</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Show or hide the names of the pages</source>
        <translation>Seitennamen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Let the list and the charts stand still; sampling goes on (Pause)</source>
        <translation>Liste und Diagramme anhalten; die Erfassung läuft weiter (Pause)</translation>
    </message>
    <message>
        <source>How often this machine is looked at</source>
        <translation>Wie oft dieser Rechner erfasst wird</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>Menü (F10)</translation>
    </message>
    <message>
        <source>Every {seconds} s</source>
        <translation>Alle {seconds} s</translation>
    </message>
    <message>
        <source>Frozen {time}</source>
        <translation>Angehalten {time}</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>HeatFace</name>
    <message>
        <source>Heat map</source>
        <translation>Wärmekarte</translation>
    </message>
    <message>
        <source>{map}, heat map with {count} rows</source>
        <translation>{map}, Wärmekarte mit {count} Zeilen</translation>
    </message>
</context>
<context>
    <name>HeatLegend</name>
    <message>
        <source>Colours from {low} to {high}</source>
        <translation>Farben von {low} bis {high}</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Metrics</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Heat map of metrics</source>
        <translation>Wärmekarte der Messwerte</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Heat map of programs</source>
        <translation>Wärmekarte der Programme</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Heat map of cores</source>
        <translation>Wärmekarte der Kerne</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Heat map of machines</source>
        <translation>Wärmekarte der Rechner</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Colours say how much</source>
        <translation>Farben sagen, wie viel</translation>
    </message>
    <message>
        <source>Unusual</source>
        <translation>Ungewöhnlich</translation>
    </message>
    <message>
        <source>Colours say how unusual</source>
        <translation>Farben sagen, wie ungewöhnlich</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>max {value}</source>
        <translation>max. {value}</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>{score}, unusual</source>
        <translation>{score}, ungewöhnlich</translation>
    </message>
    <message>
        <source>{score}, usual</source>
        <translation>{score}, gewöhnlich</translation>
    </message>
    <message>
        <source>core {number}</source>
        <translation>Kern {number}</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Auslagerung</translation>
    </message>
    <message>
        <source>Disk read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Disk write</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>CPU wait</source>
        <translation>CPU-Warten</translation>
    </message>
    <message>
        <source>Memory wait</source>
        <translation>RAM-Warten</translation>
    </message>
    <message>
        <source>Disk wait</source>
        <translation>Disk-Warten</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>{rows}, {value}</source>
        <translation>{rows}, {value}</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Messwert</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>0, usual</source>
        <translation>0, gewöhnlich</translation>
    </message>
    <message>
        <source>1, unusual</source>
        <translation>1, ungewöhnlich</translation>
    </message>
    <message>
        <source>top of each row</source>
        <translation>Ende jeder Zeile</translation>
    </message>
    <message>
        <source>Nothing is known of this time.</source>
        <translation>Von dieser Zeit ist nichts bekannt.</translation>
    </message>
    <message>
        <source>{length} a cell</source>
        <translation>{length} je Zelle</translation>
    </message>
    <message>
        <source>{cell}; hatched: not recorded</source>
        <translation>{cell}; schraffiert: nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>How unusual this time was is not known.</source>
        <translation>Wie ungewöhnlich diese Zeit war, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>far from the median of its row</source>
        <translation>fern vom Median der Zeile</translation>
    </message>
    <message>
        <source>as it was judged then</source>
        <translation>wie damals beurteilt</translation>
    </message>
    <message>
        <source>each row to its own scale</source>
        <translation>jede Zeile mit eigener Skala</translation>
    </message>
    <message>
        <source>CPU, whole machine</source>
        <translation>CPU, ganzer Rechner</translation>
    </message>
    <message>
        <source>memory, the most</source>
        <translation>Arbeitsspeicher, höchster Wert</translation>
    </message>
    <message>
        <source>disk, read and written</source>
        <translation>Datenträger, gelesen und geschrieben</translation>
    </message>
    <message>
        <source>network, TCP</source>
        <translation>Netz, TCP</translation>
    </message>
    <message>
        <source>busy time</source>
        <translation>ausgelastet</translation>
    </message>
    <message>
        <source>{what}, {note}</source>
        <translation>{what}, {note}</translation>
    </message>
    <message>
        <source>{row}; the strongest colour is {value}</source>
        <translation>{row}; die kräftigste Farbe ist {value}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Further</source>
        <translation>Weiteres</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>Text der Seite</translation>
    </message>
    <message>
        <source>The manual is missing in this installation.</source>
        <translation>In dieser Installation fehlt das Handbuch.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Mean of</source>
        <translation>Mittel über</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Kleinster</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Größter</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>{program} led with {value}</source>
        <translation>{program} führte mit {value}</translation>
    </message>
    <message>
        <source>Double click opens it</source>
        <translation>Doppelklick öffnet ihn</translation>
    </message>
</context>
<context>
    <name>HistoryDeeds</name>
    <message>
        <source>Save this range as a file…</source>
        <translation>Diesen Zeitraum als Datei speichern…</translation>
    </message>
    <message>
        <source>Save what is in sight as a file…</source>
        <translation>Was zu sehen ist, als Datei speichern…</translation>
    </message>
    <message>
        <source>Show as table…</source>
        <translation>Als Tabelle zeigen…</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Als Bild speichern…</translation>
    </message>
    <message>
        <source>Save all charts as CSV…</source>
        <translation>Alle Diagramme als CSV speichern…</translation>
    </message>
    <message>
        <source>Save all charts as picture…</source>
        <translation>Alle Diagramme als Bild speichern…</translation>
    </message>
    <message>
        <source>Choose a range…</source>
        <translation>Zeitraum wählen…</translation>
    </message>
    <message>
        <source>Zoom to the range</source>
        <translation>Auf den Zeitraum zoomen</translation>
    </message>
    <message>
        <source>Go to the peak of the range</source>
        <translation>Zum Höchstwert des Zeitraums gehen</translation>
    </message>
    <message>
        <source>Compare the range with another…</source>
        <translation>Zeitraum mit einem anderen vergleichen…</translation>
    </message>
    <message>
        <source>Choose no range</source>
        <translation>Keinen Zeitraum wählen</translation>
    </message>
    <message>
        <source>Alert rule…</source>
        <translation>Alarmregel…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>{path} could not be saved: {reason}. Nothing was changed.</source>
        <translation>{path} ließ sich nicht speichern: {reason}. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>HistoryDialogs</name>
    <message>
        <source>Compare with another time</source>
        <translation>Mit einer anderen Zeit vergleichen</translation>
    </message>
    <message>
        <source>How long before? For example 2 days, 36 h or 90 min</source>
        <translation>Wie lange davor? Zum Beispiel 2 Tage, 36 h oder 90 min</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>HistoryHeat</name>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing is known of this time.</source>
        <translation>Von dieser Zeit ist nichts bekannt.</translation>
    </message>
    <message>
        <source>It could not be read.</source>
        <translation>Sie konnte nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Nothing is recorded yet. The curves of this machine appear here as soon as something is.</source>
        <translation>Noch ist nichts aufgezeichnet. Die Kurven dieses Rechners erscheinen hier, sobald es so weit ist.</translation>
    </message>
    <message>
        <source>Show the setting</source>
        <translation>Einstellung zeigen</translation>
    </message>
    <message>
        <source>This process was not recorded at that moment.</source>
        <translation>Dieser Prozess ist in diesem Moment nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>Recording is switched off: here is what was recorded before, and what this window remembers.</source>
        <translation>Die Aufzeichnung ist ausgeschaltet: Hier steht, was zuvor aufgezeichnet wurde und was dieses Fenster sich gemerkt hat.</translation>
    </message>
</context>
<context>
    <name>HistoryRecording</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Recordings (*.procmon)</source>
        <translation>Aufzeichnungen (*.procmon)</translation>
    </message>
    <message>
        <source>Saved: {path} ({samples}, {size})</source>
        <translation>Gespeichert: {path} ({samples}, {size})</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s)</source>
        <translation>
            <numerusform>%Ln Messung</numerusform>
            <numerusform>%Ln Messungen</numerusform>
        </translation>
    </message>
    <message>
        <source>It begins at {time}: of the time before there are no samples.</source>
        <translation>Sie beginnt um {time}: Aus der Zeit davor gibt es keine Messungen.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of that time are damaged and were left out.</source>
        <translation>
            <numerusform>%n Teil dieser Zeit ist beschädigt und fehlt darin.</numerusform>
            <numerusform>%n Teile dieser Zeit sind beschädigt und fehlen darin.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>HistorySide</name>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Show it in the tree</source>
        <translation>Im Baum zeigen</translation>
    </message>
    <message>
        <source>Whole life…</source>
        <translation>Ganzes Leben…</translation>
    </message>
    <message>
        <source>In sight: {range}</source>
        <translation>Im Blick: {range}</translation>
    </message>
    <message>
        <source>Top processes of this range</source>
        <translation>Meiste Last: Prozesse</translation>
    </message>
    <message>
        <source>Top programs of this range</source>
        <translation>Meiste Last: Programme</translation>
    </message>
    <message>
        <source>Nobody is known to have used any of it in this range.</source>
        <translation>Von niemandem ist bekannt, dass er in diesem Zeitraum etwas davon verbraucht hat.</translation>
    </message>
    <message>
        <source>Go to its peak, {time}</source>
        <translation>Zum Höchstwert, {time}</translation>
    </message>
    <message>
        <source>Go to its peak</source>
        <translation>Zum Höchstwert</translation>
    </message>
</context>
<context>
    <name>HistoryToolbar</name>
    <message>
        <source>The last {span}</source>
        <translation>Die letzten {span}</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Top programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Choose a range… (Shift+drag on a chart)</source>
        <translation>Zeitraum wählen… (Umschalt+Ziehen im Diagramm)</translation>
    </message>
    <message>
        <source>More: table, copy, save</source>
        <translation>Mehr: Tabelle, kopieren, speichern</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Andere…</translation>
    </message>
    <message>
        <source>Time in sight: {span}</source>
        <translation>Sichtbare Zeit: {span}</translation>
    </message>
    <message>
        <source>Recorded since {time}</source>
        <translation>Aufgezeichnet seit {time}</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>Seit {time}</translation>
    </message>
    <message>
        <source>Series: {shown}</source>
        <translation>Kurven: {shown}</translation>
    </message>
    <message>
        <source>Series: {shown} of {known}</source>
        <translation>Kurven: {shown} von {known}</translation>
    </message>
    <message>
        <source>Compare: {time}</source>
        <translation>Vergleich: {time}</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
</context>
<context>
    <name>HistoryTop</name>
    <message>
        <source>This range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht gesehen</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Elternprozess</translation>
    </message>
    <message>
        <source>PID {pid}</source>
        <translation>PID {pid}</translation>
    </message>
</context>
<context>
    <name>HistoryWaiting</name>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>{reason} Shown is what was read at {time}.</source>
        <translation>{reason} Gezeigt wird der Stand von {time}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>Das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
</context>
<context>
    <name>HostMenu</name>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>Size of a file</source>
        <translation>Größe einer Datei</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Core dump</source>
        <translation>Speicherabzug</translation>
    </message>
    <message>
        <source>Resident memory</source>
        <translation>Residenter Speicher</translation>
    </message>
    <message>
        <source>Processes and threads of the user</source>
        <translation>Prozesse und Threads des Benutzers</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Locked memory</source>
        <translation>Gesperrter Speicher</translation>
    </message>
    <message>
        <source>Virtual memory</source>
        <translation>Virtueller Speicher</translation>
    </message>
    <message>
        <source>File locks</source>
        <translation>Dateisperren</translation>
    </message>
    <message>
        <source>Waiting signals of the user</source>
        <translation>Wartende Signale des Benutzers</translation>
    </message>
    <message>
        <source>Message queues of the user</source>
        <translation>Nachrichtenschlangen des Benutzers</translation>
    </message>
    <message>
        <source>Nice value (20 - n)</source>
        <translation>Nice-Wert (20 - n)</translation>
    </message>
    <message>
        <source>Real-time priority</source>
        <translation>Echtzeitpriorität</translation>
    </message>
    <message>
        <source>Real-time CPU without a pause</source>
        <translation>Echtzeit-CPU ohne Pause</translation>
    </message>
    <message>
        <source>This process has ended.</source>
        <translation>Dieser Prozess ist beendet.</translation>
    </message>
    <message>
        <source>Only root or the owner can read this.</source>
        <translation>Dies kann nur root oder der Besitzer lesen.</translation>
    </message>
    <message>
        <source>This process is protected: only root can read this.</source>
        <translation>Dieser Prozess ist geschützt: Nur root kann dies lesen.</translation>
    </message>
    <message>
        <source>The system refuses this, even to root.</source>
        <translation>Das System verweigert dies, auch root.</translation>
    </message>
    <message>
        <source>The system hides the processes of other users.</source>
        <translation>Das System verbirgt die Prozesse anderer Benutzer.</translation>
    </message>
    <message>
        <source>This process has ended and waits for its parent; it holds nothing any more.</source>
        <translation>Dieser Prozess ist beendet und wartet auf seinen Elternprozess; er hält nichts mehr.</translation>
    </message>
    <message>
        <source>A thread of the kernel has none of its own.</source>
        <translation>Ein Thread des Kernels hat nichts Eigenes dieser Art.</translation>
    </message>
    <message>
        <source>This system does not tell it.</source>
        <translation>Dieses System gibt darüber keine Auskunft.</translation>
    </message>
    <message>
        <source>This system tells of files and sockets only.</source>
        <translation>Dieses System gibt nur über Dateien und Sockets Auskunft.</translation>
    </message>
    <message>
        <source>This program may open no more files now; try again.</source>
        <translation>Dieses Programm darf gerade keine weiteren Dateien öffnen; später erneut versuchen.</translation>
    </message>
    <message>
        <source>The system gave an answer that can not be understood.</source>
        <translation>Das System gab eine unverständliche Antwort.</translation>
    </message>
</context>
<context>
    <name>IoChoice</name>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Level, 0 is first</source>
        <translation>Stufe, 0 kommt zuerst</translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message>
        <source>For {span}</source>
        <translation>Für {span}</translation>
    </message>
    <message>
        <source>Until tomorrow {time}</source>
        <translation>Bis morgen {time}</translation>
    </message>
    <message>
        <source>Tell again, not only from {time} on</source>
        <translation>Wieder benachrichtigen, nicht erst ab {time}</translation>
    </message>
</context>
<context>
    <name>JumpBar</name>
    <message>
        <source>Go to the process whose name begins with</source>
        <translation>Zum Prozess springen, dessen Name so beginnt</translation>
    </message>
    <message>
        <source>Go to name</source>
        <translation>Zu Name springen</translation>
    </message>
</context>
<context>
    <name>KeepRecording</name>
    <message>
        <source>Everything is recorded while this window is open, so that you can go back to any moment.</source>
        <translation>Alles wird aufgezeichnet, solange dieses Fenster offen ist, sodass Sie zu jedem Moment zurückgehen können.</translation>
    </message>
    <message>
        <source>Keep recording…</source>
        <translation>Weiter aufzeichnen…</translation>
    </message>
    <message>
        <source>The service {name} records now, until you log out. To undo it: {command}</source>
        <translation>Der Dienst {name} zeichnet jetzt auf, bis Sie sich abmelden. So wird es rückgängig gemacht: {command}</translation>
    </message>
    <message>
        <source>The service {name} records now, until you log out. Written: {path}. To undo it: {command}</source>
        <translation>Der Dienst {name} zeichnet jetzt auf, bis Sie sich abmelden. Geschrieben: {path}. So wird es rückgängig gemacht: {command}</translation>
    </message>
    <message>
        <source>The service was stopped and taken away. What it recorded stays; this window records now.</source>
        <translation>Der Dienst wurde beendet und entfernt. Was er aufgezeichnet hat, bleibt; jetzt zeichnet dieses Fenster auf.</translation>
    </message>
    <message>
        <source>The service could not be changed: {reason}</source>
        <translation>Der Dienst konnte nicht geändert werden: {reason}</translation>
    </message>
</context>
<context>
    <name>KeepRecordingDialog</name>
    <message>
        <source>Keep recording?</source>
        <translation>Weiter aufzeichnen?</translation>
    </message>
    <message>
        <source>Recording stops when this window closes.</source>
        <translation>Die Aufzeichnung endet, wenn dieses Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Everything is recorded while this window is open, and stops when it closes.</source>
        <translation>Alles wird aufgezeichnet, solange dieses Fenster offen ist; mit ihm endet die Aufzeichnung.</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>Im Infobereich</translation>
    </message>
    <message>
        <source>The program goes on without its window. Its icon brings the window back.</source>
        <translation>Das Programm läuft ohne sein Fenster weiter. Sein Symbol holt das Fenster zurück.</translation>
    </message>
    <message>
        <source>As a service of yours, until you log out</source>
        <translation>Als Ihr Dienst, bis Sie sich abmelden</translation>
    </message>
    <message>
        <source>systemd starts it whenever you log in. The window shows what it records.</source>
        <translation>systemd startet ihn bei jeder Anmeldung. Das Fenster zeigt, was er aufzeichnet.</translation>
    </message>
    <message>
        <source>The settings can change this later.</source>
        <translation>In den Einstellungen lässt sich das später ändern.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Do not keep recording</source>
        <translation>Nicht weiter aufzeichnen</translation>
    </message>
    <message>
        <source>The service {name} records now, until you log out.</source>
        <translation>Der Dienst {name} zeichnet jetzt auf, bis Sie sich abmelden.</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Geschrieben: {path}</translation>
    </message>
    <message>
        <source>To undo it: Settings, History, Record as a service; or: {command}</source>
        <translation>So wird es rückgängig gemacht: Einstellungen, Verlauf, Als Dienst aufzeichnen; oder: {command}</translation>
    </message>
    <message>
        <source>Recording goes on</source>
        <translation>Die Aufzeichnung geht weiter</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>It did not work, and nothing was changed: {reason}</source>
        <translation>Es hat nicht geklappt, und nichts wurde geändert: {reason}</translation>
    </message>
    <message>
        <source>The service is being started…</source>
        <translation>Der Dienst wird gestartet…</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>Teile des Programms</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>They could not be read: {reason}</source>
        <translation>Sie konnten nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
</context>
<context>
    <name>LifeChart</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>{time}, average of the minute</source>
        <translation>{time}, Mittel der Minute</translation>
    </message>
    <message>
        <source>axis 0 to {top}</source>
        <translation>Achse 0 bis {top}</translation>
    </message>
</context>
<context>
    <name>LifeCharts</name>
    <message>
        <source>Nothing of it was recorded.</source>
        <translation>Davon wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Every recorded sample. A click goes to its moment.</source>
        <translation>Jede aufgezeichnete Messung. Ein Klick geht zu ihrem Augenblick.</translation>
    </message>
    <message>
        <source>Means of {step} each, peaks as a tint. A click goes to its moment.</source>
        <translation>Mittel über je {step}, Spitzen als Tönung. Ein Klick geht zu diesem Augenblick.</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>um {time}</translation>
    </message>
</context>
<context>
    <name>LifeWindow</name>
    <message>
        <source>Whole life</source>
        <translation>Ganzes Leben</translation>
    </message>
    <message>
        <source>Back to what was shown before (Alt+←)</source>
        <translation>Zurück zu dem, was vorher zu sehen war (Alt+←)</translation>
    </message>
    <message>
        <source>Whole program</source>
        <translation>Ganzes Programm</translation>
    </message>
    <message>
        <source>Reading what was recorded…</source>
        <translation>Aufgezeichnetes wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing was recorded of it.</source>
        <translation>Davon wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nothing recorded</source>
        <translation>Nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>Whole life of {name}</source>
        <translation>Ganzes Leben von {name}</translation>
    </message>
</context>
<context>
    <name>LimitsTab</name>
    <message>
        <source>Filter limits</source>
        <translation>Grenzen filtern</translation>
    </message>
</context>
<context>
    <name>ListPart</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>first {count} of {total}</source>
        <translation>die ersten {count} von {total}</translation>
    </message>
</context>
<context>
    <name>ListingTab</name>
    <message>
        <source>Filter this list</source>
        <translation>Diese Liste filtern</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>Es gibt keine.</translation>
    </message>
    <message>
        <source>{count} could not be read.</source>
        <translation>{count} ließen sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>LockPanel</name>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Look only</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>{name} is logged in.</source>
        <translation>{name} ist angemeldet.</translation>
    </message>
    <message>
        <source>Nothing is shown here before somebody logs in.</source>
        <translation>Hier wird nichts gezeigt, bevor sich jemand anmeldet.</translation>
    </message>
    <message>
        <source>Recording goes on.</source>
        <translation>Die Aufzeichnung läuft weiter.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>procmon_gui</source>
        <translation>procmon_gui</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Look only</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>LoginForm</name>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Forgotten?</source>
        <translation>Vergessen?</translation>
    </message>
    <message>
        <source>I do not know the password any more</source>
        <translation>Ich weiß das Passwort nicht mehr</translation>
    </message>
    <message>
        <source>Type your password again</source>
        <translation>Passwort noch einmal eingeben</translation>
    </message>
    <message>
        <source>Password of {name}</source>
        <translation>Passwort von {name}</translation>
    </message>
    <message numerus="yes">
        <source>Locks after %Ln min without use.</source>
        <translation>
            <numerusform>Sperrt nach %Ln min ohne Benutzung.</numerusform>
            <numerusform>Sperrt nach %Ln min ohne Benutzung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Die Feststelltaste scheint an zu sein.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>procmon_gui</source>
        <translation>procmon_gui</translation>
    </message>
</context>
<context>
    <name>MarkChooser</name>
    <message>
        <source>Marks</source>
        <translation>Marken</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>{moment}: {text}</source>
        <translation>{moment}: {text}</translation>
    </message>
</context>
<context>
    <name>MarkDialog</name>
    <message>
        <source>For example deployed 2.4, or fan noise</source>
        <translation>Zum Beispiel 2.4 ausgerollt, oder Lüfter laut</translation>
    </message>
    <message>
        <source>Words of the mark</source>
        <translation>Worte der Marke</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diesen Moment markieren</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Rename mark</source>
        <translation>Marke umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>{moment} alert: {text}</source>
        <translation>{moment} Alarm: {text}</translation>
    </message>
    <message>
        <source>{moment} {text}</source>
        <translation>{moment} {text}</translation>
    </message>
    <message>
        <source>{moment}: {text}</source>
        <translation>{moment}: {text}</translation>
    </message>
    <message>
        <source>alert: {text}</source>
        <translation>Alarm: {text}</translation>
    </message>
    <message>
        <source>done: {text}</source>
        <translation>getan: {text}</translation>
    </message>
    <message>
        <source>mark: {text}</source>
        <translation>Marke: {text}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more mark(s)</source>
        <translation>
            <numerusform>und %n weitere Marke</numerusform>
            <numerusform>und %n weitere Marken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemoryTab</name>
    <message>
        <source>Regions of memory</source>
        <translation>Speicherbereiche</translation>
    </message>
    <message>
        <source>Filter regions</source>
        <translation>Bereiche filtern</translation>
    </message>
    <message>
        <source>The first {count} regions; the sums are of all.</source>
        <translation>Die ersten {count} Bereiche; die Summen gelten für alle.</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the program, as the kernel keeps it; a name cut at 15 bytes is completed from the command line.</source>
        <translation>Name des Programms, wie der Kernel ihn führt; ein bei 15 Byte gekürzter Name wird aus der Befehlszeile ergänzt.</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Process id: unique while the process lives.</source>
        <translation>Prozesskennung: eindeutig, solange der Prozess lebt.</translation>
    </message>
    <message>
        <source>Parent PID</source>
        <translation>Eltern-PID</translation>
    </message>
    <message>
        <source>Process id of the parent.</source>
        <translation>Prozesskennung des Elternprozesses.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Name of the effective user; the number where it has no name.</source>
        <translation>Name des effektiven Benutzers; die Nummer, wo es keinen Namen gibt.</translation>
    </message>
    <message>
        <source>User ID</source>
        <translation>Benutzer-ID</translation>
    </message>
    <message>
        <source>Number of the effective user.</source>
        <translation>Nummer des effektiven Benutzers.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What the process is doing: running, sleeping, disk-sleep (waiting for a device), stopped, zombie …</source>
        <translation>Was der Prozess tut: läuft, schläft, Gerätewarten (wartet auf ein Gerät), gestoppt, Zombie …</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>disk-sleep</source>
        <translation>Gerätewarten</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>tracing-stop</source>
        <translation>verfolgt</translation>
    </message>
    <message>
        <source>zombie</source>
        <translation>Zombie</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>geparkt</translation>
    </message>
    <message>
        <source>wake-kill</source>
        <translation>Abbruchwarten</translation>
    </message>
    <message>
        <source>waking</source>
        <translation>erwacht</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CPU time used since the last beat; 100 % is one full core, so several threads can pass it.</source>
        <translation>CPU-Zeit seit der letzten Messung; 100 % ist ein voller Kern, mehrere Threads können also darüber liegen.</translation>
    </message>
    <message>
        <source>CPU, user</source>
        <translation>CPU, Benutzer</translation>
    </message>
    <message>
        <source>CPU used in the program&apos;s own code; 100 % is one full core.</source>
        <translation>CPU im eigenen Code des Programms; 100 % ist ein voller Kern.</translation>
    </message>
    <message>
        <source>CPU, system</source>
        <translation>CPU, System</translation>
    </message>
    <message>
        <source>CPU used in the kernel for this process; 100 % is one full core.</source>
        <translation>CPU im Kernel für diesen Prozess; 100 % ist ein voller Kern.</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>CPU time, user and system, since the process started.</source>
        <translation>CPU-Zeit, Benutzer und System, seit dem Start des Prozesses.</translation>
    </message>
    <message>
        <source>CPU time, user</source>
        <translation>CPU-Zeit, Benutzer</translation>
    </message>
    <message>
        <source>CPU time in the program&apos;s own code since it started.</source>
        <translation>CPU-Zeit im eigenen Code des Programms seit dem Start.</translation>
    </message>
    <message>
        <source>CPU time, system</source>
        <translation>CPU-Zeit, System</translation>
    </message>
    <message>
        <source>CPU time in the kernel since the process started.</source>
        <translation>CPU-Zeit im Kernel seit dem Start des Prozesses.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Resident memory: what is in RAM now, with the pages that are shared with others.</source>
        <translation>Residenter Speicher: was jetzt im RAM liegt, mit den Seiten, die mit anderen geteilt werden.</translation>
    </message>
    <message>
        <source>Shared memory</source>
        <translation>Geteilter Speicher</translation>
    </message>
    <message>
        <source>The part of the resident memory that is backed by files or shared memory.</source>
        <translation>Der Teil des residenten Speichers, hinter dem Dateien oder geteilter Speicher stehen.</translation>
    </message>
    <message>
        <source>Virtual memory</source>
        <translation>Virtueller Speicher</translation>
    </message>
    <message>
        <source>Size of the address space, used or not.</source>
        <translation>Größe des Adressraums, genutzt oder nicht.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Auslagerung</translation>
    </message>
    <message>
        <source>Memory of the process that was moved to swap.</source>
        <translation>Speicher des Prozesses, der ausgelagert wurde.</translation>
    </message>
    <message>
        <source>Proportional memory</source>
        <translation>Anteiliger Speicher</translation>
    </message>
    <message>
        <source>Resident memory with each shared page divided among those that share it; may be added up.</source>
        <translation>Residenter Speicher, wobei jede geteilte Seite auf die Beteiligten verteilt ist; darf summiert werden.</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Höchststand Speicher</translation>
    </message>
    <message>
        <source>The largest resident memory that the process ever had.</source>
        <translation>Der größte residente Speicher, den der Prozess je hatte.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Number of threads.</source>
        <translation>Anzahl der Threads.</translation>
    </message>
    <message>
        <source>Nice</source>
        <translation>Nice</translation>
    </message>
    <message>
        <source>Priority that was asked for: -20 (first) to 19 (last).</source>
        <translation>Gewünschte Priorität: -20 (zuerst) bis 19 (zuletzt).</translation>
    </message>
    <message>
        <source>Scheduling class</source>
        <translation>Planungsklasse</translation>
    </message>
    <message>
        <source>Scheduling policy: other, fifo, round-robin, batch, idle or deadline (sched(7)).</source>
        <translation>Planungsregel: andere, FIFO, Round-Robin, Stapel, Leerlauf oder Frist (sched(7)).</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>fifo</source>
        <translation>FIFO</translation>
    </message>
    <message>
        <source>round-robin</source>
        <translation>Round-Robin</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>iso</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>ext</source>
        <translation>EXT</translation>
    </message>
    <message>
        <source>Last CPU</source>
        <translation>Letzter Kern</translation>
    </message>
    <message>
        <source>Core on which it ran last.</source>
        <translation>Kern, auf dem er zuletzt lief.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>When the process started.</source>
        <translation>Wann der Prozess gestartet wurde.</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>When the process ended; known of rows that have just ended, and in the past of those that have ended since.</source>
        <translation>Wann der Prozess endete; bekannt bei Zeilen, die eben beendet wurden, und in der Vergangenheit bei denen, die seither geendet haben.</translation>
    </message>
    <message>
        <source>Exit status</source>
        <translation>Rückgabewert</translation>
    </message>
    <message>
        <source>How the process ended: what it returned (0 is well), or the signal that killed it, in filters as a negative number; known of rows that have just ended, and in the past of those that have ended since.</source>
        <translation>Wie der Prozess endete: was er zurückgab (0 ist gut), oder welches Signal ihn beendete, in Filtern als negative Zahl; bekannt bei Zeilen, die eben beendet wurden, und in der Vergangenheit bei denen, die seither geendet haben.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>How long ago the process started.</source>
        <translation>Wie lange der Start des Prozesses her ist.</translation>
    </message>
    <message>
        <source>Major faults</source>
        <translation>Harte Seitenfehler</translation>
    </message>
    <message>
        <source>Pages that had to be fetched from a device since the process started.</source>
        <translation>Seiten, die seit dem Start des Prozesses von einem Gerät geholt werden mussten.</translation>
    </message>
    <message>
        <source>Major faults/s</source>
        <translation>Harte Seitenfehler/s</translation>
    </message>
    <message>
        <source>Pages that had to be fetched from a device, a second.</source>
        <translation>Seiten je Sekunde, die von einem Gerät geholt werden mussten.</translation>
    </message>
    <message>
        <source>Voluntary switches</source>
        <translation>Freiwillige Wechsel</translation>
    </message>
    <message>
        <source>How often the main thread gave up its core by itself.</source>
        <translation>Wie oft der Hauptthread seinen Kern von selbst abgab.</translation>
    </message>
    <message>
        <source>Involuntary switches</source>
        <translation>Erzwungene Wechsel</translation>
    </message>
    <message>
        <source>How often the main thread was taken off its core.</source>
        <translation>Wie oft dem Hauptthread der Kern entzogen wurde.</translation>
    </message>
    <message>
        <source>Block I/O delay</source>
        <translation>Block-E/A-Wartezeit</translation>
    </message>
    <message>
        <source>Time spent waiting for block devices since the process started.</source>
        <translation>Zeit, die seit dem Start mit Warten auf Blockgeräte verging.</translation>
    </message>
    <message>
        <source>Block I/O wait</source>
        <translation>Block-E/A-Warten</translation>
    </message>
    <message>
        <source>Share of the time spent waiting for block devices.</source>
        <translation>Anteil der Zeit, der mit Warten auf Blockgeräte verging.</translation>
    </message>
    <message>
        <source>OOM score</source>
        <translation>OOM-Wert</translation>
    </message>
    <message>
        <source>How likely the kernel ends this process when memory runs out; higher goes first.</source>
        <translation>Wie wahrscheinlich der Kernel diesen Prozess bei Speichermangel beendet; höhere zuerst.</translation>
    </message>
    <message>
        <source>Waits in</source>
        <translation>Wartet in</translation>
    </message>
    <message>
        <source>The kernel function in which the process sleeps.</source>
        <translation>Die Kernelfunktion, in der der Prozess schläft.</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>The controlling terminal.</source>
        <translation>Das steuernde Terminal.</translation>
    </message>
    <message>
        <source>Disk read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Bytes that were fetched from storage for this process since it started.</source>
        <translation>Bytes, die seit dem Start für diesen Prozess vom Datenträger geholt wurden.</translation>
    </message>
    <message>
        <source>Disk write</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Bytes that this process caused to be sent to storage since it started.</source>
        <translation>Bytes, die dieser Prozess seit dem Start zum Datenträger senden ließ.</translation>
    </message>
    <message>
        <source>Disk read/s</source>
        <translation>Lesen/s</translation>
    </message>
    <message>
        <source>Bytes fetched from storage a second.</source>
        <translation>Vom Datenträger geholte Bytes je Sekunde.</translation>
    </message>
    <message>
        <source>Disk write/s</source>
        <translation>Schreiben/s</translation>
    </message>
    <message>
        <source>Bytes sent to storage a second.</source>
        <translation>Zum Datenträger gesendete Bytes je Sekunde.</translation>
    </message>
    <message>
        <source>Disk/s</source>
        <translation>Datenträger/s</translation>
    </message>
    <message>
        <source>Bytes fetched from and sent to storage a second.</source>
        <translation>Vom und zum Datenträger übertragene Bytes je Sekunde.</translation>
    </message>
    <message>
        <source>TCP received</source>
        <translation>TCP empfangen</translation>
    </message>
    <message>
        <source>Bytes received over TCP since procmon_gui first saw the process; UDP is not counted.</source>
        <translation>Über TCP empfangene Bytes, seit procmon_gui den Prozess zuerst sah; UDP zählt nicht.</translation>
    </message>
    <message>
        <source>TCP sent</source>
        <translation>TCP gesendet</translation>
    </message>
    <message>
        <source>Bytes sent over TCP and acknowledged since procmon_gui first saw the process; UDP is not counted.</source>
        <translation>Über TCP gesendete und bestätigte Bytes, seit procmon_gui den Prozess zuerst sah; UDP zählt nicht.</translation>
    </message>
    <message>
        <source>TCP received/s</source>
        <translation>TCP empfangen/s</translation>
    </message>
    <message>
        <source>Bytes received over TCP a second; UDP is not counted.</source>
        <translation>Über TCP empfangene Bytes je Sekunde; UDP zählt nicht.</translation>
    </message>
    <message>
        <source>TCP sent/s</source>
        <translation>TCP gesendet/s</translation>
    </message>
    <message>
        <source>Bytes sent over TCP a second; UDP is not counted.</source>
        <translation>Über TCP gesendete Bytes je Sekunde; UDP zählt nicht.</translation>
    </message>
    <message>
        <source>Network/s</source>
        <translation>Netzwerk/s</translation>
    </message>
    <message>
        <source>Bytes received and sent over TCP a second; UDP is not counted.</source>
        <translation>Über TCP empfangene und gesendete Bytes je Sekunde; UDP zählt nicht.</translation>
    </message>
    <message>
        <source>Open descriptors</source>
        <translation>Dateideskriptoren</translation>
    </message>
    <message>
        <source>Number of open file descriptors.</source>
        <translation>Anzahl der offenen Dateideskriptoren.</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Share of a GPU engine&apos;s time used since the last beat.</source>
        <translation>Anteil der Zeit einer GPU-Einheit seit der letzten Messung.</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU-Speicher</translation>
    </message>
    <message>
        <source>Memory of the process on the GPU.</source>
        <translation>Speicher des Prozesses auf der GPU.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>The systemd unit that the process belongs to.</source>
        <translation>Die systemd-Unit, zu der der Prozess gehört.</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>The container that the process runs in: the first 12 digits of its id.</source>
        <translation>Der Container, in dem der Prozess läuft: die ersten 12 Stellen seiner Kennung.</translation>
    </message>
    <message>
        <source>Control group</source>
        <translation>Kontrollgruppe</translation>
    </message>
    <message>
        <source>Path of the control group.</source>
        <translation>Pfad der Kontrollgruppe.</translation>
    </message>
    <message>
        <source>Kernel thread</source>
        <translation>Kernel-Thread</translation>
    </message>
    <message>
        <source>Whether this is a thread of the kernel and not a program.</source>
        <translation>Ob dies ein Thread des Kernels ist und kein Programm.</translation>
    </message>
    <message>
        <source>Executable</source>
        <translation>Programmdatei</translation>
    </message>
    <message>
        <source>Path of the program file.</source>
        <translation>Pfad der Programmdatei.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>The program and its arguments, with passwords and tokens replaced.</source>
        <translation>Das Programm und seine Argumente, Passwörter und Token ersetzt.</translation>
    </message>
    <message>
        <source>Share of the time in which the cores worked: 0 to 1 for the whole machine and for each core; inside a container with a limit, the whole is what the container used of its limit.</source>
        <translation>Anteil der Zeit, in der die Kerne arbeiteten: 0 bis 1 für den ganzen Rechner und je Kern; in einem Container mit Grenze ist das Ganze, was der Container von seiner Grenze nutzte.</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode user (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus Benutzer verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>CPU, nice</source>
        <translation>CPU, nice</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode nice (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus nice verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode system (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus System verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>CPU, idle</source>
        <translation>CPU, Leerlauf</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode idle (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus Leerlauf verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode iowait (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus E/A-Warten verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>CPU, irq</source>
        <translation>CPU, Interrupts</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode irq (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus Interrupts verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>CPU, softirq</source>
        <translation>CPU, Soft-Interrupts</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode softirq (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus Soft-Interrupts verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>CPU, steal</source>
        <translation>CPU, entzogen</translation>
    </message>
    <message>
        <source>Share of the time that the cores spent in mode steal (proc(5)).</source>
        <translation>Anteil der Zeit, den die Kerne im Modus entzogen verbrachten (proc(5)).</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>CPU limit</source>
        <translation>CPU-Grenze</translation>
    </message>
    <message>
        <source>Cores that the control group of this container may use; unknown without a limit.</source>
        <translation>Kerne, die die Kontrollgruppe dieses Containers nutzen darf; ohne Grenze unbekannt.</translation>
    </message>
    <message>
        <source>CPU frequency</source>
        <translation>CPU-Takt</translation>
    </message>
    <message>
        <source>Load, 1 min</source>
        <translation>Last, 1 min</translation>
    </message>
    <message>
        <source>Load, 5 min</source>
        <translation>Last, 5 min</translation>
    </message>
    <message>
        <source>Load, 15 min</source>
        <translation>Last, 15 min</translation>
    </message>
    <message>
        <source>Pressure, CPU, some</source>
        <translation>Druck, CPU, teils</translation>
    </message>
    <message>
        <source>Pressure, memory, some</source>
        <translation>Druck, Arbeitsspeicher, teils</translation>
    </message>
    <message>
        <source>Pressure, disk, some</source>
        <translation>Druck, Datenträger, teils</translation>
    </message>
    <message>
        <source>Share of the time in which some work had to wait for cpu (pressure stall information).</source>
        <translation>Anteil der Zeit, in der ein Teil der Arbeit auf CPU warten musste (Pressure Stall Information).</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>CPU, I/O wait</source>
        <translation>CPU, E/A-Warten</translation>
    </message>
    <message>
        <source>Pressure, CPU, full</source>
        <translation>Druck, CPU, ganz</translation>
    </message>
    <message>
        <source>Share of the time in which all work had to wait for cpu (pressure stall information).</source>
        <translation>Anteil der Zeit, in der alle Arbeit auf CPU warten musste (Pressure Stall Information).</translation>
    </message>
    <message>
        <source>Share of the time in which some work had to wait for memory (pressure stall information).</source>
        <translation>Anteil der Zeit, in der ein Teil der Arbeit auf Arbeitsspeicher warten musste (Pressure Stall Information).</translation>
    </message>
    <message>
        <source>Pressure, memory, full</source>
        <translation>Druck, Arbeitsspeicher, ganz</translation>
    </message>
    <message>
        <source>Share of the time in which all work had to wait for memory (pressure stall information).</source>
        <translation>Anteil der Zeit, in der alle Arbeit auf Arbeitsspeicher warten musste (Pressure Stall Information).</translation>
    </message>
    <message>
        <source>Share of the time in which some work had to wait for io (pressure stall information).</source>
        <translation>Anteil der Zeit, in der ein Teil der Arbeit auf E/A warten musste (Pressure Stall Information).</translation>
    </message>
    <message>
        <source>Pressure, disk, full</source>
        <translation>Druck, Datenträger, ganz</translation>
    </message>
    <message>
        <source>Share of the time in which all work had to wait for io (pressure stall information).</source>
        <translation>Anteil der Zeit, in der alle Arbeit auf E/A warten musste (Pressure Stall Information).</translation>
    </message>
    <message>
        <source>Share of the memory that can not be had without swapping; inside a container, of its limit.</source>
        <translation>Anteil des Arbeitsspeichers, der ohne Auslagern nicht zu haben ist; in einem Container Anteil seiner Grenze.</translation>
    </message>
    <message>
        <source>Memory, used</source>
        <translation>Arbeitsspeicher, belegt</translation>
    </message>
    <message>
        <source>Memory that can not be had without swapping; inside a container, what its control group uses.</source>
        <translation>Arbeitsspeicher, der ohne Auslagern nicht zu haben ist; in einem Container, was seine Kontrollgruppe nutzt.</translation>
    </message>
    <message>
        <source>Memory, size</source>
        <translation>Arbeitsspeicher, Größe</translation>
    </message>
    <message>
        <source>Memory that there is: of the machine, or the limit of the container.</source>
        <translation>Vorhandener Arbeitsspeicher: des Rechners oder die Grenze des Containers.</translation>
    </message>
    <message>
        <source>Memory, total</source>
        <translation>Arbeitsspeicher, gesamt</translation>
    </message>
    <message>
        <source>Memory, available</source>
        <translation>Arbeitsspeicher, verfügbar</translation>
    </message>
    <message>
        <source>Memory, free</source>
        <translation>Arbeitsspeicher, frei</translation>
    </message>
    <message>
        <source>Memory, buffers</source>
        <translation>Arbeitsspeicher, Puffer</translation>
    </message>
    <message>
        <source>Memory, cached</source>
        <translation>Arbeitsspeicher, Cache</translation>
    </message>
    <message>
        <source>Memory, shared</source>
        <translation>Arbeitsspeicher, geteilt</translation>
    </message>
    <message>
        <source>Memory, reclaimable</source>
        <translation>Arbeitsspeicher, rückforderbar</translation>
    </message>
    <message>
        <source>Memory, dirty</source>
        <translation>Arbeitsspeicher, ungeschrieben</translation>
    </message>
    <message>
        <source>Memory, writeback</source>
        <translation>Arbeitsspeicher, wird geschrieben</translation>
    </message>
    <message>
        <source>Memory, anonymous</source>
        <translation>Arbeitsspeicher, anonym</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>Memory that the control group of this container may use.</source>
        <translation>Arbeitsspeicher, den die Kontrollgruppe dieses Containers nutzen darf.</translation>
    </message>
    <message>
        <source>Memory of the container</source>
        <translation>Arbeitsspeicher des Containers</translation>
    </message>
    <message>
        <source>Memory that the control group uses, without the page cache it can give back.</source>
        <translation>Arbeitsspeicher, den die Kontrollgruppe nutzt, ohne den Seitencache, den sie zurückgeben kann.</translation>
    </message>
    <message>
        <source>Swap, size</source>
        <translation>Auslagerung, Größe</translation>
    </message>
    <message>
        <source>Swap, used</source>
        <translation>Auslagerung, belegt</translation>
    </message>
    <message>
        <source>Swap space in use.</source>
        <translation>Belegter Auslagerungsspeicher.</translation>
    </message>
    <message>
        <source>Swapped in/s</source>
        <translation>Eingelagert/s</translation>
    </message>
    <message>
        <source>Swapped out/s</source>
        <translation>Ausgelagert/s</translation>
    </message>
    <message>
        <source>Swapped to and fro/s</source>
        <translation>Hin und her ausgelagert/s</translation>
    </message>
    <message>
        <source>What was moved to swap and back at the same time: the lesser of the two. Much of it means that the memory is too small for what is at work.</source>
        <translation>Was zugleich in den Auslagerungsspeicher und zurück bewegt wurde: das Kleinere von beiden. Viel davon heißt, dass der Speicher zu klein ist für das, was arbeitet.</translation>
    </message>
    <message>
        <source>Disk reads/s</source>
        <translation>Lesevorgänge/s</translation>
    </message>
    <message>
        <source>Disk writes/s</source>
        <translation>Schreibvorgänge/s</translation>
    </message>
    <message>
        <source>Disk busy</source>
        <translation>Datenträgerauslastung</translation>
    </message>
    <message>
        <source>Share of the time in which the device had work.</source>
        <translation>Anteil der Zeit, in der das Gerät Arbeit hatte.</translation>
    </message>
    <message>
        <source>Disk queue</source>
        <translation>Warteschlange des Datenträgers</translation>
    </message>
    <message>
        <source>Requests that the device had at a time, on average: waiting or worked on.</source>
        <translation>Anfragen, die das Gerät im Mittel zugleich hatte: wartend oder in Arbeit.</translation>
    </message>
    <message>
        <source>Disk latency</source>
        <translation>Antwortzeit des Datenträgers</translation>
    </message>
    <message>
        <source>Time from asking to answer, on average over the reads and writes that ended; unknown when none did.</source>
        <translation>Zeit von der Anfrage bis zur Antwort, im Mittel über die beendeten Lese- und Schreibvorgänge; unbekannt, wenn keiner endete.</translation>
    </message>
    <message>
        <source>File system, size</source>
        <translation>Dateisystem, Größe</translation>
    </message>
    <message>
        <source>File system, used</source>
        <translation>Dateisystem, belegt</translation>
    </message>
    <message>
        <source>File system, available</source>
        <translation>Dateisystem, verfügbar</translation>
    </message>
    <message>
        <source>File system, used share</source>
        <translation>Dateisystem, belegter Anteil</translation>
    </message>
    <message>
        <source>Share of the room that is in use; what is kept back for the administrator counts as neither, as in df.</source>
        <translation>Anteil des Platzes, der belegt ist; was für den Verwalter zurückgehalten wird, zählt wie bei df zu keinem von beiden.</translation>
    </message>
    <message>
        <source>Received/s</source>
        <translation>Empfangen/s</translation>
    </message>
    <message>
        <source>Sent/s</source>
        <translation>Gesendet/s</translation>
    </message>
    <message>
        <source>Packets received/s</source>
        <translation>Pakete empfangen/s</translation>
    </message>
    <message>
        <source>Packets sent/s</source>
        <translation>Pakete gesendet/s</translation>
    </message>
    <message>
        <source>Network errors/s</source>
        <translation>Netzwerkfehler/s</translation>
    </message>
    <message>
        <source>Packets dropped/s</source>
        <translation>Pakete verworfen/s</translation>
    </message>
    <message>
        <source>Link speed</source>
        <translation>Verbindungsgeschwindigkeit</translation>
    </message>
    <message>
        <source>TCP sockets</source>
        <translation>TCP-Sockets</translation>
    </message>
    <message>
        <source>TCP sockets without a known owner</source>
        <translation>TCP-Sockets ohne bekannten Besitzer</translation>
    </message>
    <message>
        <source>Open TCP sockets whose process is not known (yet), or not permitted.</source>
        <translation>Offene TCP-Sockets, deren Prozess (noch) nicht bekannt oder nicht erlaubt ist.</translation>
    </message>
    <message>
        <source>TCP bytes without a known owner</source>
        <translation>TCP-Bytes ohne bekannten Besitzer</translation>
    </message>
    <message>
        <source>Bytes received and sent over TCP since the eye started whose process was not found in time.</source>
        <translation>Seit dem Start des Auges über TCP empfangene und gesendete Bytes, deren Prozess nicht rechtzeitig gefunden wurde.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Temperature limit</source>
        <translation>Temperaturgrenze</translation>
    </message>
    <message>
        <source>Temperature, warning</source>
        <translation>Temperatur, Warnung</translation>
    </message>
    <message>
        <source>From here on the chip itself calls it too warm.</source>
        <translation>Ab hier nennt der Chip selbst es zu warm.</translation>
    </message>
    <message>
        <source>Sensor error</source>
        <translation>Sensorfehler</translation>
    </message>
    <message>
        <source>Why a sensor says nothing: the number of the error, 0 where its chip calls it broken.</source>
        <translation>Warum ein Sensor schweigt: die Nummer des Fehlers, 0, wo sein Chip ihn defekt nennt.</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>Lüfter</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Akku</translation>
    </message>
    <message>
        <source>Battery power</source>
        <translation>Akkuleistung</translation>
    </message>
    <message>
        <source>Power drawn from the battery; negative while it charges.</source>
        <translation>Dem Akku entnommene Leistung; negativ, während er lädt.</translation>
    </message>
    <message>
        <source>Battery time left</source>
        <translation>Akku-Restzeit</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>Grafikkarten</translation>
    </message>
    <message>
        <source>GPU memory, used</source>
        <translation>GPU-Speicher, belegt</translation>
    </message>
    <message>
        <source>GPU memory, size</source>
        <translation>GPU-Speicher, Größe</translation>
    </message>
    <message>
        <source>GPU temperature</source>
        <translation>GPU-Temperatur</translation>
    </message>
    <message>
        <source>Context switches/s</source>
        <translation>Kontextwechsel/s</translation>
    </message>
    <message>
        <source>Interrupts/s</source>
        <translation>Interrupts/s</translation>
    </message>
    <message>
        <source>Forks/s</source>
        <translation>Forks/s</translation>
    </message>
    <message>
        <source>Processes and threads that were started, a second; also those too short to be seen.</source>
        <translation>Gestartete Prozesse und Threads je Sekunde; auch solche, die zu kurz lebten, um gesehen zu werden.</translation>
    </message>
    <message>
        <source>Short-lived processes/s</source>
        <translation>Kurzlebige Prozesse/s</translation>
    </message>
    <message>
        <source>Processes that came and went between two beats, a second: in no list of processes.</source>
        <translation>Prozesse je Sekunde, die zwischen zwei Messungen kamen und gingen: sie stehen in keiner Prozessliste.</translation>
    </message>
    <message>
        <source>Dropped words about ends</source>
        <translation>Verworfene Meldungen über Enden</translation>
    </message>
    <message>
        <source>How often the kernel had to drop what it had to tell of births and ends of processes, because there was too much of it at once; how these ended is unknown.</source>
        <translation>Wie oft der Kernel Meldungen über Anfang und Ende von Prozessen verwerfen musste, weil es zu viele auf einmal waren; wie diese endeten, ist unbekannt.</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Processes, and threads of the kernel.</source>
        <translation>Prozesse und Threads des Kernels.</translation>
    </message>
    <message>
        <source>Threads of all processes.</source>
        <translation>Threads aller Prozesse.</translation>
    </message>
    <message>
        <source>Processes, running</source>
        <translation>Prozesse, läuft</translation>
    </message>
    <message>
        <source>Number of processes whose state is running.</source>
        <translation>Anzahl der Prozesse im Zustand „läuft“.</translation>
    </message>
    <message>
        <source>Processes, sleeping</source>
        <translation>Prozesse, schläft</translation>
    </message>
    <message>
        <source>Number of processes whose state is sleeping.</source>
        <translation>Anzahl der Prozesse im Zustand „schläft“.</translation>
    </message>
    <message>
        <source>Processes, disk-sleep</source>
        <translation>Prozesse, Gerätewarten</translation>
    </message>
    <message>
        <source>Number of processes whose state is disk-sleep.</source>
        <translation>Anzahl der Prozesse im Zustand „Gerätewarten“.</translation>
    </message>
    <message>
        <source>Processes, stopped</source>
        <translation>Prozesse, gestoppt</translation>
    </message>
    <message>
        <source>Number of processes whose state is stopped.</source>
        <translation>Anzahl der Prozesse im Zustand „gestoppt“.</translation>
    </message>
    <message>
        <source>Processes, tracing-stop</source>
        <translation>Prozesse, verfolgt</translation>
    </message>
    <message>
        <source>Number of processes whose state is tracing-stop.</source>
        <translation>Anzahl der Prozesse im Zustand „verfolgt“.</translation>
    </message>
    <message>
        <source>Processes, zombie</source>
        <translation>Prozesse, Zombie</translation>
    </message>
    <message>
        <source>Number of processes whose state is zombie.</source>
        <translation>Anzahl der Prozesse im Zustand „Zombie“.</translation>
    </message>
    <message>
        <source>Processes, idle</source>
        <translation>Prozesse, Leerlauf</translation>
    </message>
    <message>
        <source>Number of processes whose state is idle.</source>
        <translation>Anzahl der Prozesse im Zustand „Leerlauf“.</translation>
    </message>
    <message>
        <source>Processes, dead</source>
        <translation>Prozesse, beendet</translation>
    </message>
    <message>
        <source>Number of processes whose state is dead.</source>
        <translation>Anzahl der Prozesse im Zustand „beendet“.</translation>
    </message>
    <message>
        <source>Processes, parked</source>
        <translation>Prozesse, geparkt</translation>
    </message>
    <message>
        <source>Number of processes whose state is parked.</source>
        <translation>Anzahl der Prozesse im Zustand „geparkt“.</translation>
    </message>
    <message>
        <source>Processes, wake-kill</source>
        <translation>Prozesse, Abbruchwarten</translation>
    </message>
    <message>
        <source>Number of processes whose state is wake-kill.</source>
        <translation>Anzahl der Prozesse im Zustand „Abbruchwarten“.</translation>
    </message>
    <message>
        <source>Processes, waking</source>
        <translation>Prozesse, erwacht</translation>
    </message>
    <message>
        <source>Number of processes whose state is waking.</source>
        <translation>Anzahl der Prozesse im Zustand „erwacht“.</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Files that the whole machine has open.</source>
        <translation>Dateien, die der ganze Rechner offen hat.</translation>
    </message>
    <message>
        <source>Limit of open files</source>
        <translation>Grenze offener Dateien</translation>
    </message>
    <message>
        <source>Limit of process numbers</source>
        <translation>Grenze der Prozessnummern</translation>
    </message>
    <message>
        <source>How many processes and threads can have a number at a time.</source>
        <translation>Wie viele Prozesse und Threads zugleich eine Nummer haben können.</translation>
    </message>
    <message>
        <source>Limit of threads</source>
        <translation>Grenze der Threads</translation>
    </message>
    <message>
        <source>Booted</source>
        <translation>Hochgefahren</translation>
    </message>
    <message>
        <source>CPU of the eye</source>
        <translation>CPU des Auges</translation>
    </message>
    <message>
        <source>CPU that the eye itself used in the last beat; 100 % is one full core.</source>
        <translation>CPU, die das Auge selbst in der letzten Messung nutzte; 100 % ist ein voller Kern.</translation>
    </message>
    <message>
        <source>Memory of the eye</source>
        <translation>Arbeitsspeicher des Auges</translation>
    </message>
    <message>
        <source>Unusual</source>
        <translation>Ungewöhnlich</translation>
    </message>
    <message>
        <source>Share of all watched series, of the machine and of programs, that were unusual in the beat before; unknown while it is learned what is usual.</source>
        <translation>Anteil aller beobachteten Reihen, des Rechners und der Programme, die im Takt davor ungewöhnlich waren; unbekannt, solange gelernt wird, was üblich ist.</translation>
    </message>
    <message>
        <source>How unusual</source>
        <translation>Wie ungewöhnlich</translation>
    </message>
    <message>
        <source>How unusual each of the most telling figures of the machine was: 0 is as usual, from 0.5 on all detectors that must agree do.</source>
        <translation>Wie ungewöhnlich jede der aussagekräftigsten Größen des Rechners war: 0 ist wie üblich, ab 0,5 sind sich alle Detektoren einig, die es sein müssen.</translation>
    </message>
</context>
<context>
    <name>MetricBox</name>
    <message>
        <source>Metrics that fit</source>
        <translation>Passende Messgrößen</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>This moment is not remembered any more.</source>
        <translation>Dieser Augenblick ist nicht mehr vorhanden.</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <translation>d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>{day} {date}</source>
        <translation>{day}, {date}</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>MMM yyyy</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>{count} s ago</source>
        <translation>vor {count} s</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>vor {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>vor {count} h</translation>
    </message>
    <message>
        <source>{count} d ago</source>
        <translation>vor {count} d</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} d</source>
        <translation>{count} T</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>averages of the minute {time}</source>
        <translation>Mittelwerte der Minute {time}</translation>
    </message>
    <message>
        <source>{ended} of {all} processes have ended since</source>
        <translation>{ended} von {all} Prozessen sind seitdem beendet</translation>
    </message>
    <message>
        <source>CPU {value}</source>
        <translation>CPU {value}</translation>
    </message>
    <message>
        <source>{program} led with {value}</source>
        <translation>{program} führte mit {value}</translation>
    </message>
</context>
<context>
    <name>MomentBanner</name>
    <message>
        <source>Go to time… (Ctrl+G)</source>
        <translation>Gehe zu Zeit… (Strg+G)</translation>
    </message>
    <message>
        <source>One beat back (← on the time strip)</source>
        <translation>Eine Messung zurück (← auf der Zeitleiste)</translation>
    </message>
    <message>
        <source>One beat on (→ on the time strip)</source>
        <translation>Eine Messung vor (→ auf der Zeitleiste)</translation>
    </message>
    <message>
        <source>Mark this moment… (Ctrl+M)</source>
        <translation>Diesen Moment markieren… (Strg+M)</translation>
    </message>
    <message>
        <source>How fast it plays</source>
        <translation>Wie schnell es abläuft</translation>
    </message>
    <message>
        <source>Next peak of CPU (Ctrl+Shift+→), back with Ctrl+Shift+←</source>
        <translation>Nächste CPU-Spitze (Strg+Umschalt+→), zurück mit Strg+Umschalt+←</translation>
    </message>
    <message>
        <source>Next peak</source>
        <translation>Nächste Spitze</translation>
    </message>
    <message>
        <source>Actions need the live moment</source>
        <translation>Aktionen brauchen den jetzigen Augenblick</translation>
    </message>
    <message>
        <source>Return to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Show what happens now (Esc)</source>
        <translation>Zeigen, was jetzt geschieht (Esc)</translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation>{speed}×</translation>
    </message>
    <message>
        <source>{moment}, go to another time</source>
        <translation>{moment}, zu anderer Zeit gehen</translation>
    </message>
    <message>
        <source>Stop playing (Space on the time strip)</source>
        <translation>Anhalten (Leertaste auf dem Zeitstreifen)</translation>
    </message>
    <message>
        <source>Play on from here (Space on the time strip)</source>
        <translation>Von hier an ablaufen lassen (Leertaste auf dem Zeitstreifen)</translation>
    </message>
    <message>
        <source>Speed of playing: {speed}</source>
        <translation>Geschwindigkeit: {speed}</translation>
    </message>
</context>
<context>
    <name>NamesEditor</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No filter is saved yet. The bookmark in the filter box saves one.</source>
        <translation>Noch kein Filter gespeichert. Das Lesezeichen im Filterfeld speichert einen.</translation>
    </message>
    <message>
        <source>No column set is saved yet. “Columns” over the list of processes saves one.</source>
        <translation>Noch kein Spaltensatz gespeichert. „Spalten“ über der Prozessliste speichert einen.</translation>
    </message>
</context>
<context>
    <name>NewAccountDialog</name>
    <message>
        <source>New account</source>
        <translation>Neues Konto</translation>
    </message>
    <message>
        <source>Make account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Einen Namen eingeben.</translation>
    </message>
</context>
<context>
    <name>NewCodeDialog</name>
    <message>
        <source>Make new code</source>
        <translation>Neuen Code machen</translation>
    </message>
    <message>
        <source>New recovery code</source>
        <translation>Neuer Wiederherstellungscode</translation>
    </message>
    <message>
        <source>The code before it is of no use any more.</source>
        <translation>Der Code davor ist nichts mehr wert.</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>Passwort noch einmal</translation>
    </message>
    <message>
        <source>Type a password.</source>
        <translation>Ein Passwort eingeben.</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>Die beiden Passwörter sind nicht gleich.</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Die Feststelltaste scheint an zu sein.</translation>
    </message>
</context>
<context>
    <name>NewPasswordDialog</name>
    <message>
        <source>New password for {name}</source>
        <translation>Neues Passwort für {name}</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>Passwort setzen</translation>
    </message>
</context>
<context>
    <name>NewerVersion</name>
    <message>
        <source>Another version of procmon_gui was installed. It is used when the program is started again.</source>
        <translation>Eine andere Version von procmon_gui wurde installiert. Sie wird beim nächsten Start verwendet.</translation>
    </message>
</context>
<context>
    <name>NewestAlerts</name>
    <message>
        <source>Newest alerts</source>
        <translation>Neueste Alarme</translation>
    </message>
    <message>
        <source>firing, {span}</source>
        <translation>aktiv, {span}</translation>
    </message>
    <message>
        <source>ended {time}</source>
        <translation>beendet {time}</translation>
    </message>
    <message>
        <source>No alerts yet. Rules that fire are listed here.</source>
        <translation>Noch keine Alarme. Regeln, die auslösen, stehen hier.</translation>
    </message>
</context>
<context>
    <name>NiceChoice</name>
    <message>
        <source>Nice value</source>
        <translation>Nice-Wert</translation>
    </message>
</context>
<context>
    <name>NoTrailDialog</name>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>without a trail</source>
        <translation>ohne Protokoll</translation>
    </message>
    <message>
        <source>Act without the audit?</source>
        <translation>Ohne Protokoll handeln?</translation>
    </message>
    <message>
        <source>Only the journal of the system would keep who did it. Free some room on the disk, or go on.</source>
        <translation>Nur das Journal des Systems würde behalten, wer es tat. Schaffen Sie Platz auf der Platte, oder fahren Sie fort.</translation>
    </message>
    <message>
        <source>Type “{word}” to go on</source>
        <translation>Tippen Sie „{word}“, um fortzufahren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Act without the audit</source>
        <translation>Ohne Protokoll handeln</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Note, if any: for example known, backup runs late</source>
        <translation>Anmerkung, falls nötig: zum Beispiel bekannt, Sicherung läuft spät</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Mute for an hour</source>
        <translation>Eine Stunde stumm</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Critical now: {title}</source>
        <translation>Jetzt kritisch: {title}</translation>
    </message>
    <message>
        <source>Less bad now: {title}</source>
        <translation>Jetzt weniger schlimm: {title}</translation>
    </message>
    <message>
        <source>Still: {title}</source>
        <translation>Weiterhin: {title}</translation>
    </message>
    <message>
        <source>Over: {title}</source>
        <translation>Vorbei: {title}</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>They were held back so that they drown nobody. The page Alerts of the window has all of them.</source>
        <translation>Sie wurden zurückgehalten, damit sie niemanden überschwemmen. Die Seite Alarme des Fensters hat alle.</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>{count} andere</translation>
    </message>
    <message>
        <source>1 more notice</source>
        <translation>1 weitere Meldung</translation>
    </message>
    <message>
        <source>{count} more notices</source>
        <translation>{count} weitere Meldungen</translation>
    </message>
    <message>
        <source>This is a test</source>
        <translation>Das ist ein Test</translation>
    </message>
    <message>
        <source>If you can read this, alerts of procmon_gui reach you this way.</source>
        <translation>Wenn Sie das lesen können, erreichen Alarme von procmon_gui Sie auf diesem Weg.</translation>
    </message>
    <message>
        <source>1 notice before this one was held back.</source>
        <translation>Davor wurde 1 Meldung zurückgehalten.</translation>
    </message>
    <message>
        <source>{count} notices before this one were held back.</source>
        <translation>Davor wurden {count} Meldungen zurückgehalten.</translation>
    </message>
    <message>
        <source>Who: {name}</source>
        <translation>Wer: {name}</translation>
    </message>
    <message>
        <source>Who: {name}, {share} of the rise</source>
        <translation>Wer: {name}, {share} des Anstiegs</translation>
    </message>
    <message>
        <source>Value: {value}</source>
        <translation>Wert: {value}</translation>
    </message>
    <message>
        <source>Value: {value}, threshold {threshold}</source>
        <translation>Wert: {value}, Schwelle {threshold}</translation>
    </message>
    <message>
        <source>(100 % is one core)</source>
        <translation>(100 % sind ein Kern)</translation>
    </message>
    <message>
        <source>Rule: {condition}</source>
        <translation>Regel: {condition}</translation>
    </message>
    <message>
        <source>Since: {time}</source>
        <translation>Seit: {time}</translation>
    </message>
    <message>
        <source>Until: {time}</source>
        <translation>Bis: {time}</translation>
    </message>
    <message>
        <source>On: {host}</source>
        <translation>Auf: {host}</translation>
    </message>
</context>
<context>
    <name>Operation</name>
    <message>
        <source>This could not be read: a mistake in this program. The log says more.</source>
        <translation>Das ließ sich nicht lesen: ein Fehler in diesem Programm. Das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>This could not be read: the system allows no more threads.</source>
        <translation>Das ließ sich nicht lesen: Das System erlaubt keine weiteren Threads.</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>CPU, last 10 minutes</source>
        <translation>CPU, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Programs by CPU</source>
        <translation>Programme nach CPU</translation>
    </message>
    <message>
        <source>Programs that use CPU are listed here.</source>
        <translation>Hier erscheinen Programme, die CPU nutzen.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{rate}, {share}</source>
        <translation>{rate}, {share}</translation>
    </message>
    <message>
        <source>queue {queue}, {latency}</source>
        <translation>Warteschlange {queue}, {latency}</translation>
    </message>
    <message>
        <source>requests at a time, time of one</source>
        <translation>Anfragen zugleich, Zeit für eine</translation>
    </message>
    <message>
        <source>its chip calls it broken</source>
        <translation>sein Chip nennt ihn defekt</translation>
    </message>
    <message>
        <source>{charge}, {time} left</source>
        <translation>{charge}, noch {time}</translation>
    </message>
    <message>
        <source>{charge}, charging with {power}</source>
        <translation>{charge}, lädt mit {power}</translation>
    </message>
    <message>
        <source>no temperature is known</source>
        <translation>keine Temperatur bekannt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>of its processes, the card tells none</source>
        <translation>seiner Prozesse, die Karte gibt nichts an</translation>
    </message>
    <message>
        <source>{device}: {what}</source>
        <translation>{device}: {what}</translation>
    </message>
    <message>
        <source>context switches</source>
        <translation>Kontextwechsel</translation>
    </message>
    <message>
        <source>Process numbers</source>
        <translation>Prozessnummern</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Interrupts</source>
        <translation>Interrupts</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>Reading who used most CPU…</source>
        <translation>Es wird gelesen, wer die meiste CPU brauchte…</translation>
    </message>
    <message>
        <source>Nothing is recorded yet. Who used most CPU appears here as soon as something is.</source>
        <translation>Noch ist nichts aufgezeichnet. Wer die meiste CPU brauchte, erscheint hier, sobald es so weit ist.</translation>
    </message>
    <message>
        <source>{reason} It is tried again in a minute; the page History shows more of it.</source>
        <translation>{reason} In einer Minute wird es wieder versucht; die Seite Verlauf zeigt mehr davon.</translation>
    </message>
    <message>
        <source>No program used any CPU in this time.</source>
        <translation>Kein Programm brauchte in dieser Zeit CPU.</translation>
    </message>
    <message>
        <source>Show all file systems</source>
        <translation>Alle Dateisysteme zeigen</translation>
    </message>
    <message>
        <source>Show all interfaces</source>
        <translation>Alle Schnittstellen zeigen</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Show all disks</source>
        <translation>Alle Datenträger zeigen</translation>
    </message>
    <message>
        <source>Show all sensors</source>
        <translation>Alle Sensoren zeigen</translation>
    </message>
    <message>
        <source>Show all cores</source>
        <translation>Alle Kerne zeigen</translation>
    </message>
    <message>
        <source>CPU time by use</source>
        <translation>CPU-Zeit nach Verwendung</translation>
    </message>
    <message>
        <source>Memory, last 10 minutes</source>
        <translation>Arbeitsspeicher, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Show all of memory</source>
        <translation>Arbeitsspeicher vollständig zeigen</translation>
    </message>
    <message>
        <source>Memory by use</source>
        <translation>Arbeitsspeicher nach Verwendung</translation>
    </message>
    <message>
        <source>Programs by memory</source>
        <translation>Programme nach Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Programs are listed here.</source>
        <translation>Hier erscheinen Programme.</translation>
    </message>
    <message>
        <source>of {size}</source>
        <translation>von {size}</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Pressure, last 10 minutes</source>
        <translation>Druck, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Show all of pressure and load</source>
        <translation>Druck und Last vollständig zeigen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Programs that read or write are listed here.</source>
        <translation>Hier erscheinen Programme, die lesen oder schreiben.</translation>
    </message>
    <message>
        <source>Programs by disk use</source>
        <translation>Programme nach Datenträgernutzung</translation>
    </message>
    <message>
        <source>Disk, last 10 minutes</source>
        <translation>Datenträger, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Programs that use TCP are listed here.</source>
        <translation>Hier erscheinen Programme, die TCP nutzen.</translation>
    </message>
    <message>
        <source>Programs by network use</source>
        <translation>Programme nach Netzwerknutzung</translation>
    </message>
    <message>
        <source>Network, last 10 minutes</source>
        <translation>Netzwerk, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>File systems</source>
        <translation>Dateisysteme</translation>
    </message>
    <message>
        <source>{program} led with {value}</source>
        <translation>{program} führte mit {value}</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>%Ln aktiv</numerusform>
            <numerusform>%Ln aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Alle Kerne</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>All disks</source>
        <translation>Alle Datenträger</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>All interfaces</source>
        <translation>Alle Schnittstellen</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>Sensoren</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Programs over the last hours</source>
        <translation>Programme der letzten Stunden</translation>
    </message>
    <message>
        <source>Programs over the last {span}</source>
        <translation>Programme der letzten {span}</translation>
    </message>
    <message>
        <source>Programs, {range}</source>
        <translation>Programme, {range}</translation>
    </message>
    <message>
        <source>CPU, whole machine; click a cell to go there, {cell}</source>
        <translation>CPU, ganzer Rechner; ein Klick auf eine Zelle führt hin, {cell}</translation>
    </message>
    <message>
        <source>recording is off: only what this window remembers, switch it on in Settings, {hint}</source>
        <translation>Aufzeichnung ist aus: nur was dieses Fenster sich merkt, einschalten in den Einstellungen, {hint}</translation>
    </message>
    <message>
        <source>Interfaces</source>
        <translation>Schnittstellen</translation>
    </message>
    <message>
        <source>Show all of the network</source>
        <translation>Netzwerk vollständig zeigen</translation>
    </message>
    <message numerus="yes">
        <source>limit {limit} of %Ln threads</source>
        <translation>
            <numerusform>Grenze {limit} von %Ln Thread</numerusform>
            <numerusform>Grenze {limit} von %Ln Threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln threads</source>
        <translation>
            <numerusform>%Ln Thread</numerusform>
            <numerusform>%Ln Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} stolen</source>
        <translation>{share} entzogen</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Buffers</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Auslagerung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Not known now.</source>
        <translation>Gerade nicht bekannt.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>{used} of {size}</source>
        <translation>{used} von {size}</translation>
    </message>
    <message>
        <source>{used}, swapping {rate}</source>
        <translation>{used}, Auslagern mit {rate}</translation>
    </message>
    <message>
        <source>time that work had to wait</source>
        <translation>Wartezeit der Arbeit</translation>
    </message>
    <message>
        <source>nothing had to wait</source>
        <translation>nichts musste warten</translation>
    </message>
    <message>
        <source>waiting for {resource}</source>
        <translation>Warten auf {resource}</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln processes</source>
        <translation>
            <numerusform>von %Ln Prozess</numerusform>
            <numerusform>von %Ln Prozessen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>{processes}, {threads} threads</source>
        <translation>{processes}, {threads} Threads</translation>
    </message>
    <message>
        <source>{running} running, {waiting} waiting for disk</source>
        <translation>{running} laufen, {waiting} warten auf Datenträger</translation>
    </message>
    <message>
        <source>Load, 1 5 15 min</source>
        <translation>Last, 1 5 15 min</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Context switches</source>
        <translation>Kontextwechsel</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Card {number}</source>
        <translation>Karte {number}</translation>
    </message>
    <message>
        <source>GPU, last 10 minutes</source>
        <translation>GPU, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Show all graphics cards</source>
        <translation>Alle Grafikkarten zeigen</translation>
    </message>
    <message>
        <source>Programs by GPU</source>
        <translation>Programme nach GPU</translation>
    </message>
    <message>
        <source>Programs that use the GPU are listed here.</source>
        <translation>Hier erscheinen Programme, die die GPU nutzen.</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Kernel, last 10 minutes</source>
        <translation>Kernel, letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Show all figures of the kernel</source>
        <translation>Alle Kennzahlen des Kernels zeigen</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>I/O wait</source>
        <translation>E/A-Warten</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>New processes and threads</source>
        <translation>Neue Prozesse und Threads</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Zombies</source>
        <translation>Zombies</translation>
    </message>
    <message>
        <source>{device}, busy {share}</source>
        <translation>{device}, {share} aktiv</translation>
    </message>
    <message numerus="yes">
        <source>{first}, and %Ln more</source>
        <translation>
            <numerusform>{first}, %Ln weiterer</numerusform>
            <numerusform>{first}, %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Not permitted to see</source>
        <translation>Nicht einsehbar</translation>
    </message>
    <message>
        <source>only within this machine</source>
        <translation>nur innerhalb dieses Rechners</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>{device}, {speed}</source>
        <translation>{device}, {speed}</translation>
    </message>
    <message>
        <source>TCP sockets</source>
        <translation>TCP-Sockets</translation>
    </message>
    <message>
        <source>{errors} errors, {drops} dropped a second</source>
        <translation>{errors} Fehler, {drops} verworfen je Sekunde</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>{received} in, {sent} out</source>
        <translation>{received} ein, {sent} aus</translation>
    </message>
    <message>
        <source>fullest: {name}</source>
        <translation>am vollsten: {name}</translation>
    </message>
    <message>
        <source>{value} of {limit}</source>
        <translation>{value} von {limit}</translation>
    </message>
    <message>
        <source>hottest: {name}</source>
        <translation>am wärmsten: {name}</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>averages of minutes</source>
        <translation>Mittelwerte von Minuten</translation>
    </message>
    <message>
        <source>This process has ended.</source>
        <translation>Dieser Prozess ist beendet.</translation>
    </message>
</context>
<context>
    <name>OverviewPointing</name>
    <message>
        <source>{time}, {leader}</source>
        <translation>{time}, {leader}</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>PasswordField</name>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Processes that match now</source>
        <translation>Prozesse, die jetzt passen</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>What is typed makes no rule yet.</source>
        <translation>Die Eingaben ergeben noch keine Regel.</translation>
    </message>
    <message>
        <source>It could not be read: {reason}</source>
        <translation>Das ließ sich nicht lesen: {reason}</translation>
    </message>
</context>
<context>
    <name>ProcessActing</name>
    <message>
        <source>Actions need the live moment</source>
        <translation>Aktionen brauchen den jetzigen Augenblick</translation>
    </message>
    <message>
        <source>Select a process first.</source>
        <translation>Wählen Sie zuerst einen Prozess.</translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln processes; act on fewer at once.</source>
        <translation>
            <numerusform>Das ist %Ln Prozess; nehmen Sie weniger auf einmal.</numerusform>
            <numerusform>Das sind %Ln Prozesse; nehmen Sie weniger auf einmal.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessActions</name>
    <message>
        <source>Show details</source>
        <translation>Details zeigen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Verfolgen</translation>
    </message>
    <message>
        <source>Go to parent</source>
        <translation>Zum Elternprozess</translation>
    </message>
    <message>
        <source>Select with all below</source>
        <translation>Mit allem darunter auswählen</translation>
    </message>
    <message>
        <source>Whole life…</source>
        <translation>Ganzes Leben…</translation>
    </message>
    <message>
        <source>Life of the program…</source>
        <translation>Leben des Programms…</translation>
    </message>
    <message>
        <source>Alert rule…</source>
        <translation>Alarmregel…</translation>
    </message>
    <message>
        <source>Tag, or untag</source>
        <translation>Anhaken, oder nicht mehr</translation>
    </message>
    <message>
        <source>Tag with all below</source>
        <translation>Anhaken mit allem darunter</translation>
    </message>
    <message>
        <source>Untag all</source>
        <translation>Alle Haken entfernen</translation>
    </message>
    <message>
        <source>Filter by this value</source>
        <translation>Nach diesem Wert filtern</translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation>Nach dieser Spalte sortieren</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Open file location</source>
        <translation>Dateipfad öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Save list…</source>
        <translation>Liste speichern…</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Zuklappen</translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>Alle aufklappen</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>Alle zuklappen</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln tagged</source>
        <translation>
            <numerusform>%Ln angehakten kopieren</numerusform>
            <numerusform>%Ln angehakte kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln tagged as CSV</source>
        <translation>
            <numerusform>%Ln angehakten als CSV kopieren</numerusform>
            <numerusform>%Ln angehakte als CSV kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save %Ln tagged…</source>
        <translation>
            <numerusform>%Ln angehakten speichern…</numerusform>
            <numerusform>%Ln angehakte speichern…</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aufklappen</translation>
    </message>
</context>
<context>
    <name>ProcessCanvas</name>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
</context>
<context>
    <name>ProcessDeeds</name>
    <message>
        <source>{name}, PID {pid}</source>
        <translation>{name}, PID {pid}</translation>
    </message>
    <message>
        <source>{process} has no parent here.</source>
        <translation>{process} hat hier keinen Elternprozess.</translation>
    </message>
    <message>
        <source>The filter hides the parent of {process}.</source>
        <translation>Der Filter verbirgt den Elternprozess von {process}.</translation>
    </message>
    <message>
        <source>The program of {process} is not known.</source>
        <translation>Das Programm von {process} ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The program file was deleted or replaced: {path}</source>
        <translation>Die Programmdatei wurde gelöscht oder ersetzt: {path}</translation>
    </message>
    <message>
        <source>No program here opens folders. It is {path}</source>
        <translation>Kein Programm öffnet hier Ordner. Es ist {path}</translation>
    </message>
    <message>
        <source>The folder is not there, or may not be read: {path}</source>
        <translation>Der Ordner fehlt oder darf nicht gelesen werden: {path}</translation>
    </message>
    <message>
        <source>Save list</source>
        <translation>Liste speichern</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
    <message>
        <source>JSON, for programs (*.json)</source>
        <translation>JSON, für Programme (*.json)</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
    <message>
        <source>{path} could not be saved: {reason}. Nothing was changed.</source>
        <translation>{path} ließ sich nicht speichern: {reason}. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>ProcessDetail</name>
    <message>
        <source>Detail of the selected process (Enter)</source>
        <translation>Details des ausgewählten Prozesses (Enter)</translation>
    </message>
    <message>
        <source>Show the detail of the selected process</source>
        <translation>Details des ausgewählten Prozesses zeigen</translation>
    </message>
</context>
<context>
    <name>ProcessFollow</name>
    <message>
        <source>{process} has ended.</source>
        <translation>{process} ist beendet.</translation>
    </message>
    <message>
        <source>Following {process}. Esc ends it.</source>
        <translation>{process} wird verfolgt. Esc beendet das.</translation>
    </message>
    <message>
        <source>Following {process}, which the filter hides. Esc ends it.</source>
        <translation>{process} wird verfolgt, obwohl vom Filter verborgen. Esc beendet das.</translation>
    </message>
</context>
<context>
    <name>ProcessHeader</name>
    <message>
        <source>Columns of the process table</source>
        <translation>Spalten der Prozesstabelle</translation>
    </message>
</context>
<context>
    <name>ProcessLifeView</name>
    <message>
        <source>Children</source>
        <translation>Kinder</translation>
    </message>
    <message>
        <source>Filter children</source>
        <translation>Kinder filtern</translation>
    </message>
    <message>
        <source>CPU, one core</source>
        <translation>CPU, ein Kern</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Disk/s</source>
        <translation>Datenträger/s</translation>
    </message>
    <message>
        <source>read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>written</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>TCP/s</source>
        <translation>TCP/s</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>No child of it was recorded.</source>
        <translation>Kein Kind wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>Charts of {name}</source>
        <translation>Diagramme von {name}</translation>
    </message>
</context>
<context>
    <name>ProcessModel</name>
    <message>
        <source>No unit</source>
        <translation>Keine Unit</translation>
    </message>
    <message>
        <source>Container {name}</source>
        <translation>Container {name}</translation>
    </message>
    <message>
        <source>No container</source>
        <translation>Kein Container</translation>
    </message>
    <message>
        <source>Unknown program</source>
        <translation>Unbekanntes Programm</translation>
    </message>
    <message>
        <source>Unknown user</source>
        <translation>Unbekannter Benutzer</translation>
    </message>
    <message>
        <source>Unknown unit</source>
        <translation>Unbekannte Unit</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>subtree of {number}</source>
        <translation>Teilbaum mit {number}</translation>
    </message>
    <message>
        <source>Unknown container</source>
        <translation>Unbekannter Container</translation>
    </message>
    <message numerus="yes">
        <source>%Ln children</source>
        <translation>
            <numerusform>%Ln Kind</numerusform>
            <numerusform>%Ln Kinder</numerusform>
        </translation>
    </message>
    <message>
        <source>ended since</source>
        <translation>seitdem beendet</translation>
    </message>
    <message>
        <source>ended {time}</source>
        <translation>beendet {time}</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>per core</source>
        <translation>je Kern</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>{metric}, {basis}</source>
        <translation>{metric}, {basis}</translation>
    </message>
    <message>
        <source>{total} in all: {count}, whether the filter shows them or not.</source>
        <translation>{total} insgesamt: {count}, ob der Filter sie zeigt oder nicht.</translation>
    </message>
    <message>
        <source>With its subtree: {total}. This process alone: {own}.</source>
        <translation>Mit Teilbaum: {total}. Dieser Prozess allein: {own}.</translation>
    </message>
    <message>
        <source>unknown: {reason}</source>
        <translation>unbekannt: {reason}</translation>
    </message>
    <message>
        <source>{name}, tagged</source>
        <translation>{name}, angehakt</translation>
    </message>
    <message>
        <source>level {number}</source>
        <translation>Ebene {number}</translation>
    </message>
    <message>
        <source>expanded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>It is known of none of these processes.</source>
        <translation>Bei keinem dieser Prozesse bekannt.</translation>
    </message>
</context>
<context>
    <name>ProcessNotice</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ProcessTagBar</name>
    <message>
        <source>Untag all</source>
        <translation>Alle Haken entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tagged</source>
        <translation>
            <numerusform>%Ln angehakt</numerusform>
            <numerusform>%Ln angehakt</numerusform>
        </translation>
    </message>
    <message>
        <source>{tagged}, {count} shown</source>
        <translation>{tagged}, {count} gezeigt</translation>
    </message>
    <message>
        <source>{tagged}: ending, copies and files take those that are shown.</source>
        <translation>{tagged}: Beenden, Kopien und Dateien nehmen die, die gezeigt werden.</translation>
    </message>
</context>
<context>
    <name>ProcessTagging</name>
    <message>
        <source>The list shows none of the tagged processes.</source>
        <translation>Die Liste zeigt keinen der angehakten Prozesse.</translation>
    </message>
    <message>
        <source>{name} tagged</source>
        <translation>{name} angehakt</translation>
    </message>
    <message>
        <source>{name} untagged</source>
        <translation>{name} nicht mehr angehakt</translation>
    </message>
    <message>
        <source>Nobody is tagged</source>
        <translation>Niemand ist angehakt</translation>
    </message>
</context>
<context>
    <name>ProcessToolbar</name>
    <message>
        <source>By program</source>
        <translation>Nach Programm</translation>
    </message>
    <message>
        <source>By user</source>
        <translation>Nach Benutzer</translation>
    </message>
    <message>
        <source>By unit</source>
        <translation>Nach Unit</translation>
    </message>
    <message>
        <source>By container</source>
        <translation>Nach Container</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flach</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Per core</source>
        <translation>Je Kern</translation>
    </message>
    <message>
        <source>100 % CPU is the whole machine</source>
        <translation>100 % CPU ist der ganze Rechner</translation>
    </message>
    <message>
        <source>100 % CPU is one core, so a process can pass it</source>
        <translation>100 % CPU ist ein Kern, ein Prozess kann also darüber liegen</translation>
    </message>
    <message>
        <source>CPU as a share of the machine</source>
        <translation>CPU als Anteil des Rechners</translation>
    </message>
    <message>
        <source>CPU per core</source>
        <translation>CPU je Kern</translation>
    </message>
    <message>
        <source>Kernel threads</source>
        <translation>Kernel-Threads</translation>
    </message>
    <message>
        <source>Show the threads of the kernel too</source>
        <translation>Auch die Threads des Kernels zeigen</translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation>{count} gezeigt</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Groups with totals, by what processes have in common</source>
        <translation>Gruppen mit Summen, nach dem, was Prozesse gemeinsam haben</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kernel threads</source>
        <translation>
            <numerusform>%Ln Kernel-Thread</numerusform>
            <numerusform>%Ln Kernel-Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>{processes}, {kernel_threads}</source>
        <translation>{processes}, {kernel_threads}</translation>
    </message>
    <message>
        <source>{processes}, {count} shown</source>
        <translation>{processes}, {count} gezeigt</translation>
    </message>
    <message>
        <source>Columns: {name}</source>
        <translation>Spalten: {name}</translation>
    </message>
    <message>
        <source>Columns, {count} folded</source>
        <translation>Spalten, {count} zu</translation>
    </message>
    <message>
        <source>The window is too narrow for: {columns}</source>
        <translation>Das Fenster ist zu schmal für: {columns}</translation>
    </message>
</context>
<context>
    <name>ProcessesPage</name>
    <message>
        <source>Reading processes…</source>
        <translation>Prozesse werden gelesen…</translation>
    </message>
    <message>
        <source>No process matches this filter.</source>
        <translation>Kein Prozess passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
</context>
<context>
    <name>ProgramLifeView</name>
    <message>
        <source>Runs of the program</source>
        <translation>Läufe des Programms</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save the runs as CSV…</source>
        <translation>Die Läufe als CSV speichern…</translation>
    </message>
    <message>
        <source>CPU, one core</source>
        <translation>CPU, ein Kern</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Charts of {name}</source>
        <translation>Diagramme von {name}</translation>
    </message>
    <message>
        <source>No run of it was recorded in this time.</source>
        <translation>In dieser Zeit wurde kein Lauf aufgezeichnet.</translation>
    </message>
    <message>
        <source>There were more runs: these are the newest.</source>
        <translation>Es gab mehr Läufe: Dies sind die neuesten.</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Range</name>
    <message>
        <source>For example from 03:00 to 03:30, or from yesterday 3am to now</source>
        <translation>Zum Beispiel von 03:00 bis 03:30 oder von gestern 3 Uhr bis jetzt</translation>
    </message>
    <message>
        <source>The range ends before it begins.</source>
        <translation>Der Zeitraum endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>Nothing was recorded then.</source>
        <translation>Damals wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>{range}, {length}</source>
        <translation>{range}, {length}</translation>
    </message>
</context>
<context>
    <name>RangeChart</name>
    <message>
        <source>nothing recorded</source>
        <translation>nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>max of minutes {value}</source>
        <translation>max. der Minuten {value}</translation>
    </message>
    <message>
        <source>max {value}</source>
        <translation>max. {value}</translation>
    </message>
    <message>
        <source>{max} at {time}</source>
        <translation>{max} um {time}</translation>
    </message>
    <message>
        <source>p95 of minutes {value}</source>
        <translation>p95 der Minuten {value}</translation>
    </message>
    <message>
        <source>mean {value}</source>
        <translation>Mittel {value}</translation>
    </message>
    <message>
        <source>p95 {value}</source>
        <translation>p95 {value}</translation>
    </message>
    <message>
        <source>min {value}</source>
        <translation>min. {value}</translation>
    </message>
</context>
<context>
    <name>RangeDialog</name>
    <message>
        <source>Choose a range</source>
        <translation>Zeitraum wählen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose this range</source>
        <translation>Diesen Zeitraum wählen</translation>
    </message>
</context>
<context>
    <name>RangeFields</name>
    <message>
        <source>{letter}, from</source>
        <translation>{letter}, von</translation>
    </message>
    <message>
        <source>{letter}, to</source>
        <translation>{letter}, bis</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>RankedBars</name>
    <message>
        <source>Show the processes of {program}</source>
        <translation>Prozesse von {program} zeigen</translation>
    </message>
</context>
<context>
    <name>ReadingLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>ReadingTab</name>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Not recorded: this needs the live moment.</source>
        <translation>Nicht aufgezeichnet: Dies braucht den jetzigen Augenblick.</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>{reason} Shown is what was read at {time}.</source>
        <translation>{reason} Gezeigt wird der Stand von {time}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Ended {time}: nothing can be read of it any more.</source>
        <translation>Beendet {time}: Davon ist nichts mehr zu lesen.</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>Das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
</context>
<context>
    <name>ReadingWindow</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>It could not be read: {reason}</source>
        <translation>Das ließ sich nicht lesen: {reason}</translation>
    </message>
</context>
<context>
    <name>RecordedChart</name>
    <message>
        <source>Go to this moment</source>
        <translation>Zu diesem Augenblick</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Mean of</source>
        <translation>Mittel über</translation>
    </message>
    <message>
        <source>{curve}, at most</source>
        <translation>{curve}, höchstens</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>Nothing is recorded now: {reason}.</source>
        <translation>Zurzeit wird nichts aufgezeichnet: {reason}.</translation>
    </message>
    <message>
        <source>What was recorded before could not be used and was set aside as {path}. Recording goes on. What can be read of it comes back with “procmon-gui salvage {path}”, once this window is closed.</source>
        <translation>Was zuvor aufgezeichnet wurde, war nicht zu gebrauchen und wurde als {path} beiseitegelegt. Die Aufzeichnung geht weiter. Was davon lesbar ist, kommt mit „procmon-gui salvage {path}“ zurück, sobald dieses Fenster geschlossen ist.</translation>
    </message>
    <message>
        <source>Recording every {seconds} s</source>
        <translation>Aufzeichnung alle {seconds} s</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung läuft</translation>
    </message>
    <message>
        <source>Recording starts</source>
        <translation>Aufzeichnung beginnt</translation>
    </message>
    <message>
        <source>Recorded by another program</source>
        <translation>Anderes Programm zeichnet auf</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Keine Aufzeichnung</translation>
    </message>
    <message>
        <source>Recording has trouble</source>
        <translation>Aufzeichnung gestört</translation>
    </message>
    <message>
        <source>{recording}, about {size} a day</source>
        <translation>{recording}, etwa {size} am Tag</translation>
    </message>
    <message>
        <source>{recording}, {size} so far</source>
        <translation>{recording}, bisher {size}</translation>
    </message>
    <message>
        <source>The settings say that nothing is kept on disk. What was recorded before stays.</source>
        <translation>Nach den Einstellungen wird nichts auf der Platte behalten. Was vorher aufgezeichnet wurde, bleibt.</translation>
    </message>
    <message>
        <source>The history is being opened.</source>
        <translation>Der Verlauf wird geöffnet.</translation>
    </message>
    <message>
        <source>Another program records here; this one reads along, and goes on when that one ends.</source>
        <translation>Ein anderes Programm zeichnet hier auf; dieses liest mit und macht weiter, wenn jenes endet.</translation>
    </message>
    <message>
        <source>File: {path}</source>
        <translation>Datei: {path}</translation>
    </message>
    <message>
        <source>On disk: {size}</source>
        <translation>Auf der Platte: {size}</translation>
    </message>
    <message>
        <source>Recording since {time}</source>
        <translation>Aufzeichnung seit {time}</translation>
    </message>
    <message>
        <source>The recording before was cut off; it is whole up to {time}</source>
        <translation>Die Aufzeichnung davor wurde abgeschnitten; sie ist vollständig bis {time}</translation>
    </message>
    <message>
        <source>Written since then: {size}</source>
        <translation>Seitdem geschrieben: {size}</translation>
    </message>
    <message>
        <source>How much that is a day can be said after ten minutes.</source>
        <translation>Wie viel das am Tag ist, lässt sich nach zehn Minuten sagen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples could not be kept</source>
        <translation>
            <numerusform>%Ln Messung konnte nicht behalten werden</numerusform>
            <numerusform>%Ln Messungen konnten nicht behalten werden</numerusform>
        </translation>
    </message>
    <message>
        <source>Set aside: {path}</source>
        <translation>Beiseitegelegt: {path}</translation>
    </message>
    <message>
        <source>A sample is kept every {seconds} s, and written less often, to stay below {size} a day.</source>
        <translation>Alle {seconds} s wird eine Messung behalten, und seltener geschrieben, um unter {size} am Tag zu bleiben.</translation>
    </message>
    <message>
        <source>More is written all the same.</source>
        <translation>Trotzdem wird mehr geschrieben.</translation>
    </message>
    <message>
        <source>Copied to {server}: {size}</source>
        <translation>Auf {server} kopiert: {size}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes wait to be copied</source>
        <translation>
            <numerusform>%Ln Minute wartet darauf, kopiert zu werden</numerusform>
            <numerusform>%Ln Minuten warten darauf, kopiert zu werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes became too old before</source>
        <translation>
            <numerusform>%Ln Minute wurde vorher zu alt</numerusform>
            <numerusform>%Ln Minuten wurden vorher zu alt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordingDialog</name>
    <message>
        <source>Save as a recording</source>
        <translation>Als Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>One file with all that was recorded then. This program opens it on any machine, read only.</source>
        <translation>Eine Datei mit allem, was damals aufgezeichnet wurde. Dieses Programm öffnet sie auf jedem Rechner, nur zum Lesen.</translation>
    </message>
    <message>
        <source>With command lines</source>
        <translation>Mit Befehlszeilen</translation>
    </message>
    <message>
        <source>They tell what programs were started with. What is recognised as a secret is never in the file.</source>
        <translation>Sie sagen, womit Programme gestartet wurden. Was als Geheimnis erkannt wird, ist nie in der Datei.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message>
        <source>Writing… {percent} %</source>
        <translation>Wird geschrieben… {percent} %</translation>
    </message>
</context>
<context>
    <name>RecordingFile</name>
    <message>
        <source>{host}, recorded in {server}, read only</source>
        <translation>{host}, aufgezeichnet in {server}, nur zum Lesen</translation>
    </message>
    <message>
        <source>PostgreSQL: {server}. What has come since is looked for every minute (F5).</source>
        <translation>PostgreSQL: {server}. Jede Minute (F5) wird nachgesehen, was dazugekommen ist.</translation>
    </message>
    <message>
        <source>{host}, recorded {begin} to {end}, read only</source>
        <translation>{host}, aufgezeichnet {begin} bis {end}, nur zum Lesen</translation>
    </message>
</context>
<context>
    <name>RecoverDialog</name>
    <message>
        <source>Set new password</source>
        <translation>Neues Passwort setzen</translation>
    </message>
    <message>
        <source>Forgotten password</source>
        <translation>Vergessenes Passwort</translation>
    </message>
    <message>
        <source>An administrator can set a new password for anybody, in the settings. An administrator who forgot his own needs the recovery code that was shown when the accounts were made.</source>
        <translation>Ein Verwalter kann in den Einstellungen für jeden ein neues Passwort setzen. Ein Verwalter, der sein eigenes vergessen hat, braucht den Wiederherstellungscode, der beim Anlegen der Konten gezeigt wurde.</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Name of an administrator</source>
        <translation>Name eines Verwalters</translation>
    </message>
    <message>
        <source>Type the recovery code.</source>
        <translation>Den Wiederherstellungscode eingeben.</translation>
    </message>
</context>
<context>
    <name>RefusedPage</name>
    <message>
        <source>Log in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>This page needs a login.</source>
        <translation>Diese Seite braucht eine Anmeldung.</translation>
    </message>
    <message>
        <source>This page is for operators and administrators.</source>
        <translation>Diese Seite ist für Bediener und Verwalter.</translation>
    </message>
    <message>
        <source>This page is for administrators.</source>
        <translation>Diese Seite ist für Verwalter.</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>procmon_gui</source>
        <translation>procmon_gui</translation>
    </message>
    <message>
        <source>Remove the channel {name}?</source>
        <translation>Kanal {name} entfernen?</translation>
    </message>
    <message>
        <source>Nothing is told over it any more, and its secrets are gone. What still waits for it is given up.</source>
        <translation>Über ihn wird nichts mehr gemeldet, und seine Geheimnisse sind weg. Was noch auf ihn wartet, wird aufgegeben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove channel</source>
        <translation>Kanal entfernen</translation>
    </message>
</context>
<context>
    <name>RiseChart</name>
    <message>
        <source>What rose</source>
        <translation>Was gestiegen ist</translation>
    </message>
    <message>
        <source>{name}, own axis 0 to {top}</source>
        <translation>{name}, eigene Achse 0 bis {top}</translation>
    </message>
    <message>
        <source>beyond since {time}</source>
        <translation>darüber seit {time}</translation>
    </message>
    <message>
        <source>fired {time}</source>
        <translation>ausgelöst {time}</translation>
    </message>
    <message>
        <source>cleared {time}</source>
        <translation>vorbei {time}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>No curve was kept.</source>
        <translation>Es wurde keine Kurve aufbewahrt.</translation>
    </message>
    <message>
        <source>limit {value}</source>
        <translation>Grenze {value}</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Verwalter</translation>
    </message>
</context>
<context>
    <name>Rule</name>
    <message>
        <source>Memory nearly exhausted</source>
        <translation>Speicher fast erschöpft</translation>
    </message>
    <message>
        <source>Nearly all memory is in use. Soon the system becomes slow, or ends a process to get some back: close what takes most.</source>
        <translation>Fast der ganze Speicher ist belegt. Bald wird das System langsam, oder es beendet einen Prozess, um etwas zurückzubekommen: Schließen Sie, was am meisten braucht.</translation>
    </message>
    <message>
        <source>Memory full soon</source>
        <translation>Speicher bald voll</translation>
    </message>
    <message>
        <source>If it goes on like this, all memory is in use within minutes.</source>
        <translation>Wenn es so weitergeht, ist in wenigen Minuten der ganze Speicher belegt.</translation>
    </message>
    <message>
        <source>Work waits for memory</source>
        <translation>Arbeit wartet auf Speicher</translation>
    </message>
    <message>
        <source>There is so little memory left that work stands still while pages are moved to and fro.</source>
        <translation>Es ist so wenig Speicher übrig, dass die Arbeit stillsteht, während Seiten hin und her bewegt werden.</translation>
    </message>
    <message>
        <source>Memory is swapped to and fro</source>
        <translation>Speicher wird hin und her ausgelagert</translation>
    </message>
    <message>
        <source>What is moved to swap is fetched back at once: the memory is too small for what is at work.</source>
        <translation>Was ausgelagert wird, wird sogleich zurückgeholt: Der Speicher ist zu klein für das, was arbeitet.</translation>
    </message>
    <message>
        <source>A process grows without bound</source>
        <translation>Ein Prozess wächst ohne Ende</translation>
    </message>
    <message>
        <source>It only takes memory and gives none back. If it goes on like this, it will have taken all that is left: it may have a leak.</source>
        <translation>Er nimmt nur Speicher und gibt keinen zurück. Wenn es so weitergeht, hat er bald allen genommen, der übrig ist: Vielleicht hat er ein Leck.</translation>
    </message>
    <message>
        <source>Disk nearly full</source>
        <translation>Platte fast voll</translation>
    </message>
    <message>
        <source>There is hardly any room left on a file system. Programs that can not write lose data.</source>
        <translation>Auf einem Dateisystem ist kaum noch Platz. Programme, die nicht schreiben können, verlieren Daten.</translation>
    </message>
    <message>
        <source>Disk full soon</source>
        <translation>Platte bald voll</translation>
    </message>
    <message>
        <source>If it goes on like this, a file system will be full soon: something writes without an end.</source>
        <translation>Wenn es so weitergeht, ist ein Dateisystem bald voll: Etwas schreibt ohne Ende.</translation>
    </message>
    <message>
        <source>Work waits for the disk</source>
        <translation>Arbeit wartet auf die Platte</translation>
    </message>
    <message>
        <source>For minutes most of the work has stood still because of a disk: it is too slow, or breaking.</source>
        <translation>Seit Minuten steht die meiste Arbeit wegen einer Platte still: Sie ist zu langsam, oder sie geht kaputt.</translation>
    </message>
    <message>
        <source>CPU busy for long</source>
        <translation>CPU lange ausgelastet</translation>
    </message>
    <message>
        <source>All cores have been at work for a quarter of an hour. If nothing is meant to take that long, see who works.</source>
        <translation>Alle Kerne arbeiten seit einer Viertelstunde. Wenn nichts so lange dauern soll, sehen Sie nach, wer arbeitet.</translation>
    </message>
    <message>
        <source>A process takes a core for long</source>
        <translation>Ein Prozess belegt lange einen Kern</translation>
    </message>
    <message>
        <source>It has used a core as a whole for half an hour: it works hard, or has lost its way.</source>
        <translation>Er nutzt seit einer halben Stunde einen ganzen Kern: Er arbeitet schwer, oder er hat sich verlaufen.</translation>
    </message>
    <message>
        <source>Very unusual for this machine</source>
        <translation>Sehr ungewöhnlich für diesen Rechner</translation>
    </message>
    <message>
        <source>Unusual for long</source>
        <translation>Seit Langem ungewöhnlich</translation>
    </message>
    <message>
        <source>This program sees nothing</source>
        <translation>Dieses Programm sieht nichts</translation>
    </message>
    <message>
        <source>Nothing was seen of the machine, or what was seen could not be kept. See the state of the program.</source>
        <translation>Vom Rechner wurde nichts gesehen, oder was gesehen wurde, konnte nicht behalten werden. Sehen Sie nach dem Zustand des Programms.</translation>
    </message>
    <message>
        <source>{metric} of a process</source>
        <translation>{metric} eines Prozesses</translation>
    </message>
    <message>
        <source>{metric} of a program</source>
        <translation>{metric} eines Programms</translation>
    </message>
    <message>
        <source>{metric} of a user</source>
        <translation>{metric} eines Benutzers</translation>
    </message>
    <message>
        <source>{metric} of a unit</source>
        <translation>{metric} einer Unit</translation>
    </message>
    <message>
        <source>{metric} of all together</source>
        <translation>{metric} aller zusammen</translation>
    </message>
    <message>
        <source>Restarts of a program</source>
        <translation>Neustarts eines Programms</translation>
    </message>
    <message>
        <source>Time until a process that only grows has taken all memory</source>
        <translation>Zeit, bis ein Prozess, der nur wächst, allen Speicher genommen hat</translation>
    </message>
    <message>
        <source>Time without anything seen or kept</source>
        <translation>Zeit, in der nichts gesehen oder behalten wurde</translation>
    </message>
    <message>
        <source>Not running: {where}</source>
        <translation>Läuft nicht: {where}</translation>
    </message>
    <message>
        <source>{metric} of each</source>
        <translation>{metric}, jeweils</translation>
    </message>
    <message>
        <source>{metric} of {instance}</source>
        <translation>{metric} von {instance}</translation>
    </message>
    <message>
        <source>For three minutes this was far from all that is usual at this hour. That is no fault by itself: see who did it.</source>
        <translation>Drei Minuten lang war das weit von allem entfernt, was zu dieser Stunde üblich ist. Das ist für sich noch kein Fehler: Sehen Sie nach, wer es war.</translation>
    </message>
    <message>
        <source>For a quarter of an hour this has not been as usual at this hour. That is no fault by itself: see who did it.</source>
        <translation>Seit einer Viertelstunde ist das nicht, wie es zu dieser Stunde üblich ist. Das ist für sich noch kein Fehler: Sehen Sie nach, wer es war.</translation>
    </message>
    <message>
        <source>How unusual is: {metric}</source>
        <translation>Wie ungewöhnlich ist: {metric}</translation>
    </message>
    <message>
        <source>How unusual a figure is</source>
        <translation>Wie ungewöhnlich ein Wert ist</translation>
    </message>
    <message>
        <source>How unusual is: {metric} of a program</source>
        <translation>Wie ungewöhnlich ist: {metric} eines Programms</translation>
    </message>
    <message>
        <source>Time until the memory is full</source>
        <translation>Zeit, bis der Speicher voll ist</translation>
    </message>
    <message>
        <source>Time until {instance} is full</source>
        <translation>Zeit, bis {instance} voll ist</translation>
    </message>
    <message>
        <source>Time until a file system is full</source>
        <translation>Zeit, bis ein Dateisystem voll ist</translation>
    </message>
    <message>
        <source>{what} ({where})</source>
        <translation>{what} ({where})</translation>
    </message>
    <message>
        <source>{what} above {value}</source>
        <translation>{what} über {value}</translation>
    </message>
    <message>
        <source>{what} below {value}</source>
        <translation>{what} unter {value}</translation>
    </message>
    <message>
        <source>A process that only grows takes all memory in less than {value}</source>
        <translation>Ein Prozess, der nur wächst, nimmt in weniger als {value} allen Speicher</translation>
    </message>
    <message>
        <source>Nothing seen or kept for {value}</source>
        <translation>Seit {value} nichts gesehen oder behalten</translation>
    </message>
    <message>
        <source>A program started again more than {value} times</source>
        <translation>Ein Programm mehr als {value}-mal neu gestartet</translation>
    </message>
    <message>
        <source>Memory full in less than {value}</source>
        <translation>Speicher in weniger als {value} voll</translation>
    </message>
    <message>
        <source>{instance} full in less than {value}</source>
        <translation>{instance} in weniger als {value} voll</translation>
    </message>
    <message>
        <source>A file system full in less than {value}</source>
        <translation>Ein Dateisystem in weniger als {value} voll</translation>
    </message>
    <message>
        <source>{condition} (critical: {value})</source>
        <translation>{condition} (kritisch: {value})</translation>
    </message>
    <message>
        <source>{what}, mean of {time}</source>
        <translation>{what}, Mittel von {time}</translation>
    </message>
    <message>
        <source>{what}, least of {time}</source>
        <translation>{what}, Kleinstes von {time}</translation>
    </message>
    <message>
        <source>{what}, most of {time}</source>
        <translation>{what}, Größtes von {time}</translation>
    </message>
    <message>
        <source>{what} within {time}</source>
        <translation>{what} innerhalb von {time}</translation>
    </message>
    <message>
        <source>{condition} for {time}</source>
        <translation>{condition} für {time}</translation>
    </message>
</context>
<context>
    <name>RuleChart</name>
    <message>
        <source>fires</source>
        <translation>löst aus</translation>
    </message>
    <message>
        <source>Chart of the rule</source>
        <translation>Diagramm der Regel</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Fires</source>
        <translation>Löst aus</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>averages only</source>
        <translation>nur Mittelwerte</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>Dry run…</source>
        <translation>Probelauf…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Edit rule: {title}</source>
        <translation>Regel bearbeiten: {title}</translation>
    </message>
    <message>
        <source>Somebody has changed this rule meanwhile. Save again to put this in its place.</source>
        <translation>Jemand hat diese Regel inzwischen geändert. Noch einmal speichern ersetzt sie.</translation>
    </message>
    <message>
        <source>Something is wrong or missing: see the fields.</source>
        <translation>Etwas ist falsch oder fehlt: siehe die Felder.</translation>
    </message>
    <message>
        <source>What was changed is not saved. Once more to discard it.</source>
        <translation>Die Änderungen sind nicht gespeichert. Noch einmal, um sie zu verwerfen.</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Messwert</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Only processes where</source>
        <translation>Nur Prozesse mit</translation>
    </message>
    <message>
        <source>Trouble is</source>
        <translation>Schlimm ist</translation>
    </message>
    <message>
        <source>Warning from</source>
        <translation>Warnung ab</translation>
    </message>
    <message>
        <source>Critical from</source>
        <translation>Kritisch ab</translation>
    </message>
    <message>
        <source>Clears at</source>
        <translation>Vorbei bei</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>Was zählt</translation>
    </message>
    <message>
        <source>Looking back</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>How bad it is</source>
        <translation>Wie schlimm es ist</translation>
    </message>
    <message>
        <source>Cooldown after it is over</source>
        <translation>Pause danach</translation>
    </message>
    <message>
        <source>Tell again every</source>
        <translation>Wieder melden alle</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Told all the same when critical</source>
        <translation>Kritisches trotzdem melden</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>What it means, what to do</source>
        <translation>Was es bedeutet, was zu tun ist</translation>
    </message>
    <message>
        <source>Name in files</source>
        <translation>Name in Dateien</translation>
    </message>
    <message>
        <source>The rule is on</source>
        <translation>Die Regel ist an</translation>
    </message>
    <message>
        <source>for example postgres takes much memory</source>
        <translation>zum Beispiel postgres braucht viel Speicher</translation>
    </message>
    <message>
        <source>at once, or 5 min</source>
        <translation>sofort, oder 5 min</translation>
    </message>
    <message>
        <source>for example 1 min</source>
        <translation>zum Beispiel 1 min</translation>
    </message>
    <message>
        <source>as the first one</source>
        <translation>wie die erste</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>none, or 5 min</source>
        <translation>keine, oder 5 min</translation>
    </message>
    <message>
        <source>never, or 1 h</source>
        <translation>nie, oder 1 h</translation>
    </message>
    <message>
        <source>none, or 22:00-07:00</source>
        <translation>keine, oder 22:00-07:00</translation>
    </message>
    <message>
        <source>all that take it</source>
        <translation>alle, die es annehmen</translation>
    </message>
    <message>
        <source>all processes, or name = postgres</source>
        <translation>alle Prozesse, oder name = postgres</translation>
    </message>
    <message>
        <source>a sentence for whoever is told</source>
        <translation>ein Satz für die, die es erfahren</translation>
    </message>
    <message>
        <source>What must be passed backwards for it to be over: a value that flickers rings once.</source>
        <translation>Was rückwärts unterschritten werden muss, damit es vorbei ist: Ein flackernder Wert meldet sich einmal.</translation>
    </message>
    <message>
        <source>A threshold must be passed so long without a break. Time that nobody saw does not count.</source>
        <translation>So lange muss eine Schwelle ohne Unterbrechung überschritten sein. Zeit, die niemand sah, zählt nicht.</translation>
    </message>
    <message>
        <source>After it was over nobody is told again for so long; it is kept all the same.</source>
        <translation>Nachdem es vorbei war, erfährt so lange niemand mehr davon; festgehalten wird es trotzdem.</translation>
    </message>
    <message>
        <source>While it fires and nobody has acknowledged it.</source>
        <translation>Solange es auslöst und niemand es bestätigt hat.</translation>
    </message>
    <message>
        <source>Times of each day at which nobody is told, with commas between.</source>
        <translation>Tageszeiten, zu denen niemand etwas erfährt, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Names of channels with commas between; empty for all that take its severity.</source>
        <translation>Namen von Kanälen, durch Kommas getrennt; leer für alle, die diese Schwere annehmen.</translation>
    </message>
    <message>
        <source>Letters from a to z, digits, - and _; it can not be changed later.</source>
        <translation>Buchstaben von a bis z, Ziffern, - und _; später nicht mehr zu ändern.</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>Was beobachtet wird</translation>
    </message>
    <message>
        <source>When it fires</source>
        <translation>Wann sie auslöst</translation>
    </message>
    <message>
        <source>Who is told, and when</source>
        <translation>Wer es erfährt, und wann</translation>
    </message>
    <message>
        <source>{field}: {fault}</source>
        <translation>{field}: {fault}</translation>
    </message>
    <message>
        <source>all that take it, or {names}</source>
        <translation>alle, die es annehmen, oder {names}</translation>
    </message>
    <message>
        <source>each</source>
        <translation>jedes</translation>
    </message>
    <message>
        <source>the machine as a whole</source>
        <translation>der ganze Rechner</translation>
    </message>
    <message>
        <source>Never, or a number with {units}.</source>
        <translation>Nie, oder eine Zahl mit {units}.</translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message>
        <source>{metric} of {name}</source>
        <translation>{metric} von {name}</translation>
    </message>
    <message>
        <source>{name}: the worst now</source>
        <translation>{name}: das schlimmste jetzt</translation>
    </message>
    <message>
        <source>{name} (PID {pid})</source>
        <translation>{name} (PID {pid})</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>It would not have fired in this time.</source>
        <translation>In dieser Zeit hätte sie nicht ausgelöst.</translation>
    </message>
    <message numerus="yes">
        <source>It would have fired %n time(s) in this time.</source>
        <translation>
            <numerusform>In dieser Zeit hätte sie %n-mal ausgelöst.</numerusform>
            <numerusform>In dieser Zeit hätte sie %n-mal ausgelöst.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no curve of this. A dry run says when it would have fired.</source>
        <translation>Davon gibt es keine Kurve. Ein Probelauf sagt, wann sie ausgelöst hätte.</translation>
    </message>
    <message>
        <source>No curve is kept of this together. A dry run says when it would have fired.</source>
        <translation>Von allem zusammen wird keine Kurve aufbewahrt. Ein Probelauf sagt, wann sie ausgelöst hätte.</translation>
    </message>
    <message>
        <source>No curve is kept of this. A dry run says when it would have fired.</source>
        <translation>Davon wird keine Kurve aufbewahrt. Ein Probelauf sagt, wann sie ausgelöst hätte.</translation>
    </message>
    <message>
        <source>Nothing was recorded of this in the time shown.</source>
        <translation>In der gezeigten Zeit wurde davon nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Processes are known with the next beat.</source>
        <translation>Mit dem nächsten Messwert sind die Prozesse bekannt.</translation>
    </message>
    <message>
        <source>No process matches now: it would fire.</source>
        <translation>Jetzt passt kein Prozess: Sie würde auslösen.</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) match now: it is quiet.</source>
        <translation>
            <numerusform>%n Prozess passt jetzt: Sie ist still.</numerusform>
            <numerusform>%n Prozesse passen jetzt: Sie ist still.</numerusform>
        </translation>
    </message>
    <message>
        <source>No process matches now.</source>
        <translation>Jetzt passt kein Prozess.</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) match now</source>
        <translation>
            <numerusform>%n Prozess passt jetzt</numerusform>
            <numerusform>%n Prozesse passen jetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n beyond the threshold</source>
        <translation>
            <numerusform>%n jenseits der Schwelle</numerusform>
            <numerusform>%n jenseits der Schwelle</numerusform>
        </translation>
    </message>
    <message>
        <source>{matching}, {beyond}.</source>
        <translation>{matching}, {beyond}.</translation>
    </message>
    <message>
        <source>Can not be judged: {why}</source>
        <translation>Kann nicht beurteilt werden: {why}</translation>
    </message>
    <message>
        <source>line {line}: {words}</source>
        <translation>Zeile {line}: {words}</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>firing ({count})</source>
        <translation>löst aus ({count})</translation>
    </message>
    <message>
        <source>firing</source>
        <translation>löst aus</translation>
    </message>
    <message>
        <source>pending, {time} left</source>
        <translation>steht an, noch {time}</translation>
    </message>
    <message>
        <source>not firing</source>
        <translation>löst nicht aus</translation>
    </message>
    <message>
        <source>muted until {time}</source>
        <translation>stumm bis {time}</translation>
    </message>
    <message>
        <source>unknown here</source>
        <translation>hier unbekannt</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>lernt noch</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Beyond its threshold since {time}; it fires in {left} if that goes on.</source>
        <translation>Jenseits der Schwelle seit {time}; löst in {left} aus, wenn das so bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n of what it is about are beyond it.</source>
        <translation>
            <numerusform>%n Betroffenes ist jenseits davon.</numerusform>
            <numerusform>%n Betroffene sind jenseits davon.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whether it is about to fire is not known here: {why}.</source>
        <translation>Ob sie bald auslöst, ist hier nicht bekannt: {why}.</translation>
    </message>
    <message>
        <source>What is usual here is still learned; until then it does not fire.</source>
        <translation>Was hier üblich ist, wird noch gelernt; bis dahin löst sie nicht aus.</translation>
    </message>
    <message>
        <source>own</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>The machine, or a device</source>
        <translation>Der Rechner, oder ein Gerät</translation>
    </message>
    <message>
        <source>Each process</source>
        <translation>Jeder Prozess</translation>
    </message>
    <message>
        <source>All processes of a program</source>
        <translation>Alle Prozesse eines Programms</translation>
    </message>
    <message>
        <source>All processes of a user</source>
        <translation>Alle Prozesse eines Benutzers</translation>
    </message>
    <message>
        <source>All processes of a unit</source>
        <translation>Alle Prozesse einer Unit</translation>
    </message>
    <message>
        <source>Chosen processes together</source>
        <translation>Ausgewählte Prozesse zusammen</translation>
    </message>
    <message>
        <source>Something does not run</source>
        <translation>Etwas läuft nicht</translation>
    </message>
    <message>
        <source>A program is restarted again and again</source>
        <translation>Ein Programm wird immer wieder neu gestartet</translation>
    </message>
    <message>
        <source>A disk or the memory will be full</source>
        <translation>Ein Datenträger oder der Speicher wird voll</translation>
    </message>
    <message>
        <source>A process grows without bound</source>
        <translation>Ein Prozess wächst ohne Ende</translation>
    </message>
    <message>
        <source>Something is unusual</source>
        <translation>Etwas ist ungewöhnlich</translation>
    </message>
    <message>
        <source>This program sees nothing</source>
        <translation>Dieses Programm sieht nichts</translation>
    </message>
    <message>
        <source>above</source>
        <translation>über</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unter</translation>
    </message>
    <message>
        <source>the newest value</source>
        <translation>der neueste Wert</translation>
    </message>
    <message>
        <source>the mean of</source>
        <translation>das Mittel von</translation>
    </message>
    <message>
        <source>the least of</source>
        <translation>das Kleinste von</translation>
    </message>
    <message>
        <source>the most of</source>
        <translation>das Größte von</translation>
    </message>
    <message>
        <source>{metric} of each device</source>
        <translation>{metric} jedes Geräts</translation>
    </message>
</context>
<context>
    <name>RulesPart</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Die Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>No rule has these words.</source>
        <translation>Keine Regel hat diese Wörter.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n on</source>
        <translation>
            <numerusform>%n an</numerusform>
            <numerusform>%n an</numerusform>
        </translation>
    </message>
    <message>
        <source>{count}, {why}</source>
        <translation>{count}, {why}</translation>
    </message>
    <message>
        <source>Copy of {title}</source>
        <translation>Kopie von {title}</translation>
    </message>
    <message>
        <source>Somebody has changed this rule meanwhile, so nothing was done.</source>
        <translation>Jemand hat diese Regel inzwischen geändert, darum geschah nichts.</translation>
    </message>
    <message>
        <source>It was not done: {why}</source>
        <translation>Es geschah nicht: {why}</translation>
    </message>
</context>
<context>
    <name>RulesTold</name>
    <message>
        <source>rules.toml, line {line}: {words}</source>
        <translation>rules.toml, Zeile {line}: {words}</translation>
    </message>
    <message numerus="yes">
        <source>%n more like it</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>“{title}” is removed.</source>
        <translation>„{title}“ ist entfernt.</translation>
    </message>
    <message>
        <source>“{title}” is judged from now on.</source>
        <translation>„{title}“ wird ab jetzt beurteilt.</translation>
    </message>
    <message>
        <source>“{title}” is on.</source>
        <translation>„{title}“ ist an.</translation>
    </message>
    <message>
        <source>“{title}” is off.</source>
        <translation>„{title}“ ist aus.</translation>
    </message>
    <message>
        <source>“{title}” is changed.</source>
        <translation>„{title}“ ist geändert.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Rules can not be read: {why}</source>
        <translation>Die Regeln können nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>The rules stand in {file}</source>
        <translation>Die Regeln stehen in {file}</translation>
    </message>
</context>
<context>
    <name>RulesToolbar</name>
    <message>
        <source>New rule…</source>
        <translation>Neue Regel…</translation>
    </message>
    <message>
        <source>Make a rule of your own</source>
        <translation>Eine eigene Regel anlegen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the chosen rule (Enter)</source>
        <translation>Die gewählte Regel bearbeiten (Eingabe)</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopieren…</translation>
    </message>
    <message>
        <source>Begin a new rule with the chosen one</source>
        <translation>Mit der gewählten eine neue Regel beginnen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen rule (Delete)</source>
        <translation>Die gewählte Regel entfernen (Entf)</translation>
    </message>
    <message>
        <source>Dry run…</source>
        <translation>Probelauf…</translation>
    </message>
    <message>
        <source>Judge it, or not (Space)</source>
        <translation>Sie beurteilen, oder nicht (Leertaste)</translation>
    </message>
    <message>
        <source>Play it over the past</source>
        <translation>Sie über die Vergangenheit spielen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Mute the chosen rule</source>
        <translation>Die gewählte Regel stumm schalten</translation>
    </message>
    <message>
        <source>Let it tell nobody for a while; it is judged and kept</source>
        <translation>Eine Weile niemandem melden; beurteilt und festgehalten wird sie weiter</translation>
    </message>
    <message>
        <source>Search rules</source>
        <translation>Regeln suchen</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>Wie mitgeliefert</translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message>
        <source>Command lines were left out of this file.</source>
        <translation>Befehlszeilen sind in dieser Datei weggelassen.</translation>
    </message>
    <message>
        <source>Limited view: the system hides the processes of other users (hidepid).</source>
        <translation>Eingeschränkte Sicht: Das System verbirgt die Prozesse anderer Benutzer (hidepid).</translation>
    </message>
    <message>
        <source>Inside a container: the bars are measured against its limits: {limits_}</source>
        <translation>In einem Container: Die Balken messen gegen seine Grenzen: {limits_}</translation>
    </message>
    <message>
        <source>1 core, {memory}</source>
        <translation>1 Kern, {memory}</translation>
    </message>
    <message>
        <source>{number} cores, {memory}</source>
        <translation>{number} Kerne, {memory}</translation>
    </message>
    <message>
        <source>1 core</source>
        <translation>1 Kern</translation>
    </message>
    <message>
        <source>{number} cores</source>
        <translation>{number} Kerne</translation>
    </message>
    <message>
        <source>No answer from the file system {name}: its figures are left out until it answers.</source>
        <translation>Keine Antwort vom Dateisystem {name}: Seine Werte fehlen, bis es antwortet.</translation>
    </message>
    <message>
        <source>No answer from the file system {name}: its figures are left out.</source>
        <translation>Keine Antwort vom Dateisystem {name}: Seine Werte fehlen.</translation>
    </message>
    <message>
        <source>No answer from the {part_}: its figures are left out until it answers.</source>
        <translation>Keine Antwort ({part_}): Die Werte fehlen, bis eine kommt.</translation>
    </message>
    <message>
        <source>Disks, sensors and links are not read any more: too many do not answer.</source>
        <translation>Datenträger, Sensoren und Verbindungen werden nicht mehr gelesen: Zu viele antworten nicht.</translation>
    </message>
    <message>
        <source>The file system {name} could not be read: {reason}</source>
        <translation>Das Dateisystem {name} ließ sich nicht lesen: {reason}</translation>
    </message>
    <message>
        <source>The {part_} could not be read: {reason}</source>
        <translation>Nicht lesbar ({part_}): {reason}</translation>
    </message>
    <message>
        <source>{count} processes could not be read in this beat: {reason}</source>
        <translation>Bei dieser Messung nicht lesbare Prozesse: {count} ({reason})</translation>
    </message>
    <message>
        <source>So many processes started and ended at once that the kernel dropped some of its words: how they ended is unknown.</source>
        <translation>So viele Prozesse begannen und endeten auf einmal, dass der Kernel einige Meldungen verwarf: Wie sie endeten, ist unbekannt.</translation>
    </message>
    <message>
        <source>batteries</source>
        <translation>Akkus</translation>
    </message>
    <message>
        <source>temperature sensors</source>
        <translation>Temperatursensoren</translation>
    </message>
    <message>
        <source>graphics cards</source>
        <translation>Grafikkarten</translation>
    </message>
    <message>
        <source>network links</source>
        <translation>Netzwerkverbindungen</translation>
    </message>
    <message>
        <source>disks</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>limits of the container</source>
        <translation>Grenzen des Containers</translation>
    </message>
    <message>
        <source>processor clocks</source>
        <translation>Prozessortakte</translation>
    </message>
    <message>
        <source>Windows counts all input and output of a process, not only that of disks.</source>
        <translation>Windows zählt jede Ein- und Ausgabe eines Prozesses, nicht nur die von Datenträgern.</translation>
    </message>
    <message>
        <source>Of this time only what programs used in each hour is kept: see the page History.</source>
        <translation>Aus dieser Zeit ist nur noch aufgehoben, was Programme in jeder Stunde brauchten: siehe die Seite Verlauf.</translation>
    </message>
    <message>
        <source>This kernel does not count that mode (/proc/stat).</source>
        <translation>Dieser Kernel zählt diesen Modus nicht (/proc/stat).</translation>
    </message>
    <message>
        <source>This kernel does not tell it ({file}).</source>
        <translation>Dieser Kernel gibt es nicht an ({file}).</translation>
    </message>
    <message>
        <source>This kernel does not count swapped pages (/proc/vmstat).</source>
        <translation>Dieser Kernel zählt ausgelagerte Seiten nicht (/proc/vmstat).</translation>
    </message>
    <message>
        <source>This kernel has no pressure stall information (/proc/pressure).</source>
        <translation>Dieser Kernel hat keine Pressure Stall Information (/proc/pressure).</translation>
    </message>
    <message>
        <source>This kernel does not tell full pressure of the CPU (it came with Linux 5.13).</source>
        <translation>Dieser Kernel gibt den vollen Druck der CPU nicht an (ab Linux 5.13).</translation>
    </message>
    <message>
        <source>No disk is visible here (/proc/diskstats).</source>
        <translation>Hier ist kein Datenträger sichtbar (/proc/diskstats).</translation>
    </message>
    <message>
        <source>No network interface is visible here (/proc/net/dev).</source>
        <translation>Hier ist keine Netzwerkschnittstelle sichtbar (/proc/net/dev).</translation>
    </message>
    <message>
        <source>The processor does not tell its clock (cpufreq, /proc/cpuinfo).</source>
        <translation>Der Prozessor gibt seinen Takt nicht an (cpufreq, /proc/cpuinfo).</translation>
    </message>
    <message>
        <source>No file system that holds files answered (statvfs).</source>
        <translation>Kein Dateisystem mit Dateien hat geantwortet (statvfs).</translation>
    </message>
    <message>
        <source>No network interface tells a link speed (/sys/class/net).</source>
        <translation>Keine Netzwerkschnittstelle gibt eine Geschwindigkeit an (/sys/class/net).</translation>
    </message>
    <message>
        <source>No temperature sensors were found (/sys/class/hwmon, /sys/class/thermal).</source>
        <translation>Keine Temperatursensoren gefunden (/sys/class/hwmon, /sys/class/thermal).</translation>
    </message>
    <message>
        <source>No sensor tells a critical temperature (/sys/class/hwmon).</source>
        <translation>Kein Sensor gibt eine kritische Temperatur an (/sys/class/hwmon).</translation>
    </message>
    <message>
        <source>No sensor tells from which temperature on it is too warm (/sys/class/hwmon).</source>
        <translation>Kein Sensor gibt an, ab welcher Temperatur es zu warm ist (/sys/class/hwmon).</translation>
    </message>
    <message>
        <source>Every sensor that was found answers (/sys/class/hwmon).</source>
        <translation>Jeder gefundene Sensor antwortet (/sys/class/hwmon).</translation>
    </message>
    <message>
        <source>No fans were found (/sys/class/hwmon).</source>
        <translation>Keine Lüfter gefunden (/sys/class/hwmon).</translation>
    </message>
    <message>
        <source>There is no battery (/sys/class/power_supply).</source>
        <translation>Es gibt keinen Akku (/sys/class/power_supply).</translation>
    </message>
    <message>
        <source>No battery is being drained (/sys/class/power_supply).</source>
        <translation>Kein Akku wird entladen (/sys/class/power_supply).</translation>
    </message>
    <message>
        <source>No graphics card was found (/sys/class/drm).</source>
        <translation>Keine Grafikkarte gefunden (/sys/class/drm).</translation>
    </message>
    <message>
        <source>The driver ({drivers}) tells this by process only, not for the card.</source>
        <translation>Der Treiber ({drivers}) gibt dies nur je Prozess an, nicht für die Karte.</translation>
    </message>
    <message>
        <source>The driver ({drivers}) does not tell this, or the card sleeps.</source>
        <translation>Der Treiber ({drivers}) gibt dies nicht an, oder die Karte schläft.</translation>
    </message>
    <message>
        <source>This container has no such limit.</source>
        <translation>Dieser Container hat keine solche Grenze.</translation>
    </message>
    <message>
        <source>This is not the inside of a container.</source>
        <translation>Dies ist nicht das Innere eines Containers.</translation>
    </message>
    <message>
        <source>Before Linux 6.6 the kernel tells only administrators how processes end.</source>
        <translation>Vor Linux 6.6 sagt der Kernel nur Administratoren, wie Prozesse enden.</translation>
    </message>
    <message>
        <source>The kernel does not tell how processes end in a container, nor where it was built without it (CONFIG_PROC_EVENTS).</source>
        <translation>In einem Container sagt der Kernel nicht, wie Prozesse enden, und auch nicht, wo er ohne das gebaut wurde (CONFIG_PROC_EVENTS).</translation>
    </message>
    <message>
        <source>This kernel was built without telling how processes end (CONFIG_PROC_EVENTS).</source>
        <translation>Dieser Kernel wurde so gebaut, dass er nicht sagt, wie Prozesse enden (CONFIG_PROC_EVENTS).</translation>
    </message>
    <message>
        <source>The kernel does not tell how processes end: {reason}.</source>
        <translation>Der Kernel sagt nicht, wie Prozesse enden: {reason}.</translation>
    </message>
    <message>
        <source>The system hides the processes of other users (hidepid), so nobody knows which of them were never seen.</source>
        <translation>Das System verbirgt die Prozesse anderer Benutzer (hidepid), darum weiß niemand, welche davon nie gesehen wurden.</translation>
    </message>
    <message>
        <source>The kernel does not count delays; an administrator can turn it on: sysctl kernel.task_delayacct=1</source>
        <translation>Der Kernel zählt Wartezeiten nicht; ein Administrator kann es einschalten: sysctl kernel.task_delayacct=1</translation>
    </message>
    <message>
        <source>No NVIDIA driver answers (NVML: {reason}).</source>
        <translation>Kein NVIDIA-Treiber antwortet (NVML: {reason}).</translation>
    </message>
    <message>
        <source>The NVIDIA driver went away (NVML: {reason}).</source>
        <translation>Der NVIDIA-Treiber ist weg (NVML: {reason}).</translation>
    </message>
    <message>
        <source>NVIDIA cards can not be read ({reason}).</source>
        <translation>NVIDIA-Karten lassen sich nicht lesen ({reason}).</translation>
    </message>
    <message>
        <source>The NVIDIA driver sees no card.</source>
        <translation>Der NVIDIA-Treiber sieht keine Karte.</translation>
    </message>
    <message>
        <source>The NVIDIA driver does not answer.</source>
        <translation>Der NVIDIA-Treiber antwortet nicht.</translation>
    </message>
    <message>
        <source>The portable eye can not read it on this system.</source>
        <translation>Das portable Auge kann es auf diesem System nicht lesen.</translation>
    </message>
    <message>
        <source>The portable eye can not read it on {system}.</source>
        <translation>Das portable Auge kann es unter {system} nicht lesen.</translation>
    </message>
    <message>
        <source>{system} does not count it.</source>
        <translation>{system} zählt es nicht.</translation>
    </message>
    <message>
        <source>{system} does not tell it.</source>
        <translation>{system} gibt es nicht an.</translation>
    </message>
    <message>
        <source>Windows has none.</source>
        <translation>Windows hat das nicht.</translation>
    </message>
    <message>
        <source>Windows has priority classes and no nice values.</source>
        <translation>Windows hat Prioritätsklassen und keine Nice-Werte.</translation>
    </message>
    <message>
        <source>The program pkexec, which asks for the password, is not installed.</source>
        <translation>Das Programm pkexec, das nach dem Passwort fragt, ist nicht installiert.</translation>
    </message>
    <message>
        <source>Not offered: {fault_}, so what would run as root is not safe from change.</source>
        <translation>Nicht angeboten: {fault_}; was als root liefe, ist also vor Änderung nicht sicher.</translation>
    </message>
    <message>
        <source>{path} can not be looked at ({reason})</source>
        <translation>{path} ist nicht einsehbar ({reason})</translation>
    </message>
    <message>
        <source>{path} does not belong to root</source>
        <translation>{path} gehört nicht root</translation>
    </message>
    <message>
        <source>{path} can be written by others than root</source>
        <translation>{path} ist für andere als root beschreibbar</translation>
    </message>
    <message>
        <source>More rights were not given, so only what this user may see is shown.</source>
        <translation>Mehr Rechte wurden nicht gegeben; gezeigt wird also nur, was dieser Benutzer sehen darf.</translation>
    </message>
    <message>
        <source>On this system the program sees what its user may see; start it as an administrator.</source>
        <translation>Auf diesem System sieht das Programm, was sein Benutzer sehen darf; als Administrator starten.</translation>
    </message>
    <message>
        <source>sampler</source>
        <translation>Erfassung</translation>
    </message>
    <message>
        <source>eye</source>
        <translation>Auge</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <source>judgement</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>another program judges</source>
        <translation>ein anderes Programm bewertet</translation>
    </message>
    <message>
        <source>switched off in the settings</source>
        <translation>in den Einstellungen abgeschaltet</translation>
    </message>
    <message>
        <source>{reason_}; 1 event waits to be kept</source>
        <translation>{reason_}; 1 Ereignis wartet darauf, gespeichert zu werden</translation>
    </message>
    <message>
        <source>{reason_}; {count} events wait to be kept</source>
        <translation>{reason_}; {count} Ereignisse warten darauf, gespeichert zu werden</translation>
    </message>
    <message>
        <source>1 event waits to be kept</source>
        <translation>1 Ereignis wartet darauf, gespeichert zu werden</translation>
    </message>
    <message>
        <source>{count} events wait to be kept</source>
        <translation>{count} Ereignisse warten darauf, gespeichert zu werden</translation>
    </message>
    <message>
        <source>events were lost; the desk is brought up to date with what fires</source>
        <translation>Ereignisse gingen verloren; was ausgelöst ist, wird nachgetragen</translation>
    </message>
    <message>
        <source>{path}: no alert can be kept there: the folder can not be written to</source>
        <translation>{path}: dort können keine Alarme gespeichert werden: in den Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>{path}: no alert can be kept there: {reason}</source>
        <translation>{path}: dort können keine Alarme gespeichert werden: {reason}</translation>
    </message>
    <message>
        <source>No beat for {seconds} s</source>
        <translation>Seit {seconds} s keine Messung</translation>
    </message>
    <message>
        <source>silent for {seconds} s</source>
        <translation>seit {seconds} s still</translation>
    </message>
    <message>
        <source>failed {count} times, last: {reason}</source>
        <translation>{count}-mal gescheitert, zuletzt: {reason}</translation>
    </message>
    <message>
        <source>The eye did not answer; a new one was started</source>
        <translation>Das Auge hat nicht geantwortet; ein neues wurde gestartet</translation>
    </message>
    <message>
        <source>The eye ended; a new one was started</source>
        <translation>Das Auge endete; ein neues wurde gestartet</translation>
    </message>
    <message>
        <source>The eye sent nonsense ({reason}); a new one was started</source>
        <translation>Das Auge sandte Unsinn ({reason}); ein neues wurde gestartet</translation>
    </message>
    <message>
        <source>The eye could not be started: {reason}</source>
        <translation>Das Auge ließ sich nicht starten: {reason}</translation>
    </message>
    <message>
        <source>Two eyes hang in the kernel and can not be ended; a third is not started</source>
        <translation>Zwei Augen hängen im Kernel und lassen sich nicht beenden; ein drittes wird nicht gestartet</translation>
    </message>
    <message>
        <source>No file descriptor is left, so the processes could not be read</source>
        <translation>Kein Dateideskriptor ist mehr frei, die Prozesse ließen sich also nicht lesen</translation>
    </message>
    <message>
        <source>the text ends here</source>
        <translation>der Text endet hier</translation>
    </message>
    <message>
        <source>the text is too long</source>
        <translation>der Text ist zu lang</translation>
    </message>
    <message>
        <source>no more than {count} characters</source>
        <translation>höchstens {count} Zeichen</translation>
    </message>
    <message>
        <source>a time, such as 03:12, yesterday 3am, 2026-11-20 14:00 or 2 hours ago</source>
        <translation>eine Zeit, etwa 03:12, gestern 3 Uhr, 20.11.2026 14:00 oder vor 2 Stunden</translation>
    </message>
    <message>
        <source>the number {number} alone is not a time</source>
        <translation>die Zahl {number} allein ist keine Zeit</translation>
    </message>
    <message>
        <source>{word} can be read in two ways</source>
        <translation>{word} kann man auf zwei Arten lesen</translation>
    </message>
    <message>
        <source>a date such as 2026-11-20, or 20.11.2026 with the day first</source>
        <translation>ein Datum wie 2026-11-20, oder 20.11.2026 mit dem Tag zuerst</translation>
    </message>
    <message>
        <source>{word} is not a time of day</source>
        <translation>{word} ist keine Uhrzeit</translation>
    </message>
    <message>
        <source>a day of the week, such as tuesday</source>
        <translation>ein Wochentag, etwa Dienstag</translation>
    </message>
    <message>
        <source>a day, such as yesterday, tuesday or 2026-11-20</source>
        <translation>ein Tag, etwa gestern, Dienstag oder 20.11.2026</translation>
    </message>
    <message>
        <source>a time of day, such as 03:12, 3am or noon</source>
        <translation>eine Uhrzeit, etwa 03:12, 3 Uhr oder noon</translation>
    </message>
    <message>
        <source>a time of day, or nothing more</source>
        <translation>eine Uhrzeit oder nichts weiter</translation>
    </message>
    <message>
        <source>an hour from 1 to 12 before am or pm</source>
        <translation>eine Stunde von 1 bis 12 vor am oder pm</translation>
    </message>
    <message>
        <source>an offset to UTC, such as Z or +02:00</source>
        <translation>ein Abstand zu UTC, etwa Z oder +02:00</translation>
    </message>
    <message>
        <source>a unit, such as s, min, h or d</source>
        <translation>eine Einheit, etwa s, min, h oder d</translation>
    </message>
    <message>
        <source>the duration is too long</source>
        <translation>die Dauer ist zu lang</translation>
    </message>
    <message>
        <source>no more than 100 years</source>
        <translation>höchstens 100 Jahre</translation>
    </message>
    <message>
        <source>nothing more, or how long before, such as now - 2h</source>
        <translation>nichts weiter, oder wie lange davor, etwa jetzt - 2h</translation>
    </message>
    <message>
        <source>nothing more</source>
        <translation>nichts weiter</translation>
    </message>
    <message>
        <source>Column {column}: {problem_}; expected {expected_}</source>
        <translation>Spalte {column}: {problem_}; erwartet: {expected_}</translation>
    </message>
    <message>
        <source>Column {column}: expected {expected_}</source>
        <translation>Spalte {column}: erwartet: {expected_}</translation>
    </message>
    <message>
        <source>nobody judges yet</source>
        <translation>noch urteilt niemand</translation>
    </message>
    <message>
        <source>{reason_} (and {count} more)</source>
        <translation>{reason_} (und {count} weitere)</translation>
    </message>
    <message>
        <source>The rule {rule} can not be judged: {reason_}</source>
        <translation>Die Regel {rule} kann nicht beurteilt werden: {reason_}</translation>
    </message>
    <message>
        <source>failed, which is a fault of the program: {reason}</source>
        <translation>fehlgeschlagen, was ein Fehler des Programms ist: {reason}</translation>
    </message>
    <message>
        <source>there is no field {name}</source>
        <translation>es gibt kein Feld {name}</translation>
    </message>
    <message>
        <source>a field, such as {first} or {second} or {third}</source>
        <translation>ein Feld, etwa {first}, {second} oder {third}</translation>
    </message>
    <message>
        <source>a field, such as {first} or {second}</source>
        <translation>ein Feld, etwa {first} oder {second}</translation>
    </message>
    <message>
        <source>a field, such as {first}</source>
        <translation>ein Feld, etwa {first}</translation>
    </message>
    <message>
        <source>{sign} does not work with {field}</source>
        <translation>{sign} passt nicht zu {field}</translation>
    </message>
    <message>
        <source>{word} is not a word of this language</source>
        <translation>{word} ist kein Wort dieser Sprache</translation>
    </message>
    <message>
        <source>a comparison, such as {example}</source>
        <translation>ein Vergleich, etwa {example}</translation>
    </message>
    <message>
        <source>there is no text in which to look for {word}</source>
        <translation>es gibt keinen Text, in dem {word} zu suchen wäre</translation>
    </message>
    <message>
        <source>a regular expression can only be matched</source>
        <translation>für einen regulären Ausdruck geht nur der Mustervergleich</translation>
    </message>
    <message>
        <source>~ or !~</source>
        <translation>~ oder !~</translation>
    </message>
    <message>
        <source>{field} is not a text, in which a regular expression could be found</source>
        <translation>{field} ist kein Text, in dem ein regulärer Ausdruck passen könnte</translation>
    </message>
    <message>
        <source>a character that is not valid Unicode</source>
        <translation>ein Zeichen, das kein gültiges Unicode ist</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>the query is too long</source>
        <translation>der Filter ist zu lang</translation>
    </message>
    <message>
        <source>no more than {count} bytes</source>
        <translation>höchstens {count} Byte</translation>
    </message>
    <message>
        <source>no more than {count}</source>
        <translation>höchstens {count}</translation>
    </message>
    <message>
        <source>too many brackets or nots inside one another</source>
        <translation>zu viele verschachtelte Klammern oder not</translation>
    </message>
    <message>
        <source>the quote {quote} is not closed</source>
        <translation>das Anführungszeichen {quote} ist nicht geschlossen</translation>
    </message>
    <message>
        <source>a second {quote}</source>
        <translation>ein zweites {quote}</translation>
    </message>
    <message>
        <source>the query ends here</source>
        <translation>der Filter endet hier</translation>
    </message>
    <message>
        <source>{word} can not stand here</source>
        <translation>{word} darf hier nicht stehen</translation>
    </message>
    <message>
        <source>a field, a word to look for, not or (</source>
        <translation>ein Feld, ein Suchwort, not oder (</translation>
    </message>
    <message>
        <source>this ) has no (</source>
        <translation>zu dieser ) fehlt die (</translation>
    </message>
    <message>
        <source>and, or, or another term</source>
        <translation>and, or oder ein weiterer Ausdruck</translation>
    </message>
    <message>
        <source>and, or, or )</source>
        <translation>and, or oder )</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>ein Wert</translation>
    </message>
    <message>
        <source>the regular expression is not valid ({reason})</source>
        <translation>der reguläre Ausdruck ist ungültig ({reason})</translation>
    </message>
    <message>
        <source>a regular expression of RE2, which has no look-around and no back-references</source>
        <translation>ein regulärer Ausdruck für RE2, ohne Look-around und ohne Rückverweise</translation>
    </message>
    <message>
        <source>the pattern is too large</source>
        <translation>das Muster ist zu groß</translation>
    </message>
    <message>
        <source>fewer or smaller repetitions</source>
        <translation>weniger oder kleinere Wiederholungen</translation>
    </message>
    <message>
        <source>the comma in {number} is not understood, fractions have a point</source>
        <translation>das Komma in {number} wird nicht verstanden, Brüche haben einen Punkt</translation>
    </message>
    <message>
        <source>{word} is not a number</source>
        <translation>{word} ist keine Zahl</translation>
    </message>
    <message>
        <source>the unit of {word} does not fit {field}</source>
        <translation>die Einheit von {word} passt nicht zu {field}</translation>
    </message>
    <message>
        <source>{word} is not yes or no</source>
        <translation>{word} ist weder yes noch no</translation>
    </message>
    <message>
        <source>{word} can mean {labels}</source>
        <translation>{word} kann bedeuten: {labels}</translation>
    </message>
    <message>
        <source>{word} is not a time</source>
        <translation>{word} ist keine Zeit</translation>
    </message>
    <message>
        <source>there is no such time as {word}</source>
        <translation>die Zeit {word} gibt es nicht</translation>
    </message>
    <message>
        <source>{word} is not a {field}</source>
        <translation>{word} ist kein Wert von {field}</translation>
    </message>
    <message>
        <source>{word} is not an {field}</source>
        <translation>{word} ist kein Wert für {field}</translation>
    </message>
    <message>
        <source>one of {labels}</source>
        <translation>eines von {labels}</translation>
    </message>
    <message>
        <source>a number with a unit, such as {first}, or a share, such as {second}</source>
        <translation>eine Zahl mit Einheit, etwa {first}, oder ein Anteil, etwa {second}</translation>
    </message>
    <message>
        <source>a number with a unit, such as {first} or {second}</source>
        <translation>eine Zahl mit Einheit, etwa {first} oder {second}</translation>
    </message>
    <message>
        <source>a number with a unit, such as {first}</source>
        <translation>eine Zahl mit Einheit, etwa {first}</translation>
    </message>
    <message>
        <source>a number, such as {first} or {second}</source>
        <translation>eine Zahl, etwa {first} oder {second}</translation>
    </message>
    <message>
        <source>a number, such as {first}</source>
        <translation>eine Zahl, etwa {first}</translation>
    </message>
    <message>
        <source>a text, such as {examples}, {quoted} or {pattern}</source>
        <translation>ein Text, etwa {examples}, {quoted} oder {pattern}</translation>
    </message>
    <message>
        <source>a text, such as {examples}</source>
        <translation>ein Text, etwa {examples}</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>yes oder no</translation>
    </message>
    <message>
        <source>a duration, such as {first}, {second}, {third} or {fourth}</source>
        <translation>eine Dauer, etwa {first}, {second}, {third} oder {fourth}</translation>
    </message>
    <message>
        <source>a time, such as {first} or {second}</source>
        <translation>eine Zeit, etwa {first} oder {second}</translation>
    </message>
    <message>
        <source>a temperature, such as {first} or {second}</source>
        <translation>eine Temperatur, etwa {first} oder {second}</translation>
    </message>
    <message>
        <source>Another program records into {path} already</source>
        <translation>Ein anderes Programm zeichnet schon in {path} auf</translation>
    </message>
    <message>
        <source>The history can not be written: {reason}</source>
        <translation>Der Verlauf kann nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>{path}: the history can not be opened: {reason}</source>
        <translation>{path}: Der Verlauf kann nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
        <source>{path}: no history can be kept there: the folder can not be written to</source>
        <translation>{path}: Dort kann kein Verlauf behalten werden: In den Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>{path}: no history can be kept there: {reason}</source>
        <translation>{path}: Dort kann kein Verlauf behalten werden: {reason}</translation>
    </message>
    <message>
        <source>{path} is a link; a history is only written to a file of its own</source>
        <translation>{path} ist ein Verweis; ein Verlauf wird nur in eine eigene Datei geschrieben</translation>
    </message>
    <message>
        <source>{path} can not be used, and not be set aside: {reason}</source>
        <translation>{path} kann nicht benutzt und nicht beiseitegelegt werden: {reason}</translation>
    </message>
    <message>
        <source>The history can not be read: {reason_}</source>
        <translation>Der Verlauf kann nicht gelesen werden: {reason_}</translation>
    </message>
    <message>
        <source>the server did not answer for {seconds} s</source>
        <translation>der Server hat {seconds} s lang nicht geantwortet</translation>
    </message>
    <message>
        <source>{server} can not be reached: {reason_}. Look at the address and the password (~/.pgpass, PGPASSWORD), and whether the server runs.</source>
        <translation>{server} ist nicht erreichbar: {reason_}. Prüfen Sie die Adresse und das Passwort (~/.pgpass, PGPASSWORD) und ob der Server läuft.</translation>
    </message>
    <message>
        <source>{server} holds no histories of this program. Another database may be meant, or its owner prepares this one with `procmon-gui prepare-server`.</source>
        <translation>{server} enthält keinen Verlauf dieses Programms. Vielleicht ist eine andere Datenbank gemeint, oder der Eigentümer bereitet diese mit `procmon-gui prepare-server` vor.</translation>
    </message>
    <message>
        <source>{server}: this login may not read the histories. The owner of the database allows it, see the manual, page teams.</source>
        <translation>{server}: Diese Anmeldung darf den Verlauf nicht lesen. Der Eigentümer der Datenbank erlaubt es, siehe Handbuch, Seite teams.</translation>
    </message>
    <message>
        <source>{server} was prepared by a newer version of this program (its format is {form}, this program reads {ours}). It is left untouched; look at it with that version.</source>
        <translation>{server} wurde von einer neueren Version dieses Programms vorbereitet (Format {form}, dieses Programm liest {ours}). Dort bleibt alles, wie es ist; sehen Sie es mit jener Version an.</translation>
    </message>
    <message>
        <source>{server} was prepared by an older version of this program (its format is {form}, this program reads {ours}). Looking changes nothing there: its owner brings it up to date with `procmon-gui prepare-server`.</source>
        <translation>{server} wurde von einer älteren Version dieses Programms vorbereitet (Format {form}, dieses Programm liest {ours}). Ansehen ändert dort nichts: Der Eigentümer bringt es mit `procmon-gui prepare-server` auf den neuen Stand.</translation>
    </message>
    <message>
        <source>{server} has no history of any machine yet.</source>
        <translation>{server} hat noch von keinem Rechner einen Verlauf.</translation>
    </message>
    <message>
        <source>{server} has nothing of {host} that can be shown yet.</source>
        <translation>{server} hat von {host} noch nichts, was sich zeigen lässt.</translation>
    </message>
    <message>
        <source>{server} has the histories of {count} machines, choose one with --host: {hosts}.</source>
        <translation>{server} hat den Verlauf von {count} Rechnern, wählen Sie einen mit --host: {hosts}.</translation>
    </message>
    <message>
        <source>There is no machine “{wanted}” on {server}, choose one of these with --host: {hosts}.</source>
        <translation>Einen Rechner „{wanted}“ gibt es auf {server} nicht, wählen Sie einen von diesen mit --host: {hosts}.</translation>
    </message>
    <message>
        <source>{count} machines are called “{wanted}”, choose one with --host and its fingerprint: {hosts}.</source>
        <translation>{count} Rechner heißen „{wanted}“, wählen Sie einen mit --host und seinem Fingerabdruck: {hosts}.</translation>
    </message>
    <message>
        <source>The address of a PostgreSQL server begins with postgresql://</source>
        <translation>Die Adresse eines PostgreSQL-Servers beginnt mit postgresql://</translation>
    </message>
    <message>
        <source>{path}: the disk is full, so nothing was kept</source>
        <translation>{path}: Die Platte ist voll, daher wurde nichts behalten</translation>
    </message>
    <message>
        <source>{path}: a quota or a limit of this program (ulimit -f) is reached, so nothing was kept</source>
        <translation>{path}: Ein Kontingent oder eine Grenze dieses Programms (ulimit -f) ist erreicht, daher wurde nichts behalten</translation>
    </message>
    <message>
        <source>{path} is held by another program, so nothing was kept</source>
        <translation>{path} wird von einem anderen Programm gehalten, daher wurde nichts behalten</translation>
    </message>
    <message>
        <source>{path}: the desk can not be opened: {reason}</source>
        <translation>{path}: Die Ablage kann nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
        <source>{path}: the desk can not be used: {reason}</source>
        <translation>{path}: Die Ablage kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
        <source>{path}: no desk can be kept there: the folder can not be written to</source>
        <translation>{path}: Dort kann keine Ablage behalten werden: In den Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>{path}: no desk can be kept there: {reason}</source>
        <translation>{path}: Dort kann keine Ablage behalten werden: {reason}</translation>
    </message>
    <message>
        <source>{path} is a link; a desk is only written to a file of its own</source>
        <translation>{path} ist ein Verweis; eine Ablage wird nur in eine eigene Datei geschrieben</translation>
    </message>
    <message>
        <source>{path} is no file; move it away, and a desk can be kept there</source>
        <translation>{path} ist keine Datei; ist es woandershin verschoben, kann dort eine Ablage behalten werden</translation>
    </message>
    <message>
        <source>{path} belongs to another program and is left untouched; move it away, and a desk can be kept there</source>
        <translation>{path} gehört einem anderen Programm und bleibt unberührt; ist sie woandershin verschoben, kann dort eine Ablage behalten werden</translation>
    </message>
    <message>
        <source>{path} is damaged ({reason}) and is left as it is; a copy is {copy}. Put a copy of yours in its place, or move it away to begin anew</source>
        <translation>{path} ist beschädigt ({reason}) und bleibt, wie sie ist; eine Kopie ist {copy}. Legen Sie eine eigene Sicherung an ihre Stelle, oder verschieben Sie sie, um neu zu beginnen</translation>
    </message>
    <message>
        <source>{path} is damaged ({reason}) and is left as it is; no copy could be made. Put a copy of yours in its place, or move it away to begin anew</source>
        <translation>{path} ist beschädigt ({reason}) und bleibt, wie sie ist; eine Kopie war nicht möglich. Legen Sie eine eigene Sicherung an ihre Stelle, oder verschieben Sie sie, um neu zu beginnen</translation>
    </message>
    <message>
        <source>{path} lies on a network file system ({kind}), where a desk would be damaged. Choose a folder on a disk of this machine with --data-dir, for instance below /var/lib.</source>
        <translation>{path} liegt auf einem Netz-Dateisystem ({kind}), auf dem eine Ablage beschädigt würde. Wählen Sie mit --data-dir einen Ordner auf einer Platte dieses Rechners, zum Beispiel unter /var/lib.</translation>
    </message>
    <message>
        <source>record {number} is missing</source>
        <translation>Eintrag {number} fehlt</translation>
    </message>
    <message>
        <source>record {number} is missing: there were {count} when the newest anchor was taken</source>
        <translation>Eintrag {number} fehlt: es waren {count}, als der neueste Anker genommen wurde</translation>
    </message>
    <message>
        <source>record {number} is not as it was written, or one before it is not</source>
        <translation>Eintrag {number} ist nicht so, wie er geschrieben wurde, oder einer davor ist es nicht</translation>
    </message>
    <message>
        <source>record {number} is another one than the anchor of it says: the trail was written anew</source>
        <translation>Eintrag {number} ist ein anderer, als sein Anker sagt: das Protokoll wurde neu geschrieben</translation>
    </message>
    <message>
        <source>the head does not fit the last record</source>
        <translation>der Kopf passt nicht zum letzten Eintrag</translation>
    </message>
    <message>
        <source>The audit trail has lost its head; nothing is added to it before somebody has looked at it</source>
        <translation>Das Protokoll hat seinen Kopf verloren; es wird nichts angefügt, bevor jemand nachgesehen hat</translation>
    </message>
    <message>
        <source>A mark needs a few words, such as deployed 2.4</source>
        <translation>Eine Marke braucht ein paar Worte, etwa 2.4 ausgerollt</translation>
    </message>
    <message>
        <source>A mark has at most {most} letters, these are {count}</source>
        <translation>Eine Marke hat höchstens {most} Zeichen, das sind {count}</translation>
    </message>
    <message>
        <source>{path} lies on a network file system ({kind}), where a history would be damaged. Choose a folder on a disk of this machine with --data-dir, for instance below /var/lib.</source>
        <translation>{path} liegt auf einem Netz-Dateisystem ({kind}), auf dem ein Verlauf beschädigt würde. Wählen Sie mit --data-dir einen Ordner auf einer Platte dieses Rechners, zum Beispiel unter /var/lib.</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of this program (its format is {theirs}, this program writes {ours}). It is left untouched; use that version, or another --data-dir.</source>
        <translation>{path} wurde von einer neueren Fassung dieses Programms geschrieben (ihr Format ist {theirs}, dieses Programm schreibt {ours}). Die Datei bleibt unberührt; benutzen Sie jene Fassung oder ein anderes --data-dir.</translation>
    </message>
    <message>
        <source>The history is not copied to {server}: {reason}</source>
        <translation>Der Verlauf wird nicht auf {server} kopiert: {reason}</translation>
    </message>
    <message>
        <source>systemctl --user {verb} failed: {reason}</source>
        <translation>systemctl --user {verb} ist gescheitert: {reason}</translation>
    </message>
    <message>
        <source>systemctl --user {verb} can not be used: {reason}</source>
        <translation>systemctl --user {verb} kann nicht benutzt werden: {reason}</translation>
    </message>
    <message>
        <source>The service was started and did not record. See: {command}</source>
        <translation>Der Dienst wurde gestartet und hat nicht aufgezeichnet. Siehe: {command}</translation>
    </message>
    <message>
        <source>{path} can not be written: {reason_}</source>
        <translation>{path} kann nicht geschrieben werden: {reason_}</translation>
    </message>
    <message>
        <source>there is no room left</source>
        <translation>Es ist kein Platz mehr</translation>
    </message>
    <message>
        <source>{path} is a folder; name a file in it.</source>
        <translation>{path} ist ein Ordner; nennen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>Of that time only averages of minutes are left, and a recording is made of samples: see the page History.</source>
        <translation>Aus dieser Zeit gibt es nur noch Mittelwerte von Minuten, und eine Aufzeichnung besteht aus Messungen: siehe die Seite Verlauf.</translation>
    </message>
    <message>
        <source>Of that time only what programs used in each hour is left, and a recording is made of samples: see the page History.</source>
        <translation>Aus dieser Zeit gibt es nur noch, was Programme in jeder Stunde verbraucht haben, und eine Aufzeichnung besteht aus Messungen: siehe die Seite Verlauf.</translation>
    </message>
    <message>
        <source>Nothing was recorded into {folder} yet; `procmon-gui record` does, and an open window.</source>
        <translation>In {folder} wurde noch nichts aufgezeichnet; „procmon-gui record“ tut das, und ein offenes Fenster.</translation>
    </message>
    <message>
        <source>Nothing was recorded in that time. `procmon-gui doctor` says from when to when there is something.</source>
        <translation>In dieser Zeit wurde nichts aufgezeichnet. „procmon-gui doctor“ sagt, von wann bis wann es etwas gibt.</translation>
    </message>
    <message>
        <source>Nothing was recorded in that time. {count} parts of it can not be read: they are damaged.</source>
        <translation>In dieser Zeit wurde nichts aufgezeichnet. {count} Teile davon sind nicht lesbar: Sie sind beschädigt.</translation>
    </message>
    <message>
        <source>{server} took it for 1 receiver</source>
        <translation>{server} hat es für 1 Empfänger angenommen</translation>
    </message>
    <message>
        <source>{server} took it for {count} of {all}, not for {names}</source>
        <translation>{server} hat es für {count} von {all} angenommen, nicht für {names}</translation>
    </message>
    <message>
        <source>{server} took it for {count} receivers</source>
        <translation>{server} hat es für {count} Empfänger angenommen</translation>
    </message>
    <message>
        <source>{server} does not take the user name or the password ({code})</source>
        <translation>{server} nimmt Benutzernamen oder Passwort nicht an ({code})</translation>
    </message>
    <message>
        <source>{server} takes mail for nobody: {answers}</source>
        <translation>{server} nimmt für niemanden Post an: {answers}</translation>
    </message>
    <message>
        <source>{server} refuses: {answer}</source>
        <translation>{server} lehnt ab: {answer}</translation>
    </message>
    <message>
        <source>that may pass</source>
        <translation>das kann vorübergehen</translation>
    </message>
    <message>
        <source>{server}: the name of the server, the user or the password has letters that can not be sent</source>
        <translation>{server}: Name des Servers, Benutzer oder Passwort haben Zeichen, die sich nicht senden lassen</translation>
    </message>
    <message>
        <source>There is a password, and no user name that it belongs to.</source>
        <translation>Es gibt ein Passwort und keinen Benutzernamen, zu dem es gehört.</translation>
    </message>
    <message>
        <source>A password is not sent without encryption: choose STARTTLS or TLS, or take the user away.</source>
        <translation>Ein Passwort wird nicht unverschlüsselt gesendet: STARTTLS oder TLS wählen oder den Benutzer weglassen.</translation>
    </message>
    <message>
        <source>{server}: no answer in time</source>
        <translation>{server}: keine Antwort in der Zeit</translation>
    </message>
    <message>
        <source>handed to plyer</source>
        <translation>plyer übergeben</translation>
    </message>
    <message>
        <source>whether it was shown is not known</source>
        <translation>ob es gezeigt wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>plyer has no session of a desktop</source>
        <translation>plyer hat keine Sitzung eines Desktops</translation>
    </message>
    <message>
        <source>plyer can not show notices ({reason})</source>
        <translation>plyer kann keine Benachrichtigungen zeigen ({reason})</translation>
    </message>
    <message>
        <source>{server} does not offer what is needed: {what}</source>
        <translation>{server} bietet nicht, was gebraucht wird: {what}</translation>
    </message>
    <message>
        <source>No NVIDIA driver is installed.</source>
        <translation>Es ist kein NVIDIA-Treiber installiert.</translation>
    </message>
    <message>
        <source>On this system procmon_gui does not set that up itself; the settings of the system do.</source>
        <translation>Auf diesem System richtet procmon_gui das nicht selbst ein; das tun die Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>{path} can not be written: {reason}</source>
        <translation>{path} kann nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>{path} can not be read: {reason}</source>
        <translation>{path} kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>{path} can not be deleted: {reason}</source>
        <translation>{path} kann nicht gelöscht werden: {reason}</translation>
    </message>
    <message>
        <source>{server}: the server went away</source>
        <translation>{server}: der Server hat aufgelegt</translation>
    </message>
    <message>
        <source>{server}: the certificate is not trusted: {reason}</source>
        <translation>{server}: dem Zertifikat wird nicht vertraut: {reason}</translation>
    </message>
    <message>
        <source>{server}: the name is not known: {reason}</source>
        <translation>{server}: der Name ist nicht bekannt: {reason}</translation>
    </message>
    <message>
        <source>{server}: there is no machine of that name</source>
        <translation>{server}: einen Rechner dieses Namens gibt es nicht</translation>
    </message>
    <message>
        <source>{server}: the name can not be looked up now</source>
        <translation>{server}: der Name kann gerade nicht nachgeschlagen werden</translation>
    </message>
    <message>
        <source>{server}: nobody answers at that port</source>
        <translation>{server}: an diesem Port antwortet niemand</translation>
    </message>
    <message>
        <source>{server}: no way leads there</source>
        <translation>{server}: dorthin führt kein Weg</translation>
    </message>
    <message>
        <source>{path} holds no certificates</source>
        <translation>{path} enthält keine Zertifikate</translation>
    </message>
    <message>
        <source>look at the address and the port, and whether a firewall is in between</source>
        <translation>prüfen Sie Adresse und Port, und ob eine Firewall dazwischen ist</translation>
    </message>
    <message>
        <source>look at the port, and at which encryption is spoken there</source>
        <translation>prüfen Sie den Port, und welche Verschlüsselung dort gesprochen wird</translation>
    </message>
    <message>
        <source>look at the port, and whether the server runs</source>
        <translation>prüfen Sie den Port, und ob der Server läuft</translation>
    </message>
    <message>
        <source>look at how it is written</source>
        <translation>prüfen Sie die Schreibweise</translation>
    </message>
    <message>
        <source>look at the address</source>
        <translation>prüfen Sie die Adresse</translation>
    </message>
    <message>
        <source>look at the token</source>
        <translation>prüfen Sie das Token</translation>
    </message>
    <message>
        <source>look at its path, and whether it may be run</source>
        <translation>prüfen Sie seinen Pfad, und ob er ausgeführt werden darf</translation>
    </message>
    <message>
        <source>look at what is named under Certificates</source>
        <translation>prüfen Sie, was unter „Zertifikate“ steht</translation>
    </message>
    <message>
        <source>if it is of your own making, name it under Certificates</source>
        <translation>ist es selbst gemacht, nennen Sie es unter „Zertifikate“</translation>
    </message>
    <message>
        <source>is there a network?</source>
        <translation>gibt es ein Netz?</translation>
    </message>
    <message>
        <source>type them anew</source>
        <translation>tippen Sie beide neu</translation>
    </message>
    <message>
        <source>choose another encryption</source>
        <translation>wählen Sie eine andere Verschlüsselung</translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation>nichts wurde gesendet</translation>
    </message>
    <message>
        <source>whether it took the message is not known</source>
        <translation>ob er die Meldung angenommen hat, ist nicht bekannt</translation>
    </message>
    <message>
        <source>{server}: no encrypted connection: {reason}</source>
        <translation>{server}: keine verschlüsselte Verbindung: {reason}</translation>
    </message>
    <message>
        <source>{host} sends on to another address ({status}), which is not followed</source>
        <translation>{host} verweist an eine andere Adresse ({status}), der nicht gefolgt wird</translation>
    </message>
    <message>
        <source>{host} is an address that web hooks do not go to</source>
        <translation>{host} ist eine Adresse, an die keine Webhooks gehen</translation>
    </message>
    <message>
        <source>{host}: no answer of a web server ({kind})</source>
        <translation>{host}: keine Antwort eines Webservers ({kind})</translation>
    </message>
    <message>
        <source>{host} answered {status}</source>
        <translation>{host} hat mit {status} geantwortet</translation>
    </message>
    <message>
        <source>That is no address of a web hook.</source>
        <translation>Das ist keine Adresse eines Webhooks.</translation>
    </message>
    <message>
        <source>The address of a web hook begins with https:// or http:// and names a host.</source>
        <translation>Die Adresse eines Webhooks beginnt mit https:// oder http:// und nennt einen Rechner.</translation>
    </message>
    <message>
        <source>The address of a web hook is up to {count} plain letters; others are written with a percent sign.</source>
        <translation>Die Adresse eines Webhooks hat bis zu {count} einfache Zeichen; andere werden mit einem Prozentzeichen geschrieben.</translation>
    </message>
    <message>
        <source>A name or a password does not belong into the address: there is a field for the token.</source>
        <translation>Ein Name oder Passwort gehört nicht in die Adresse: Für das Token gibt es ein Feld.</translation>
    </message>
    <message>
        <source>The token has letters that can not be sent.</source>
        <translation>Das Token hat Zeichen, die sich nicht senden lassen.</translation>
    </message>
    <message>
        <source>{service} took it</source>
        <translation>{service} hat es angenommen</translation>
    </message>
    <message>
        <source>{service} did not take it: {reason_}</source>
        <translation>{service} hat es nicht angenommen: {reason_}</translation>
    </message>
    <message>
        <source>it does not say why</source>
        <translation>ohne Angabe von Gründen</translation>
    </message>
    <message>
        <source>no answer within {seconds} s; whether the service took the message is not known</source>
        <translation>keine Antwort innerhalb von {seconds} s; ob der Dienst die Nachricht angenommen hat, ist nicht bekannt</translation>
    </message>
    <message>
        <source>no answer within {seconds} s</source>
        <translation>keine Antwort innerhalb von {seconds} s</translation>
    </message>
    <message>
        <source>that is the address of no service that apprise knows</source>
        <translation>das ist die Adresse keines Dienstes, den apprise kennt</translation>
    </message>
    <message>
        <source>The address of a service looks like twilio://… or slack://…; the manual of apprise has them.</source>
        <translation>Die Adresse eines Dienstes sieht aus wie twilio://… oder slack://…; sie stehen im Handbuch von apprise.</translation>
    </message>
    <message>
        <source>That is the address of no service that apprise knows. {reason}</source>
        <translation>Das ist die Adresse keines Dienstes, den apprise kennt. {reason}</translation>
    </message>
    <message>
        <source>That is the address of no service that apprise knows.</source>
        <translation>Das ist die Adresse keines Dienstes, den apprise kennt.</translation>
    </message>
    <message>
        <source>{name} ended with {status}: {output}</source>
        <translation>{name} endete mit {status}: {output}</translation>
    </message>
    <message>
        <source>{name} ended with {status}</source>
        <translation>{name} endete mit {status}</translation>
    </message>
    <message>
        <source>{name} was ended by signal {number}</source>
        <translation>{name} wurde durch Signal {number} beendet</translation>
    </message>
    <message>
        <source>{name} did not end within {seconds} s and was ended</source>
        <translation>{name} endete nicht innerhalb von {seconds} s und wurde beendet</translation>
    </message>
    <message>
        <source>{name} can not be run: {reason}</source>
        <translation>{name} lässt sich nicht starten: {reason}</translation>
    </message>
    <message>
        <source>The command is named with its whole path, as /usr/local/bin/page-me.</source>
        <translation>Der Befehl wird mit seinem ganzen Pfad genannt, etwa /usr/local/bin/page-me.</translation>
    </message>
    <message>
        <source>The command is not run: {fault_}, so it may not be yours. Take the rights away (chmod go-w).</source>
        <translation>Der Befehl wird nicht ausgeführt: {fault_}, also ist er vielleicht nicht von Ihnen. Nehmen Sie die Rechte weg (chmod go-w).</translation>
    </message>
    <message>
        <source>The command is not run: whether it was confirmed is not known: {reason_}</source>
        <translation>Der Befehl wird nicht ausgeführt: ob er bestätigt wurde, ist nicht bekannt: {reason_}</translation>
    </message>
    <message>
        <source>The command is not run: nobody has confirmed it as it stands in the file. Look at it with “Change…”, or `procmon-gui channels confirm {id}`.</source>
        <translation>Der Befehl wird nicht ausgeführt: so, wie er in der Datei steht, hat ihn niemand bestätigt. Sehen Sie ihn mit „Ändern…“ an oder mit `procmon-gui channels confirm {id}`.</translation>
    </message>
    <message>
        <source>Others can change who is told: {fault_}. Take the rights away (chmod go-w).</source>
        <translation>Andere können ändern, wem gemeldet wird: {fault_}. Nehmen Sie die Rechte weg (chmod go-w).</translation>
    </message>
    <message>
        <source>{path} can be written by others</source>
        <translation>{path} können andere schreiben</translation>
    </message>
    <message>
        <source>{path} belongs to somebody else</source>
        <translation>{path} gehört jemand anderem</translation>
    </message>
    <message>
        <source>shown by the tray</source>
        <translation>von der Ablage gezeigt</translation>
    </message>
    <message>
        <source>shown by {server}</source>
        <translation>von {server} gezeigt</translation>
    </message>
    <message>
        <source>shown in the window</source>
        <translation>im Fenster gezeigt</translation>
    </message>
    <message>
        <source>there is no session of a desktop</source>
        <translation>es gibt keine Sitzung eines Desktops</translation>
    </message>
    <message>
        <source>the session bus of the desktop can not be reached</source>
        <translation>der Sitzungsbus des Desktops ist nicht erreichbar</translation>
    </message>
    <message>
        <source>the notices of the desktop do not answer</source>
        <translation>die Benachrichtigungen des Desktops antworten nicht</translation>
    </message>
    <message>
        <source>who shows notices on this desktop refuses ({reason})</source>
        <translation>wer auf diesem Desktop Benachrichtigungen zeigt, lehnt ab ({reason})</translation>
    </message>
    <message>
        <source>who shows notices on this desktop does not answer</source>
        <translation>wer auf diesem Desktop Benachrichtigungen zeigt, antwortet nicht</translation>
    </message>
    <message>
        <source>who shows notices on this desktop is not there</source>
        <translation>wer auf diesem Desktop Benachrichtigungen zeigt, ist nicht da</translation>
    </message>
    <message>
        <source>who shows notices on this desktop can not be started</source>
        <translation>wer auf diesem Desktop Benachrichtigungen zeigt, lässt sich nicht starten</translation>
    </message>
    <message>
        <source>who shows notices on this desktop hung up</source>
        <translation>wer auf diesem Desktop Benachrichtigungen zeigt, hat aufgelegt</translation>
    </message>
    <message>
        <source>there is no tray that shows messages</source>
        <translation>es gibt keine Ablage, die Meldungen zeigt</translation>
    </message>
    <message>
        <source>there is no window</source>
        <translation>es gibt kein Fenster</translation>
    </message>
    <message>
        <source>the channel was taken away or is switched off</source>
        <translation>der Kanal wurde entfernt oder ist ausgeschaltet</translation>
    </message>
    <message>
        <source>it was too old to be told</source>
        <translation>es war zu alt, um noch gemeldet zu werden</translation>
    </message>
    <message>
        <source>a mistake of this program; its log has more</source>
        <translation>ein Fehler dieses Programms; mehr steht in seinem Protokoll</translation>
    </message>
    <message>
        <source>There is no channel “{id}”.</source>
        <translation>Es gibt keinen Kanal „{id}“.</translation>
    </message>
    <message>
        <source>There is no keyring, so secrets lie in {path}, unencrypted; only you can read it.</source>
        <translation>Es gibt keinen Schlüsselbund, deshalb liegen Geheimnisse unverschlüsselt in {path}; nur Sie können sie lesen.</translation>
    </message>
    <message>
        <source>There is no keyring, so secrets lie in {path}, unencrypted, and others may read it: make it readable for you only (chmod 600).</source>
        <translation>Es gibt keinen Schlüsselbund, deshalb liegen Geheimnisse unverschlüsselt in {path}, und andere können sie lesen: Die Datei nur für sich lesbar machen (chmod 600).</translation>
    </message>
    <message>
        <source>The secret was entered for “{before}” and is not used for “{now}”: enter it again.</source>
        <translation>Das Geheimnis wurde für „{before}“ eingegeben und wird nicht für „{now}“ verwendet: Es muss neu eingegeben werden.</translation>
    </message>
    <message>
        <source>A secret of {channel} can not be had: {reason_}</source>
        <translation>Ein Geheimnis von {channel} ist nicht zu bekommen: {reason_}</translation>
    </message>
    <message>
        <source>the keyring does not answer; unlock it</source>
        <translation>der Schlüsselbund antwortet nicht; er muss entsperrt werden</translation>
    </message>
    <message>
        <source>the keyring refuses ({kind})</source>
        <translation>der Schlüsselbund weigert sich ({kind})</translation>
    </message>
    <message>
        <source>{path} is no TOML; mend it, or type the secrets anew</source>
        <translation>{path} ist kein TOML; die Datei reparieren oder die Geheimnisse neu tippen</translation>
    </message>
    <message>
        <source>the file is not written in UTF-8; what can not be read is replaced</source>
        <translation>die Datei ist nicht in UTF-8 geschrieben; was nicht zu lesen ist, wird ersetzt</translation>
    </message>
    <message>
        <source>the file is no TOML, and no rule can be found in it; the rules that came with the program count</source>
        <translation>die Datei ist kein TOML, und in ihr ist keine Regel zu finden; es gelten die mitgelieferten Regeln</translation>
    </message>
    <message>
        <source>the file has more than {count} lines; the rules that came with the program count</source>
        <translation>die Datei hat mehr als {count} Zeilen; es gelten die mitgelieferten Regeln</translation>
    </message>
    <message>
        <source>a newer version of the program wrote this file; what this one knows is used</source>
        <translation>eine neuere Version des Programms hat diese Datei geschrieben; was diese kennt, wird verwendet</translation>
    </message>
    <message>
        <source>a rule begins with [[rule]], in two brackets each</source>
        <translation>eine Regel beginnt mit [[rule]], in je zwei Klammern</translation>
    </message>
    <message>
        <source>this belongs to no rule, and is left as it is</source>
        <translation>das gehört zu keiner Regel und bleibt, wie es ist</translation>
    </message>
    <message>
        <source>this belongs to no rule; a rule begins with [[rule]]</source>
        <translation>das gehört zu keiner Regel; eine Regel beginnt mit [[rule]]</translation>
    </message>
    <message>
        <source>there is a rule of this name already; the first one counts</source>
        <translation>eine Regel dieses Namens gibt es schon; die erste gilt</translation>
    </message>
    <message>
        <source>this line is no TOML, so the rule is not used; texts stand in quotes, such as {example}</source>
        <translation>diese Zeile ist kein TOML, darum gilt die Regel nicht; Texte stehen in Anführungszeichen, wie {example}</translation>
    </message>
    <message>
        <source>only the first {count} rules count</source>
        <translation>nur die ersten {count} Regeln gelten</translation>
    </message>
    <message>
        <source>“{text}” is no TOML and is passed over</source>
        <translation>„{text}“ ist kein TOML und wird übergangen</translation>
    </message>
    <message>
        <source>the channel {name} is switched off, so nobody is told over it</source>
        <translation>der Kanal {name} ist ausgeschaltet, darum erfährt niemand etwas über ihn</translation>
    </message>
    <message>
        <source>there is no channel {name}, so nobody is told over it; {names} are set up</source>
        <translation>einen Kanal {name} gibt es nicht, darum erfährt niemand etwas über ihn; eingerichtet: {names}</translation>
    </message>
    <message>
        <source>{path} can not be read: {reason_}</source>
        <translation>{path} kann nicht gelesen werden: {reason_}</translation>
    </message>
    <message>
        <source>There is a rule {name} already; give this one another name.</source>
        <translation>Eine Regel {name} gibt es schon; diese braucht einen anderen Namen.</translation>
    </message>
    <message>
        <source>There are {count} rules already; remove one first.</source>
        <translation>Es gibt schon {count} Regeln; erst muss eine weg.</translation>
    </message>
    <message>
        <source>There is no home folder to keep rules in.</source>
        <translation>Es gibt keinen Benutzerordner, in dem Regeln aufbewahrt werden könnten.</translation>
    </message>
    <message>
        <source>{path}: somebody else writes it all the time; nothing was kept.</source>
        <translation>{path}: Jemand anderes schreibt ständig hinein; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>{path} would be larger than 1 MB; nothing was kept.</source>
        <translation>{path} würde größer als 1 MB; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>{path}: {problem_}; it is not written over.</source>
        <translation>{path}: {problem_}; sie wird nicht überschrieben.</translation>
    </message>
    <message>
        <source>it is larger than 1 MB</source>
        <translation>sie ist größer als 1 MB</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>The rules file is no TOML as it stands, and can not be changed; mend it by hand.</source>
        <translation>Die Regeldatei ist so kein TOML und kann nicht geändert werden; sie muss von Hand berichtigt werden.</translation>
    </message>
    <message>
        <source>The rules file can not be changed so that all else stays; mend it by hand.</source>
        <translation>Die Regeldatei kann nicht so geändert werden, dass alles andere bleibt; sie muss von Hand berichtigt werden.</translation>
    </message>
    <message>
        <source>there is no such key; “{key}” is one</source>
        <translation>einen solchen Schlüssel gibt es nicht; „{key}“ ist einer</translation>
    </message>
    <message>
        <source>there is no such key</source>
        <translation>einen solchen Schlüssel gibt es nicht</translation>
    </message>
    <message>
        <source>there is no metric {name} for {subject}; “{near}” is close to it</source>
        <translation>für {subject} gibt es keinen Messwert {name}; „{near}“ ist ihm nahe</translation>
    </message>
    <message>
        <source>there is no metric {name} for {subject}</source>
        <translation>für {subject} gibt es keinen Messwert {name}</translation>
    </message>
    <message>
        <source>there is no metric {name}; “{near}” is close to it</source>
        <translation>es gibt keinen Messwert {name}; „{near}“ ist ihm nahe</translation>
    </message>
    <message>
        <source>there is no metric {name}</source>
        <translation>es gibt keinen Messwert {name}</translation>
    </message>
    <message>
        <source>one such as {examples}</source>
        <translation>einer wie {examples}</translation>
    </message>
    <message>
        <source>there is no channel {name}</source>
        <translation>einen Kanal {name} gibt es nicht</translation>
    </message>
    <message>
        <source>{word} is not known; “{near}” is close to it</source>
        <translation>{word} ist nicht bekannt; „{near}“ ist nahe daran</translation>
    </message>
    <message>
        <source>a rule about {subject} watches no metric</source>
        <translation>eine Regel über {subject} beobachtet keinen Messwert</translation>
    </message>
    <message>
        <source>a rule about {subject} needs a metric, such as {examples}</source>
        <translation>eine Regel über {subject} braucht einen Messwert, wie {examples}</translation>
    </message>
    <message>
        <source>a rule about {subject} selects no processes</source>
        <translation>eine Regel über {subject} wählt keine Prozesse aus</translation>
    </message>
    <message>
        <source>a rule about {subject} has no thresholds</source>
        <translation>eine Regel über {subject} hat keine Schwellen</translation>
    </message>
    <message>
        <source>a rule about {subject} makes nothing of several values</source>
        <translation>eine Regel über {subject} macht nichts aus mehreren Werten</translation>
    </message>
    <message>
        <source>a rule needs one, such as {example}</source>
        <translation>eine Regel braucht das, wie {example}</translation>
    </message>
    <message>
        <source>a rule needs one</source>
        <translation>eine Regel braucht das</translation>
    </message>
    <message>
        <source>only metrics of devices have one</source>
        <translation>das haben nur Messwerte von Geräten</translation>
    </message>
    <message>
        <source>it has to say which processes are missed, such as {example}</source>
        <translation>es muss sagen, welche Prozesse vermisst werden, wie {example}</translation>
    </message>
    <message>
        <source>it has to say in how long, such as {example}</source>
        <translation>es muss sagen, in welcher Zeit, wie {example}</translation>
    </message>
    <message>
        <source>a threshold is needed, such as {example}</source>
        <translation>eine Schwelle fehlt, wie {example}</translation>
    </message>
    <message>
        <source>what is critical has a threshold of its own: {key}</source>
        <translation>was kritisch ist, hat eine eigene Schwelle: {key}</translation>
    </message>
    <message>
        <source>the less time is left, the worse it is</source>
        <translation>je weniger Zeit bleibt, desto schlimmer ist es</translation>
    </message>
    <message>
        <source>critical has to be above the warning, or the same</source>
        <translation>kritisch muss über der Warnung liegen oder ihr gleich sein</translation>
    </message>
    <message>
        <source>critical has to be below the warning, or the same</source>
        <translation>kritisch muss unter der Warnung liegen oder ihr gleich sein</translation>
    </message>
    <message>
        <source>what ends it has to be below every threshold, or the same</source>
        <translation>was es beendet, muss unter jeder Schwelle liegen oder ihr gleich sein</translation>
    </message>
    <message>
        <source>what ends it has to be above every threshold, or the same</source>
        <translation>was es beendet, muss über jeder Schwelle liegen oder ihr gleich sein</translation>
    </message>
    <message>
        <source>the {over} is taken over some time, such as {example}</source>
        <translation>{over} gilt über eine Zeit, wie {example}</translation>
    </message>
    <message>
        <source>it has to say what is made of the values of a window</source>
        <translation>es muss sagen, was aus den Werten eines Zeitfensters wird</translation>
    </message>
    <message>
        <source>mean, least or most</source>
        <translation>mean, least oder most</translation>
    </message>
    <message>
        <source>that is no number</source>
        <translation>das ist keine Zahl</translation>
    </message>
    <message>
        <source>that is too long</source>
        <translation>das ist zu lang</translation>
    </message>
    <message>
        <source>that is too often</source>
        <translation>das ist zu oft</translation>
    </message>
    <message>
        <source>1 min or more, or never</source>
        <translation>1 min oder mehr, oder never</translation>
    </message>
    <message>
        <source>no more than {count} days</source>
        <translation>höchstens {count} Tage</translation>
    </message>
    <message>
        <source>no more than {count} letters</source>
        <translation>höchstens {count} Zeichen</translation>
    </message>
    <message>
        <source>it says the same as {key}</source>
        <translation>es sagt dasselbe wie {key}</translation>
    </message>
    <message>
        <source>it says another side than {key}</source>
        <translation>es sagt eine andere Seite als {key}</translation>
    </message>
    <message>
        <source>there is a rule of this name already</source>
        <translation>eine Regel dieses Namens gibt es schon</translation>
    </message>
    <message>
        <source>there are {count} of them</source>
        <translation>es sind {count}</translation>
    </message>
    <message>
        <source>{time} ends when it begins</source>
        <translation>{time} endet, wenn es beginnt</translation>
    </message>
    <message>
        <source>one line that says what the rule is about</source>
        <translation>eine Zeile, die sagt, worum es geht</translation>
    </message>
    <message>
        <source>1 to {count} letters (a to z), digits, - and _</source>
        <translation>1 bis {count} Buchstaben (a bis z), Ziffern, - und _</translation>
    </message>
    <message>
        <source>an expression in quotes, such as {example}</source>
        <translation>ein Ausdruck in Anführungszeichen, wie {example}</translation>
    </message>
    <message>
        <source>a list of channels, such as {example}</source>
        <translation>eine Liste von Kanälen, wie {example}</translation>
    </message>
    <message>
        <source>a list such as {example}</source>
        <translation>eine Liste wie {example}</translation>
    </message>
    <message>
        <source>a time of each day, such as {example}</source>
        <translation>eine Zeit jedes Tages, wie {example}</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>ein Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a duration is never negative</source>
        <translation>eine Dauer ist nie negativ</translation>
    </message>
    <message>
        <source>one of them</source>
        <translation>eines davon</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>ein anderer</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{metric} is not known on this system: {reason_}</source>
        <translation>{metric} ist auf diesem System nicht bekannt: {reason_}</translation>
    </message>
    <message>
        <source>asks for what is costly to read ({names}); it is read for the processes that may be meant while the rule is on, and where it is not read it is unknown: then nothing fires, and nothing ends</source>
        <translation>fragt nach etwas, das teuer zu lesen ist ({names}); gelesen wird es für die Prozesse, die gemeint sein können, solange die Regel an ist, und wo es nicht gelesen wird, ist es unbekannt: dann löst nichts aus, und nichts endet</translation>
    </message>
    <message>
        <source>{problem_}; expected {expected_}</source>
        <translation>{problem_}; erwartet: {expected_}</translation>
    </message>
    <message>
        <source>expected {expected_}</source>
        <translation>erwartet: {expected_}</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Saved filters ({keys})</source>
        <translation>Gespeicherte Filter ({keys})</translation>
    </message>
    <message>
        <source>No filter is saved yet.</source>
        <translation>Noch kein Filter gespeichert.</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>Diesen Filter speichern…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Diesen Filter speichern</translation>
    </message>
    <message>
        <source>Name; a filter of this name is replaced</source>
        <translation>Name; ein Filter dieses Namens wird ersetzt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Series</name>
    <message>
        <source>CPU, machine</source>
        <translation>CPU, Rechner</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>core {number}</source>
        <translation>Kern {number}</translation>
    </message>
    <message>
        <source>Disk read</source>
        <translation>Datenträger, gelesen</translation>
    </message>
    <message>
        <source>Disk write</source>
        <translation>Datenträger, geschrieben</translation>
    </message>
</context>
<context>
    <name>SeriesDialog</name>
    <message>
        <source>Series</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Search series</source>
        <translation>Kurven suchen</translation>
    </message>
    <message>
        <source>Series that were recorded</source>
        <translation>Aufgezeichnete Kurven</translation>
    </message>
    <message>
        <source>Show the first three</source>
        <translation>Die ersten drei zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{shown} of {all} are shown, {most} at most.</source>
        <translation>{shown} von {all} werden gezeigt, höchstens {most}.</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>{value} is neither true nor false.</source>
        <translation>{value} ist weder true noch false.</translation>
    </message>
    <message>
        <source>{value} is none of {choices}.</source>
        <translation>{value} ist keines von {choices}.</translation>
    </message>
    <message>
        <source>{value} is no number.</source>
        <translation>{value} ist keine Zahl.</translation>
    </message>
    <message>
        <source>{value} is no whole number.</source>
        <translation>{value} ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>{value} is not within {least} to {most}.</source>
        <translation>{value} liegt nicht zwischen {least} und {most}.</translation>
    </message>
    <message>
        <source>The text is longer than {most} characters.</source>
        <translation>Der Text ist länger als {most} Zeichen.</translation>
    </message>
    <message>
        <source>A table of names is expected here.</source>
        <translation>Hier wird eine Tabelle von Namen erwartet.</translation>
    </message>
    <message>
        <source>{value} is no name: one line of 1 to {most} characters is.</source>
        <translation>{value} ist kein Name: Eine Zeile mit 1 bis {most} Zeichen ist einer.</translation>
    </message>
    <message>
        <source>“{name}” is no list of texts.</source>
        <translation>„{name}“ ist keine Liste von Texten.</translation>
    </message>
    <message>
        <source>A text is expected here.</source>
        <translation>Hier wird ein Text erwartet.</translation>
    </message>
    <message>
        <source>“{name}” is no text.</source>
        <translation>„{name}“ ist kein Text.</translation>
    </message>
    <message>
        <source>There are more than {most}; the others are left out.</source>
        <translation>Es sind mehr als {most}; die übrigen entfallen.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Erfassung</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark or light, or whatever the desktop uses.</source>
        <translation>Dunkel oder hell, oder wie die Arbeitsumgebung.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Used from the next start on. Numbers and dates follow the desktop.</source>
        <translation>Gilt ab dem nächsten Start. Zahlen und Daten folgen der Arbeitsumgebung.</translation>
    </message>
    <message>
        <source>Names of the pages</source>
        <translation>Namen der Seiten</translation>
    </message>
    <message>
        <source>While there is room</source>
        <translation>Solange Platz ist</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Whether names stand beside the icons at the left.</source>
        <translation>Ob links neben den Symbolen Namen stehen.</translation>
    </message>
    <message>
        <source>Taller rows</source>
        <translation>Höhere Zeilen</translation>
    </message>
    <message>
        <source>More room between the rows of a list.</source>
        <translation>Mehr Platz zwischen den Zeilen einer Liste.</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Bewegung verringern</translation>
    </message>
    <message>
        <source>New and ended rows do not flash.</source>
        <translation>Neue und beendete Zeilen blitzen nicht auf.</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Time between two samples. Longer costs less.</source>
        <translation>Zeit zwischen zwei Messungen. Länger kostet weniger.</translation>
    </message>
    <message>
        <source>100 % CPU means</source>
        <translation>100 % CPU bedeutet</translation>
    </message>
    <message>
        <source>The whole machine</source>
        <translation>Der ganze Rechner</translation>
    </message>
    <message>
        <source>One full core</source>
        <translation>Ein voller Kern</translation>
    </message>
    <message>
        <source>What is shown in the list; in filters 100 % is always one full core.</source>
        <translation>Was die Liste zeigt; in Filtern ist 100 % immer ein voller Kern.</translation>
    </message>
    <message>
        <source>Shape of the list</source>
        <translation>Form der Liste</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flach</translation>
    </message>
    <message>
        <source>By program</source>
        <translation>Nach Programm</translation>
    </message>
    <message>
        <source>By user</source>
        <translation>Nach Benutzer</translation>
    </message>
    <message>
        <source>By unit</source>
        <translation>Nach Unit</translation>
    </message>
    <message>
        <source>By container</source>
        <translation>Nach Container</translation>
    </message>
    <message>
        <source>Children under their parents, one flat list, or groups with totals.</source>
        <translation>Kinder unter ihren Eltern, eine flache Liste oder Gruppen mit Summen.</translation>
    </message>
    <message>
        <source>Kernel threads</source>
        <translation>Kernel-Threads</translation>
    </message>
    <message>
        <source>Show the threads of the kernel among the processes.</source>
        <translation>Die Threads des Kernels unter den Prozessen zeigen.</translation>
    </message>
    <message>
        <source>New and ended processes</source>
        <translation>Neue und beendete Prozesse</translation>
    </message>
    <message>
        <source>Mark new rows for a second, and keep ended ones for a second.</source>
        <translation>Neue Zeilen eine Sekunde lang markieren, beendete eine Sekunde lang behalten.</translation>
    </message>
    <message>
        <source>Small lines in the CPU column</source>
        <translation>Kleine Linien in der CPU-Spalte</translation>
    </message>
    <message>
        <source>The last minute of CPU of each row.</source>
        <translation>Die letzte Minute CPU jeder Zeile.</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Each has a name and a filter, as in the filter box.</source>
        <translation>Jeder hat einen Namen und einen Filter, wie im Filterfeld.</translation>
    </message>
    <message>
        <source>Saved column sets</source>
        <translation>Gespeicherte Spaltensätze</translation>
    </message>
    <message>
        <source>Each has a name and the columns of the list of processes, from left to right.</source>
        <translation>Jeder hat einen Namen und die Spalten der Prozessliste, von links nach rechts.</translation>
    </message>
    <message>
        <source>Memory for recent samples</source>
        <translation>Speicher für jüngste Messungen</translation>
    </message>
    <message>
        <source>How much memory the time since the start may take. When it is full, the oldest go.</source>
        <translation>Wie viel Speicher die Zeit seit dem Start belegen darf. Ist er voll, fallen die ältesten Messungen weg.</translation>
    </message>
    <message>
        <source>Write to the disk every</source>
        <translation>Auf die Platte schreiben alle</translation>
    </message>
    <message>
        <source>What came since the last time is lost when the power fails. Longer writes less.</source>
        <translation>Was seit dem letzten Mal kam, geht bei einem Stromausfall verloren. Länger schreibt weniger.</translation>
    </message>
    <message>
        <source>Write at most a day</source>
        <translation>Am Tag höchstens schreiben</translation>
    </message>
    <message>
        <source>Where more would be written, fewer samples are kept, and the status bar says so. 0 is no limit.</source>
        <translation>Würde mehr geschrieben, werden weniger Messungen behalten, und die Statusleiste sagt es. 0 ist keine Grenze.</translation>
    </message>
    <message>
        <source>Keep samples for</source>
        <translation>Messungen behalten für</translation>
    </message>
    <message>
        <source>Every process in every sample. What is older goes by itself.</source>
        <translation>Jeder Prozess in jeder Messung. Was älter ist, fällt von selbst weg.</translation>
    </message>
    <message>
        <source>Keep minutes for</source>
        <translation>Minuten behalten für</translation>
    </message>
    <message>
        <source>What every process used in each minute. What is older goes by itself.</source>
        <translation>Was jeder Prozess in jeder Minute verbrauchte. Was älter ist, fällt von selbst weg.</translation>
    </message>
    <message>
        <source>Keep hours for</source>
        <translation>Stunden behalten für</translation>
    </message>
    <message>
        <source>What every program used in each hour. What is older goes by itself.</source>
        <translation>Was jedes Programm in jeder Stunde verbrauchte. Was älter ist, fällt von selbst weg.</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Platz auf der Platte</translation>
    </message>
    <message>
        <source>What the history may take. Where the days above need more, all shrink by the same share.</source>
        <translation>Was der Verlauf belegen darf. Brauchen die Tage oben mehr, werden alle um denselben Anteil kürzer.</translation>
    </message>
    <message>
        <source>Record as a service</source>
        <translation>Als Dienst aufzeichnen</translation>
    </message>
    <message>
        <source>systemd records while you are logged in, with or without this window, until you log out.</source>
        <translation>systemd zeichnet auf, solange Sie angemeldet sind, mit oder ohne dieses Fenster, bis Sie sich abmelden.</translation>
    </message>
    <message>
        <source>Offer to keep recording</source>
        <translation>Anbieten, weiter aufzuzeichnen</translation>
    </message>
    <message>
        <source>At the first start, and whenever recording would stop because the window is closed.</source>
        <translation>Beim ersten Start, und immer wenn die Aufzeichnung enden würde, weil das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Copy to a server</source>
        <translation>Auf einen Server kopieren</translation>
    </message>
    <message>
        <source>A PostgreSQL that a team shares: postgresql://user@host/database. Empty copies nothing.</source>
        <translation>Ein PostgreSQL, das ein Team teilt: postgresql://Name@Rechner/Datenbank. Steht nichts da, wird nichts kopiert.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Keep every sample on disk, to go back to it later. What was recorded stays.</source>
        <translation>Jede Messung auf der Platte behalten, um später zu ihr zurückzugehen. Was aufgezeichnet wurde, bleibt.</translation>
    </message>
    <message>
        <source>Judge every sample</source>
        <translation>Jede Messung bewerten</translation>
    </message>
    <message>
        <source>Rules say what is worth an alert. Without it nothing fires, and nobody is told anything.</source>
        <translation>Regeln sagen, was einen Alarm wert ist. Ohne das wird nichts ausgelöst und niemandem etwas gemeldet.</translation>
    </message>
    <message>
        <source>Keep alerts for</source>
        <translation>Alarme aufheben</translation>
    </message>
    <message>
        <source>What was over for longer goes by itself, with what was found about it.</source>
        <translation>Was länger vorbei ist, geht von selbst, mit allem, was darüber herausgefunden wurde.</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol im Infobereich</translation>
    </message>
    <message>
        <source>A small CPU meter, where the desktop shows such icons.</source>
        <translation>Eine kleine CPU-Anzeige, wo die Arbeitsumgebung solche Symbole zeigt.</translation>
    </message>
    <message>
        <source>Closing hides the window</source>
        <translation>Schließen verbirgt das Fenster</translation>
    </message>
    <message>
        <source>The program goes on in the tray; its menu ends it.</source>
        <translation>Das Programm läuft im Infobereich weiter; sein Menü beendet es.</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Mit der Sitzung starten</translation>
    </message>
    <message>
        <source>It starts when you log in: hidden in the tray, or minimised where there is none.</source>
        <translation>Es startet, wenn Sie sich anmelden: verborgen im Infobereich, oder minimiert, wo es keinen gibt.</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>Sperren nach</translation>
    </message>
    <message>
        <source>Where there are accounts: so long without a key or the mouse, and it locks. 0 is never.</source>
        <translation>Wo es Konten gibt: So lange ohne Taste und Maus, dann wird gesperrt. 0 heißt nie.</translation>
    </message>
    <message>
        <source>Watching needs a login</source>
        <translation>Zuschauen braucht eine Anmeldung</translation>
    </message>
    <message>
        <source>Where there are accounts: nothing is shown before somebody logs in.</source>
        <translation>Wo es Konten gibt: Nichts wird gezeigt, bevor sich jemand anmeldet.</translation>
    </message>
    <message>
        <source>In the terminal</source>
        <translation>Im Terminal</translation>
    </message>
    <message>
        <source>Ask for name and password</source>
        <translation>Nach Name und Passwort fragen</translation>
    </message>
    <message>
        <source>Trust the user of the system</source>
        <translation>Dem Benutzer des Systems vertrauen</translation>
    </message>
    <message>
        <source>Where there are accounts: one with the name of the user of the system needs no password.</source>
        <translation>Wo es Konten gibt: Eines mit dem Namen des Benutzers des Systems braucht kein Passwort.</translation>
    </message>
    <message>
        <source>There is no settings file.</source>
        <translation>Es gibt keine Einstellungsdatei.</translation>
    </message>
    <message>
        <source>The environment variable {variable} holds this setting.</source>
        <translation>Die Umgebungsvariable {variable} legt diese Einstellung fest.</translation>
    </message>
    <message>
        <source>There is no home folder to keep settings in. What is chosen here lasts until the program ends.</source>
        <translation>Es gibt kein Heimatverzeichnis für Einstellungen. Was hier gewählt wird, gilt, bis das Programm endet.</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>it is larger than 256 KiB</source>
        <translation>sie ist größer als 256 KiB</translation>
    </message>
    <message>
        <source>The file is not written in UTF-8; what can not be read is left out.</source>
        <translation>Die Datei ist nicht in UTF-8 geschrieben; was nicht lesbar ist, entfällt.</translation>
    </message>
    <message>
        <source>“{text}” is no TOML and is left out.</source>
        <translation>„{text}“ ist kein TOML und entfällt.</translation>
    </message>
    <message>
        <source>“{text}” stands twice; the first one counts.</source>
        <translation>„{text}“ steht zweimal da; das erste zählt.</translation>
    </message>
    <message>
        <source>The file is no TOML; what can be read is used.</source>
        <translation>Die Datei ist kein TOML; was lesbar ist, gilt.</translation>
    </message>
    <message>
        <source>A table is expected here.</source>
        <translation>Hier wird eine Tabelle erwartet.</translation>
    </message>
    <message>
        <source>There is no such setting; it is left as it is.</source>
        <translation>Diese Einstellung gibt es nicht; sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>There is no such setting; “{suggestion}” is one.</source>
        <translation>Diese Einstellung gibt es nicht; „{suggestion}“ ist eine.</translation>
    </message>
    <message>
        <source>A newer version of the program wrote this file; what this one knows is used.</source>
        <translation>Eine neuere Version des Programms schrieb diese Datei; was diese kennt, gilt.</translation>
    </message>
    <message>
        <source>There are {count} more problems.</source>
        <translation>Es gibt {count} weitere Probleme.</translation>
    </message>
    <message>
        <source>{file} can not be read ({reason}). What is chosen here lasts until the program ends.</source>
        <translation>{file} ist nicht lesbar ({reason}). Was hier gewählt wird, gilt, bis das Programm endet.</translation>
    </message>
    <message>
        <source>{file} can not be written ({reason}). What is chosen here lasts until the program ends.</source>
        <translation>{file} ist nicht beschreibbar ({reason}). Was hier gewählt wird, gilt, bis das Programm endet.</translation>
    </message>
    <message>
        <source>What stood in the file before is kept as {file}.</source>
        <translation>Was vorher in der Datei stand, ist als {file} aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset {setting} to {value}</source>
        <translation>{setting} auf {value} zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the default: {value}</source>
        <translation>Zurück zum Standard: {value}</translation>
    </message>
    <message>
        <source>Held by the environment variable {variable}.</source>
        <translation>Durch die Umgebungsvariable {variable} festgelegt.</translation>
    </message>
</context>
<context>
    <name>SettingsColumn</name>
    <message>
        <source>What is wrong with the settings</source>
        <translation>Was an den Einstellungen falsch ist</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Einstellungsdatei</translation>
    </message>
    <message>
        <source>Accounts, users, roles, passwords, login</source>
        <translation>Konten, Benutzer, Rollen, Passwörter, Anmeldung</translation>
    </message>
    <message>
        <source>Channels, notices, e-mail, SMS, chat, web hook, command, test</source>
        <translation>Kanäle, Benachrichtigungen, Meldungen, E-Mail, SMS, Chat, Webhook, Befehl, Test</translation>
    </message>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>Es gibt %Ln weiteres.</numerusform>
            <numerusform>Es gibt %Ln weitere.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>No setting matches this search.</source>
        <translation>Keine Einstellung passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>No program of this desktop opens {file}</source>
        <translation>Kein Programm dieser Arbeitsumgebung öffnet {file}</translation>
    </message>
    <message>
        <source>Line {line}, {key}: {problem}</source>
        <translation>Zeile {line}, {key}: {problem}</translation>
    </message>
    <message>
        <source>Line {line}: {problem}</source>
        <translation>Zeile {line}: {problem}</translation>
    </message>
    <message>
        <source>Settings: {problem}</source>
        <translation>Einstellungen: {problem}</translation>
    </message>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>Es gibt %Ln weiteres.</numerusform>
            <numerusform>Es gibt %Ln weitere.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SetupDialog</name>
    <message>
        <source>Make administrator</source>
        <translation>Verwalter anlegen</translation>
    </message>
    <message>
        <source>Accounts for a shared desk</source>
        <translation>Konten für einen geteilten Arbeitsplatz</translation>
    </message>
    <message>
        <source>Name of the first administrator</source>
        <translation>Name des ersten Verwalters</translation>
    </message>
    <message>
        <source>It keeps apart who shares this desk: viewers look, operators end and pause own processes, administrators may do everything. It asks again before what is dangerous, locks when nobody is there, and the audit says who did what.</source>
        <translation>Sie unterscheidet, wer sich diesen Arbeitsplatz teilt: Betrachter sehen zu, Bediener beenden und pausieren eigene Prozesse, Verwalter dürfen alles. Vor Gefährlichem fragt sie noch einmal, sie sperrt, wenn niemand da ist, und das Audit sagt, wer was getan hat.</translation>
    </message>
    <message>
        <source>It does not stop anybody who uses this account of the system outside of this program: he can end processes in a terminal, and read, change or delete the files of this program, the accounts among them. Real protection begins where another account of the system decides.</source>
        <translation>Sie hält niemanden auf, der dieses Konto des Systems außerhalb dieses Programms benutzt: Er kann Prozesse in einem Terminal beenden und die Dateien dieses Programms lesen, ändern oder löschen, die Konten eingeschlossen. Wirklicher Schutz beginnt dort, wo ein anderes Konto des Systems entscheidet.</translation>
    </message>
    <message>
        <source>What a login does here</source>
        <translation>Was eine Anmeldung hier leistet</translation>
    </message>
    <message>
        <source>What it does not do</source>
        <translation>Was sie nicht leistet</translation>
    </message>
</context>
<context>
    <name>Signal</name>
    <message>
        <source>Services read their settings anew; others end.</source>
        <translation>Dienste lesen ihre Einstellungen neu; andere enden.</translation>
    </message>
    <message>
        <source>Ends it as Ctrl+C does; it may finish first.</source>
        <translation>Beendet wie Strg+C; er darf fertig werden.</translation>
    </message>
    <message>
        <source>Ends it as Ctrl+\ does, and dumps core.</source>
        <translation>Beendet wie Strg+\, mit Speicherabbild.</translation>
    </message>
    <message>
        <source>Crash: illegal instruction; dumps core.</source>
        <translation>Absturz: ungültiger Befehl; Speicherabbild.</translation>
    </message>
    <message>
        <source>Stops it for a debugger, or crashes it.</source>
        <translation>Hält für einen Debugger an, sonst Absturz.</translation>
    </message>
    <message>
        <source>Crash, as if it had given up; dumps core.</source>
        <translation>Absturz, als hätte er aufgegeben.</translation>
    </message>
    <message>
        <source>Crash: memory that is not there; dumps core.</source>
        <translation>Absturz: Speicher, den es nicht gibt.</translation>
    </message>
    <message>
        <source>Crash: arithmetic error; dumps core.</source>
        <translation>Absturz: Rechenfehler; Speicherabbild.</translation>
    </message>
    <message>
        <source>Ends it at once; nothing can be finished.</source>
        <translation>Beendet sofort; nichts wird fertig.</translation>
    </message>
    <message>
        <source>What the program makes of it, or it ends.</source>
        <translation>Was das Programm daraus macht, oder Ende.</translation>
    </message>
    <message>
        <source>Crash: forbidden memory; dumps core.</source>
        <translation>Absturz: verbotener Speicher.</translation>
    </message>
    <message>
        <source>Nobody reads its output any more.</source>
        <translation>Niemand liest seine Ausgabe mehr.</translation>
    </message>
    <message>
        <source>Its alarm clock rings, or it ends.</source>
        <translation>Sein Wecker klingelt, oder Ende.</translation>
    </message>
    <message>
        <source>Asks it to stop; it may finish its work first.</source>
        <translation>Bittet aufzuhören; er darf fertig werden.</translation>
    </message>
    <message>
        <source>Of no use today; it ends.</source>
        <translation>Heute ohne Nutzen; Ende.</translation>
    </message>
    <message>
        <source>One of its children ended; most do nothing.</source>
        <translation>Ein Kind ist beendet; meist geschieht nichts.</translation>
    </message>
    <message>
        <source>Lets it go on where it was suspended.</source>
        <translation>Lässt ihn weiterlaufen.</translation>
    </message>
    <message>
        <source>Suspends it. It can not refuse.</source>
        <translation>Pausiert ihn. Er kann nicht ablehnen.</translation>
    </message>
    <message>
        <source>Suspends it as Ctrl+Z does; it may refuse.</source>
        <translation>Pausiert wie Strg+Z; er darf ablehnen.</translation>
    </message>
    <message>
        <source>Suspends who reads the terminal from behind.</source>
        <translation>Pausiert: liest im Hintergrund vom Terminal.</translation>
    </message>
    <message>
        <source>Suspends who writes to it from behind.</source>
        <translation>Pausiert: schreibt im Hintergrund ins Terminal.</translation>
    </message>
    <message>
        <source>Urgent data at a socket; most do nothing.</source>
        <translation>Eiliges an einem Socket; meist nichts.</translation>
    </message>
    <message>
        <source>Too much CPU time: ends it; dumps core.</source>
        <translation>Zu viel CPU-Zeit: Ende; Speicherabbild.</translation>
    </message>
    <message>
        <source>Too large a file: ends it; dumps core.</source>
        <translation>Zu große Datei: Ende; Speicherabbild.</translation>
    </message>
    <message>
        <source>Its clock of CPU time rings, or it ends.</source>
        <translation>Seine CPU-Uhr klingelt, oder Ende.</translation>
    </message>
    <message>
        <source>Its clock for profiling rings, or it ends.</source>
        <translation>Seine Profil-Uhr klingelt, oder Ende.</translation>
    </message>
    <message>
        <source>Its window has another size; most do nothing.</source>
        <translation>Sein Fenster ist anders groß; meist nichts.</translation>
    </message>
    <message>
        <source>A file or socket is ready, or it ends.</source>
        <translation>Datei oder Socket ist bereit, oder Ende.</translation>
    </message>
    <message>
        <source>The power fails, or it ends.</source>
        <translation>Der Strom fällt aus, oder Ende.</translation>
    </message>
    <message>
        <source>Crash: forbidden system call; dumps core.</source>
        <translation>Absturz: verbotener Systemaufruf.</translation>
    </message>
    <message>
        <source>A signal of this system.</source>
        <translation>Ein Signal dieses Systems.</translation>
    </message>
</context>
<context>
    <name>SignalChoice</name>
    <message>
        <source>Number, name or what it does</source>
        <translation>Nummer, Name oder Wirkung</translation>
    </message>
    <message>
        <source>Search signals</source>
        <translation>Signale suchen</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Signale</translation>
    </message>
</context>
<context>
    <name>Sockets</name>
    <message>
        <source>The system does not tell of sockets.</source>
        <translation>Das System gibt über Sockets keine Auskunft.</translation>
    </message>
</context>
<context>
    <name>SocketsTab</name>
    <message>
        <source>Filter sockets</source>
        <translation>Sockets filtern</translation>
    </message>
    <message>
        <source>It has no socket open.</source>
        <translation>Er hat keinen Socket offen.</translation>
    </message>
</context>
<context>
    <name>StartWithSession</name>
    <message>
        <source>Starting with the session could not be changed: {reason}</source>
        <translation>Das Starten mit der Sitzung konnte nicht geändert werden: {reason}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>At {time}</source>
        <translation>Um {time}</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Augenblick</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung läuft</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Erfassung</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Cost of this program</source>
        <translation>Aufwand dieses Programms</translation>
    </message>
    <message>
        <source>CPU {value}</source>
        <translation>CPU {value}</translation>
    </message>
    <message>
        <source>Memory {used} of {size}</source>
        <translation>Arbeitsspeicher {used} von {size}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes</source>
        <translation>
            <numerusform>%Ln Prozess</numerusform>
            <numerusform>%Ln Prozesse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kernel threads</source>
        <translation>
            <numerusform>%Ln Kernel-Thread</numerusform>
            <numerusform>%Ln Kernel-Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>This program: CPU {cpu}, {memory}</source>
        <translation>Dieses Programm: CPU {cpu}, {memory}</translation>
    </message>
    <message>
        <source>Of the whole machine: CPU {machine}; of one core: {core}.
Window {window}, eye {eye}.</source>
        <translation>Vom ganzen Rechner: CPU {machine}; von einem Kern: {core}.
Fenster {window}, Auge {eye}.</translation>
    </message>
    <message>
        <source>Beats missed since the start: {count}</source>
        <translation>Ausgelassene Messungen seit dem Start: {count}</translation>
    </message>
    <message>
        <source>Sampling every {seconds} s</source>
        <translation>Erfassung alle {seconds} s</translation>
    </message>
    <message>
        <source>{worker} is stalled</source>
        <translation>{worker} hängt</translation>
    </message>
    <message>
        <source>{worker} has trouble</source>
        <translation>{worker} hat Schwierigkeiten</translation>
    </message>
    <message>
        <source>{worker}: working</source>
        <translation>{worker}: arbeitet</translation>
    </message>
    <message>
        <source>{worker}: with trouble</source>
        <translation>{worker}: mit Schwierigkeiten</translation>
    </message>
    <message>
        <source>{worker}: stalled</source>
        <translation>{worker}: hängt</translation>
    </message>
    <message>
        <source>{worker}: off</source>
        <translation>{worker}: aus</translation>
    </message>
</context>
<context>
    <name>SumsPart</name>
    <message>
        <source>Resident memory; what they share is counted for each of them.</source>
        <translation>Residenter Speicher; was sie teilen, zählt bei jedem.</translation>
    </message>
    <message>
        <source>Not known.</source>
        <translation>Nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>TabStrip</name>
    <message>
        <source>Parts of the detail</source>
        <translation>Teile der Details</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More parts of the detail</source>
        <translation>Weitere Teile der Details</translation>
    </message>
</context>
<context>
    <name>TargetModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>exit status {number}</source>
        <translation>Rückgabewert {number}</translation>
    </message>
    <message>
        <source>killed by signal {number} ({name})</source>
        <translation>durch Signal {number} ({name})</translation>
    </message>
    <message>
        <source>Not permitted: this belongs to another user.</source>
        <translation>Nicht erlaubt: Dies gehört einem anderen Benutzer.</translation>
    </message>
    <message>
        <source>Not permitted: this belongs to {user}.</source>
        <translation>Nicht erlaubt: Dies gehört {user}.</translation>
    </message>
    <message>
        <source>Not available here: {reason}</source>
        <translation>Hier nicht verfügbar: {reason}</translation>
    </message>
    <message>
        <source>{number} rpm</source>
        <translation>{number} U/min</translation>
    </message>
    <message>
        <source>A thread of the kernel has none.</source>
        <translation>Ein Thread des Kernels hat das nicht.</translation>
    </message>
    <message>
        <source>The process has ended and waits for its parent to collect it.</source>
        <translation>Der Prozess ist beendet und wartet darauf, dass sein Elternprozess ihn abholt.</translation>
    </message>
    <message>
        <source>Needs two looks: known from the next beat on.</source>
        <translation>Braucht zwei Messungen: bekannt ab der nächsten.</translation>
    </message>
    <message>
        <source>Read only for rows in view: known from the next beat on.</source>
        <translation>Nur für sichtbare Zeilen gelesen: bekannt ab der nächsten Messung.</translation>
    </message>
    <message>
        <source>Not kept: of this time only averages of minutes are left.</source>
        <translation>Nicht aufgehoben: Aus dieser Zeit gibt es nur noch Mittelwerte von Minuten.</translation>
    </message>
    <message>
        <source>Known once it has ended, if the kernel told it.</source>
        <translation>Bekannt, sobald er beendet ist, wenn der Kernel es gesagt hat.</translation>
    </message>
    <message>
        <source>The system does not say.</source>
        <translation>Das System sagt es nicht.</translation>
    </message>
</context>
<context>
    <name>ThreadsTab</name>
    <message>
        <source>Filter threads</source>
        <translation>Threads filtern</translation>
    </message>
</context>
<context>
    <name>TimeStrip</name>
    <message>
        <source>Host CPU</source>
        <translation>Host-CPU</translation>
    </message>
    <message>
        <source>How much time the strip shows (the wheel does it too)</source>
        <translation>Wie viel Zeit die Leiste zeigt (auch mit dem Mausrad)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Show what happens now (Esc)</source>
        <translation>Zeigen, was jetzt geschieht (Esc)</translation>
    </message>
    <message>
        <source>Since the start, 5 min to 1 h</source>
        <translation>Seit dem Start, 5 min bis 1 h</translation>
    </message>
    <message>
        <source>All that was recorded</source>
        <translation>Alles Aufgezeichnete</translation>
    </message>
    <message>
        <source>Live: {words}</source>
        <translation>Live: {words}</translation>
    </message>
    <message>
        <source>Time in sight: {span}</source>
        <translation>Sichtbare Zeit: {span}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Led by</source>
        <translation>Geführt von</translation>
    </message>
</context>
<context>
    <name>TimeStripChart</name>
    <message>
        <source>Time strip: CPU of this machine</source>
        <translation>Zeitleiste: CPU dieses Rechners</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
</context>
<context>
    <name>ToldHere</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>Top</name>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>most {amount}</source>
        <translation>höchstens {amount}</translation>
    </message>
    <message>
        <source>{amount}, {more}</source>
        <translation>{amount}, {more}</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Ran for</source>
        <translation>Lief</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processes at a time</source>
        <translation>
            <numerusform>%Ln Prozess zugleich</numerusform>
            <numerusform>%Ln Prozesse zugleich</numerusform>
        </translation>
    </message>
    <message>
        <source>PID {pid}</source>
        <translation>PID {pid}</translation>
    </message>
    <message>
        <source>user {name}</source>
        <translation>Benutzer {name}</translation>
    </message>
</context>
<context>
    <name>TopModel</name>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Hide window</source>
        <translation>Fenster verbergen</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Show alert: {alert}</source>
        <translation>Alarm zeigen: {alert}</translation>
    </message>
    <message>
        <source>CPU {cpu}, memory {memory}</source>
        <translation>CPU {cpu}, Arbeitsspeicher {memory}</translation>
    </message>
</context>
<context>
    <name>TypedName</name>
    <message>
        <source>Type its name, {name}, to confirm</source>
        <translation>Zur Bestätigung seinen Namen tippen: {name}</translation>
    </message>
</context>
<context>
    <name>Usual</name>
    <message>
        <source>Learning what is usual, {time} left</source>
        <translation>Übliches wird gelernt, noch {time}</translation>
    </message>
    <message>
        <source>What is usual at this hour is not known yet</source>
        <translation>Was um diese Stunde üblich ist, ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} bis {most}</translation>
    </message>
    <message>
        <source>Unusual; all of {program}, usual: {values}</source>
        <translation>Ungewöhnlich; {program} insgesamt üblich: {values}</translation>
    </message>
    <message>
        <source>Unusual; its program: {values}</source>
        <translation>Ungewöhnlich; Programm sonst: {values}</translation>
    </message>
    <message>
        <source>Usual for all of {program} at this hour: {values}</source>
        <translation>Üblich für {program} insgesamt um diese Stunde: {values}</translation>
    </message>
    <message>
        <source>All of {program}, usual: {values}</source>
        <translation>{program} insgesamt üblich: {values}</translation>
    </message>
    <message>
        <source>Usual for its program: {values}</source>
        <translation>Üblich für das Programm: {values}</translation>
    </message>
    <message>
        <source>Usual at this hour: {values}</source>
        <translation>Üblich um diese Stunde: {values}</translation>
    </message>
    <message>
        <source>Usual: {values}</source>
        <translation>Üblich: {values}</translation>
    </message>
    <message>
        <source>Unusual for all of {program}; usual at this hour: {values}</source>
        <translation>Ungewöhnlich für {program} insgesamt; üblich um diese Stunde: {values}</translation>
    </message>
    <message>
        <source>Unusual; usual at this hour: {values}</source>
        <translation>Ungewöhnlich; üblich um diese Stunde: {values}</translation>
    </message>
    <message>
        <source>Unusual; usual: {values}</source>
        <translation>Ungewöhnlich; üblich: {values}</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
</context>
<context>
    <name>Value</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>Sperren (Strg+L)</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Logged in: {name}</source>
        <translation>Angemeldet: {name}</translation>
    </message>
    <message>
        <source>Locked by {name}</source>
        <translation>Gesperrt von {name}</translation>
    </message>
    <message>
        <source>Nobody is logged in</source>
        <translation>Niemand ist angemeldet</translation>
    </message>
</context>
<context>
    <name>WindowAccess</name>
    <message>
        <source>Do several people share this desk? Accounts with roles keep them apart.</source>
        <translation>Teilen sich mehrere Leute diesen Platz? Konten mit Rollen halten sie auseinander.</translation>
    </message>
    <message>
        <source>Make accounts…</source>
        <translation>Konten anlegen…</translation>
    </message>
</context>
<context>
    <name>WindowAlerts</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>%Ln aktiv</numerusform>
            <numerusform>%Ln aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical alerts fire</source>
        <translation>
            <numerusform>%Ln kritischer Alarm ist aktiv</numerusform>
            <numerusform>%Ln kritische Alarme sind aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>{count}; the newest: {alert}</source>
        <translation>{count}; der neueste: {alert}</translation>
    </message>
    <message>
        <source>Mute 1 h</source>
        <translation>Stumm für 1 h</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>WindowFrame</name>
    <message>
        <source>procmon_gui</source>
        <translation>procmon_gui</translation>
    </message>
</context>
<context>
    <name>WindowMarks</name>
    <message>
        <source>The mark “{text}” was removed.</source>
        <translation>Die Marke „{text}“ wurde entfernt.</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Marks: {why}</source>
        <translation>Marken: {why}</translation>
    </message>
    <message>
        <source>Mark {moment}…</source>
        <translation>{moment} markieren…</translation>
    </message>
    <message>
        <source>Go to “{text}”</source>
        <translation>Zu „{text}“ gehen</translation>
    </message>
    <message>
        <source>Rename “{text}”…</source>
        <translation>„{text}“ umbenennen…</translation>
    </message>
    <message>
        <source>Remove “{text}”</source>
        <translation>„{text}“ entfernen</translation>
    </message>
    <message>
        <source>Show the alert “{text}”</source>
        <translation>Den Alarm „{text}“ zeigen</translation>
    </message>
    <message>
        <source>Go to time…</source>
        <translation>Gehe zu Zeit…</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Show everything…</source>
        <translation>Alles zeigen…</translation>
    </message>
    <message>
        <source>Go to time…</source>
        <translation>Gehe zu Zeit…</translation>
    </message>
    <message>
        <source>Mark this moment…</source>
        <translation>Diesen Moment markieren…</translation>
    </message>
    <message>
        <source>Next peak of CPU</source>
        <translation>Nächste CPU-Spitze</translation>
    </message>
    <message>
        <source>Peak of CPU before</source>
        <translation>Vorige CPU-Spitze</translation>
    </message>
    <message>
        <source>Compare two ranges…</source>
        <translation>Zwei Zeiträume vergleichen…</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>About procmon_gui</source>
        <translation>Über procmon_gui</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>WindowMessages</name>
    <message>
        <source>Something failed inside this program: {what}. It goes on; the log has the details.</source>
        <translation>In diesem Programm ist etwas gescheitert: {what}. Es läuft weiter; Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>Too many faults within a minute: the pages are drawn no longer. Sampling goes on.</source>
        <translation>Zu viele Fehler innerhalb einer Minute: Die Seiten werden nicht mehr gezeichnet. Die Erfassung läuft weiter.</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>Wieder zeichnen</translation>
    </message>
    <message>
        <source>Sampling failed and is tried again: {reason}</source>
        <translation>Die Erfassung ist gescheitert und wird erneut versucht: {reason}</translation>
    </message>
    <message>
        <source>Sampling did not answer. It was started anew; the old one is left behind.</source>
        <translation>Die Erfassung hat nicht geantwortet. Sie wurde neu gestartet; die alte bleibt zurück.</translation>
    </message>
    <message>
        <source>Sampling does not answer. What is shown is old; start the program again.</source>
        <translation>Die Erfassung antwortet nicht. Die Anzeige ist veraltet; das Programm bitte neu starten.</translation>
    </message>
</context>
<context>
    <name>WindowMoment</name>
    <message>
        <source>Playing has come to now: the window is live again.</source>
        <translation>Der Ablauf ist in der Gegenwart angekommen: Das Fenster ist wieder live.</translation>
    </message>
    <message>
        <source>There is no later peak of CPU.</source>
        <translation>Es gibt keine spätere CPU-Spitze.</translation>
    </message>
    <message>
        <source>There is no earlier peak of CPU.</source>
        <translation>Es gibt keine frühere CPU-Spitze.</translation>
    </message>
</context>
<context>
    <name>WindowPreferences</name>
    <message>
        <source>Show settings</source>
        <translation>Einstellungen zeigen</translation>
    </message>
</context>
<context>
    <name>_RailModel</name>
    <message>
        <source>{page} (Ctrl+{number})</source>
        <translation>{page} (Strg+{number})</translation>
    </message>
</context>
<context>
    <name>_SignalModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Wirkung</translation>
    </message>
</context>
</TS>

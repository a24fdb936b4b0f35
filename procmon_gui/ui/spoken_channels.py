"""What channels say of how it went, for `ui.spoken`: sentences of `channels`, `engine` and `settings`."""

from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

_T = QT_TRANSLATE_NOOP

# The longer form comes first where two fit.
CHANNEL_SENTENCES: Final = (
    # ---- mail
    _T("Said", "{server} took it for 1 receiver"),
    _T("Said", "{server} took it for {count} of {all}, not for {names}"),
    _T("Said", "{server} took it for {count} receivers"),
    _T("Said", "{server} does not take the user name or the password ({code})"),
    _T("Said", "{server} takes mail for nobody: {answers}"),
    _T("Said", "{server} refuses: {answer}"),
    _T("Said", "that may pass"),
    _T("Said", "{server} does not offer what is needed: {what}"),
    _T("Said", "{server}: the name of the server, the user or the password has letters that can not be sent"),
    _T("Said", "There is a password, and no user name that it belongs to."),
    _T("Said", "A password is not sent without encryption: choose STARTTLS or TLS, or take the user away."),
    # ---- whoever could not be reached
    _T("Said", "{server}: no answer in time"),
    _T("Said", "{server}: the server went away"),
    _T("Said", "{server}: the certificate is not trusted: {reason}"),
    _T("Said", "{server}: the name is not known: {reason}"),
    _T("Said", "{server}: there is no machine of that name"),
    _T("Said", "{server}: the name can not be looked up now"),
    _T("Said", "{server}: nobody answers at that port"),
    _T("Said", "{server}: no way leads there"),
    _T("Said", "{path} holds no certificates"),
    # ---- where to look
    _T("Said", "look at the address and the port, and whether a firewall is in between"),
    _T("Said", "look at the port, and at which encryption is spoken there"),
    _T("Said", "look at the port, and whether the server runs"),
    _T("Said", "look at how it is written"),
    _T("Said", "look at the address"),
    _T("Said", "look at the token"),
    _T("Said", "look at its path, and whether it may be run"),
    _T("Said", "look at what is named under Certificates"),
    _T("Said", "if it is of your own making, name it under Certificates"),
    _T("Said", "is there a network?"),
    _T("Said", "type them anew"),
    _T("Said", "choose another encryption"),
    _T("Said", "nothing was sent"),
    _T("Said", "whether it took the message is not known"),
    _T("Said", "{server}: no encrypted connection: {reason}"),
    # ---- web hooks
    _T("Said", "{host} sends on to another address ({status}), which is not followed"),
    _T("Said", "{host} is an address that web hooks do not go to"),
    _T("Said", "{host}: no answer of a web server ({kind})"),
    _T("Said", "{host} answered {status}"),
    _T("Said", "That is no address of a web hook."),
    _T("Said", "The address of a web hook begins with https:// or http:// and names a host."),
    _T("Said", "The address of a web hook is up to {count} plain letters; others are written with a percent sign."),
    _T("Said", "A name or a password does not belong into the address: there is a field for the token."),
    _T("Said", "The token has letters that can not be sent."),
    # ---- services
    _T("Said", "{service} took it"),
    _T("Said", "{service} did not take it: {reason_}"),
    _T("Said", "it does not say why"),
    _T("Said", "no answer within {seconds} s; whether the service took the message is not known"),
    _T("Said", "no answer within {seconds} s"),
    _T("Said", "that is the address of no service that apprise knows"),
    _T("Said", "The address of a service looks like twilio://… or slack://…; the manual of apprise has them."),
    _T("Said", "That is the address of no service that apprise knows. {reason}"),
    _T("Said", "That is the address of no service that apprise knows."),
    # ---- commands
    _T("Said", "{name} ended with {status}: {output}"),
    _T("Said", "{name} ended with {status}"),
    _T("Said", "{name} was ended by signal {number}"),
    _T("Said", "{name} did not end within {seconds} s and was ended"),
    _T("Said", "{name} can not be run: {reason}"),
    _T("Said", "The command is named with its whole path, as /usr/local/bin/page-me."),
    _T("Said", "The command is not run: {fault_}, so it may not be yours. Take the rights away (chmod go-w)."),
    _T("Said", "The command is not run: whether it was confirmed is not known: {reason_}"),
    _T(
        "Said",
        "The command is not run: nobody has confirmed it as it stands in the file. Look at it with “Change…”, or "
        "`procmon-gui channels confirm {id}`.",
    ),
    _T("Said", "Others can change who is told: {fault_}. Take the rights away (chmod go-w)."),
    _T("Said", "{path} can be written by others"),
    _T("Said", "{path} belongs to somebody else"),
    _T("Said", "{path} can not be looked at ({reason})"),
    # ---- the desktop
    _T("Said", "shown by the tray"),
    _T("Said", "shown by {server}"),
    _T("Said", "shown in the window"),
    _T("Said", "handed to plyer"),
    _T("Said", "whether it was shown is not known"),
    _T("Said", "plyer has no session of a desktop"),
    _T("Said", "plyer can not show notices ({reason})"),
    _T("Said", "there is no session of a desktop"),
    _T("Said", "the session bus of the desktop can not be reached"),
    _T("Said", "the notices of the desktop do not answer"),
    _T("Said", "who shows notices on this desktop refuses ({reason})"),
    _T("Said", "who shows notices on this desktop does not answer"),
    _T("Said", "who shows notices on this desktop is not there"),
    _T("Said", "who shows notices on this desktop can not be started"),
    _T("Said", "who shows notices on this desktop hung up"),
    _T("Said", "there is no tray that shows messages"),
    _T("Said", "there is no window"),
    # ---- what is on its way
    _T("Said", "the channel was taken away or is switched off"),
    _T("Said", "it was too old to be told"),
    _T("Said", "a mistake of this program; its log has more"),
    _T("Said", "There is no channel “{id}”."),
    # ---- secrets
    _T("Said", "There is no keyring, so secrets lie in {path}, unencrypted; only you can read it."),
    _T(
        "Said",
        "There is no keyring, so secrets lie in {path}, unencrypted, and others may read it: make it readable for "
        "you only (chmod 600).",
    ),
    _T("Said", "The secret was entered for “{before}” and is not used for “{now}”: enter it again."),
    _T("Said", "A secret of {channel} can not be had: {reason_}"),
    _T("Said", "the keyring does not answer; unlock it"),
    _T("Said", "the keyring refuses ({kind})"),
    _T("Said", "{path} is no TOML; mend it, or type the secrets anew"),
)  # fmt: skip

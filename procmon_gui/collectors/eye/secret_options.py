"""Which options of which programs take a secret: those that their name alone does not give away. Data, mostly."""

from collections.abc import Callable
from typing import Final, NamedTuple

from procmon_gui.collectors.eye.secret_shapes import MARKER


class Form:
    """How an option takes its value. Plain numbers: enum and dataclasses would cost the eye start-up time."""

    GLUED: Final = 1  # -pVALUE only; a bare -p asks
    APART: Final = 2  # -p VALUE only
    BOTH: Final = 3


def _whole(value: bytes) -> bytes:
    return MARKER if value else value


def _after_mark(mark: bytes) -> Callable[[bytes], bytes]:
    """Return a function that hides what stands behind the first mark and keeps the user before it."""

    def hide(value: bytes) -> bytes:
        user, found, secret = value.partition(mark)
        return user + found + MARKER if secret else value

    return hide


_AFTER_COLON, _AFTER_PERCENT, _AFTER_COMMA = _after_mark(b":"), _after_mark(b"%"), _after_mark(b",")


class Option(NamedTuple):
    """One option: its text, how the value comes, and what of the value is hidden."""

    text: bytes
    form: int
    hide: Callable[[bytes], bytes]


def _options(*texts: str, form: int = Form.BOTH, hide: Callable[[bytes], bytes] = _whole) -> tuple[Option, ...]:
    return tuple(Option(text=text.encode(), form=form, hide=hide) for text in texts)


_TABLE: tuple[tuple[str, tuple[Option, ...]], ...] = (
    (
        "mysql mariadb mysqldump mariadb-dump mysqladmin mariadb-admin mysqlimport mysqlshow mysqlcheck mysqlslap "
        "mysqlbinlog mysqlpump mysql_upgrade mysqlsh mycli xtrabackup mariabackup innobackupex pt-table-checksum",
        _options("-p", form=Form.GLUED),
    ),
    ("sshpass mongo mongosh mongodump mongorestore mongoimport mongoexport mongostat cqlsh hdbsql twine rdesktop "
     "pgloader mydumper myloader doveadm crackmapexec netexec evil-winrm hydra ncftp ncftpget ncftpput",
     _options("-p")),
    ("useradd usermod", _options("-p", form=Form.APART)),
    ("docker podman nerdctl buildah skopeo helm oras crane az", _options("-p", form=Form.APART)),
    ("redis-cli redis-benchmark keydb-cli valkey-cli", _options("-a", form=Form.APART)),
    ("ldapsearch ldapadd ldapmodify ldapdelete ldappasswd ldapwhoami ldapcompare ldapmodrdn",
     _options("-w")),
    ("kadmin", _options("-w", "-pw", form=Form.APART)),
    ("mosquitto_pub mosquitto_sub mosquitto_rr sqlcmd bcp isql tsql osql ipmitool zip unzip zipcloak zipnote",
     _options("-P")),
    ("7z 7za 7zr 7zz", _options("-p", form=Form.GLUED)),
    ("rar unrar", _options("-hp", "-p", form=Form.GLUED)),
    ("snmpget snmpset snmpwalk snmpbulkwalk snmpgetnext snmpbulkget snmptable snmptrap",
     _options("-c", "-A", "-X", form=Form.APART)),
    ("smbclient rpcclient net smbmap smbcacls smbget", _options("-U", "--user", hide=_AFTER_PERCENT)),
    ("lftp", _options("-u", "--user", hide=_AFTER_COMMA)),
    ("curl curlftpfs", _options("-u", "-U", "--user", "--proxy-user", "--socks5-user", hide=_AFTER_COLON)
     + _options("--oauth2-bearer", "--tlspassword", "--pass", "--proxy-pass")
     + _options("-b", "--cookie", hide=_after_mark(b"="))),
    ("http https xh xhs", _options("-a", hide=_AFTER_COLON, form=Form.APART)),
    ("ab", _options("-A", "-P", hide=_AFTER_COLON)),
    ("etcdctl", _options("--user", hide=_AFTER_COLON)),
    ("xfreerdp xfreerdp3 wlfreerdp", _options("/p:", "-p", form=Form.GLUED)),
    ("openssl", _options("-k", "-K", form=Form.APART)),
    ("ssh-keygen", _options("-N", "-P", form=Form.APART)),
    ("swaks", _options("-ap", "--auth-password", form=Form.APART)),
    ("sendemail sendEmail", _options("-xp", form=Form.APART)),
    ("pkcs11-tool pkcs15-tool", _options("--pin", "--so-pin", "--new-pin", "--puk", "-p", form=Form.BOTH)),
    ("wpa_passphrase htpasswd mc rabbitmqctl vault ngrok sqlplus samba-tool", ()),
    # These have a -p, -u or -a of their own that is no secret, often behind sshpass or docker.
    ("ssh scp sftp rsync psql pg_dump autossh mosh wget", ()),
)  # fmt: skip

SHORT_OPTIONS: dict[bytes, tuple[Option, ...]] = {
    program.encode(): options for programs, options in _TABLE for program in programs.split() if options
}
# Their -p is a password only behind the word "login": elsewhere it publishes a port.
LOGIN_PROGRAMS = frozenset(b"docker podman nerdctl buildah skopeo helm oras crane az".split())
# Programs that take "name value" without dashes.
KEY_VALUE_PROGRAMS = frozenset(
    b"nmcli aws git npm yarn pnpm heroku conda poetry composer iwconfig bundle pip gem cargo".split()
)
# Words that must come first, and the positions after them that are secret; counted without options.
POSITIONS: dict[bytes, tuple[tuple[tuple[bytes, ...], tuple[int, ...]], ...]] = {
    b"wpa_passphrase": (((), (2,)),),
    b"mc": (((b"alias", b"set"), (3, 4)), ((b"config", b"host", b"add"), (3, 4))),
    b"rabbitmqctl": (((b"add_user",), (2,)), ((b"change_password",), (2,)), ((b"authenticate_user",), (2,))),
    b"vault": (((b"login",), (1,)),),
    b"ngrok": (((b"authtoken",), (1,)), ((b"config", b"add-authtoken"), (1,))),
    b"samba-tool": (((b"user", b"create"), (2,)), ((b"user", b"add"), (2,))),
}
PROGRAMS = frozenset(program.encode() for programs, _ in _TABLE for program in programs.split()) | KEY_VALUE_PROGRAMS

"""A program that is the tray of a desktop, as far as icons can tell: it prints what they ask of it."""

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


def main() -> None:
    """Take the name of a tray and answer whoever calls it, until it is ended."""
    with open_dbus_connection("SESSION") as connection:
        connection.send_and_get_reply(new_method_call(BUS, "RequestName", "su", (NAME, 4)))
        print("ready", flush=True)
        while True:
            message = connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            if member == "RegisterStatusNotifierItem":
                print(member, flush=True)
                connection.send(new_method_return(message))
            elif member == "Get":
                connection.send(new_method_return(message, "v", (("b", True),)))


if __name__ == "__main__":
    main()

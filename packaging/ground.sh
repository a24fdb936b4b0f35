# The ground under packaging/run and packaging/test: read by both with `.`, POSIX sh, no work on a second start.
#
# The caller sets `checkout`. Afterwards `venv` names a virtual environment that holds the locked wheels.
# Everything said here goes to standard error: standard output belongs to the program.
# shellcheck shell=sh disable=SC2015,SC2154 # `a && b || stop` is meant; checkout comes from the caller
# Exit codes: 1 the world failed (network, disk, apt), 2 the person has to do something first.

say() { printf 'procmon_gui: %s\n' "$*" >&2; }

stop() {
    say "$2"
    exit "$1"
}

# What Qt's X11 and Wayland plugins link to and the wheels do not bring, as library:package (ldd on a bare system).
display_libraries='
libEGL.so.1:libegl1 libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0 libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1 libfreetype.so.6:libfreetype6 libX11.so.6:libx11-6 libX11-xcb.so.1:libx11-xcb1
libxkbcommon.so.0:libxkbcommon0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0 libxcb-glx.so.0:libxcb-glx0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-image.so.0:libxcb-image0 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-randr.so.0:libxcb-randr0
libxcb-render-util.so.0:libxcb-render-util0 libxcb-render.so.0:libxcb-render0 libxcb-shape.so.0:libxcb-shape0
libxcb-shm.so.0:libxcb-shm0 libxcb-sync.so.1:libxcb-sync1 libxcb-util.so.1:libxcb-util1
libxcb-xfixes.so.0:libxcb-xfixes0 libxcb-xkb.so.1:libxcb-xkb1
libwayland-client.so.0:libwayland-client0 libwayland-cursor.so.0:libwayland-cursor0
libwayland-egl.so.1:libwayland-egl1
'

# What the tests call, as command:package.
test_commands='
Xvfb:xvfb openbox:openbox xdotool:xdotool tint2:tint2 dunst:dunst dunstctl:dunst dbus-run-session:dbus tmux:tmux ps:procps
xprop:x11-utils git:git /usr/libexec/at-spi-bus-launcher:at-spi2-core
/usr/lib/polkit-1/polkitd:polkitd pkexec:pkexec
shellcheck:shellcheck desktop-file-validate:desktop-file-utils appstreamcli:appstream man:man-db
zsh:zsh fish:fish /usr/share/bash-completion/bash_completion:bash-completion
/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:fonts-dejavu-core
'

# Room for the virtual environment and for unpacking the wheels, measured on Debian 12.
needed_mb=900

# ---------------------------------------------------------------- is it all there?

# The stamp is written last: the checkout, the real Python, and beside it a copy of each lock that was installed.
# $1: lock file name. Two small processes, about 3 ms.
holds() {
    [ -r "$venv/procmon-ground" ] || return 1
    { read -r stamped_checkout && read -r stamped_python; } <"$venv/procmon-ground" || return 1
    [ "$stamped_checkout" = "$checkout" ] && [ "$(readlink -f "$venv/bin/python")" = "$stamped_python" ] &&
        cmp -s "$checkout/$1" "$venv/procmon-$1"
}

# Sets venv. $1: lock file name. True when nothing is left to do.
find_venv() {
    venv=$checkout/.venv
    holds "$1" && return 0
    if [ -e "$venv" ] && [ -w "$venv" ] || [ ! -e "$venv" ] && [ -w "$checkout" ]; then return 1; fi
    # Somebody else's checkout: keep ours at home, one for each checkout.
    [ -n "${XDG_DATA_HOME:-${HOME:-}}" ] || stop 2 "$checkout is not writable and HOME is not set: nowhere to install"
    venv=${XDG_DATA_HOME:-$HOME/.local/share}/procmon_gui/venv-$(printf %s "$checkout" | cksum | tr ' ' -)
    holds "$1"
}

has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

# ---------------------------------------------------------------- system packages

# Adds to `missing` the packages of the display libraries that this system lacks.
miss_display_libraries() {
    known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p)
    for pair in $display_libraries; do
        case $known in
            *"	${pair%:*} "*) ;;
            *) missing="$missing ${pair#*:}" ;;
        esac
    done
}

miss_test_commands() {
    for pair in $test_commands; do
        command -v "${pair%:*}" >/dev/null 2>&1 || [ -e "${pair%:*}" ] || missing="$missing ${pair#*:}"
    done
}

# Sets python to the first one that is 3.11 or newer, or to nothing; old_python to a version that is too old.
find_python() {
    python='' old_python=''
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in
            3.[0-9] | 3.10 | 2.*) old_python=${old_python:-$version} ;;
            *)
                python=$(command -v "$candidate")
                return
                ;;
        esac
    done
}

# Debian's Python comes without the part that makes virtual environments.
miss_python() {
    find_python
    if [ -z "$python" ] && [ -n "$old_python" ]; then
        stop 2 "Python 3.11 or newer is needed, this system has $old_python: Debian 12 and Ubuntu 24.04 are new enough"
    elif [ -z "$python" ]; then
        missing="$missing python3 python3-venv"
    elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        case $python in
            */python3) missing="$missing python3-venv" ;;
            *) missing="$missing ${python##*/}-venv" ;;
        esac
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] && say "apt needs root's rights, so sudo asks for your password" && sudo -v
}

# Installs what is in `missing`, after naming it.
install_packages() {
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # word by word, without doubles
    missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
    missing=${missing% }
    say "missing system packages: $missing"
    command -v apt-get >/dev/null 2>&1 || stop 2 "there is no apt here; install these, or what this system calls them"
    may_be_root || stop 2 "only root may install them; run:  sudo apt-get install --no-install-recommends $missing"
    say "installing them with apt"
    apt_log=$(mktemp) || stop 1 "can not write to ${TMPDIR:-/tmp}: is the disk full?"
    as_root apt-get -qq update >"$apt_log" 2>&1 || say "apt could not refresh its lists; trying with those it has"
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 \
        -o DPkg::Lock::Timeout=300 install $missing >>"$apt_log" 2>&1 </dev/null || apt_failed
    rm -f "$apt_log"
}

apt_failed() {
    tail -n 12 "$apt_log" >&2
    rm -f "$apt_log"
    short_of_disk / 300
    stop 1 "apt could not install them (its words are above). Is the network there? Then start again, or run:  \
apt-get update && apt-get install --no-install-recommends $missing"
}

# ---------------------------------------------------------------- the virtual environment

# Stops when the file system of folder $1 has less than $2 MB free.
short_of_disk() {
    free_mb=$(df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
    [ "${free_mb:-$2}" -ge "$2" ] || stop 1 "the disk of $1 is too full: $free_mb MB are free and $2 MB are needed"
}

# Qt's wheels exist for these machines only; pip would say it in a page of words.
check_machine() {
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || stop 2 "Qt's wheels need a Linux with the GNU C library"
    libc=${libc##*2.}
    case $(uname -m):$libc in
        x86_64:3[4-9] | x86_64:[4-9]? | aarch64:39 | aarch64:[4-9]?) ;;
        aarch64:*) stop 2 "Qt's wheels for ARM need Debian 13 or Ubuntu 24.04 (GNU C library 2.39; here: 2.$libc)" ;;
        x86_64:*) stop 2 "Qt's wheels need Debian 12 or Ubuntu 22.04 (GNU C library 2.34; here: 2.$libc)" ;;
        *) stop 2 "there are no Qt wheels for this machine ($(uname -m)); x86_64 and aarch64 are known" ;;
    esac
}

# Has venv a Python that is new enough, and pip? Environments of other makers may lack pip at first.
usable() {
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || return 1
    "$venv/bin/python" -c 'import pip' 2>/dev/null || "$venv/bin/python" -m ensurepip >/dev/null 2>&1
}

# Is the folder venv absent, empty, or one that make_venv began? Another's work is never cleared.
ours() {
    [ -z "$(ls -A "$venv" 2>/dev/null)" ] || [ -e "$mark" ] || grep -q '^prompt = .*procmon_gui' "$venv/pyvenv.cfg" 2>/dev/null
}

make_venv() {
    ours || stop 2 "$venv can not be used (its Python is older than 3.11, or has no pip): move it away"
    short_of_disk "${venv%/*}" "$needed_mb"
    say "making a virtual environment in $venv"
    # The mark stands before pip arrives, so that half a pip is never taken for a whole one.
    "$python" -m venv --clear --without-pip --prompt procmon_gui "$venv" >&2 && : >"$mark" &&
        "$venv/bin/python" -m ensurepip >/dev/null || wheels_failed "the virtual environment could not be made"
}

# Fills venv from lock file $1. The mark "unfinished" makes the next start begin afresh if this one is interrupted.
fill_venv() {
    check_machine
    mark=$venv/procmon-unfinished
    if [ -e "$mark" ] || ! usable; then make_venv; fi
    : >"$mark" || wheels_failed "can not write to $venv"
    rm -f "$venv/procmon-ground"
    say "fetching and installing the wheels of $1 (some 120 MB, once)"
    # The reader's own pip configuration says where wheels come from; only what would lead astray is set here.
    PIP_USER=0 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
        --require-hashes --only-binary :all: -r "$checkout/$1" >&2 </dev/null || wheels_failed "pip could not install the wheels"
    finish_venv "$1" || wheels_failed "can not write to $venv"
}

wheels_failed() {
    short_of_disk "${venv%/*}" 300
    short_of_disk "${TMPDIR:-/tmp}" 300
    stop 1 "$1 (the reason is above). Is the network there? The next start takes it up again"
}

# Makes the program importable, then writes the stamp, in one rename so that half a stamp is never seen.
finish_venv() {
    # As pip does for the wheels. Else an environment with PYTHONDONTWRITEBYTECODE compiles the program at every start,
    # which takes twice as long; a checkout that is not writable goes without.
    "$venv/bin/python" -m compileall -q "$checkout/procmon_gui" >/dev/null 2>&1 || :
    site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))') || return 1
    unpack_qt_support "$site/shiboken6/files.dir"
    printf '%s\n' "$checkout" >"$site/procmon_gui.pth" &&
        cp "$checkout/$1" "$venv/procmon-$1" &&
        cp "$checkout/requirements.lock" "$venv/procmon-requirements.lock" &&
        printf '%s\n%s\n' "$checkout" "$(readlink -f "$venv/bin/python")" >"$venv/procmon-ground.new" &&
        mv "$venv/procmon-ground.new" "$venv/procmon-ground" &&
        rm -f "$venv/procmon-unfinished"
}

# PySide brings modules of Python inside of its library and compiles them anew at every start, a tenth of the time until
# the window is seen. Its own switch SBK_EMBED lays them into folder $1, where they stay compiled; those of an older
# PySide must be gone before. A start without them is slower, no more.
unpack_qt_support() {
    rm -rf "$1"
    SBK_EMBED=0 "$venv/bin/python" -c 'import shiboken6' >/dev/null 2>&1 &&
        "$venv/bin/python" -m compileall -q "$1" >/dev/null 2>&1 || rm -rf "$1"
}

# ---------------------------------------------------------------- all of it

# $1: lock file name; $2: "yes" when test tools are wanted too. Runs in a subshell: umask, lock and names stay there.
set_up() (
    umask 022
    missing=''
    if has_display || [ "$2" = yes ]; then miss_display_libraries; fi
    [ "$2" = yes ] && miss_test_commands
    if ! find_venv "$1"; then
        miss_python
        install_packages
        mkdir -p "${venv%/*}" || stop 1 "can not make the folder ${venv%/*}"
        # The lock lies on the folder itself, so it leaves no file behind and dies with its owner.
        exec 9<"${venv%/*}"
        flock -n 9 || { say "another set-up is at work in ${venv%/*}; waiting for it" && flock 9; }
        find_venv "$1" && exit 0
        [ -n "$python" ] || find_python
        [ -n "$python" ] || stop 2 "Python 3.11 or newer is needed, this system offers ${old_python:-none}"
        fill_venv "$1"
        say "set-up is done"
    else
        install_packages
    fi
    if has_display || [ "$2" = yes ]; then : 2>/dev/null >"$venv/procmon-display" || :; fi
)

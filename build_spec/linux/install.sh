#!/bin/sh
# Gives the unpacked program a menu entry, icons and file types, for you alone and without administrator's rights.
#     sh install.sh             put them into ~/.local/share
#     sh install.sh --remove    take them away again
# The program itself stays where it is unpacked: after moving it, run this again.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
program=$here/saliscope
target=${XDG_DATA_HOME:-$HOME/.local/share}

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    fr*) say() { printf '%s\n' "$2"; } ;;
    *) say() { printf '%s\n' "$1"; } ;;
esac

# A menu entry's Exec: within double quotes four characters are escaped, every backslash of the whole is doubled, and a
# per cent sign stands for itself when there are two (Desktop Entry Specification 1.5, "The Exec key").
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')"; }

# As a line of text for sed's `s` with | between its parts.
verbatim() { sed -e 's/[\\|&]/\\&/g'; }

known() { command -v "$1" >/dev/null 2>&1; }

tell_the_desktop() {
    if known update-mime-database && [ -d "$target/mime/packages" ]; then update-mime-database "$target/mime"; fi
    if known update-desktop-database && [ -d "$target/applications" ]; then update-desktop-database -q "$target/applications"; fi
    # A cache of icons is made anew where there is one; where there is none, a change of the folder tells.
    icons=$target/icons/hicolor
    if [ -d "$icons" ]; then touch "$icons"; fi
    if known gtk-update-icon-cache && [ -f "$icons/icon-theme.cache" ]; then gtk-update-icon-cache -qtf "$icons"; fi
}

install_all() {
    if [ ! -x "$program" ]; then
        say "Saliscope was expected beside this script, at $program, and is not there: unpack the archive again." \
            "Saliscope devrait se trouver à côté de ce script, dans $program, et n’y est pas : décompressez l’archive à nouveau." >&2
        exit 1
    fi
    case $program in
        *[[:cntrl:]]*)
            say "A menu entry cannot name a folder with a line break in its name: move the program to another folder." \
                "Une entrée de menu ne peut pas désigner un dossier dont le nom contient un saut de ligne : déplacez le programme." >&2
            exit 1 ;;
    esac
    mkdir -p "$target"
    cp -R "$here/share/." "$target"
    exec=$(quoted "$program" | verbatim)
    tried=$(printf '%s' "$program" | sed 's/\\/\\\\/g' | verbatim)
    # TryExec: when the program's folder is gone, desktops stop showing the entry.
    sed -e "s|^Exec=saliscope|TryExec=$tried\\nExec=$exec|" "$here/share/applications/saliscope.desktop" \
        >"$target/applications/saliscope.desktop"
    tell_the_desktop
    say "Saliscope is in the menu now, and opens from there. To take it away: sh install.sh --remove" \
        "Saliscope est maintenant dans le menu et s’ouvre de là. Pour l’en retirer : sh install.sh --remove"
}

remove_all() {
    cd "$here/share"
    find . -type f -exec sh -c 'cd "$0" && rm -f "$@"' "$target" {} +
    tell_the_desktop
    # Folders that nothing else uses; rmdir leaves the others.
    find . -mindepth 1 -depth -type d -exec sh -c 'cd "$0" && rmdir "$@" 2>/dev/null' "$target" {} + || true
    say "Saliscope is no longer in the menu. Its folder can be deleted: $here" \
        "Saliscope n’est plus dans le menu. Son dossier peut être supprimé : $here"
}

case ${1:-} in
    "") install_all ;;
    --remove) remove_all ;;
    *)
        say "Unknown: $1. Use: sh install.sh, or sh install.sh --remove" \
            "Inconnu : $1. Utilisez : sh install.sh, ou sh install.sh --remove" >&2
        exit 2 ;;
esac

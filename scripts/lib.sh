# shellcheck shell=bash
# What every script starts with: the root of the tree, messages, and the machine's architecture in Debian's words.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build
export root build

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the comment block at the top of the calling script when it was asked for help.
help_if_asked() {
    local argument
    for argument in "$@"; do
        case $argument in
            --) return ;;
            -h | --help)
                awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"
                exit 0
                ;;
        esac
    done
}

# amd64 or arm64
machine_arch() {
    case $(uname -m) in
        x86_64) echo amd64 ;;
        aarch64 | arm64) echo arm64 ;;
        *) die "Clientbox is built on x86-64 and 64-bit ARM machines, not on $(uname -m)" ;;
    esac
}

# preset_arch PRESET: the architecture a preset builds for
preset_arch() {
    case $1 in
        pi) echo arm64 ;;
        *) machine_arch ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# As many as cores, but never more than the memory carries (a heavy translation unit takes about 1.5 GB).
jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

# shellcheck shell=bash
# What every script starts with: the root of the tree, messages, and the machine's architecture in Debian's words.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build
export root build
for node in "$build"/node/node_modules/node-linux-*/bin; do
    [ ! -d "$node" ] || PATH=$node:$PATH
done
unset node

say() { printf '\033[1m==> %(%T)T %s\033[0m\n' -1 "$*" >&2; }
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

# npm_install FOLDER: npm ci, when package-lock.json changed since the last time
npm_install() {
    local folder=$1 stamp=$1/node_modules/.clientbox wanted
    wanted=$(cat "$folder/package.json" "$folder/package-lock.json" | sha256sum)
    [[ $(cat "$stamp" 2>/dev/null) != "$wanted" ]] || return 0
    say "installing npm packages of ${folder#"$root"/}"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error >&2)
    echo "$wanted" >"$stamp"
}

# Our own files, whether committed yet or not, below the root.
cpp_files() { git -C "$root" ls-files --cached --others --exclude-standard -- '*.cc' '*.h' | sort -u | existing; }
shell_files() {
    git -C "$root" ls-files --cached --others --exclude-standard -- scripts .ci tests board | sort -u | existing |
        while read -r file; do
            case $file in
                *.sh) echo "$file" ;;
                *.*) ;;
                *) ! head -c 30 "$root/$file" | head -1 | grep -aqE '^#!/(usr/)?bin/(env )?(ba)?sh' || echo "$file" ;;
            esac
        done
}
existing() {
    local file
    while read -r file; do [ ! -f "$root/$file" ] || echo "$file"; done
}
# shellcheck disable=SC2034 # read by those who source this file
shfmt_options=(-i 4 -ci)

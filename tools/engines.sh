#!/usr/bin/env bash
# Brings the foreign programs that tests ask: a browser for the pages, Java for the reasoner that owlready2 carries,
# triple stores, a second RDF parser, readers in JavaScript, and fonts for Chinese names in pictures. Starts no service;
# quick when all is there.
set -euo pipefail

missing=()
need() { # need PACKAGE TEST...: the Debian package is missing when the test fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
has_jena() { test -e /usr/share/java/jena-tdb2.jar; }
has_chinese_font() { fc-list :lang=zh family | grep -q .; }

need chromium command -v chromium
need default-jre-headless command -v java
need raptor2-utils command -v rapper
need redland-utils command -v rdfproc
need swi-prolog-nox command -v swipl
need default-jdk-headless command -v javac
need libapache-jena-java has_jena
need virtuoso-opensource-7-bin command -v virtuoso-t
need fontconfig command -v fc-list
need fonts-noto-cjk has_chinese_font

"$(dirname "$0")/javascript.sh"

if [ ${#missing[@]} -eq 0 ]; then
    echo "tools: all there"
    exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "tools: may not install here (this needs apt-get and root): install by hand, on Debian:" >&2
    echo "    sudo apt-get install ${missing[*]}" >&2
    echo "Without them 'make test' leaves the tests out that need them, and says which." >&2
    exit 1
fi

echo "tools: installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -q -y -o DPkg::Lock::Timeout=300)
if ! { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "tools: apt-get failed: see above; nothing was started" >&2
    exit 1
fi
echo "tools: installed"

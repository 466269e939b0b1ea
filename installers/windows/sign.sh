#!/usr/bin/env bash
# sign.sh VERSION: sign the programs of dist/soften, then make the installer with everything in it signed, in Git's shell
# on Windows. CERTIFICATE is a .pfx in base64, CERTIFICATE_PASSWORD opens it; only a maintainer has them
# (docs/releasing.md), and where there is none this is not called.
set -euo pipefail

version=$1
cd "$(dirname "$0")/../.."
key=$(mktemp --suffix=.pfx)
trap 'rm -f "$key"' EXIT
base64 --decode <<<"$CERTIFICATE" >"$key"
key_here=$(cygpath --windows "$key")

kits=("/c/Program Files (x86)/Windows Kits/10/bin/"*/x64)
PATH="${kits[-1]}:$PATH"

# Two slashes: that shell takes one for the root of its own folders. The time is told by a server, so that a signature is
# good when the certificate has ended.
how=(//f "$key_here" //p "$CERTIFICATE_PASSWORD" //fd sha256 //tr http://timestamp.digicert.com //td sha256)
signtool sign "${how[@]}" dist/soften/soften.exe dist/soften/soften-window.exe

# Inno Setup puts a file in place of $f, and $q is a quote.
by="signtool sign /f \$q$key_here\$q /p \$q$CERTIFICATE_PASSWORD\$q /fd sha256 /tr http://timestamp.digicert.com /td sha256 \$f"
iscc //Qp "//DVersion=$version" //DSigned "//Ssoften=$by" installers/windows/soften.iss
signtool verify //pa "dist/soften-$version-setup.exe"

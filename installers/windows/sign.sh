#!/usr/bin/env bash
# sign.sh VERSION: sign the programs of dist/soften, then make the installer with everything in it signed, in Git's shell
# on Windows. CERTIFICATE is a .pfx in base64, CERTIFICATE_PASSWORD opens it; only a maintainer has them
# (docs/releasing.md), and where there is none this is not called.
set -euo pipefail

version=$1
cd "$(dirname "$0")/../.."
key=$(mktemp --suffix=.pfx)
thumbprint=
# shellcheck disable=SC2016  # the marks are PowerShell's
forget() {
    rm -f "$key"
    [ -z "$thumbprint" ] || THUMBPRINT=$thumbprint powershell -NoProfile -Command \
        'Remove-Item -DeleteKey Cert:\CurrentUser\My\$env:THUMBPRINT'
}
trap forget EXIT
base64 --decode <<<"$CERTIFICATE" >"$key"

# From here on the key is named by its thumbprint: a password would stand in what other programs can read of a process,
# and Inno Setup would read marks in it as its own.
# shellcheck disable=SC2016
thumbprint=$(KEY=$(cygpath --windows "$key") powershell -NoProfile -Command '
    $password = ConvertTo-SecureString $env:CERTIFICATE_PASSWORD -AsPlainText -Force
    (Import-PfxCertificate -FilePath $env:KEY -CertStoreLocation Cert:\CurrentUser\My -Password $password |
        Where-Object HasPrivateKey | Select-Object -First 1).Thumbprint' | tr -d '\r\n')
[ -n "$thumbprint" ] || { printf '%s\n' "The certificate has no private key." >&2; exit 1; }
unset CERTIFICATE CERTIFICATE_PASSWORD

kits=("/c/Program Files (x86)/Windows Kits/10/bin/"*/x64)
PATH="${kits[-1]}:$PATH"

# Two slashes: that shell takes one for the root of its own folders. The time is told by a server, so that a signature is
# good when the certificate has ended.
how=(//sha1 "$thumbprint" //fd sha256 //tr http://timestamp.digicert.com //td sha256)
signtool sign "${how[@]}" dist/soften/soften.exe dist/soften/soften-window.exe

# Inno Setup puts a file in place of $f.
by="signtool sign /sha1 $thumbprint /fd sha256 /tr http://timestamp.digicert.com /td sha256 \$f"
iscc //Qp "//DVersion=$version" //DSigned "//Ssoften=$by" installers/windows/soften.iss
signtool verify //pa "dist/soften-$version-setup.exe"

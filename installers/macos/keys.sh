#!/usr/bin/env bash
# keys.sh: put the keys of a release into a keychain of the build machine, for make_dmg.sh. CERTIFICATE is a .p12 in
# base64 that CERTIFICATE_PASSWORD opens; APPLE_ID, APPLE_TEAM and APPLE_PASSWORD (one for this alone) are for the notary.
# Only a maintainer has them (docs/releasing.md), and where there are none this is not called. The machine is thrown away.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
keychain=soften-release.keychain-db
passphrase=$(openssl rand -base64 24)

security create-keychain -p "$passphrase" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$passphrase" "$keychain"
base64 --decode <<<"$CERTIFICATE" >"$folder/key.p12"
security import "$folder/key.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
# Without this codesign would ask somebody who is not there.
security set-key-partition-list -S apple-tool:,apple: -s -k "$passphrase" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db

xcrun notarytool store-credentials soften --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" --password "$APPLE_PASSWORD"

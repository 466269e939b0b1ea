#!/bin/bash
# make_dmg.sh: make the disk image of dist/Soften.app, on macOS, after `make installer`.
#
# IDENTITY names a certificate of the keychain, "Developer ID Application: ...", with which everything is signed; else it
# is signed for this machine alone. PROFILE names the keys for Apple's notary (xcrun notarytool store-credentials), who
# then looks at the image; docs/installers.md goes through it step by step.
set -euo pipefail

cd "$(dirname "$0")/../.."
app=dist/Soften.app
version=$(/usr/libexec/PlistBuddy -c 'Print CFBundleShortVersionString' "$app/Contents/Info.plist")
image=dist/soften-$version-$(uname -m).dmg
content=build/dmg

sign() {
    if [ -n "${IDENTITY:-}" ]; then
        codesign --force --timestamp --options runtime --sign "$IDENTITY" "$@"
    else
        codesign --force --sign - "$@"
    fi
}

# From the inside out: what is signed may not change any more.
find "$app" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 | while IFS= read -r -d '' each; do sign "$each"; done
find "$app" -type d -name '*.framework' -prune -print0 | while IFS= read -r -d '' each; do sign "$each"; done
sign --entitlements installers/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"

rm -rf "$content" "$image"
mkdir -p "$content"
cp -R "$app" "$content/"
ln -s /Applications "$content/Applications"
hdiutil create -quiet -volname Soften -srcfolder "$content" -fs HFS+ -format UDZO "$image"

if [ -n "${IDENTITY:-}" ]; then
    codesign --force --timestamp --sign "$IDENTITY" "$image"
fi
if [ -n "${PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
printf '%s\n' "$image"

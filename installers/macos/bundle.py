"""What the bundle of macOS says of itself: whose it is, what it asks for and why, and how old a system may be."""

IDENTIFIER = "org.soften.soften"
"""How macOS knows the program: leave to use Bluetooth is given to this name, so it stays once a release was signed."""

INFO_PLIST = {
    "CFBundleDisplayName": "Soften",
    "CFBundleDevelopmentRegion": "en",
    "LSApplicationCategoryType": "public.app-category.healthcare-fitness",
    # What the wheels of Qt 6.10 and 6.11 are built for.
    "LSMinimumSystemVersion": "13.0",
    "NSBluetoothAlwaysUsageDescription": (
        "Soften listens to the heartbeats of your chest strap over Bluetooth. They stay on this computer."
    ),
    "NSMicrophoneUsageDescription": (
        "Soften records the words of a practice in your own voice, when you ask for it. They stay on this computer."
    ),
    "NSHighResolutionCapable": True,
    "NSHumanReadableCopyright": "BSD-3-Clause; the typeface Inter under the OFL-1.1",
}
"""Without a reason in words macOS ends a program that asks for Bluetooth or the microphone."""

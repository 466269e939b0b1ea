; The installer of Windows, for Inno Setup 6.4 or later, of what `pyinstaller installers/soften.spec` built there:
;   python -m installers.icons build
;   iscc /DVersion=0.1.0 installers\windows\soften.iss
; It installs for one person without an administrator, and what it puts there it takes away. Recordings lie elsewhere,
; in %LOCALAPPDATA%\soften, and stay.
#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif

[Setup]
; The name by which Windows knows it from one version to the next.
AppId={{6C1E5B0A-52D9-4E0B-9B61-1A7D0C7F3E54}
AppName=Soften
AppVersion={#Version}
AppVerName=Soften {#Version}
AppPublisher=The Soften authors
AppCopyright=2026, the Soften authors. BSD-3-Clause; the typefaces under the OFL-1.1.
VersionInfoVersion={#Version}
LicenseFile=..\..\LICENSE
PrivilegesRequired=lowest
DefaultDirName={autopf}\Soften
DisableProgramGroupPage=yes
DisableDirPage=auto
WizardStyle=modern
SetupIconFile=..\..\build\soften.ico
UninstallDisplayName=Soften
UninstallDisplayIcon={app}\soften-window.exe
; What Qt 6.11 is built for: Windows 10 of 2018 (1809), 64 bits.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2/max
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=soften-{#Version}-setup
; A practice that is running is asked to close, and is not begun anew.
CloseApplications=yes
RestartApplications=no
ChangesEnvironment=yes
#ifdef Signed
; Named so in Inno Setup, or by /Ssoften="signtool ..." (docs/installers.md).
SignTool=soften
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "ko"; MessagesFile: "compiler:Languages\Korean.isl"

[CustomMessages]
en.OnPath=Let the terminal find the command soften
de.OnPath=Das Terminal den Befehl soften finden lassen
ko.OnPath=터미널에서 soften 명령을 쓸 수 있게 하기
en.Company=Practise self-compassion with your own heart for company
de.Company=Selbstmitgefühl üben, und dein eigenes Herz ist dabei
ko.Company=내 심장을 벗 삼아 자기연민을 연습해요

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "onpath"; Description: "{cm:OnPath}"; Flags: unchecked

[InstallDelete]
; An older version leaves nothing among the parts of the newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\soften\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Soften"; Filename: "{app}\soften-window.exe"; Comment: "{cm:Company}"
Name: "{autodesktop}\Soften"; Filename: "{app}\soften-window.exe"; Comment: "{cm:Company}"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; \
  Tasks: onpath; Check: IsNotOnPath

[Run]
Filename: "{app}\soften-window.exe"; Description: "{cm:LaunchProgram,Soften}"; Flags: nowait postinstall skipifsilent

[Code]
const
  Surroundings = 'Environment';

function OwnPath: String;
begin
  if not RegQueryStringValue(HKCU, Surroundings, 'Path', Result) then
    Result := '';
end;

function IsNotOnPath: Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(OwnPath) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: String;
  Place: Integer;
begin
  if Step <> usPostUninstall then
    exit;
  Path := OwnPath;
  Place := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(Path) + ';');
  if Place = 0 then
    exit;
  { Of `a;app;b` the part `app;` goes; at the end of the path there is a mark before it and none behind. }
  Delete(Path, Place, Length(ExpandConstant('{app}')) + 1);
  if Copy(Path, Length(Path), 1) = ';' then
    Delete(Path, Length(Path), 1);
  RegWriteExpandStringValue(HKCU, Surroundings, 'Path', Path);
end;

; Windows' installer of the packaged program, for Inno Setup 6: iscc /DVersion=0.1.0 build_spec\windows\saliscope.iss
; Written from Inno Setup's documentation; docs/PACKAGING.md says what of it has been run.
#ifndef Version
  #error Give the version: iscc /DVersion=0.1.0
#endif

[Setup]
AppId={{5B0B5C5C-5F0E-4F4B-9A53-6B0C1D0F7E42}
AppName=Saliscope
AppVersion={#Version}
AppPublisher=The Saliscope authors
DefaultDirName={autopf}\Saliscope
DefaultGroupName=Saliscope
DisableProgramGroupPage=yes
; Without administrator's rights it installs for the one user.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\resources\icons\saliscope.ico
UninstallDisplayIcon={app}\saliscope.exe
OutputDir=..\..\dist
OutputBaseFilename=saliscope-{#Version}-windows-x64
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "..\..\dist\saliscope\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{group}\Saliscope"; Filename: "{app}\saliscope.exe"
Name: "{autodesktop}\Saliscope"; Filename: "{app}\saliscope.exe"; Tasks: desktopicon

[Registry]
; Sessions open with the program; models and photographs offer it under "Open with" and keep what they have.
Root: HKA; Subkey: "Software\Classes\.saliscope\OpenWithProgids"; ValueType: string; ValueName: "Saliscope.Session"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Saliscope.Session"; ValueType: string; ValueData: "Saliscope session"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Saliscope.Session\DefaultIcon"; ValueType: string; ValueData: "{app}\saliscope.exe,0"
Root: HKA; Subkey: "Software\Classes\Saliscope.Session\shell\open\command"; ValueType: string; ValueData: """{app}\saliscope.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\shell\open\command"; ValueType: string; ValueData: """{app}\saliscope.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".keras"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".h5"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".hdf5"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".tflite"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".onnx"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".dcm"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".dicom"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".nii"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\saliscope.exe\SupportedTypes"; ValueType: string; ValueName: ".tif"; ValueData: ""

[Run]
Filename: "{app}\saliscope.exe"; Description: "{cm:LaunchProgram,Saliscope}"; Flags: nowait postinstall skipifsilent

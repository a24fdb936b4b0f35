; The installer for Windows, for one user or for all. Compiled by packaging/windows/installer.py.
;
; IT HAS NOT BEEN RUN ON WINDOWS: none was at hand. Under Wine 8 it has installed, upgraded, kept out of the way of a
; program that runs, and removed, with files that only stood for those of Windows. It is compiled in the tests, and
; .github/workflows/installers.yml is to do all that on a Windows.
;
;   procmon_gui-VERSION-setup.exe                       asks for whom
;   procmon_gui-VERSION-setup.exe /S /CurrentUser       asks nothing; or /AllUsers
;   Uninstall.exe /S                                    asks nothing, and keeps what was recorded
;
; Exit status: 0 done, 1 given up by the person, 2 it could not be done.

Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true

!define NAME "procmon_gui"
!define PROGRAM "procmon-gui.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
; As platformdirs names it: settings, history, alerts and the log of one user lie below it.
!define DATA "$LOCALAPPDATA\procmon_gui"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"

; ---------------------------------------------------------------- for whom

; Who may install for all is asked for his password; who may not installs for himself.
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_FUNCTION choose_folder
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh

; ---------------------------------------------------------------- pages

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString RUNNING ${LANG_ENGLISH} "${NAME} is running. Close its window, and end a recorder (procmon-gui record), then try again."
LangString RUNNING ${LANG_GERMAN} "${NAME} läuft. Schließen Sie das Fenster und beenden Sie eine Aufzeichnung (procmon-gui record), dann versuchen Sie es erneut."
LangString TOO_OLD ${LANG_ENGLISH} "${NAME} needs Windows 10 or newer, with 64 bits."
LangString TOO_OLD ${LANG_GERMAN} "${NAME} braucht Windows 10 oder neuer mit 64 Bit."
LangString NOT_EMPTY ${LANG_ENGLISH} "$INSTDIR holds other files. Choose a folder that is empty or not there yet."
LangString NOT_EMPTY ${LANG_GERMAN} "$INSTDIR enthält andere Dateien. Wählen Sie einen Ordner, der leer ist oder noch nicht besteht."
LangString NOT_REMOVED ${LANG_ENGLISH} "The version that is installed could not be removed."
LangString NOT_REMOVED ${LANG_GERMAN} "Die installierte Version konnte nicht entfernt werden."
LangString FORGET ${LANG_ENGLISH} "Settings, recorded history, alerts and accounts of this user lie in$\r$\n${DATA}$\r$\n$\r$\nThey are kept, so that a later installation goes on with them. Delete them now, for ever?"
LangString FORGET ${LANG_GERMAN} "Einstellungen, aufgezeichneter Verlauf, Alarme und Konten dieses Benutzers liegen in$\r$\n${DATA}$\r$\n$\r$\nSie bleiben, damit eine spätere Installation mit ihnen weitermacht. Jetzt endgültig löschen?"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "Installer of ${NAME}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "CompanyName" "procmon_gui contributors"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "MIT"

; ---------------------------------------------------------------- helpers

; Says something, in words or, when nobody is there, by the exit status alone.
!macro GIVE_UP TEXT
    MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
    SetErrorLevel 2
    Quit
!macroend

; Windows lets nobody write to a program that runs: asked of each of the three.
!macro WAIT_UNTIL_CLOSED WHERE NAMED
    ${WHERE}again_${NAMED}:
    ${If} ${FileExists} "$INSTDIR\${NAMED}.exe"
        ClearErrors
        FileOpen $R9 "$INSTDIR\${NAMED}.exe" a
        ${If} ${Errors}
            MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY ${WHERE}again_${NAMED}
            SetErrorLevel 2
            Quit
        ${EndIf}
        FileClose $R9
    ${EndIf}
!macroend
!macro WAIT_UNTIL_ALL_CLOSED WHERE
    !insertmacro WAIT_UNTIL_CLOSED "${WHERE}" "procmon-gui"
    !insertmacro WAIT_UNTIL_CLOSED "${WHERE}" "procmon-eye"
    !insertmacro WAIT_UNTIL_CLOSED "${WHERE}" "procmon-apprise"
!macroend

; Not in the folder of the data, which would otherwise be the same one: MultiUser takes it for a single user.
Function choose_folder
    ${If} $MultiUser.InstallMode == "CurrentUser"
    ${AndIf} $INSTDIR == "$LOCALAPPDATA\${NAME}"
        StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
FunctionEnd

Function .onInit
    SetRegView 64
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastWin10}
        !insertmacro GIVE_UP "$(TOO_OLD)"
    ${EndIf}
    !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

; ---------------------------------------------------------------- install

; An older version goes first, by its own list of files; what it recorded stays.
Function remove_older
    ReadRegStr $R0 SHCTX "${KEY}" "InstallLocation"
    ${If} $R0 == ""
    ${OrIfNot} ${FileExists} "$R0\Uninstall.exe"
        Return
    ${EndIf}
    ; A copy, because one that runs in its own folder can not remove itself; _? lets us wait for it.
    InitPluginsDir
    CopyFiles /SILENT "$R0\Uninstall.exe" "$PLUGINSDIR\older.exe"
    ClearErrors
    ExecWait '"$PLUGINSDIR\older.exe" /S /$MultiUser.InstallMode _?=$R0' $R1
    ${If} ${Errors}
    ${OrIf} $R1 != 0
        !insertmacro GIVE_UP "$(NOT_REMOVED)"
    ${EndIf}
    RMDir "$R0"
FunctionEnd

Section "-${NAME}"
    !insertmacro WAIT_UNTIL_ALL_CLOSED ""
    ; Nobody's files are mixed with ours, but for those that somebody laid beside an older version.
    ReadRegStr $R0 SHCTX "${KEY}" "InstallLocation"
    ${DirState} "$INSTDIR" $R1
    ${If} $R0 != $INSTDIR
    ${AndIf} $R1 == 1
        !insertmacro GIVE_UP "$(NOT_EMPTY)"
    ${EndIf}
    Call remove_older
    SetOverwrite on
    !include "${INSTALL_LIST}"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\Uninstall.exe"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0

    WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${KEY}" "Publisher" "procmon_gui contributors"
    WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
    WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S /$MultiUser.InstallMode'
    WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${SIZE_KIB}
    WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
SectionEnd

; ---------------------------------------------------------------- remove

Section "Uninstall"
    !insertmacro WAIT_UNTIL_ALL_CLOSED "un"
    !include "${REMOVE_LIST}"
    Delete "$INSTDIR\Uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    DeleteRegKey SHCTX "${KEY}"
    ${If} ${FileExists} "${DATA}\*.*"
        MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(FORGET)" /SD IDNO IDNO kept
        RMDir /r "${DATA}"
        kept:
    ${EndIf}
SectionEnd

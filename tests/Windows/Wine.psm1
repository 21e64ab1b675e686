# Sets up a Windows drive with .NET and PowerShell for Wine, and runs programs on it.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script:Repository = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
$script:Folder = Join-Path $script:Repository 'out/windows'
$script:Prefix = Join-Path $script:Folder 'prefix'
$script:Drive = Join-Path $script:Prefix 'drive_c'
$script:PowerShell = 'C:\Program Files\PowerShell\7\pwsh.exe'

# Debian's command starts the 32-bit Wine if it is installed.
$script:WineNames = '/usr/lib/wine/wine64', 'wine64', 'wine'

function Find-Wine {
    Get-Command $script:WineNames -CommandType Application -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty Source
}

function Get-MissingProgram {
    <# .SYNOPSIS Gets the programs that are required on Linux and missing. #>
    if (-not (Find-Wine)) { 'wine64' }
    'wineserver', 'script' | Where-Object { -not (Get-Command $_ -CommandType Application -ErrorAction Ignore) }
}

function Get-WineDrive {
    <# .SYNOPSIS Gets the folder that is the drive C. Programs under Wine can use no other files. #>
    $script:Drive
}

function Get-WineVersion { (& (Find-Wine) --version) -replace ' .*' }

function Get-WindowsShellPath { $script:PowerShell }

function Get-WineEnvironment {
    @{
        WINEPREFIX                   = $script:Prefix
        WINEARCH                     = 'win64'
        WINEDEBUG                    = '-all'
        WINEDLLOVERRIDES             = 'winemenubuilder.exe=d;winedbg.exe=d'
        WINEPATH                     = 'C:\Program Files\PowerShell\7;C:\Program Files\dotnet'
        PATHEXT                      = '.COM;.EXE;.BAT;.CMD'
        DISPLAY                      = ''
        TERM                         = 'xterm'
        NO_COLOR                     = '1'
        POWERSHELL_TELEMETRY_OPTOUT  = '1'
        POWERSHELL_UPDATECHECK       = 'Off'
        DOTNET_ROOT                  = 'C:\Program Files\dotnet'
        # Otherwise .NET under Wine 8 sometimes ends with the error 0x80131506.
        DOTNET_EnableWriteXorExecute = '0'
        DOTNET_STARTUP_HOOKS         = 'C:\hook\WineStartupHook.dll'
    }
}

function Start-WineProgram {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([string] $Program, [string[]] $Argument, [hashtable] $Environment = @{}, [switch] $Quiet)

    $start = [Diagnostics.ProcessStartInfo]::new($Program, $Argument)
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $Quiet
    $start.RedirectStandardError = $Quiet
    $start.WorkingDirectory = $script:Drive
    $variables = Get-WineEnvironment
    foreach ($name in $Environment.Keys) { $variables[$name] = $Environment[$name] }
    foreach ($name in $variables.Keys) { $start.Environment[$name] = $variables[$name] }
    [Diagnostics.Process]::Start($start)
}

function Invoke-Wine([string[]] $Argument) {
    # Without these libraries, Wine does not ask to download Mono and Gecko when it creates the drive.
    $overrides = @{ WINEDLLOVERRIDES = 'mscoree=;mshtml=;winemenubuilder.exe=d' }
    $process = Start-WineProgram -Program (Find-Wine) -Argument $Argument -Environment $overrides -Quiet
    $texts = [Threading.Tasks.Task[string][]] ($process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync())
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) { throw "wine $Argument failed with exit code $($process.ExitCode). $($texts.Result)" }
}

function Stop-Wine {
    <# .SYNOPSIS Ends all programs that run on this drive. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()
    if (Test-Path $script:Drive) {
        (Start-WineProgram -Program wineserver -Argument '-k').WaitForExit()
    }
}

function Invoke-WineShell {
    <#
    .SYNOPSIS
        Runs a script file in PowerShell for Windows, and returns the exit code, or nothing after the timeout. The output is in the log file.
    .DESCRIPTION
        pwsh.exe ends immediately, without an error, if its input is not a console. The script command of Linux provides a terminal.
    #>
    param(
        [Parameter(Mandatory)] [string] $File,
        [string[]] $Argument = @(),
        [Parameter(Mandatory)] [string] $LogPath,
        [hashtable] $Environment = @{},
        [int] $TimeoutSec = 600
    )

    $words = @((Find-Wine), $script:PowerShell, '-NoProfile', '-NonInteractive', '-File', $File) + $Argument
    $command = ($words | ForEach-Object { "'$($_.Replace("'", "'\''"))'" }) -join ' '
    $process = Start-WineProgram -Program script -Environment $Environment -Argument @(
        '--quiet', '--return', '--command', "exec $command > '$LogPath' 2>&1", '/dev/null')
    if ($process.WaitForExit($TimeoutSec * 1000)) {
        return $process.ExitCode
    }

    Stop-Wine
    $process.WaitForExit()
}

function Invoke-DotNet([string[]] $Arguments) {
    $output = & dotnet @Arguments --nologo --verbosity quiet
    if ($LASTEXITCODE -ne 0) { throw "dotnet $Arguments failed with exit code $LASTEXITCODE.`n$($output -join "`n")" }
}

# Creates the layout of an installation of .NET from its packages.
function Install-WindowsDotNet([string] $Packages) {
    $root = Join-Path $script:Drive 'Program Files/dotnet'
    foreach ($framework in 'NETCore', 'AspNetCore', 'WindowsDesktop') {
        $pack = Get-Item "$Packages/microsoft.$($framework.ToLowerInvariant()).app.runtime.win-x64/*"
        $shared = (New-Item "$root/shared/Microsoft.$framework.App/$($pack.Name)" -ItemType Directory -Force).FullName
        Get-ChildItem "$pack/runtimes/win-x64/lib/*/*", "$pack/runtimes/win-x64/native/*" -ErrorAction Ignore | Move-Item -Destination $shared
        if ($framework -eq 'NETCore') {
            $resolver = New-Item "$root/host/fxr/$($pack.Name)" -ItemType Directory -Force
            Copy-Item "$shared/hostfxr.dll" $resolver
        }
    }
}

function Install-WindowsDrive {
    <# .SYNOPSIS Creates the drive if the existing one is not complete or has other versions. #>
    param([Parameter(Mandatory)] [string] $PowerShellVersion)

    $packageProject = Join-Path $PSScriptRoot 'Packages'
    $runtimeVersion = & dotnet msbuild $packageProject -getProperty:BundledNETCoreAppPackageVersion
    $scripts = (Get-ChildItem $PSScriptRoot -Recurse -File -Include Wine.psm1, *.cs, *.csproj | Get-FileHash).Hash
    $content = "$(Get-WineVersion) .NET $runtimeVersion PowerShell $PowerShellVersion $scripts"
    $stamp = Join-Path $script:Folder 'content.txt'
    if ((Test-Path $stamp) -and (Get-Content $stamp -Raw).Trim() -eq $content) { return }

    Stop-Wine
    Remove-Item $script:Folder -Recurse -Force -ErrorAction Ignore
    $packages = (New-Item "$script:Folder/packages" -ItemType Directory -Force).FullName
    Invoke-DotNet 'restore', $packageProject, '--packages', $packages, "-p:PowerShellVersion=$PowerShellVersion"
    Invoke-DotNet 'build', "$PSScriptRoot/DotNetHost", '--output', "$script:Folder/host"
    Invoke-DotNet 'build', "$PSScriptRoot/StartupHook", '--output', "$script:Folder/hook"

    $null = New-Item $script:Drive -ItemType Directory -Force
    Invoke-Wine 'wineboot', '--init'
    Invoke-Wine 'reg', 'add', 'HKCU\Software\Wine', '/v', 'Version', '/d', 'win10', '/f'
    foreach ($key in 'HKLM\SOFTWARE', 'HKLM\SOFTWARE\WOW6432Node') {
        $value = "$key\dotnet\Setup\InstalledVersions\x64"
        Invoke-Wine 'reg', 'add', $value, '/v', 'InstallLocation', '/d', (Get-WineEnvironment).DOTNET_ROOT, '/f'
    }

    (Start-WineProgram -Program wineserver -Argument '-w').WaitForExit()
    # The tests must not use, or change, files of this computer.
    Remove-Item "$script:Prefix/dosdevices/z:"
    Get-ChildItem "$script:Drive/users/*/*" -Force | Where-Object LinkType | ForEach-Object {
        Remove-Item $_.FullName
        $null = New-Item $_.FullName -ItemType Directory
    }

    Install-WindowsDotNet $packages
    Copy-Item "$script:Folder/host/dotnet.*" "$script:Drive/Program Files/dotnet"
    $null = New-Item "$script:Drive/hook", "$script:Drive/Program Files/PowerShell" -ItemType Directory
    Copy-Item "$script:Folder/hook/WineStartupHook.dll" "$script:Drive/hook"
    Move-Item (Get-Item "$packages/powershell/*/tools/*/any/win").FullName "$script:Drive/Program Files/PowerShell/7"
    Remove-Item $packages, "$script:Folder/host", "$script:Folder/hook" -Recurse -Force
    Set-Content $stamp $content
}

Export-ModuleMember -Function *

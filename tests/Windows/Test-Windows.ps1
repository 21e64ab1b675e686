<#
.SYNOPSIS
    Runs Pester files with the packaged module in PowerShell on Windows. On Linux, it uses PowerShell for Windows under Wine.
.DESCRIPTION
    It writes one line for each file, the reasons of the skipped tests, and the total. The output of each file is in out/windows/logs. The
    exit code is 0 only if tests passed and none failed.
.PARAMETER PesterPath
    The manifest of Pester.
.PARAMETER Package
    The package with the module.
.PARAMETER Path
    The Pester file or folder to run. The default is all files.
.PARAMETER Short
    Runs the short list of files in KnownFaults.psd1.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $PesterPath,

    [Parameter(Mandatory)]
    [string] $Package,

    [string] $Path,

    [switch] $Short
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$repository = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
$tests = Join-Path $repository 'tests/MeshVideo.Module.Tests'
$logs = Join-Path $repository 'out/windows/logs'
$known = Import-PowerShellDataFile (Join-Path $PSScriptRoot 'KnownFaults.psd1')
$isOnWindows = $env:OS -eq 'Windows_NT'

function Get-PesterFile {
    $files = Get-ChildItem $(if ($Path) { $Path } else { $tests }) -Recurse -Filter *.Tests.ps1
    if ($Short) { $files = $files | Where-Object { $_.Name -replace '\.Tests\.ps1$' -in $known.Short } }
    @($files | Sort-Object Name)
}

function Expand-Package([string] $Modules) {
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $version = [regex]::Match((Split-Path $Package -Leaf), '\d+\.\d+\.\d+').Value
    $folder = Join-Path $Modules "MeshVideo/$version"
    if (Test-Path $Modules) { Remove-Item $Modules -Recurse -Force }
    [IO.Compression.ZipFile]::ExtractToDirectory($Package, $folder)
    # As in an installation, without the files of the package format.
    '_rels', 'package', '[Content_Types].xml', 'MeshVideo.nuspec' | ForEach-Object { Remove-Item -LiteralPath "$folder/$_" -Recurse -Force }
    "MeshVideo/$version/MeshVideo.psd1"
}

# Copies what the tests use to the drive, and returns the variables for them.
function Copy-ToWineDrive {
    $drive = Get-WineDrive
    $copy = Join-Path $drive 'MeshVideo'
    if (Test-Path $copy) { Remove-Item $copy -Recurse -Force }
    $null = New-Item $copy, "$drive/packages" -ItemType Directory -Force
    Get-ChildItem $repository -Force | Where-Object Name -NotIn '.git', 'out' | Copy-Item -Destination $copy -Recurse
    $null = New-Item "$copy/out/build/bin" -ItemType Directory
    Copy-Item "$repository/out/MeshVideo" "$copy/out" -Recurse
    Copy-Item $Package "$drive/packages"
    $programs = foreach ($project in 'MeshVideo.Simulator', 'MeshVideo.TestNetwork') {
        $built = Get-ChildItem "$repository/out/build/bin/$project" -Recurse -Filter "$project.dll" |
            Sort-Object LastWriteTime | Select-Object -Last 1
        Copy-Item $built.DirectoryName "$copy/out/build/bin/$project" -Recurse
        "C:\MeshVideo\out\build\bin\$project\$project.dll"
    }

    if (-not (Test-Path "$drive/Pester")) { Copy-Item (Split-Path $PesterPath) "$drive/Pester" -Recurse }
    @{
        MESHVIDEO_TEST_MODULE     = "C:\modules\$((Expand-Package "$drive/modules").Replace('/', '\'))"
        MESHVIDEO_TEST_PACKAGE    = "C:\packages\$(Split-Path $Package -Leaf)"
        MESHVIDEO_TEST_SIMULATOR  = $programs[0]
        MESHVIDEO_TEST_NETWORK    = $programs[1]
        MESHVIDEO_TEST_POWERSHELL = Get-WindowsShellPath
    }
}

# Runs a file, and returns the exit code, or nothing if it did not end. The file result.json has its results.
function Invoke-InWine([IO.FileInfo] $File, [string] $LogPath) {
    $relative = $File.FullName.Substring($repository.Length).Replace('/', '\')
    $script = 'C:\MeshVideo\tests\MeshVideo.Module.Tests\RunPester.ps1'
    $arguments = '-PesterPath', "C:\Pester\$(Split-Path $PesterPath -Leaf)", '-Path', "C:\MeshVideo$relative", '-ResultPath', 'C:\result.json'
    $seconds = if ($Short) { 100 } else { 300 }
    Invoke-WineShell $script $arguments -LogPath $LogPath -Environment $variables -TimeoutSec $seconds
}

function Invoke-OnWindows([IO.FileInfo] $File, [string] $LogPath) {
    $arguments = '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', (Join-Path $tests 'RunPester.ps1'),
    '-PesterPath', $PesterPath, '-Path', $File.FullName, '-ResultPath', $result
    & $variables.MESHVIDEO_TEST_POWERSHELL @arguments *> $LogPath
    $LASTEXITCODE
}

function Get-WineReason([string] $File, [object] $Test) {
    $known.Wine | Where-Object { $_.File -eq $File -and $Test.path -like $_.Test } | Select-Object -First 1
}

# Runs a file, writes its line, and returns its counts.
function Test-File([IO.FileInfo] $File) {
    $name = $File.Name -replace '\.Tests\.ps1$'
    $log = Join-Path $logs "$name.log"
    $watch = [Diagnostics.Stopwatch]::StartNew()
    # Under Wine, PowerShell hangs now and then. See KnownFaults.psd1.
    $attempts = if ($isOnWindows) { 1 } else { 2 }
    for ($attempt = 1; $attempt -le $attempts; $attempt++) {
        if (Test-Path $result) { Remove-Item $result }
        $exitCode = if ($isOnWindows) { Invoke-OnWindows $File $log } else { Invoke-InWine $File $log }
        if (Test-Path $result) { break }
        $end = if ($null -eq $exitCode) { 'did not end in time' } else { "ended with exit code $exitCode" }
        if ($attempt -lt $attempts) {
            Write-Host "${name}: PowerShell $end, and is started again"
            Move-Item $log "$log.1" -Force
        }
    }

    $time = '{0:0} s' -f $watch.Elapsed.TotalSeconds
    if (-not (Test-Path $result)) {
        Write-Host "${name}: 0 passed, 1 failed, 0 skipped in $time. PowerShell $end. See $log."
        return [pscustomobject]@{ Name = $name; Passed = 0; Failed = 1; Skipped = @(); Wine = @() }
    }

    $run = Get-Content $result -Raw | ConvertFrom-Json
    $failures = @($run.tests | Where-Object { $_.result -notin 'Passed', 'Skipped' }) + @($run.faults)
    if ($run.unavailable) { $failures = @([pscustomobject]@{ path = 'PowerShell'; message = $run.unavailable }) }
    $wine = @(if (-not $isOnWindows) { $failures | Where-Object { Get-WineReason $name $_ } })
    $failures = @($failures | Where-Object { $_ -notin $wine })
    $skipped = @($run.tests | Where-Object result -EQ 'Skipped')
    $passed = @($run.tests | Where-Object result -EQ 'Passed').Count
    $note = if ($wine) { ", $($wine.Count) failed because of Wine" } else { '' }
    Write-Host "${name}: $passed passed, $($failures.Count) failed, $($skipped.Count) skipped$note in $time"
    $failures | ForEach-Object { Write-Host "    FAILED $($_.path)`n        $($_.message -replace '\r?\n', "`n        ")" }
    $wine | ForEach-Object { Write-Host "    Wine: $($_.path). $((Get-WineReason $name $_).Reason)" }
    [pscustomobject]@{ Name = $name; Passed = $passed; Failed = $failures.Count; Skipped = $skipped; Wine = $wine }
}

# The reason is in the name of the test or of its block.
function Write-SkipReason([object[]] $Results) {
    $reasons = foreach ($file in $Results) {
        foreach ($test in $file.Skipped) {
            $match = [regex]::Match($test.path, '\(skipped (?<reason>[^)]+)\)')
            $reason = if ($match.Success) { $match.Groups['reason'].Value } else { $test.message }
            "$($file.Name), skipped $reason"
        }
    }

    $reasons | Group-Object | ForEach-Object { Write-Host "    $($_.Count) of $($_.Name)" }
}

if (-not $isOnWindows) {
    Import-Module (Join-Path $PSScriptRoot 'Wine.psm1') -Force
    $missing = @(Get-MissingProgram)
    if ($missing) {
        Write-Host "The tests were not run, because $($missing -join ' and ') is not installed. On Debian, install the package wine."
        Write-Host 'Windows: 0 passed, 0 failed, 1 skipped'
        exit 1
    }
}

$watch = [Diagnostics.Stopwatch]::StartNew()
if ($isOnWindows) {
    $result = Join-Path $repository 'out/windows/result.json'
    $modules = Join-Path $repository 'out/windows/modules'
    $shell = if ($env:MESHVIDEO_TEST_POWERSHELL) { $env:MESHVIDEO_TEST_POWERSHELL } else { (Get-Process -Id $PID).Path }
    $variables = @{
        MESHVIDEO_TEST_MODULE     = Join-Path $modules (Expand-Package $modules)
        MESHVIDEO_TEST_PACKAGE    = $Package
        MESHVIDEO_TEST_POWERSHELL = $shell
    }
    $variables.Keys | ForEach-Object { Set-Item "Env:$_" $variables[$_] }
    $system = 'Windows'
}
else {
    $version = (Get-Content "$repository/.config/dotnet-tools.json" -Raw | ConvertFrom-Json).tools.powershell.version
    Install-WindowsDrive $version
    $result = Join-Path (Get-WineDrive) 'result.json'
    $variables = Copy-ToWineDrive
    $system = "PowerShell $version for Windows under $(Get-WineVersion)"
}

$null = New-Item $logs -ItemType Directory -Force
Write-Host ('{0}, set up in {1:0} s' -f $system, $watch.Elapsed.TotalSeconds)
try {
    $results = @(Get-PesterFile | ForEach-Object { Test-File $_ })
}
finally {
    if (-not $isOnWindows) { Stop-Wine }
}

Write-SkipReason $results
$passed = ($results | Measure-Object Passed -Sum).Sum
$failed = ($results | Measure-Object Failed -Sum).Sum
$skipped = ($results | ForEach-Object { $_.Skipped.Count } | Measure-Object -Sum).Sum
$wine = ($results | ForEach-Object { $_.Wine.Count } | Measure-Object -Sum).Sum
$note = if ($wine) { ", $wine failed because of Wine" } else { '' }
Write-Host ('{0} files in {1:0} s{2}' -f $results.Count, $watch.Elapsed.TotalSeconds, $note)
Write-Host "Windows: $passed passed, $failed failed, $skipped skipped"
if ($failed -or -not $passed) { exit 1 }

<#
.SYNOPSIS
    Builds, tests, shows and checks MeshVideo.
.DESCRIPTION
    Runs the tasks named, in the order named, and stops at the first that fails. Needs the .NET SDK, for Analyze
    PSScriptAnalyzer, and for Help PlatyPS.
.PARAMETER Task
    Build    builds everything; the module is then at out/MeshVideo/MeshVideo.psd1. The default.
    Test     builds and runs all tests.
    Demo     makes two videos with a simulated service: no key, no cost.
    Analyze  checks the scripts with PSScriptAnalyzer; any finding fails.
    Help     makes the help that Get-Help shows of the pages in docs/en-US, with Microsoft.PowerShell.PlatyPS.
    Bench    measures the module beside the usual scripts, in PowerShell, and writes docs/benchmarks.md.
    Campaign drives pipelines (-Pipelines, 10,000) through random faults and kills, and writes docs/reliability.md.
    Clean    removes all that was built.
.PARAMETER Configuration
    What dotnet builds: Debug (the default) or Release.
.PARAMETER Pipelines
    How many pipelines a campaign drives.
.PARAMETER Seed
    The seed of a campaign's first pipeline; the others count on from it.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 Clean Build Test -Configuration Release
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ValidateSet('Build', 'Test', 'Demo', 'Analyze', 'Help', 'Bench', 'Campaign', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [ValidateRange(1, 1000000)]
    [int] $Pipelines = 10000,

    [ValidateRange(0, 1000000000)]
    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$Solution = Join-Path $PSScriptRoot 'MeshVideo.sln'

function Invoke-DotNet([string[]] $Arguments) {
    & dotnet @Arguments --configuration $Configuration
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Arguments[0]) failed with exit code $LASTEXITCODE."
    }
}

function Invoke-BuildTask {
    Invoke-DotNet 'build', $Solution
}

function Invoke-TestTask {
    Invoke-DotNet 'test', $Solution
}

function Invoke-DemoTask {
    Invoke-DotNet 'run', '--project', (Join-Path $PSScriptRoot 'src/MeshVideo.Demo')
}

function Invoke-AnalyzeTask {
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        Write-Host 'Analyze is skipped: PSScriptAnalyzer is not installed.'
        return
    }

    $scripts = '*.ps1', '*.psm1', '*.psd1'
    $files = @(Get-ChildItem "$PSScriptRoot/*" -Include $scripts) + @(Get-ChildItem "$PSScriptRoot/src", "$PSScriptRoot/tests", "$PSScriptRoot/samples" -Recurse -Include $scripts)
    $findings = @($files | Invoke-ScriptAnalyzer -Settings (Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'))
    foreach ($finding in $findings) {
        Write-Host "$($finding.ScriptPath):$($finding.Line): $($finding.RuleName): $($finding.Message)"
    }

    if ($findings) {
        throw "PSScriptAnalyzer has $($findings.Count) findings in $($files.Count) files."
    }

    Write-Host "PSScriptAnalyzer has no findings in $($files.Count) files."
}

function Get-AheadOfTimeArgument([string] $System) {
    & dotnet restore (Join-Path $PSScriptRoot 'src/MeshVideo') "-p:ReadyToRunFor=$System" --verbosity quiet | Out-Null
    if ($LASTEXITCODE -eq 0) {
        "-p:ReadyToRunFor=$System"
    }
    else {
        Write-Host 'The client is not compiled ahead of time: the packages with the compiler could not be had.'
    }
}

function Invoke-HelpTask {
    $project = Join-Path $PSScriptRoot 'src/MeshVideo'
    & (Join-Path $project 'Export-Help.ps1') -OutputPath (Join-Path $project 'en-US/MeshVideo.dll-Help.xml')
}

function Invoke-BenchTask {
    # Debug code is not what users run, nor is code that is compiled only as it runs.
    & dotnet run --project (Join-Path $PSScriptRoot 'tests/MeshVideo.Benchmarks') --configuration Release @(Get-AheadOfTimeArgument here)
    if ($LASTEXITCODE -ne 0) {
        throw "The benchmarks failed with exit code $LASTEXITCODE."
    }
}

function Invoke-CampaignTask {
    & dotnet run --project (Join-Path $PSScriptRoot 'tests/MeshVideo.Campaign') --configuration Release -- --pipelines $Pipelines --seed $Seed
    if ($LASTEXITCODE -ne 0) {
        throw "The campaign failed with exit code $LASTEXITCODE."
    }
}

function Invoke-CleanTask {
    $out = Join-Path $PSScriptRoot 'out'
    if (Test-Path $out) {
        Remove-Item $out -Recurse -Force
    }
}

foreach ($name in $Task) {
    & "Invoke-${name}Task"
}

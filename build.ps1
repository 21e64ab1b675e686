<#
.SYNOPSIS
    Builds, tests, shows and checks MeshVideo.
.DESCRIPTION
    Runs the tasks named, in the order named, and stops at the first that fails. Needs the .NET SDK; Analyze also wants
    PSScriptAnalyzer, and Help PlatyPS.
.PARAMETER Task
    Build    builds everything; the module is then at out/MeshVideo/MeshVideo.psd1. The default.
    Test     builds and runs all tests.
    Demo     makes two videos with a simulated service: no key, no cost.
    Analyze  builds everything anew with the C# analyzers as errors, and runs PSScriptAnalyzer over every script; any finding fails.
    Help     makes the help that Get-Help shows of the pages in docs/en-US, with Microsoft.PowerShell.PlatyPS.
    Package  makes out/package/MeshVideo.VERSION.nupkg for the gallery, of Release code, and out/MeshVideo, the same as a folder.
    Reproduce makes the package twice from nothing, and fails if a byte differs besides the dates that a zip has.
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
    [ValidateSet('Build', 'Test', 'Demo', 'Analyze', 'Help', 'Package', 'Reproduce', 'Bench', 'Campaign', 'Clean')]
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
$CommonSystems = 'linux-x64', 'win-x64', 'osx-arm64'

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

function Get-RepositoryScript {
    # Hidden folders have scripts too; what was built, and git's own, are not ours to check.
    $folders = Get-ChildItem $PSScriptRoot -Directory -Force | Where-Object Name -NotIn '.git', 'out'
    $scripts = '*.ps1', '*.psm1', '*.psd1'
    Get-ChildItem "$PSScriptRoot/*" -Include $scripts
    $folders | ForEach-Object { Get-ChildItem $_.FullName -Recurse -Force -Include $scripts }
}

function Invoke-AnalyzeTask {
    $settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'
    if (-not (Test-Path $settings)) {
        throw "$settings is missing."
    }

    # What is up to date would not be looked at. A rebuild will not do: it cleans projects that others have begun to build on.
    Remove-Item (Join-Path $PSScriptRoot 'out/build/obj') -Recurse -Force -ErrorAction Ignore
    Invoke-DotNet 'build', $Solution, '--verbosity', 'quiet'
    Write-Host 'The C# analyzers have no findings.'

    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        Write-Host 'The scripts are skipped: PSScriptAnalyzer is not installed (Install-PSResource PSScriptAnalyzer).'
        return
    }

    $files = @(Get-RepositoryScript)
    $findings = @($files | Invoke-ScriptAnalyzer -Settings $settings)
    foreach ($finding in $findings) {
        Write-Host "$($finding.ScriptPath):$($finding.Line): $($finding.RuleName): $($finding.Message)"
    }

    if ($findings) {
        throw "PSScriptAnalyzer has $($findings.Count) findings in $($files.Count) files."
    }

    Write-Host "PSScriptAnalyzer has no findings in $($files.Count) files."
}

function Invoke-PackageBuild([string[]] $Arguments) {
    & dotnet build (Join-Path $PSScriptRoot 'src/MeshVideo.Package') --configuration Release --verbosity quiet @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "The package was not made: exit code $LASTEXITCODE."
    }
}

function Invoke-PackageTask {
    Invoke-PackageBuild @(Get-AheadOfTimeArgument ($CommonSystems -join '+'))
    Get-Item (Join-Path $PSScriptRoot 'out/package/MeshVideo.*.nupkg')
}

function Get-PackageHash([string] $Path) {
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $package = [IO.Compression.ZipFile]::OpenRead($Path)
    try {
        foreach ($entry in $package.Entries) {
            $content = $entry.Open()
            "$((Get-FileHash -InputStream $content).Hash) $($entry.FullName)"
            $content.Dispose()
        }
    }
    finally {
        $package.Dispose()
    }
}

function Invoke-ReproduceTask {
    $folder = Join-Path $PSScriptRoot 'out/reproduce'
    $properties = "-p:ArtifactsPath=$folder/build", "-p:StagedModuleDirectory=$folder/MeshVideo/", "-p:PackageOutputPath=$folder/"
    $first, $second = foreach ($turn in 1, 2) {
        if (Test-Path $folder) {
            Remove-Item $folder -Recurse -Force
        }

        Invoke-PackageBuild $properties | Out-Host
        , @(Get-PackageHash (Get-Item "$folder/MeshVideo.*.nupkg").FullName)
    }

    $differences = @(Compare-Object $first $second)
    if ($differences) {
        throw "Two builds differ:`n$($differences.InputObject -join "`n")"
    }

    Write-Host "Two builds have the same bytes in all $($first.Count) files of the package."
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

<#
.SYNOPSIS
    Builds, tests, analyzes, measures, and packages MeshVideo.
.DESCRIPTION
    Runs the named tasks in the given order and stops at the first one that fails. It requires the .NET SDK. The Analyze task also
    requires PSScriptAnalyzer, and the Help task requires Microsoft.PowerShell.PlatyPS.
.PARAMETER Task
    Build     builds the solution. The module is then out/MeshVideo/MeshVideo.psd1. This is the default.
    Test      builds the solution and runs all tests, or with -Path the Pester files of that path.
    TestWindows runs the Pester files with the package in PowerShell for Windows. On Linux, this requires Wine (the Debian packages wine
              and wine64); .NET and PowerShell come from NuGet. With -Path it runs the Pester files of that path, with -Short a short list.
    Shell     builds the module and starts a PowerShell with it and a simulator, to try or to debug the module.
    Demo      creates two videos with a simulated service. It requires no API key and costs nothing.
    Analyze   rebuilds the solution with the C# analyzers, and runs PSScriptAnalyzer on all scripts. Any finding is an error.
    Help      creates the help file that Get-Help shows from the pages in docs/en-US.
    Package   creates out/package/MeshVideo.VERSION.nupkg in the Release configuration, and the same files in out/MeshVideo.
    Reproduce creates the package twice from clean builds and fails if they differ, apart from the dates in the archive.
    Bench     measures the module and equivalent scripts in PowerShell, and writes docs/benchmarks.md.
    Campaign  runs pipelines (10,000 by default) with random faults and kills, and writes docs/reliability.md.
    Clean     removes all build output.
.PARAMETER Path
    The Pester file, or the folder with Pester files, that the Test or TestWindows task runs. Pester comes from a NuGet package.
.PARAMETER Configuration
    The configuration to build: Debug (the default) or Release.
.PARAMETER Short
    The TestWindows task runs only the Pester files that test what differs on Windows.
.PARAMETER Pipelines
    The number of pipelines that the Campaign task runs.
.PARAMETER Seed
    The seed of the first pipeline of the Campaign task. Each following pipeline has the seed of the one before plus one.
.EXAMPLE
    ./build.ps1

    Builds the solution.
.EXAMPLE
    ./build.ps1 Test -Path tests/MeshVideo.Module.Tests/Save.Tests.ps1

    Builds the module and runs one Pester file.
.EXAMPLE
    ./build.ps1 Clean Build Test -Configuration Release

    Removes the build output, and builds and tests the solution in the Release configuration.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ValidateSet('Build', 'Test', 'TestWindows', 'Shell', 'Demo', 'Analyze', 'Help', 'Package', 'Reproduce', 'Bench', 'Campaign', 'Clean')]
    [string[]] $Task = 'Build',

    [string] $Path,

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [switch] $Short,

    [ValidateRange(1, 1000000)]
    [int] $Pipelines = 10000,

    [ValidateRange(0, 1000000000)]
    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$Solution = Join-Path $PSScriptRoot 'MeshVideo.sln'
$ModuleTests = Join-Path $PSScriptRoot 'tests/MeshVideo.Module.Tests'
$CommonSystems = 'linux-x64', 'win-x64', 'osx-arm64'

function Invoke-DotNet([string[]] $Arguments) {
    & dotnet @Arguments --configuration $Configuration
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Arguments[0]) failed with exit code $LASTEXITCODE."
    }
}

# A PowerShell that has imported the module locks its files, so that scripts that import it run in another process.
function Invoke-PowerShell([string[]] $Arguments) {
    $shell = (Get-Process -Id $PID).Path
    if ((Split-Path $shell -Leaf) -match '^dotnet(\.exe)?$') {
        # This PowerShell is a .NET tool.
        & $shell (Join-Path $PSHOME 'pwsh.dll') -NoProfile @Arguments
    }
    else {
        & $shell -NoProfile @Arguments
    }
}

function Invoke-BuildTask {
    Invoke-DotNet 'build', $Solution
}

function Invoke-TestTask {
    if ($Path) {
        Invoke-PesterFile
    }
    else {
        Invoke-DotNet 'test', $Solution
    }
}

function Invoke-PesterFile {
    Invoke-DotNet 'build', $ModuleTests, '--verbosity', 'quiet'
    $pester = & dotnet msbuild $ModuleTests -getProperty:PesterManifest
    $bypass = if ($env:OS -eq 'Windows_NT') { '-ExecutionPolicy', 'Bypass' } else { @() }
    Invoke-PowerShell ($bypass + @('-NonInteractive', '-File', "$ModuleTests/RunPester.ps1", '-PesterPath', $pester, '-Path', $Path))
    if ($LASTEXITCODE -ne 0) {
        throw "Pester reported $LASTEXITCODE failures in $Path."
    }
}

function Invoke-TestWindowsTask {
    Invoke-DotNet 'build', $ModuleTests, '--verbosity', 'quiet'
    $properties = & dotnet msbuild $ModuleTests -getProperty:PesterManifest -getProperty:VersionPrefix | ConvertFrom-Json
    $package = Join-Path $PSScriptRoot "out/package/MeshVideo.$($properties.Properties.VersionPrefix).nupkg"
    if ($env:MESHVIDEO_TEST_PACKAGE) {
        $package = $env:MESHVIDEO_TEST_PACKAGE
    }

    $arguments = '-PesterPath', $properties.Properties.PesterManifest, '-Package', $package
    if ($Path) {
        $arguments += '-Path', $Path
    }

    if ($Short) {
        $arguments += '-Short'
    }

    $bypass = if ($env:OS -eq 'Windows_NT') { '-ExecutionPolicy', 'Bypass' } else { @() }
    Invoke-PowerShell ($bypass + @('-NonInteractive', '-File', (Join-Path $PSScriptRoot 'tests/Windows/Test-Windows.ps1')) + $arguments)
    if ($LASTEXITCODE -ne 0) {
        throw 'Tests in PowerShell for Windows failed.'
    }
}

function Invoke-ShellTask {
    Invoke-DotNet 'build', (Join-Path $PSScriptRoot 'src/MeshVideo'), '--verbosity', 'quiet'
    Invoke-DotNet 'build', (Join-Path $PSScriptRoot 'src/MeshVideo.Simulator'), '--verbosity', 'quiet'
    $bypass = if ($env:OS -eq 'Windows_NT') { '-ExecutionPolicy', 'Bypass' } else { @() }
    Invoke-PowerShell ($bypass + @('-NoExit', '-File', "$ModuleTests/DebugShell.ps1"))
}

function Invoke-DemoTask {
    Invoke-DotNet 'run', '--project', (Join-Path $PSScriptRoot 'src/MeshVideo.Demo')
}

function Get-RepositoryScript {
    # Hidden folders can contain scripts too. Build output and git's files are not analyzed.
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

    # The analyzers skip projects that are up to date. The Rebuild target would clean projects while others that use them are built.
    Remove-Item (Join-Path $PSScriptRoot 'out/build/obj') -Recurse -Force -ErrorAction Ignore
    Invoke-DotNet 'build', $Solution, '--verbosity', 'quiet'
    Write-Host 'The C# analyzers have no findings.'

    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        Write-Host 'The scripts were not analyzed: PSScriptAnalyzer is not installed. To install it, run Install-PSResource PSScriptAnalyzer.'
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
        throw "The package could not be created: dotnet build failed with exit code $LASTEXITCODE."
    }
}

function Invoke-PackageTask {
    Invoke-PackageBuild @(Get-AheadOfTimeArgument ($CommonSystems -join '+'))
    Get-Item (Join-Path $PSScriptRoot 'out/package/MeshVideo.*.nupkg')
}

function Get-PackageHash([string] $Package) {
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $archive = [IO.Compression.ZipFile]::OpenRead($Package)
    try {
        foreach ($entry in $archive.Entries) {
            $content = $entry.Open()
            "$((Get-FileHash -InputStream $content).Hash) $($entry.FullName)"
            $content.Dispose()
        }
    }
    finally {
        $archive.Dispose()
    }
}

function Invoke-ReproduceTask {
    $folder = Join-Path $PSScriptRoot 'out/reproduce'
    $properties = "-p:ArtifactsPath=$folder/build", "-p:StagedModuleDirectory=$folder/MeshVideo/", "-p:PackageOutputPath=$folder/"
    $first, $second = foreach ($attempt in 1, 2) {
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

    Write-Host "Two builds created the same bytes in all $($first.Count) files of the package."
}

function Get-AheadOfTimeArgument([string] $System) {
    & dotnet restore (Join-Path $PSScriptRoot 'src/MeshVideo') "-p:ReadyToRunFor=$System" --verbosity quiet | Out-Null
    if ($LASTEXITCODE -eq 0) {
        "-p:ReadyToRunFor=$System"
    }
    else {
        Write-Host 'The client is not compiled ahead of time: the packages with the compiler could not be restored.'
    }
}

function Invoke-HelpTask {
    $project = Join-Path $PSScriptRoot 'src/MeshVideo'
    & (Join-Path $project 'Export-Help.ps1') -OutputPath (Join-Path $project 'en-US/MeshVideo.dll-Help.xml')
}

function Invoke-BenchTask {
    # The benchmarks measure what users run: the Release configuration, compiled ahead of time.
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

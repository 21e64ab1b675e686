<#
.SYNOPSIS
    Runs Pester files. The exit code is the number of tests that failed; with -ResultPath it is 0.
.PARAMETER PesterPath
    The manifest of the Pester to use. Windows includes version 3, which is too old.
.PARAMETER Path
    The Pester file or folder to run. The default is this folder.
.PARAMETER ResultPath
    The file to write the results to, as JSON.
#>
param(
    [Parameter(Mandatory)]
    [string] $PesterPath,

    [string] $Path = $PSScriptRoot,

    [string] $ResultPath
)

$ErrorActionPreference = 'Stop'

function Save-Result([string] $Unavailable, [object[]] $Tests = @(), [object[]] $Faults = @()) {
    $run = [ordered]@{ unavailable = if ($Unavailable) { $Unavailable }; tests = $Tests; faults = $Faults }
    [IO.File]::WriteAllText($ResultPath, (ConvertTo-Json -InputObject $run -Depth 4))
}

function Get-Message([object[]] $ErrorRecord) {
    @(foreach ($record in $ErrorRecord) { "$($record.DisplayErrorMessage)`n$($record.DisplayStackTrace)".Trim() }) -join "`n"
}

# Pester's message is "is skipped, because REASON". -Skip has no reason: the name of the test or of its block states it.
function Get-SkipReason([object] $Test) {
    $reason = "$($Test.ErrorRecord.Exception.Message)" -replace '^is skipped(, because )?'
    if ($reason) { $reason }
    elseif ($Test.ExpandedPath -match '\((skipped [^()]+)\)') { $Matches[1] }
    else { 'marked with -Skip' }
}

function Get-Block([object] $Block) {
    $Block
    foreach ($inner in $Block.Blocks) { Get-Block $inner }
}

$version = $PSVersionTable.PSVersion
if ($version.Major -gt 5 -and [version] "$($version.Major).$($version.Minor)" -lt '7.4') {
    Save-Result "PowerShell $version is older than 7.4"
    return
}

Import-Module $PesterPath
$configuration = New-PesterConfiguration -Hashtable @{
    Run    = @{ Path = $Path; PassThru = $true }
    Output = @{ Verbosity = 'Detailed'; RenderMode = 'Plaintext' }
}
$result = Invoke-Pester -Configuration $configuration
if (-not $ResultPath) {
    exit $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
}

$tests = foreach ($container in $result.Containers) {
    foreach ($test in $container.Blocks | ForEach-Object { Get-Block $_ } | ForEach-Object Tests) {
        # The error of a setup that failed is in the block, not in its tests.
        $records = @($test.ErrorRecord)
        for ($block = $test.Block; $block; $block = $block.Parent) { $records += $block.ErrorRecord }
        [ordered]@{
            file    = "$($container.Item)"
            name    = $test.Name
            path    = $test.ExpandedPath
            result  = "$($test.Result)"
            message = if ($test.Skipped) { Get-SkipReason $test } else { Get-Message $records }
            seconds = $test.Duration.TotalSeconds
        }
    }
}

$faults = foreach ($container in $result.Containers) {
    foreach ($faulty in @($container) + @($container.Blocks | ForEach-Object { Get-Block $_ }) | Where-Object ErrorRecord) {
        [ordered]@{ file = "$($container.Item)"; path = "$($faulty.ExpandedPath)"; message = Get-Message $faulty.ErrorRecord }
    }
}

Save-Result -Tests @($tests) -Faults @($faults)

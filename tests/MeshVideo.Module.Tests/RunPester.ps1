<#
.SYNOPSIS
    Runs the Pester files of this folder and writes what came of them as JSON.
.PARAMETER ResultPath
    The file to write.
.PARAMETER PesterPath
    The manifest of the Pester to use. Windows brings version 3.
#>
param(
    [Parameter(Mandatory)]
    [string] $ResultPath,

    [Parameter(Mandatory)]
    [string] $PesterPath
)

$ErrorActionPreference = 'Stop'

function Save-Run([string] $Unavailable, [object[]] $Tests = @(), [object[]] $Faults = @()) {
    $run = [ordered]@{ unavailable = if ($Unavailable) { $Unavailable }; tests = $Tests; faults = $Faults }
    [IO.File]::WriteAllText($ResultPath, (ConvertTo-Json -InputObject $run -Depth 4))
}

function Get-Message([object[]] $ErrorRecord) {
    @(foreach ($record in $ErrorRecord) { "$($record.DisplayErrorMessage)`n$($record.DisplayStackTrace)".Trim() }) -join "`n"
}

# Pester words it as "is skipped, because ...".
function Get-SkipReason([object[]] $ErrorRecord) {
    $reason = "$($ErrorRecord.Exception.Message)" -replace '^is skipped(, because )?'
    if ($reason) { $reason } else { 'marked with -Skip' }
}

function Get-Block([object] $Block) {
    $Block
    foreach ($inner in $Block.Blocks) { Get-Block $inner }
}

$version = $PSVersionTable.PSVersion
if ($version.Major -gt 5 -and [version] "$($version.Major).$($version.Minor)" -lt '7.4') {
    Save-Run "PowerShell $version is older than 7.4"
    return
}

Import-Module $PesterPath
$configuration = New-PesterConfiguration -Hashtable @{
    Run    = @{ Path = $PSScriptRoot; PassThru = $true }
    Output = @{ Verbosity = 'Detailed'; RenderMode = 'Plaintext' }
}
$result = Invoke-Pester -Configuration $configuration

$tests = foreach ($container in $result.Containers) {
    foreach ($test in $container.Blocks | ForEach-Object { Get-Block $_ } | ForEach-Object Tests) {
        # A test whose setup failed has no error of its own.
        $records = @($test.ErrorRecord)
        for ($block = $test.Block; $block; $block = $block.Parent) { $records += $block.ErrorRecord }
        [ordered]@{
            file    = "$($container.Item)"
            name    = $test.Name
            path    = $test.ExpandedPath
            result  = "$($test.Result)"
            message = if ($test.Skipped) { Get-SkipReason $test.ErrorRecord } else { Get-Message $records }
            seconds = $test.Duration.TotalSeconds
        }
    }
}

$faults = foreach ($container in $result.Containers) {
    foreach ($faulty in @($container) + @($container.Blocks | ForEach-Object { Get-Block $_ }) | Where-Object ErrorRecord) {
        [ordered]@{ file = "$($container.Item)"; path = "$($faulty.ExpandedPath)"; message = Get-Message $faulty.ErrorRecord }
    }
}

Save-Run -Tests @($tests) -Faults @($faults)

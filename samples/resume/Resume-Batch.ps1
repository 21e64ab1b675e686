#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Saves what a batch has paid for, from its journal alone: after a reboot, or wherever the CSV file is not at hand.
.DESCRIPTION
    Waits for the tasks of the journal, and saves their videos. Creates nothing, so it costs nothing; rows that were never sent, and
    answers that were lost, are for the script that has the rows. What is saved already is not fetched again.

    The service keeps tasks for about 7 days: older ones are errors, unless the journal is removed along with its batch.

    Exit codes: 0 every task's video is saved; 1 unexpected; 2 no journal that can be used; 3 no key, or refused; 5 some failed;
    6 the time budget was over with tasks still running, so run it again.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Resume-Batch.ps1 -JournalPath shots.csv.journal.jsonl -OutputPath videos
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $JournalPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $LogPath = "$JournalPath.log",
    [ValidateRange(0.01, 10080)] [double] $TimeBudgetMin = 360
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

$until = (Get-Date).AddMinutes($TimeBudgetMin)
exit Invoke-BatchRun -LogPath $LogPath -Until $until {
    param($Run)
    # From here on each task that cannot be had is one error, and the others go on.
    $ErrorActionPreference = 'Continue'
    Get-MeshVideo -JournalPath $JournalPath |
        ForEach-Object {
            $Run.Expected++
            $_
        } |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')
}

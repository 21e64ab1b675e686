#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Saves the videos of a batch from its journal, for example after a restart or if the CSV file is not available.
.DESCRIPTION
    Waits for the tasks in the journal and saves their videos. The script doesn't create tasks and doesn't incur charges. To send the
    remaining rows or to resolve lost responses, run the script that has the rows. Saved videos are not downloaded again.

    The service keeps tasks for about 7 days. Older tasks are errors, so remove the journal when the batch is finished.

    Exit codes: 0 all videos are saved; 1 unexpected error; 2 the journal can't be used; 3 the key is missing or was rejected; 5 some tasks
    failed; 6 the time budget was used up while tasks were running, run the script again.
.PARAMETER LogFormat
    The format of the log: Text, or Json for one object per line.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Resume-Batch.ps1 -JournalPath shots.csv.journal.jsonl -OutputPath videos
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $JournalPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $LogPath = "$JournalPath.log",
    [ValidateSet('Text', 'Json')] [string] $LogFormat = 'Text',
    [ValidateRange(0.01, 10080)] [double] $TimeBudgetMin = 360
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

$until = (Get-Date).AddMinutes($TimeBudgetMin)
exit Invoke-BatchRun -LogPath $LogPath -LogFormat $LogFormat -Until $until {
    param($Run)
    Assert-BatchConnection $Run
    # Write one error for each task that can't be saved, and continue with the others.
    $ErrorActionPreference = 'Continue'
    Get-MeshVideo -JournalPath $JournalPath |
        ForEach-Object {
            $Run.Expected++
            $_
        } |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')
}

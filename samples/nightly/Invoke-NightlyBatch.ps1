#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Makes the videos of a CSV file, with nobody watching.
.DESCRIPTION
    A row is a request: its columns are New-MeshVideo's parameters. Run it again whenever it did not end 0, or was killed: what was made
    is not paid for again, and what is saved is not fetched again. Rows may be added between runs. The videos are named by their tasks'
    ids; the journal says which is which.

    Exit codes, of which the first that applies is given:
      1  unexpected: the log, or standard error, says what
      2  the CSV file has no rows or cannot be read, or the journal or the service's address cannot be used: nothing was sent
      3  no key, or the service refuses it
      4  the balance is used up
      7  the answer to a create was lost, and its task cannot be told: look, then run once with -ResendAmbiguous
      5  some rows failed
      6  the time budget was over with tasks still running: the next run goes on
      0  every row's video is saved

    The key comes from $env:MESHAPI_API_KEY, or from the vault that $env:MESHVIDEO_VAULT and $env:MESHVIDEO_SECRET_NAME name.
.PARAMETER CsvPath
    The rows, in UTF-8.
.PARAMETER OutputPath
    The folder for the videos.
.PARAMETER JournalPath
    What was made. Keep it on a local disk, as long as the batch; another batch has another.
.PARAMETER LogPath
    The log, which each run adds to.
.PARAMETER TimeBudgetMin
    Minutes to submit and wait. What has succeeded by then is saved all the same.
.PARAMETER ResendAmbiguous
    Sends once more what may have been made, and cannot be told. It may be charged once more.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Invoke-NightlyBatch.ps1 -CsvPath shots.csv -OutputPath videos
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $CsvPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $JournalPath = "$CsvPath.journal.jsonl",
    [string] $LogPath = "$CsvPath.log",
    [ValidateRange(0.01, 10080)] [double] $TimeBudgetMin = 360,
    [switch] $ResendAmbiguous
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

$until = (Get-Date).AddMinutes($TimeBudgetMin)
exit Invoke-BatchRun -LogPath $LogPath -Until $until {
    param($Run)
    $rows = @(Import-Csv -LiteralPath $CsvPath -Encoding UTF8)
    if ($rows.Count -eq 0) { Write-Error "'$CsvPath' has no rows." -ErrorId NoRows }
    $Run.Expected = $rows.Count

    # From here on each bad row is one error, and the others go on.
    $ErrorActionPreference = 'Continue'
    $rows |
        Where-Object { (Get-Date) -lt $until } |
        New-MeshVideo -JournalPath $JournalPath -ResendAmbiguous:$ResendAmbiguous |
        Where-Object {
            # Saved by an earlier run. The service forgets tasks after about 7 days, so it is not even asked.
            $isSaved = Test-Path -LiteralPath (Join-Path $OutputPath "$($_.SafeName).mp4")
            if ($isSaved) { $Run.Done++ }
            -not $isSaved
        } |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')
}

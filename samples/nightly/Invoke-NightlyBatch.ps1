#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Creates the videos of a CSV file in an unattended run.
.DESCRIPTION
    Each row is a request: its columns are parameters of New-MeshVideo. If the exit code is not 0 or the script was killed, run it again:
    existing tasks are not charged again, and saved videos are not downloaded again. You can add rows between runs. The file names are the
    ids of the tasks; the journal shows the row of each task.

    The exit code is the first of the following that applies:
      1  An unexpected error occurred. Read the log or standard error.
      2  The CSV file has no rows or can't be read, or the journal or the URL of the service can't be used. Nothing was sent.
      3  There is no key, or the service rejected it.
      4  The balance is used up, or the next row would exceed -MaxCost.
      7  The response to a create request was lost, and its task can't be identified. Check the list of tasks, then run the script once with
         -ResendAmbiguous.
      5  Some rows failed.
      6  The time budget was used up while tasks were running or waiting for a free slot of the service. The next run continues.
      0  The videos of all rows are saved.

    The key comes from $env:MESHAPI_API_KEY, or from the vault that $env:MESHVIDEO_VAULT and $env:MESHVIDEO_SECRET_NAME specify.
.PARAMETER CsvPath
    The CSV file, encoded in UTF-8.
.PARAMETER OutputPath
    The folder for the videos.
.PARAMETER JournalPath
    The journal. Keep it on a local disk as long as you need the batch. Use a different journal for each batch.
.PARAMETER LogPath
    The log file. Each run appends to it.
.PARAMETER LogFormat
    The format of the log: Text, or Json for one object per line.
.PARAMETER ReportPath
    The page that shows the videos of the batch, with their costs and failures. Each run replaces it.
.PARAMETER TimeBudgetMin
    The time in minutes for submitting rows and waiting. Videos that have succeeded by then are still saved.
.PARAMETER ThrottleLimit
    The number of rows that are submitted at the same time.
.PARAMETER MaxCost
    The maximum cost in USD of all runs of the batch. Rows that would exceed it are left, and the exit code is 4.
.PARAMETER ResendAmbiguous
    Resends requests whose response was lost and whose task can't be identified. They may be charged twice.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Invoke-NightlyBatch.ps1 -CsvPath shots.csv -OutputPath videos
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $CsvPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $JournalPath = "$CsvPath.journal.jsonl",
    [string] $LogPath = "$CsvPath.log",
    [ValidateSet('Text', 'Json')] [string] $LogFormat = 'Text',
    [string] $ReportPath = "$CsvPath.report.html",
    [ValidateRange(0.01, 10080)] [double] $TimeBudgetMin = 360,
    [ValidateRange(1, 64)] [int] $ThrottleLimit = 8,
    [ValidateRange(0, 1000000)] [decimal] $MaxCost,
    [switch] $ResendAmbiguous
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

$limit = if ($PSBoundParameters.ContainsKey('MaxCost')) { @{ MaxCost = $MaxCost } } else { @{} }
$until = (Get-Date).AddMinutes($TimeBudgetMin)
exit Invoke-BatchRun -LogPath $LogPath -LogFormat $LogFormat -Until $until {
    param($Run)
    $rows = @(Import-Csv -LiteralPath $CsvPath -Encoding UTF8)
    if ($rows.Count -eq 0) { Write-Error "'$CsvPath' has no rows." -ErrorId NoRows }
    $Run.Rows = $rows
    $Run.Expected = $rows.Count
    Assert-BatchConnection $Run

    # Write one error for each row that fails, and continue with the others.
    $ErrorActionPreference = 'Continue'
    $rows |
        Where-Object { (Get-Date) -lt $until } |
        New-MeshVideo -JournalPath $JournalPath -ThrottleLimit $ThrottleLimit -TimeoutSec ($TimeBudgetMin * 60) `
            -ResendAmbiguous:$ResendAmbiguous @limit -OutVariable tasks |
        Where-Object {
            # Skip videos that an earlier run saved. The service may have deleted the task, because it keeps tasks for about 7 days.
            $isSaved = Test-Path -LiteralPath (Join-Path $OutputPath "$($_.SafeName).mp4")
            if ($isSaved) { $Run.Done++ }
            -not $isSaved
        } |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) -IncludeCost |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')

    # The tasks have the rows, and the journal has the results of all runs.
    $report = @{ LiteralPath = $ReportPath; JournalPath = $JournalPath; VideoPath = $OutputPath; Force = $true }
    try { $null = $tasks | Export-MeshVideoReport @report -Title (Split-Path $CsvPath -Leaf) }
    catch { Write-Warning "The report was not written. $_" }
}

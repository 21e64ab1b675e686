#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Submits the rows of a CSV file. Other computers wait for the tasks and save the videos.
.DESCRIPTION
    Only this script incurs charges. It writes the tasks to a list for the other computers; see Complete-Share.ps1. If you run the script
    again, it submits only new rows and replaces the list. The list contains all existing tasks, even if some rows failed.

    Exit codes: 0 every row has a task; 1 unexpected error; 2 the CSV file, the journal or the URL can't be used; 3 the key is missing or was
    rejected; 4 the balance is used up; 7 the response to a create request was lost, check the list of tasks and run the script once with
    -ResendAmbiguous; 5 some rows failed.
.PARAMETER ListPath
    The list for the other computers: a CSV file with an Id column. It is replaced atomically.
.PARAMETER JournalPath
    The journal of the batch. Keep it on a local disk of this computer. The other computers need only the list.
.PARAMETER LogFormat
    The format of the log: Text, or Json for one object per line.
.PARAMETER ThrottleLimit
    The number of rows that are submitted at the same time.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Submit-Batch.ps1 -CsvPath shots.csv -ListPath /mnt/share/tasks.csv
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $CsvPath,
    [Parameter(Mandatory)] [string] $ListPath,
    [string] $JournalPath = "$CsvPath.journal.jsonl",
    [string] $LogPath = "$CsvPath.log",
    [ValidateSet('Text', 'Json')] [string] $LogFormat = 'Text',
    [ValidateRange(1, 64)] [int] $ThrottleLimit = 8,
    [switch] $ResendAmbiguous
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

exit Invoke-BatchRun -LogPath $LogPath -LogFormat $LogFormat {
    param($Run)
    $rows = @(Import-Csv -LiteralPath $CsvPath -Encoding UTF8)
    if ($rows.Count -eq 0) { Write-Error "'$CsvPath' has no rows." -ErrorId NoRows }
    $Run.Rows = $rows
    $Run.Expected = $rows.Count
    Assert-BatchConnection $Run

    # Write one error for each row that fails, and continue with the others.
    $rows |
        New-MeshVideo -JournalPath $JournalPath -ThrottleLimit $ThrottleLimit -ResendAmbiguous:$ResendAmbiguous -OutVariable tasks -ErrorAction Continue

    $tasks |
        Select-Object Id, Model, @{ Name = 'Prompt'; Expression = { $_.Request.Prompt } } |
        Export-Csv -LiteralPath "$ListPath.new" -NoTypeInformation -Encoding UTF8
    Move-Item -LiteralPath "$ListPath.new" -Destination $ListPath -Force
}

#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Submits the rows of a CSV file, for other machines to wait and save: the one machine that spends money.
.DESCRIPTION
    Writes the tasks to a list that the others share, see Complete-Share.ps1. Run again, it submits only what is new, and writes the
    list anew.

    Exit codes: 0 every row has its task; 1 unexpected; 2 the CSV file, the journal or the address cannot be used; 3 no key, or refused;
    4 the balance is used up; 7 the answer to a create was lost, so look, then run once with -ResendAmbiguous; 5 some rows failed.
    The list has the tasks that there are.
.PARAMETER ListPath
    The list for the others: a CSV file with a column Id. It is replaced at once, so nobody reads half of it.
.PARAMETER JournalPath
    What was made. Keep it on a local disk of this machine; what the others share is the list.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Submit-Batch.ps1 -CsvPath shots.csv -ListPath /mnt/share/tasks.csv
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $CsvPath,
    [Parameter(Mandatory)] [string] $ListPath,
    [string] $JournalPath = "$CsvPath.journal.jsonl",
    [string] $LogPath = "$CsvPath.log",
    [switch] $ResendAmbiguous
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

exit Invoke-BatchRun -LogPath $LogPath {
    param($Run)
    $rows = @(Import-Csv -LiteralPath $CsvPath -Encoding UTF8)
    if ($rows.Count -eq 0) { Write-Error "'$CsvPath' has no rows." -ErrorId NoRows }
    $Run.Expected = $rows.Count

    # Each bad row is one error, and the others go on.
    $rows |
        New-MeshVideo -JournalPath $JournalPath -ResendAmbiguous:$ResendAmbiguous -OutVariable tasks -ErrorAction Continue

    $tasks |
        Select-Object Id, Model, @{ Name = 'Prompt'; Expression = { $_.Request.Prompt } } |
        Export-Csv -LiteralPath "$ListPath.new" -NoTypeInformation -Encoding UTF8
    Move-Item -LiteralPath "$ListPath.new" -Destination $ListPath -Force
}

#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Waits for one share of the tasks that Submit-Batch.ps1 submitted, and saves their videos.
.DESCRIPTION
    The id of a task determines its share, so the computers don't need to communicate. If a computer fails, run its share on another one.
    The script doesn't create tasks and doesn't incur charges. Saved videos are not downloaded again.

    Exit codes: 0 all videos of the share are saved; 1 unexpected error; 2 the list has no tasks or can't be read; 3 the key is missing or
    was rejected; 5 some tasks failed; 6 the time budget was used up while tasks were running, run the script again.
.PARAMETER ListPath
    The list that Submit-Batch.ps1 created.
.PARAMETER Share
    The number of the share: 1 to the value of -Of.
.PARAMETER Of
    The total number of shares.
.PARAMETER LogFormat
    The format of the log: Text, or Json for one object per line.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Complete-Share.ps1 -ListPath /mnt/share/tasks.csv -Share 1 -Of 3 -OutputPath /mnt/share/videos
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ListPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [Parameter(Mandatory)] [ValidateRange(1, 1000)] [int] $Share,
    [Parameter(Mandatory)] [ValidateRange(1, 1000)] [int] $Of,
    [string] $LogPath = "$ListPath.$Share-of-$Of.log",
    [ValidateSet('Text', 'Json')] [string] $LogFormat = 'Text',
    [ValidateRange(0.01, 10080)] [double] $TimeBudgetMin = 360
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../BatchRun.psm1')

function Get-Share([string] $Id) {
    $sum = 0
    foreach ($character in $Id.ToCharArray()) { $sum += [int] $character }
    $sum % $Of + 1
}

$until = (Get-Date).AddMinutes($TimeBudgetMin)
exit Invoke-BatchRun -LogPath $LogPath -LogFormat $LogFormat -Until $until {
    param($Run)
    $listed = @(Import-Csv -LiteralPath $ListPath -Encoding UTF8)
    if ($listed.Count -eq 0) { Write-Error "'$ListPath' has no tasks." -ErrorId NoRows }
    $mine = @($listed | Where-Object { (Get-Share $_.Id) -eq $Share })
    $Run.Expected = $mine.Count
    Assert-BatchConnection $Run

    # Write one error for each task that can't be saved, and continue with the others.
    $ErrorActionPreference = 'Continue'
    $mine |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')
}

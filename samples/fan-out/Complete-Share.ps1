#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Waits for one share of the tasks that Submit-Batch.ps1 has submitted, and saves their videos.
.DESCRIPTION
    A task's share follows from its id, so each machine finds its own without asking the others, and a machine that dies is replaced by
    running its share elsewhere. Creates nothing, so it costs nothing. What is saved already is not fetched again.

    Exit codes: 0 every video of the share is saved; 1 unexpected; 2 the list has no tasks or cannot be read; 3 no key, or refused;
    5 some failed; 6 the time budget was over with tasks still running, so run it again.
.PARAMETER ListPath
    The list that Submit-Batch.ps1 wrote.
.PARAMETER Share
    Which share: 1 up to -Of.
.PARAMETER Of
    How many shares there are.
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
exit Invoke-BatchRun -LogPath $LogPath -Until $until {
    param($Run)
    $listed = @(Import-Csv -LiteralPath $ListPath -Encoding UTF8)
    if ($listed.Count -eq 0) { Write-Error "'$ListPath' has no tasks." -ErrorId NoRows }
    $mine = @($listed | Where-Object { (Get-Share $_.Id) -eq $Share })
    $Run.Expected = $mine.Count

    # From here on each task that cannot be had is one error, and the others go on.
    $ErrorActionPreference = 'Continue'
    $mine |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')
}

#Requires -Version 5.1
#Requires -Modules MeshVideo
<#
.SYNOPSIS
    Waits for one share of the tasks that Submit-Batch.ps1 submitted, and saves their videos.
.DESCRIPTION
    The tasks of the list are dealt out to the shares in turn, so the workers don't need to communicate. In an Indexed Job of Kubernetes and in
    a job array of Slurm, the share is that of the worker. If a worker fails, run its share again. The script doesn't create tasks and doesn't
    incur charges. Saved videos are not downloaded again.

    Exit codes: 0 all videos of the share are saved; 1 unexpected error; 2 the list has no tasks or can't be read, or the share is not known;
    3 the key is missing or was rejected; 5 some tasks failed; 6 the time budget was used up while tasks were running, or the list is not
    there yet (-MaxListAgeHours), run the script again.
.PARAMETER ListPath
    The list that Submit-Batch.ps1 created.
.PARAMETER Share
    The number of the share: 1 to the value of -Of. By default, $env:JOB_COMPLETION_INDEX plus 1 (Kubernetes), or the position of
    $env:SLURM_ARRAY_TASK_ID in the array (Slurm).
.PARAMETER Of
    The total number of shares. By default, $env:MESH_SHARES, or $env:SLURM_ARRAY_TASK_COUNT (Slurm).
.PARAMETER MaxListAgeHours
    The maximum age of the list, if it is made anew for each run. An older or missing list is not there yet, and the exit code is 6.
.PARAMETER LogFormat
    The format of the log: Text, or Json for one object per line.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Complete-Share.ps1 -ListPath /mnt/share/tasks.csv -Share 1 -Of 3 -OutputPath /mnt/share/videos
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ListPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [int] $Share = $(
        if ($env:JOB_COMPLETION_INDEX) { [int] $env:JOB_COMPLETION_INDEX + 1 }
        elseif ($env:SLURM_ARRAY_TASK_ID) {
            $step = if ($env:SLURM_ARRAY_TASK_STEP) { [int] $env:SLURM_ARRAY_TASK_STEP } else { 1 }
            ([int] $env:SLURM_ARRAY_TASK_ID - [int] $env:SLURM_ARRAY_TASK_MIN) / $step + 1
        }
    ),
    [int] $Of = $(if ($env:MESH_SHARES) { $env:MESH_SHARES } else { $env:SLURM_ARRAY_TASK_COUNT }),
    [ValidateRange(0.01, 10000)] [double] $MaxListAgeHours,
    [string] $LogPath = "$ListPath.$Share-of-$Of.log",
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
    if ($Share -lt 1 -or $Share -gt $Of) { Write-Error "Share $Share of $Of does not exist. Specify -Share and -Of." -ErrorId NoShare }
    if ($MaxListAgeHours -gt 0) {
        $list = Get-Item -LiteralPath $ListPath -ErrorAction Ignore
        if ($null -eq $list -or $list.LastWriteTime -lt (Get-Date).AddHours(-$MaxListAgeHours)) {
            Write-Error "'$ListPath' does not exist, or is older than $MaxListAgeHours hours." -ErrorId ListNotReady
        }
    }

    $listed = @(Import-Csv -LiteralPath $ListPath -Encoding UTF8)
    if ($listed.Count -eq 0) { Write-Error "'$ListPath' has no tasks." -ErrorId NoRows }
    $mine = @(for ($index = $Share - 1; $index -lt $listed.Count; $index += $Of) { $listed[$index] })
    $Run.Expected = $mine.Count
    Assert-BatchConnection $Run

    # Write one error for each task that can't be saved, and continue with the others.
    $ErrorActionPreference = 'Continue'
    $mine |
        Wait-MeshVideo -TimeoutSec ($TimeBudgetMin * 60) |
        Save-MeshVideo -LiteralPath (Join-Path $OutputPath '')
}

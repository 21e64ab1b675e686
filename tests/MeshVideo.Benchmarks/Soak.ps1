<#
.SYNOPSIS
    Waits for many tasks while the service is down every other ten seconds, and shows the resource usage of the waiting process.
.DESCRIPTION
    The simulator alternates between ten seconds of operation and ten seconds of outage. In one outage, connections are reset; in the next,
    requests get no response. The tasks end during the last outage. Run this script manually after dotnet build. It takes the time that
    -Minutes specifies, plus half a minute.
.PARAMETER Waits
    The number of tasks.
.PARAMETER Minutes
    The duration of the test in minutes.
.PARAMETER PollIntervalSec
    The value of -PollIntervalSec for Wait-MeshVideo.
.EXAMPLE
    pwsh -NoProfile -File tests/MeshVideo.Benchmarks/Soak.ps1
#>
param(
    [int] $Waits = 300,
    [double] $Minutes = 4,
    [double] $PollIntervalSec = 2
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../MeshVideo.Module.Tests/Simulator.psm1" -Force

function Get-Footprint([string] $When, [System.Diagnostics.Process] $Process, [timespan] $Time) {
    $Process.Refresh()
    [pscustomobject]@{
        Time = $When
        Seconds = [int] $Time.TotalSeconds
        'Memory (MiB)' = [int] ($Process.WorkingSet64 / 1MB)
        Handles = $Process.HandleCount
        Threads = $Process.Threads.Count
    }
}

Start-Simulator @('--run-seconds', '86400')
$list = [IO.Path]::GetTempFileName()
$shell = $null
try {
    $ids = @(Add-RunningTask -Count $Waits)
    Set-Content -LiteralPath $list -Value $ids
    $script = "Import-Module '$(Get-ModuleManifestPath)'; `$WarningPreference = 'SilentlyContinue'; Get-Content '$list' | Wait-MeshVideo -PollIntervalSec $PollIntervalSec | ForEach-Object { [Console]::Out.WriteLine(`$_.Id) }"
    $start = New-ProcessStart (Get-ShellPath) '-NoProfile', '-NonInteractive', '-Command', $script
    $start.RedirectStandardOutput = $true
    $shell = [Diagnostics.Process]::Start($start)
    $ended = $shell.StandardOutput.ReadToEndAsync()
    Wait-ServiceRequest -Method GET -Path "/v1/video/generations/$($ids[-1])"

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $footprints = @(Get-Footprint -When 'start' -Process $shell -Time $watch.Elapsed)
    $outages = [Math]::Max(2, [int] ($Minutes * 3))
    for ($outage = 1; $outage -le $outages; $outage++) {
        Start-Sleep -Seconds 10
        Add-Fault @{ on = 'any'; kind = if ($outage % 2 -eq $outages % 2) { 'reset' } else { 'hang' }; times = -1 }
        Start-Sleep -Seconds 5
        if ($outage -eq $outages) { $ids | ForEach-Object { Complete-Task $_ } }
        Start-Sleep -Seconds 5
        if ($outage -eq [int] ($outages / 2)) { $footprints += Get-Footprint -When 'middle' -Process $shell -Time $watch.Elapsed }
        if ($outage -eq $outages) { $footprints += Get-Footprint -When 'end' -Process $shell -Time $watch.Elapsed }
        $null = Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/faults" -Method Delete
    }

    $watch.Restart()
    Wait-ProcessExit $shell 120
    $seconds = $watch.Elapsed.TotalSeconds
    $came = @($ended.Result -split '\r?\n' | Where-Object { $_ })
    $footprints | Format-Table | Out-String
    "$($came.Count) of $Waits tasks were emitted, the last one $('{0:0.0}' -f $seconds) s after the service was available again (-PollIntervalSec $PollIntervalSec)."
    if (($came | Sort-Object -Unique).Count -ne $Waits) { throw 'Tasks are missing.' }
}
finally {
    if ($shell) { Stop-ProcessTree $shell }
    Remove-Item -LiteralPath $list
    Stop-Simulator
}

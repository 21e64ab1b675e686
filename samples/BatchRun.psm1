# Provides the log and the exit codes for the scripts in this folder. Copy this file together with the scripts.

Set-StrictMode -Version Latest

$ExitCode = @{ Done = 0; Unexpected = 1; BadInput = 2; Key = 3; Quota = 4; SomeFailed = 5; StillRunning = 6; OutcomeUnknown = 7 }

# If several results apply, the exit code is that of the first one in this list. Results that require an action come first.
$Severity = 'Unexpected', 'BadInput', 'Key', 'Quota', 'OutcomeUnknown', 'SomeFailed', 'StillRunning', 'Done'

function Invoke-BatchRun {
    <#
    .SYNOPSIS
        Runs a pipeline, logs its output, and returns the exit code, which is 0 only if every row is done.
    .PARAMETER Work
        The pipeline. Its parameter is a hashtable that describes the run. The pipeline sets Expected to the number of rows, and adds the
        number of rows that were done earlier to Done. Each object that it emits is counted as a row that is done. If it emits saved files,
        the cost of their tasks is logged.
    .PARAMETER LogPath
        The log file. Entries are appended.
    .PARAMETER Until
        The end of the time budget. Rows that have not started by then are left for the next run.
    #>
    param(
        [Parameter(Mandatory, Position = 0)] [scriptblock] $Work,
        [Parameter(Mandatory)] [string] $LogPath,
        [datetime] $Until = [datetime]::MaxValue
    )

    $run = @{ LogPath = $LogPath; Expected = 0; Done = 0; Found = @{}; Costs = [System.Collections.Generic.List[object]]::new() }
    try {
        Add-Content -LiteralPath $LogPath -Value '' -Encoding UTF8 -ErrorAction Stop
        $limit = if ($Until -lt [datetime]::MaxValue) { ", time limit $(Get-Date $Until -Format s)" }
        Write-BatchLog $LogPath "Started by process $PID$limit."
        & $Work $run 2>&1 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { Add-BatchProblem -Run $run -LogPath $LogPath -Problem $_ }
            elseif ($_ -is [System.Management.Automation.WarningRecord]) { Write-BatchLog $LogPath "WARNING $_" }
            else {
                $run.Done++
                Write-BatchLog $LogPath "Done: $_"
                if ($_ -is [IO.FileInfo] -and $_.PSObject.Properties['Task']) { $run.Costs.Add($_.Task.Cost) }
            }
        }
    }
    catch {
        Add-BatchProblem -Run $run -LogPath $LogPath -Problem $_ -IsEnd
    }

    # Rows that were neither emitted nor failed have not started.
    if ($run.Found.Count -eq 0 -and $run.Done -lt $run.Expected) {
        $run.Found[$(if ((Get-Date) -ge $Until) { 'StillRunning' } else { 'SomeFailed' })] = $true
    }

    Write-BatchCost -Run $run -LogPath $LogPath
    $result = @($Severity | Where-Object { $_ -eq 'Done' -or $run.Found[$_] })[0]
    Write-BatchLog $LogPath "Ended: $($run.Done) of $($run.Expected) done. Exit code $($ExitCode[$result]): $result."
    $ExitCode[$result]
}

function Assert-BatchConnection {
    <#
    .SYNOPSIS
        Checks the key, the proxy, the service and its certificate, and logs the result. Ends the run if a check has failed for a reason that
        does not pass by itself. Nothing is charged.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [hashtable] $Run)
    $transient = 'RateLimited', 'ServiceUnavailable', 'ConnectionFailed', 'TimedOut', 'InvalidResponse', 'RedirectRefused'
    $checks = @(Test-MeshVideoConnection)
    foreach ($check in $checks) { Write-BatchLog $Run.LogPath "$(if ("$($check.Status)" -eq 'Failed') { 'WARNING ' })Check $check" }
    $failed = @($checks | Where-Object { "$($_.Status)" -eq 'Failed' -and $_.ErrorId -notin $transient })
    if ($failed.Count -gt 0) { Write-Error "$($failed[0].Detail) $($failed[0].RecommendedAction)".Trim() -ErrorId $failed[0].ErrorId -ErrorAction Stop }
}

function Write-BatchCost([hashtable] $Run, [string] $LogPath) {
    $known = @($Run.Costs | Where-Object { $null -ne $_ })
    $unknown = $Run.Costs.Count - $known.Count
    if ($known.Count -gt 0) { Write-BatchLog $LogPath "Cost: $(($known | Measure-Object -Sum).Sum) USD, videos: $($known.Count)." }
    if ($unknown -gt 0) { Write-BatchLog $LogPath "Cost not known, videos: $unknown." }
}

function Add-BatchProblem([hashtable] $Run, [string] $LogPath, [System.Management.Automation.ErrorRecord] $Problem, [switch] $IsEnd) {
    $result = switch -Regex ($Problem.FullyQualifiedErrorId) {
        '^(MissingApiKey|InvalidApiKey|Unauthorized|Forbidden)(,|$)' { 'Key'; break }
        '^(SpendLimitExceeded|MaxCostExceeded),' { 'Quota'; break }
        '^CreateOutcomeUnknown,' { 'OutcomeUnknown'; break }
        '^(WaitTimedOut|RateLimited),' { 'StillRunning'; break }
        '^(JournalUnusable|InvalidBaseUri|InvalidApiVersion|NoRows|CertificateRejected|InvalidProxy|ProxyAuthenticationRequired|ProxyRefused),?|,Microsoft\.PowerShell\.Commands\.ImportCsvCommand$' { 'BadInput'; break }
        default { if ($IsEnd) { 'Unexpected' } else { 'SomeFailed' } }
    }
    $Run.Found[$result] = $true
    Write-BatchLog $LogPath "ERROR $($Problem.FullyQualifiedErrorId.Split(',')[0]): $Problem"
}

function Write-BatchLog([string] $LogPath, [string] $Text) {
    # Write one line without control characters, because the text may contain output from the service.
    $clean = $Text -replace '[\t-\r\x85\u2028\u2029]+ *', ' ' -replace '[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]', [char] 0xFFFD
    $line = "$(Get-Date -Format s) $clean"
    Write-Host $line
    # If the log can't be written, for example because the disk is full, continue: the tasks are already charged.
    Add-Content -LiteralPath $LogPath -Value $line -Encoding UTF8 -ErrorAction SilentlyContinue
}

Export-ModuleMember -Function Invoke-BatchRun, Assert-BatchConnection

# What the scripts of this folder share: a log, and an exit code that says how a run went. Copy it along with them.

Set-StrictMode -Version Latest

$ExitCode = @{ Done = 0; Unexpected = 1; BadInput = 2; Key = 3; Quota = 4; SomeFailed = 5; StillRunning = 6; Question = 7 }

# Of all that happened in a run, the first of these is its exit code: what a person has to do something about comes first.
$Severity = 'Unexpected', 'BadInput', 'Key', 'Quota', 'Question', 'SomeFailed', 'StillRunning', 'Done'

function Invoke-BatchRun {
    <#
    .SYNOPSIS
        Runs a pipeline, logs what comes out of it as it comes, and gives the exit code: 0 only where every row is done.
    .PARAMETER Work
        The pipeline. It is given the run, a table: it sets Expected, the number of rows, and adds to Done those that were done before.
        Each object that it emits is a row done now.
    .PARAMETER LogPath
        The file to add the log to.
    .PARAMETER Until
        When its time is over. Rows not begun by then are for the next run.
    #>
    param(
        [Parameter(Mandatory, Position = 0)] [scriptblock] $Work,
        [Parameter(Mandatory)] [string] $LogPath,
        [datetime] $Until = [datetime]::MaxValue
    )

    $run = @{ Expected = 0; Done = 0; Found = @{} }
    try {
        Add-Content -LiteralPath $LogPath -Value '' -Encoding UTF8 -ErrorAction Stop
        $limit = if ($Until -lt [datetime]::MaxValue) { ", with time until $(Get-Date $Until -Format s)" }
        Write-BatchLog $LogPath "Begun by process $PID$limit."
        & $Work $run 2>&1 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { Add-BatchProblem -Run $run -LogPath $LogPath -Problem $_ }
            elseif ($_ -is [System.Management.Automation.WarningRecord]) { Write-BatchLog $LogPath "WARNING $_" }
            else {
                $run.Done++
                Write-BatchLog $LogPath "Done: $_"
            }
        }
    }
    catch {
        Add-BatchProblem -Run $run -LogPath $LogPath -Problem $_ -IsEnd
    }

    # Rows that neither came out nor failed were not begun.
    if ($run.Found.Count -eq 0 -and $run.Done -lt $run.Expected) {
        $run.Found[$(if ((Get-Date) -ge $Until) { 'StillRunning' } else { 'SomeFailed' })] = $true
    }

    $result = @($Severity | Where-Object { $_ -eq 'Done' -or $run.Found[$_] })[0]
    Write-BatchLog $LogPath "Ended: $($run.Done) of $($run.Expected) done. Exit code $($ExitCode[$result]): $result."
    $ExitCode[$result]
}

function Add-BatchProblem([hashtable] $Run, [string] $LogPath, [System.Management.Automation.ErrorRecord] $Problem, [switch] $IsEnd) {
    $result = switch -Regex ($Problem.FullyQualifiedErrorId) {
        '^(MissingApiKey|InvalidApiKey|Unauthorized|Forbidden),' { 'Key'; break }
        '^SpendLimitExceeded,' { 'Quota'; break }
        '^CreateOutcomeUnknown,' { 'Question'; break }
        '^WaitTimedOut,' { 'StillRunning'; break }
        '^(JournalUnusable|InvalidBaseUri|NoRows|CertificateRejected|InvalidProxy|ProxyAuthenticationRequired|ProxyRefused),?|,Microsoft\.PowerShell\.Commands\.ImportCsvCommand$' { 'BadInput'; break }
        default { if ($IsEnd) { 'Unexpected' } else { 'SomeFailed' } }
    }
    $Run.Found[$result] = $true
    Write-BatchLog $LogPath "ERROR $($Problem.FullyQualifiedErrorId.Split(',')[0]): $Problem"
}

function Write-BatchLog([string] $LogPath, [string] $Text) {
    # One line, and nothing that a terminal would obey, whatever is quoted.
    $clean = $Text -replace '[\t-\r\x85\u2028\u2029]+ *', ' ' -replace '[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]', [char] 0xFFFD
    $line = "$(Get-Date -Format s) $clean"
    Write-Host $line
    # A log that cannot be written any more, on a full disk say, must not end work that is paid for.
    Add-Content -LiteralPath $LogPath -Value $line -Encoding UTF8 -ErrorAction SilentlyContinue
}

Export-ModuleMember -Function Invoke-BatchRun

# Provides the log and the exit codes for the scripts in this folder. Copy this file together with the scripts.

Set-StrictMode -Version Latest

$ExitCode = @{ Done = 0; Unexpected = 1; BadInput = 2; Key = 3; Quota = 4; SomeFailed = 5; StillRunning = 6; OutcomeUnknown = 7 }

# If several results apply, the exit code is that of the first one in this list. Results that require an action come first.
$Severity = 'Unexpected', 'BadInput', 'Key', 'Quota', 'OutcomeUnknown', 'SomeFailed', 'StillRunning', 'Done'

# The priorities of the journal of systemd, which are those of syslog.
$Priority = @{ error = 3; warning = 4; info = 6 }

function Invoke-BatchRun {
    <#
    .SYNOPSIS
        Runs a pipeline, logs its output, and returns the exit code, which is 0 only if every row is done.
    .PARAMETER Work
        The pipeline. Its parameter is a hashtable that describes the run. The pipeline sets Expected to the number of rows, and adds the
        number of rows that were done earlier to Done. If it sets Rows to the rows, entries of the log have the number of their row. Each
        object that it emits is counted as a row that is done. If it emits saved files, the cost of their tasks is logged.
    .PARAMETER LogPath
        The log file. Entries are appended.
    .PARAMETER LogFormat
        The format of the log: Text, or Json for one object per line with time, level, event, message, pid, and, where they apply, taskId,
        row, errorId, exitCode, done, expected and cost.
    .PARAMETER Until
        The end of the time budget. Rows that have not started by then are left for the next run.
    #>
    param(
        [Parameter(Mandatory, Position = 0)] [scriptblock] $Work,
        [Parameter(Mandatory)] [string] $LogPath,
        [ValidateSet('Text', 'Json')] [string] $LogFormat = 'Text',
        [datetime] $Until = [datetime]::MaxValue
    )

    $run = @{
        LogPath = $LogPath; LogFormat = $LogFormat; Rows = @(); Expected = 0; Done = 0; Found = @{}
        Costs = [System.Collections.Generic.List[object]]::new()
    }
    try {
        # A line of JSON lines is never empty. A line that a killed run has left incomplete ends here.
        if ($LogFormat -eq 'Text') { Add-Content -LiteralPath $LogPath -Value '' -Encoding UTF8 -ErrorAction Stop }
        else { Complete-LogLine $LogPath }
        $limit = if ($Until -lt [datetime]::MaxValue) { ", time limit $(Get-Date $Until -Format s)" }
        Write-BatchLog -Run $run -Level info -EventName started -Text "Started by process $PID$limit."
        & $Work $run 2>&1 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { Add-BatchProblem -Run $run -Problem $_ }
            elseif ($_ -is [System.Management.Automation.WarningRecord]) { Write-BatchLog -Run $run -Level warning -EventName warning -Text "$_" }
            else { Add-BatchResult -Run $run -Result $_ }
        }
    }
    catch {
        Add-BatchProblem -Run $run -Problem $_ -IsEnd
    }

    # Rows that were neither emitted nor failed have not started.
    if ($run.Found.Count -eq 0 -and $run.Done -lt $run.Expected) {
        $run.Found[$(if ((Get-Date) -ge $Until) { 'StillRunning' } else { 'SomeFailed' })] = $true
    }

    $cost = Write-BatchCost -Run $run
    $result = @($Severity | Where-Object { $_ -eq 'Done' -or $run.Found[$_] })[0]
    $level = switch ($result) { 'Done' { 'info' } 'StillRunning' { 'warning' } default { 'error' } }
    $message = "Ended: $($run.Done) of $($run.Expected) done. Exit code $($ExitCode[$result]): $result."
    Write-BatchLog -Run $run -Level $level -EventName ended -Text $message -Field @{ exitCode = $ExitCode[$result]; done = $run.Done; expected = $run.Expected; cost = $cost }
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
    foreach ($check in $checks) {
        $level = if ("$($check.Status)" -eq 'Failed') { 'warning' } else { 'info' }
        Write-BatchLog -Run $Run -Level $level -EventName check -Text "Check $check" -Field @{ errorId = $check.ErrorId }
    }

    $failed = @($checks | Where-Object { "$($_.Status)" -eq 'Failed' -and $_.ErrorId -notin $transient })
    if ($failed.Count -gt 0) { Write-Error "$($failed[0].Detail) $($failed[0].RecommendedAction)".Trim() -ErrorId $failed[0].ErrorId -ErrorAction Stop }
}

function Add-BatchResult([hashtable] $Run, [object] $Result) {
    $Run.Done++
    # A task has a hidden property with the same name.
    $isFile = $Result -is [IO.FileInfo] -and $Result.PSObject.Properties['Task']
    $fields = Get-TaskField -Run $Run -Task $(if ($isFile) { $Result.Task } else { $Result })
    if ($isFile) { $Run.Costs.Add($Result.Task.Cost) }
    Write-BatchLog -Run $Run -Level info -EventName done -Text "Done: $Result" -Field $fields
}

function Get-TaskField([hashtable] $Run, [object] $Task) {
    $fields = @{}
    if ($Task -isnot [MeshVideo.VideoTask]) { return $fields }
    $fields.taskId = $Task.Id
    $fields.cost = $Task.Cost
    $fields.row = Get-RowNumber -Run $Run -Row $Task.Source
    $fields
}

# The number of a row is that in the list of rows, from 1.
function Get-RowNumber([hashtable] $Run, [object] $Row) {
    $index = if ($null -ne $Row) { [array]::IndexOf([object[]] $Run.Rows, $Row) } else { -1 }
    if ($index -ge 0) { $index + 1 }
}

function Write-BatchCost([hashtable] $Run) {
    $known = @($Run.Costs | Where-Object { $null -ne $_ })
    $unknown = $Run.Costs.Count - $known.Count
    $sum = if ($known.Count -gt 0) { ($known | Measure-Object -Sum).Sum }
    if ($known.Count -gt 0) { Write-BatchLog -Run $Run -Level info -EventName cost -Text "Cost: $sum USD, videos: $($known.Count)." -Field @{ cost = $sum } }
    if ($unknown -gt 0) { Write-BatchLog -Run $Run -Level info -EventName cost -Text "Cost not known, videos: $unknown." }
    $sum
}

function Add-BatchProblem([hashtable] $Run, [System.Management.Automation.ErrorRecord] $Problem, [switch] $IsEnd) {
    $result = switch -Regex ($Problem.FullyQualifiedErrorId) {
        '^(MissingApiKey|InvalidApiKey|Unauthorized|Forbidden)(,|$)' { 'Key'; break }
        '^(SpendLimitExceeded|MaxCostExceeded),' { 'Quota'; break }
        '^CreateOutcomeUnknown,' { 'OutcomeUnknown'; break }
        '^(WaitTimedOut|RateLimited|ListNotReady)(,|$)' { 'StillRunning'; break }
        '^(JournalUnusable|InvalidBaseUri|InvalidApiVersion|NoRows|NoShare|CertificateRejected|InvalidProxy|ProxyAuthenticationRequired|ProxyRefused),?|,Microsoft\.PowerShell\.Commands\.ImportCsvCommand$' { 'BadInput'; break }
        default { if ($IsEnd) { 'Unexpected' } else { 'SomeFailed' } }
    }
    $Run.Found[$result] = $true
    $id = $Problem.FullyQualifiedErrorId.Split(',')[0]
    $target = $Problem.TargetObject
    $fields = Get-TaskField -Run $Run -Task $target
    if (-not $fields['taskId'] -and $Problem.Exception -is [MeshVideo.MeshVideoException]) { $fields.taskId = $Problem.Exception.TaskId }
    if (-not $fields['row']) { $fields.row = Get-RowNumber -Run $Run -Row $target }
    $fields.errorId = $id
    Write-BatchLog -Run $Run -Level error -EventName error -Text "${id}: $Problem" -Field $fields
}

function Write-BatchLog([hashtable] $Run, [string] $Level, [string] $EventName, [string] $Text, [hashtable] $Field = @{}) {
    # Write one line without control characters, because the text may contain output from the service.
    $clean = $Text -replace '[\t-\r\x85\u2028\u2029]+ *', ' ' -replace '[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]', [char] 0xFFFD
    if ($Run.LogFormat -eq 'Json') {
        $entry = [ordered]@{
            time = [datetime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
            level = $Level; event = $EventName; message = $clean; pid = $PID
        }
        foreach ($name in $Field.Keys | Sort-Object) { if ($null -ne $Field[$name]) { $entry[$name] = $Field[$name] } }
        $line = ConvertTo-Json $entry -Compress
    }
    else {
        $label = switch ($EventName) { 'warning' { 'WARNING ' } 'error' { 'ERROR ' } 'check' { if ($Level -eq 'warning') { 'WARNING ' } } }
        $line = "$(Get-Date -Format s) $label$clean"
    }

    # systemd takes the priority from the beginning of a line.
    Write-Host "$(if ($env:JOURNAL_STREAM) { "<$($Priority[$Level])>" })$line"
    # If the log can't be written, for example because the disk is full, continue: the tasks are already charged.
    Add-LogText $Run.LogPath "$line$([Environment]::NewLine)" -ErrorAction SilentlyContinue
}

function Add-LogText {
    # JSON lines have no byte order mark, which -Encoding UTF8 writes in Windows PowerShell.
    [CmdletBinding()]
    param([string] $Path, [string] $Text)
    try { [IO.File]::AppendAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path), $Text) }
    catch [IO.IOException], [UnauthorizedAccessException] { Write-Error -ErrorRecord $_ }
}

function Complete-LogLine([string] $Path) {
    $full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    $file = [IO.File]::Open($full, 'OpenOrCreate', 'ReadWrite', 'ReadWrite')
    try {
        if ($file.Length -gt 0) {
            $null = $file.Seek(-1, 'End')
            if ($file.ReadByte() -ne 10) { $file.WriteByte(10) }
        }
    }
    finally { $file.Dispose() }
}

Export-ModuleMember -Function Invoke-BatchRun, Assert-BatchConnection

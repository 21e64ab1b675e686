BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $sample = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples/nightly/Invoke-NightlyBatch.ps1")
    Start-Simulator

    function New-Batch {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string[]] $Prompt)
        $folder = (New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory).FullName
        $seed = Get-Random -Maximum 1000000000
        $Prompt | ForEach-Object { [pscustomobject]@{ Prompt = $_; Seed = $seed++ } } | Export-Csv "$folder/shots.csv"
        $folder
    }

    function Get-Argument([string] $Batch) { @('-CsvPath', "$Batch/shots.csv", '-OutputPath', "$Batch/videos", '-LogFormat', 'Json') }

    function Invoke-Sample([string] $Batch, [hashtable] $Environment = (Get-BareEnvironment)) {
        Invoke-ShellFile $sample -Argument (Get-Argument $Batch) -Environment $Environment
    }

    # Reads the log strictly: each line is an object with the fields that every entry has. A line that a kill has cut ends the run before.
    function Read-Log([string] $Path, [int] $Cut = 0) {
        $bytes = [IO.File]::ReadAllBytes($Path)
        $bytes[0] | Should -Be 123 -Because 'a byte order mark is not JSON'
        $entries = foreach ($line in [Text.UTF8Encoding]::new($false, $true).GetString($bytes).TrimEnd() -split '\r?\n') {
            try { $entry = ConvertFrom-Json $line } catch { $Cut--; continue }
            $line | Should -Match '^\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level"'
            $entry.level | Should -BeIn 'info', 'warning', 'error'
            $entry.event | Should -BeIn 'started', 'check', 'done', 'warning', 'error', 'cost', 'ended'
            $entry.message | Should -Not -Match '[\r\n]'
            $entry.pid | Should -BeGreaterThan 0
            $entry
        }
        $Cut | Should -BeGreaterOrEqual 0 -Because 'only a kill can cut a line'
        $entries
    }
}

AfterAll { Stop-Simulator }

Describe 'The log of the samples as JSON lines' {
    BeforeEach { Reset-Service }

    It 'has the task, the row and the cost of what is done, and the reason of what is not' {
        $batch = New-Batch 'a lake', 'bad [simulate:failed]', 'a city'
        $result = Invoke-Sample $batch
        $result.ExitCode | Should -Be 5
        $entries = Read-Log "$batch/shots.csv.log"
        $entries[0].event | Should -Be 'started'
        @($entries | Where-Object event -EQ check) | Should -HaveCount 7
        $done = @($entries | Where-Object event -EQ done | Sort-Object { $_.row })
        "$($done.row)" | Should -Be '1 3'
        (Get-ChildItem "$batch/videos").BaseName | Sort-Object | Should -Be ($done.taskId | Sort-Object)
        $done[0].cost | Should -BeGreaterThan 0
        $failed = $entries | Where-Object event -EQ error
        "$($failed.errorId) $($failed.row) $($failed.level)" | Should -Be 'TaskFailed 2 error'
        $failed.taskId | Should -Match '^cgt-'
        $end = $entries[-1]
        "$($end.event) $($end.level) $($end.exitCode) $($end.done)/$($end.expected)" | Should -Be 'ended error 5 2/3'
        [math]::Abs($end.cost - $done[0].cost - $done[1].cost) | Should -BeLessThan 0.000001
        ($result.Output.Trim() -split '\r?\n') | ForEach-Object { (ConvertFrom-Json $_).level | Should -Not -BeNullOrEmpty }
    }

    It 'has the exit code of a run that ends early' {
        $batch = New-Batch 'a lake'
        $environment = Get-BareEnvironment
        $environment.Remove('MESHAPI_API_KEY')
        (Invoke-Sample $batch $environment).ExitCode | Should -Be 3
        $entries = Read-Log "$batch/shots.csv.log"
        "$($entries[-2].event) $($entries[-2].errorId) $($entries[-1].exitCode)" | Should -Be 'error MissingApiKey 3'
    }

    It 'continues after a kill, even in the middle of a line' {
        $batch = New-Batch 'a lake', 'a city'
        Add-Fault @{ on = 'get'; kind = 'hang'; times = -1 }
        $running = Start-Shell -Environment (Get-BareEnvironment) -Argument (@('-NoProfile', '-NonInteractive', '-File', $sample) + (Get-Argument $batch))
        Wait-ServiceRequest -Count 2
        Wait-ServiceRequest -Method GET -Path /v1/video/generations/ -Count 2
        Stop-ProcessTree $running
        Reset-Service
        [IO.File]::AppendAllText("$batch/shots.csv.log", '{"time":"2026-11')

        (Invoke-Sample $batch).ExitCode | Should -Be 0
        $entries = Read-Log "$batch/shots.csv.log" -Cut 1
        @($entries | Where-Object event -EQ started) | Should -HaveCount 2
        @($entries | Where-Object event -EQ done).row | Sort-Object | Should -Be 1, 2
        "$($entries[-1].event) $($entries[-1].level) $($entries[-1].exitCode)" | Should -Be 'ended info 0'
    }

    It 'has the priorities of systemd only in its output, and only there' {
        $batch = New-Batch 'a lake', 'bad [simulate:failed]'
        $environment = Get-BareEnvironment
        $environment.JOURNAL_STREAM = '8:1'
        $result = Invoke-Sample $batch $environment
        $lines = $result.Output.Trim() -split '\r?\n'
        foreach ($line in $lines) {
            $line | Should -Match '^<[346]>\{.+\}$'
            $entry = $line.Substring(3) | ConvertFrom-Json
            $line[1] | Should -Be @{ info = '6'; warning = '4'; error = '3' }[$entry.level]
        }
        @($lines -like '<3>*') | Should -HaveCount 2
        $null = Read-Log "$batch/shots.csv.log"
    }
}

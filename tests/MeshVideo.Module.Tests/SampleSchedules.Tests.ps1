BeforeDiscovery {
    $hasSystemd = [bool] (Get-Command systemd-analyze -ErrorAction Ignore)
    $hasShell = [bool] (Get-Command sh -ErrorAction Ignore)
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $samples = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples")
    Start-Simulator

    # The paths in the schedules: the samples, the batch and the key.
    $place = (New-Item "$TestDrive/mesh nightly" -ItemType Directory).FullName
    $bare = Get-BareEnvironment
    Set-Content "$TestDrive/key.env" "MESHAPI_API_KEY=$($bare.MESHAPI_API_KEY)"
    $unattended = @{ PSModulePath = $bare.PSModulePath; MESHAPI_BASE_URL = $bare.MESHAPI_BASE_URL }
}

AfterAll { Stop-Simulator }

Describe 'The Windows scheduled task' {
    BeforeAll {
        # Replace the Windows commands with functions that record their arguments.
        $noting = @'
function New-ScheduledTaskAction { [pscustomobject]@{ Execute = $args[1]; Argument = $args[3] } }
function New-ScheduledTaskTrigger { "trigger $args" }
function New-ScheduledTaskSettingsSet { "settings $args" }
function New-ScheduledTaskPrincipal { "principal $args" }
function Register-ScheduledTask { param($TaskName, $Description, $Action, $Trigger, $Settings, $Principal, $User, $Password, [switch] $Force)
    [pscustomobject]@{ Name = $TaskName; Execute = $Action.Execute; Argument = $Action.Argument; Trigger = $Trigger; Settings = $Settings; Principal = $Principal; User = $User } | ConvertTo-Json }
'@
        Set-Content "$place/shots.csv" 'Prompt', 'a lake'
    }

    It 'is registered to run without a logged-on user, one instance at a time' {
        $result = Invoke-Shell "$noting; & '$samples/nightly/Register-NightlyTask.ps1' -CsvPath shots.csv -OutputPath videos -At 03:30 -TimeBudgetMin 120"
        $task = $result.Output | ConvertFrom-Json
        $task.Name | Should -Be 'MeshVideo nightly'
        $task.Execute | Should -Be 'pwsh.exe'
        $task.Trigger | Should -Match '-Daily.+03:30'
        $task.Settings | Should -Match '-StartWhenAvailable.+IgnoreNew.+03:00:00'
        $task.Principal | Should -Match 'S4U'
    }

    It 'runs the batch and returns its exit code' {
        $result = Invoke-Shell "$noting; Set-Location '$place'; & '$samples/nightly/Register-NightlyTask.ps1' -CsvPath shots.csv -OutputPath videos"
        $task = $result.Output | ConvertFrom-Json
        # .NET parses a command line like Windows.
        $start = [Diagnostics.ProcessStartInfo]::new((Get-ShellPath), $task.Argument)
        $start.WorkingDirectory = $TestDrive
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.Environment['PSModulePath'] = $bare.PSModulePath
        $ended = [Diagnostics.Process]::Start($start) | Receive-Shell
        $ended.Output | Should -Match '1 of 1 done'
        $ended.ExitCode | Should -Be 0
        Get-ChildItem "$place/videos" | Should -HaveCount 1
    }

    It 'is not registered with -WhatIf' {
        $result = Invoke-Shell "$noting; & '$samples/nightly/Register-NightlyTask.ps1' -CsvPath shots.csv -OutputPath videos -WhatIf"
        $result.Output | Should -Match 'Invoke-NightlyBatch.ps1'
        $result.Output | Should -Not -Match '"Name"'
    }
}

Describe 'The systemd units (skipped if systemd-analyze is missing)' -Skip:(-not $hasSystemd) {
    BeforeAll {
        $units = (New-Item "$TestDrive/units" -ItemType Directory).FullName
        # If PowerShell is in a different folder, change the path in the unit.
        Get-Content "$samples/nightly/mesh-nightly.service" | ForEach-Object { $_ -replace '/usr/bin/pwsh', (Get-ShellPath) } |
            Set-Content "$units/mesh-nightly.service"
        Copy-Item "$samples/nightly/mesh-nightly.timer" $units
    }

    It 'are accepted by systemd-analyze verify' {
        $said = & systemd-analyze verify --man=no --recursive-errors=one "$units/mesh-nightly.service" "$units/mesh-nightly.timer" 2>&1
        $LASTEXITCODE | Should -Be 0
        "$said" | Should -BeNullOrEmpty
    }

    It 'have a valid start time' {
        $when = (Get-Content "$units/mesh-nightly.timer" | Select-String '^OnCalendar=(.+)').Matches.Groups[1].Value
        & systemd-analyze calendar $when | Should -Not -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'run the batch and return its exit code' {
        $folder = (New-Item "$TestDrive/state" -ItemType Directory).FullName
        Set-Content "$folder/shots.csv" 'Prompt', 'a lake [simulate:failed]'
        $line = (Get-Content "$units/mesh-nightly.service" | Select-String '^ExecStart=(.+)').Matches.Groups[1].Value
        $program, $argument = $line.Replace('/opt/mesh/samples', $samples).Split(' ')
        $result = Start-Shell -Program $program -Argument $argument -Environment $bare -WorkingDirectory $folder | Receive-Shell
        $result.ExitCode | Should -Be 5
        Get-Content "$folder/shots.csv.log" -Raw | Should -Match 'Exit code 5'
    }
}

Describe 'The cron lines (skipped if sh is missing)' -Skip:(-not $hasShell) {
    BeforeAll {
        $folder = (New-Item "$TestDrive/cron" -ItemType Directory).FullName
        Set-Content "$folder/shots.csv" 'Prompt', 'a lake'
        $lines = Get-Content "$samples/nightly/crontab.example" | Where-Object { $_ -and $_ -notmatch '^(#|\w+=)' } |
            ForEach-Object { $_.Replace('/opt/mesh/samples', $samples).Replace('/etc/mesh-nightly.env', "$TestDrive/key.env").Replace('/var/lib/mesh-nightly', $folder) }
    }

    It 'contain a time and a command for sh, and return the exit code of the batch' {
        # cron converts a % sign to a line break.
        $lines | Should -Not -Match '%'
        foreach ($line in $lines) {
            $command = [regex]::Match($line, '^(?:@reboot|(?:[\d*]+ ){4}[\d*]+) (.+)$').Groups[1].Value
            $command | Should -Not -BeNullOrEmpty
            $result = Start-Shell -Program sh -Argument '-c', $command -Environment $unattended | Receive-Shell
            $result.All | Should -Match '1 of 1 done. Exit code 0'
            $result.ExitCode | Should -Be 0
        }

        $lines | Should -HaveCount 2
        Get-ChildItem "$folder/videos" | Should -HaveCount 1
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    # The response comes later than the task, so that eight creates are under way when the pipeline ends.
    Start-Simulator '--queue-seconds', '0.1', '--run-seconds', '60', '--create-seconds', '0.4'

    function Get-AllId { @(Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/tasks" | ForEach-Object { $_ }).id }

    function Get-MadeId { Get-AllId | Where-Object { $_ -notin $earlier } | Sort-Object }

    function Get-RecordedId { Get-Content $journal | ConvertFrom-Json | Where-Object kind -EQ 'task' | ForEach-Object id | Sort-Object }

    function Assert-NextRunCompletion([int] $Refused = 0) {
        $tasks = $rows | New-MeshVideo -Seed $seed -JournalPath $journal -WarningAction SilentlyContinue
        $tasks | Should -HaveCount 20
        $tasks.Request.Prompt | Should -Be $rows
        Get-MadeId | Should -Be ($tasks.Id | Sort-Object)
        Get-ServiceRequest | Should -HaveCount (20 + $Refused)
    }

    $script = "Import-Module '$manifest'; 1..20 | ForEach-Object {{ ""shot `$_"" }} | New-MeshVideo -Seed {0} -JournalPath '{1}'"
}

AfterAll { Stop-Simulator }

Describe 'Creates that are under way when the pipeline ends early' {
    BeforeEach {
        Reset-Service
        $earlier = @(Get-AllId)
        $journal = "$TestDrive/$([guid]::NewGuid()).jsonl"
        $seed = Get-Random -Maximum 1000000000
        $rows = 1..20 | ForEach-Object { "shot $_" }
    }

    It 'are recorded after Select-Object -First' {
        $rows | New-MeshVideo -Seed $seed -JournalPath $journal | Select-Object -First 1 | Should -HaveCount 1
        @(Get-MadeId).Count | Should -BeGreaterThan 1
        @(Get-MadeId).Count | Should -BeLessThan 20
        Get-RecordedId | Should -Be (Get-MadeId)
        Assert-NextRunCompletion
    }

    It 'are recorded after an error with -ErrorAction Stop' {
        Add-Fault @{ on = 'create'; kind = 'status'; status = 400; skip = 2 }
        { $rows | New-MeshVideo -Seed $seed -JournalPath $journal -ErrorAction Stop } | Should -Throw -ErrorId 'Refused,*'
        @(Get-MadeId).Count | Should -BeLessThan 20
        Get-RecordedId | Should -Be (Get-MadeId)
        Assert-NextRunCompletion -Refused 1
    }

    It 'are recorded after an error of a later command' {
        { $rows | New-MeshVideo -Seed $seed -JournalPath $journal | ForEach-Object { throw 'disk full' } } | Should -Throw 'disk full'
        @(Get-MadeId).Count | Should -BeLessThan 20
        Get-RecordedId | Should -Be (Get-MadeId)
        Assert-NextRunCompletion
    }

    It 'are finished by the next run after Ctrl+C' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript(($script -f $seed, $journal))
            $running = $shell.BeginInvoke()
            Wait-ServiceRequest -Count 8
            Stop-PowerShell $shell
            $running.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }

        @(Get-MadeId).Count | Should -BeLessThan 20
        Assert-NextRunCompletion
    }

    It 'are finished by the next run after the process was killed' {
        $start = New-ProcessStart (Get-ShellPath) '-NoProfile', '-NonInteractive', '-Command', ($script -f $seed, $journal)
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        Wait-ServiceRequest -Count 8
        Stop-ProcessTree $process
        @(Get-MadeId).Count | Should -BeLessThan 20
        Assert-NextRunCompletion
    }
}

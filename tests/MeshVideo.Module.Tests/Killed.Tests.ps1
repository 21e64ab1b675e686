BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force

    function Invoke-Save {
        # Runs Save-MeshVideo in a separate PowerShell process that the test can kill.
        param([string] $Path, [string] $Id)
        $script = "Import-Module '$manifest'; Get-MeshVideo $Id | Save-MeshVideo -Path '$Path' -ThrottleLimit 2"
        $script:running = [Diagnostics.Process]::Start((New-ProcessStart (Get-ShellPath) '-NoProfile', '-NonInteractive', '-Command', $script))
    }

    function Invoke-Kill {
        # Equivalent to kill -9.
        $script:running.HasExited | Should -BeFalse
        Stop-ProcessTree $script:running
    }

    function Get-ServedHash {
        # Downloads the file of a task without the module.
        param([object] $Task)
        $file = New-TemporaryFile
        Invoke-WebRequest $Task.VideoUrl -OutFile $file
        (Get-FileHash $file).Hash
        Remove-Item $file
    }
}

Describe 'A batch of files, killed' {
    BeforeAll {
        Start-Simulator '--file-bytes', '2000000'
        Add-FinishedTask 8
        $tasks = Get-MeshVideo
    }

    AfterAll {
        Stop-ProcessTree $running
        Stop-Simulator
    }

    It 'is completed by running the same command again after any number of kills' {
        $folder = "$TestDrive/batch"
        Add-Fault @{ on = 'file'; kind = 'throttle'; bytesPerSecond = 8000000; times = -1 }
        foreach ($count in 1, 2, 4) {
            Clear-ServiceRequest
            Invoke-Save $folder
            Wait-ServiceRequest -Method GET -Path /files -Count $count
            Invoke-Kill
        }

        $files = $tasks | Save-MeshVideo -Path $folder -ErrorVariable problems
        $problems | Should -HaveCount 0
        $files | Should -HaveCount 8
        (Get-ChildItem $folder).Name | Sort-Object | Should -Be ($tasks | ForEach-Object { "$($_.Id).mp4" } | Sort-Object)
        foreach ($task in $tasks) { (Get-FileHash "$folder/$($task.Id).mp4").Hash | Should -Be (Get-ServedHash $task) }

        Reset-Service
        $tasks | Save-MeshVideo -Path $folder | Should -HaveCount 8
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 0
    }
}

Describe 'A large file, killed' {
    BeforeAll {
        Start-Simulator '--file-bytes', '90000000'
        Add-FinishedTask 1
        $task = Get-MeshVideo
    }

    AfterAll {
        Stop-ProcessTree $running
        Stop-Simulator
    }

    It 'is resumed from the bytes that are certainly on disk' {
        $folder = "$TestDrive/large"
        $records = New-Item "$folder/.meshvideo" -ItemType Directory
        $record = "$records/$($task.Id).mp4.json"
        $watcher = [IO.FileSystemWatcher]::new($records, '*.json')
        Add-Fault @{ on = 'file'; kind = 'stall'; bytes = 80000000 }
        Invoke-Save $folder $task.Id
        do { $watcher.WaitForChanged('Renamed, Changed', 20000).TimedOut | Should -BeFalse }
        until ((Get-Content $record -Raw | ConvertFrom-Json).part.flushed -gt 0)
        Invoke-Kill
        Test-Path "$records/$($task.Id).mp4.part" | Should -BeTrue

        $file = $task | Save-MeshVideo -Path $folder
        (Get-ServiceRequest -Method GET -Path /files).status | Should -Be 200, 206
        (Get-FileHash $file).Hash | Should -Be (Get-ServedHash $task)
        (Get-ChildItem $folder).Name | Should -Be "$($task.Id).mp4"
    }
}

Describe 'A batch of rows, killed' {
    BeforeAll {
        Start-Simulator '--queue-seconds', '0', '--run-seconds', '0', '--file-bytes', '2000000'
        $kills = if ($env:MESHVIDEO_TEST_KILLS) { [int] $env:MESHVIDEO_TEST_KILLS } else { 4 }
        $rowCount = 12
    }

    AfterAll {
        Stop-ProcessTree $running
        Stop-Simulator
    }

    It 'is completed by running it again: no row is charged twice, and no file is lost' {
        $csv, $journal, $folder = "$TestDrive/rows.csv", "$TestDrive/rows.jsonl", "$TestDrive/rows"
        1..$rowCount | ForEach-Object { [pscustomobject]@{ Prompt = "row $_" } } | Export-Csv $csv -NoTypeInformation
        # The list of this service is complete when a run looks for the tasks of lost responses, so that the other rows can be sent again.
        $script = "Import-Module '$manifest'; Import-Csv '$csv' | New-MeshVideo -JournalPath '$journal' -ResendAmbiguous |
            Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$folder' | ForEach-Object { `$_.Task.Source.Prompt }"

        for ($kill = 1; $kill -le $kills; $kill++) {
            Reset-Service
            $left = $rowCount - @(Get-MeshVideo).Count
            $isCreating = $left -gt 0 -and $kill -le $kills / 2
            if ($isCreating) {
                # The service accepts one of the eight concurrent requests. The response of every other one is lost.
                $isLost = $kill % 2
                if ($isLost) { Add-Fault @{ on = 'create'; kind = 'hang'; after = $true } }
                Add-Fault @{ on = 'create'; kind = 'status'; status = 429; skip = 1 - $isLost; times = -1 }
                $wait = @{ Method = 'POST' }
            }
            else {
                Add-Fault @{ on = 'file'; kind = 'throttle'; bytesPerSecond = 1000000; times = -1 }
                $wait = @{ Method = 'GET'; Path = '/files' }
            }

            $script:running = Start-Shell '-NoProfile', '-NonInteractive', '-Command', $script -Environment (Get-BareEnvironment)
            Wait-ServiceRequest @wait
            Invoke-Kill
        }

        Reset-Service
        $result = Start-Shell '-NoProfile', '-NonInteractive', '-Command', $script -Environment (Get-BareEnvironment) | Receive-Shell
        $result.Error | Should -BeNullOrEmpty
        $prompts = 1..$rowCount | ForEach-Object { "row $_" } | Sort-Object
        $result.Output.Trim() -split '\r?\n' | Sort-Object | Should -Be $prompts
        $tasks = @(Get-MeshVideo)
        $tasks | Should -HaveCount $rowCount
        (Get-ChildItem $folder).Name | Sort-Object | Should -Be ($tasks | ForEach-Object { "$($_.Id).mp4" } | Sort-Object)
        foreach ($task in $tasks) { (Get-FileHash "$folder/$($task.Id).mp4").Hash | Should -Be (Get-ServedHash $task) }
    }
}

Describe 'A run with a journal, killed while it waits for the next row' {
    BeforeAll {
        Start-Simulator
        $folder = New-Item "$TestDrive/waiting" -ItemType Directory
        $journal = Join-Path $folder 'rows.jsonl'
        $runs = [Collections.Generic.List[Diagnostics.Process]]::new()

        function Invoke-WaitingRun([string] $Row) {
            # Returns the process, and the file that shows that it is alive.
            Clear-ServiceRequest
            $before = @(Get-ChildItem $folder -Filter *.run -Name)
            $process = Start-Shell -Environment (Get-BareEnvironment) -Argument '-NoProfile', '-NonInteractive', '-Command',
            "& { '$Row'; Start-Sleep 300 } | New-MeshVideo -JournalPath '$journal'"
            $runs.Add($process)
            Wait-ServiceRequest -Method POST
            [pscustomobject]@{ Process = $process; File = Get-ChildItem $folder -Filter *.run -Name | Where-Object { $_ -notin $before } }
        }
    }

    AfterAll {
        $runs | ForEach-Object { Stop-ProcessTree $_ }
        Stop-Simulator
    }

    It 'leaves no file after the next run, which keeps those of runs that are alive' {
        $killed = Invoke-WaitingRun 'a'
        $living = Invoke-WaitingRun 'b'
        $killed.File, $living.File | Should -Not -BeNullOrEmpty
        Stop-ProcessTree $killed.Process

        'a', 'b' | New-MeshVideo -JournalPath $journal | Should -HaveCount 2

        Get-ChildItem $folder -Name | Sort-Object | Should -Be (@('rows.jsonl', 'rows.jsonl.lock', $living.File) | Sort-Object)
    }
}

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

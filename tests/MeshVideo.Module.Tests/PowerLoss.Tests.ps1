BeforeDiscovery {
    $hasStrace = $IsLinux -and (Get-Command strace -ErrorAction Ignore)
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Start-Simulator

    function Invoke-Traced {
        # Runs a script in a separate PowerShell process under strace, and returns its output and the trace.
        param([string] $Script, [string[]] $Trace)
        $log = "$TestDrive/$([guid]::NewGuid()).trace"
        $command = @('-f', '-qq', '-o', $log) + $Trace + @((Get-ShellPath), '-NoProfile', '-NonInteractive', '-Command', $Script)
        $result = Start-Shell -Program strace -Argument $command -Environment (Get-BareEnvironment) | Receive-Shell
        $result | Add-Member Trace ([string[]] @(Get-Content $log))
        $result
    }

    function Find-Call([string[]] $Trace, [string] $Pattern) {
        for ($i = 0; $i -lt $Trace.Count; $i++) { if ($Trace[$i] -match $Pattern) { return $i } }
        -1
    }
}

AfterAll { Stop-Simulator }

Describe 'A power failure (skipped if strace is missing)' -Skip:(-not $hasStrace) {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
    }

    It 'does not lose the journal: its folder is flushed before the first request is sent' {
        $port = ([uri] (Get-ServiceBaseUri)).Port
        $run = Invoke-Traced "New-MeshVideo 'a' -JournalPath '$folder/batch.jsonl'" '-e', 'trace=fsync,fdatasync,connect', '-y'
        $run.ExitCode | Should -Be 0
        $file = Find-Call $run.Trace "fsync\(\d+<$folder/batch.jsonl>"
        $entry = Find-Call $run.Trace "fsync\(\d+<$folder>"
        $sent = Find-Call $run.Trace "connect\(.*htons\($port\)"
        $file | Should -BeGreaterThan -1
        $entry | Should -BeGreaterThan $file
        $sent | Should -BeGreaterThan $entry
    }

    It 'does not lose a saved file: it is flushed before it is renamed, and its folder after that' {
        $run = Invoke-Traced "New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$folder/v.mp4'" '-e', 'trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat', '-y'
        $run.ExitCode | Should -Be 0
        $name = Find-Call $run.Trace "(rename|link)\w*\(.*$folder/v.mp4`""
        $name | Should -BeGreaterThan -1
        @($run.Trace[0..$name] -match "fsync\(\d+<$folder/").Count | Should -BeGreaterThan 0
        @($run.Trace[$name..($run.Trace.Count - 1)] -match "fsync\(\d+<$folder>").Count | Should -BeGreaterThan 0
    }
}

Describe 'A disk that fails to flush (skipped if strace is missing)' -Skip:(-not $hasStrace) {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
    }

    It 'ends a batch before anything is sent, and the batch can be run again' {
        $run = Invoke-Traced "'a', 'b' | New-MeshVideo -JournalPath '$folder/batch.jsonl'; `$Error | ForEach-Object FullyQualifiedErrorId" '-e', 'inject=fsync,fdatasync:error=EIO'
        Get-ServiceRequest | Should -HaveCount 0
        $run.Output | Should -Match 'JournalUnusable,'
        $run.Error | Should -Match 'could not be flushed to the disk'
        'a', 'b' | & { Import-Module (Get-ModuleManifestPath); $input | New-MeshVideo -JournalPath "$folder/batch.jsonl" } | Should -HaveCount 2
        Get-ServiceRequest | Should -HaveCount 2
    }

    It 'saves no file, and leaves no temporary files' {
        Import-Module (Get-ModuleManifestPath)
        $task = New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2
        $run = Invoke-Traced "Save-MeshVideo -Id '$($task.Id)' -Path '$folder/v.mp4'; `$Error | ForEach-Object FullyQualifiedErrorId" '-e', 'inject=fsync,fdatasync:error=EIO'
        $run.Output | Should -Match 'WriteFailed,'
        $run.Output | Should -Not -Match 'v\.mp4\s*$'
        Test-Path "$folder/v.mp4" | Should -BeFalse
        (Save-MeshVideo -Id $task.Id -Path "$folder/v.mp4").Length | Should -BeGreaterThan 0
    }

    It 'is different from a disk without flush support, which causes one warning' {
        $run = Invoke-Traced "'a', 'b' | New-MeshVideo -JournalPath '$folder/batch.jsonl' | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$folder'" '-e', 'inject=fsync,fdatasync:error=EINVAL'
        Get-ServiceRequest | Should -HaveCount 2
        @([regex]::Matches($run.All, 'WARNING: The file system of the journal')).Count | Should -Be 1
        @([regex]::Matches($run.All, "WARNING: The file system of '")).Count | Should -Be 1
        Get-ChildItem $folder -Filter *.mp4 | Should -HaveCount 2
    }
}

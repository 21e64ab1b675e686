BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    function Stop-Script {
        # Runs a script in another runspace and stops it, as Ctrl+C does, when it is busy.
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string] $Script, [scriptblock] $UntilBusy)
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$(Get-ModuleManifestPath)'; $Script")
            $running = $shell.BeginInvoke()
            & $UntilBusy
            Stop-PowerShell $shell
            $running.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }
    }

    function Receive-Interrupted {
        # Runs a script in another process, interrupts it as a terminal does, and returns the rest of its output as one line.
        param([string] $Script, [scriptblock] $UntilBusy)
        # A shell that runs tests in the background ignores the signal, and so do the processes that it starts.
        $start = [Diagnostics.ProcessStartInfo]::new('env')
        '--default-signal=INT', (Get-ShellPath), '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$(Get-ModuleManifestPath)'; $Script" |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardOutput = $true
        $shell = [Diagnostics.Process]::Start($start)
        try {
            & $UntilBusy $shell
            $rest = $shell.StandardOutput.ReadToEndAsync()
            /bin/kill -INT $shell.Id
            Wait-ProcessExit $shell
        }
        finally {
            Stop-ProcessTree $shell
        }

        $rest.Result -replace '\s+', ' '
    }
}

AfterAll { Stop-Simulator }

Describe 'Ctrl+C' {
    BeforeEach { Reset-Service }

    It 'ends New-MeshVideo while its request hangs' {
        Add-Fault @{ on = 'create'; kind = 'hang'; times = -1 }
        Stop-Script "'a', 'b' | New-MeshVideo" { Wait-ServiceRequest }
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'ends Get-MeshVideo while its request hangs' {
        Add-Fault @{ on = 'list'; kind = 'hang'; times = -1 }
        Stop-Script 'Get-MeshVideo' { Wait-ServiceRequest -Method GET }
    }

    It 'ends Wait-MeshVideo while its request hangs' {
        $task = New-MeshVideo 'a'
        Add-Fault @{ on = 'get'; kind = 'hang'; times = -1 }
        Stop-Script "Wait-MeshVideo $($task.Id)" { Wait-ServiceRequest -Method GET }
    }

    It 'ends Wait-MeshVideo between two polls' {
        $task = New-MeshVideo 'a [simulate:run=600]'
        Stop-Script "Wait-MeshVideo $($task.Id) -PollIntervalSec 60" { Wait-ServiceRequest -Method GET }
    }

    It 'reports the unfinished tasks when Wait-MeshVideo is stopped (skipped except on Linux, where signals are sent)' -Skip:(-not $IsLinux) {
        $tasks = 'a [simulate:run=600]', 'b [simulate:run=600]', 'c' | New-MeshVideo
        $script = "Wait-MeshVideo $($tasks.Id -join ',') -PollIntervalSec 0.2 | ForEach-Object { [Console]::Out.WriteLine(`$_.Id) }"
        $said = Receive-Interrupted $script { param($Shell) Read-ProcessLine $Shell | Should -Be $tasks[2].Id }
        $said | Should -Match '2 tasks continue, and are charged if they succeed\.'
        $said | Should -Match ([regex]::Escape("Wait-MeshVideo -Id '$($tasks[0].Id)', '$($tasks[1].Id)'"))
        $said | Should -Not -Match ([regex]::Escape($tasks[2].Id))
    }

    It 'reports that a task may exist when New-MeshVideo is stopped during its request (skipped except on Linux, where signals are sent)' -Skip:(-not $IsLinux) {
        Add-Fault @{ on = 'create'; kind = 'hang'; times = -1 }
        Receive-Interrupted "'a' | New-MeshVideo" { Wait-ServiceRequest } |
            Should -Match 'may have created a task.* Get-MeshVideo -CreatedAfter \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'
    }

    It 'reports the number of tasks that may exist when New-MeshVideo is stopped during several requests (skipped except on Linux, where signals are sent)' -Skip:(-not $IsLinux) {
        Add-Fault @{ on = 'create'; kind = 'hang'; times = -1 }
        Receive-Interrupted "1..6 | ForEach-Object { ""shot `$_"" } | New-MeshVideo -ThrottleLimit 6" { Wait-ServiceRequest -Count 6 } |
            Should -Match '6 requests were in progress\. .* Look for them with: Get-MeshVideo -CreatedAfter'
    }

    It 'refers to the journal when New-MeshVideo is stopped during its request (skipped except on Linux, where signals are sent)' -Skip:(-not $IsLinux) {
        Add-Fault @{ on = 'create'; kind = 'hang'; times = -1 }
        Receive-Interrupted "'a' | New-MeshVideo -JournalPath '$TestDrive/stopped.jsonl'" { Wait-ServiceRequest } |
            Should -Match 'may have created a task.* run the batch again with the same journal'
    }

    It 'reports nothing when New-MeshVideo is stopped while no task can exist (skipped except on Linux, where signals are sent)' -Skip:(-not $IsLinux) {
        Add-Fault @{ on = 'create'; kind = 'status'; status = 429; retryAfter = 500; times = -1 }
        $script = "'a' | New-MeshVideo -Verbose 4>&1 | ForEach-Object { [Console]::Out.WriteLine(`$_) }"
        Receive-Interrupted $script { param($Shell) do { $line = Read-ProcessLine $Shell } until ($null -eq $line -or $line -match 'Retrying in') } |
            Should -Not -Match 'may have created'
    }

    It 'ends Save-MeshVideo during a download, and the next run resumes it' {
        $task = New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2
        # The second request is sent after the first one has received its bytes.
        Add-Fault @{ on = 'file'; kind = 'truncate'; bytes = 1000 }
        Add-Fault @{ on = 'file'; kind = 'hang' }
        $folder = New-Item "$TestDrive/stopped" -ItemType Directory
        Stop-Script "Save-MeshVideo -Id $($task.Id) '$folder'" { Wait-ServiceRequest -Method GET -Path /files -Count 2 }
        Test-Path "$folder/*.mp4" | Should -BeFalse
        $file = $task | Save-MeshVideo -Path $folder
        (Get-ServiceRequest -Method GET -Path /files).status | Should -Be 200, $null, 206
        Get-ChildItem $folder | Should -HaveCount 1
        $file.Name | Should -Be "$($task.Id).mp4"
    }

    It 'ends the whole pipeline' {
        Stop-Script "'a [simulate:run=600]', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/whole'" {
            Wait-ServiceRequest -Method GET -Path /files
        }
    }
}

Describe 'Select-Object -First' {
    BeforeEach { Reset-Service }

    It 'ends a pipeline cleanly and leaves nothing running' {
        $task = 'slow [simulate:run=600]', 'quick' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Select-Object -First 1
        $task.Status | Should -Be 'Succeeded'
        # If the wait still ran, it would poll within 0.2 s. Reading the list six times takes longer; no other requests must arrive.
        Reset-Service
        1..6 | ForEach-Object { $null = New-MeshVideo 'x' | Wait-MeshVideo -PollIntervalSec 0.2 }
        $slow = Get-MeshVideo | Where-Object Status -in Queued, Running
        foreach ($one in $slow) { Get-ServiceRequest -Method GET -Path "/v1/video/generations/$($one.Id)" | Should -HaveCount 0 }
    }

    It 'sends no further rows after the pipeline has stopped' {
        'a', 'b', 'c' | New-MeshVideo | Select-Object -First 1 | Should -HaveCount 1
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'ends saving cleanly, with only complete files' {
        $files = 'a', 'b', 'c' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/first" | Select-Object -First 1
        $files | Should -HaveCount 1
        Get-ChildItem "$TestDrive/first" | Where-Object Extension -notin '.mp4', '.part' | Should -HaveCount 0
        $again = Get-MeshVideo | Where-Object Id -in (Get-ChildItem "$TestDrive/first/*.mp4").BaseName | Save-MeshVideo -Path "$TestDrive/again"
        foreach ($file in $again) { (Get-FileHash "$TestDrive/first/$($file.Name)").Hash | Should -Be (Get-FileHash $file).Hash }
    }
}

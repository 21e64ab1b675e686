BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'Wait-MeshVideo' {
    BeforeEach { Reset-Service }

    It 'emits tasks in the order they end' {
        $tasks = 'slow [simulate:run=2]', 'quick' | New-MeshVideo
        $ended = $tasks | Wait-MeshVideo -PollIntervalSec 0.2
        $ended.Id | Should -Be $tasks[1].Id, $tasks[0].Id
    }

    It 'keeps the request and the row of the task' {
        $ended = [pscustomobject]@{ Prompt = 'a'; Shot = 'one' } | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        $ended.Source.Shot | Should -Be 'one'
        $ended.Request.Prompt | Should -Be 'a'
    }

    It 'writes an error for each task with status <Status>' -ForEach @(
        @{ Status = 'failed'; Id = 'TaskFailed'; Category = 'InvalidResult' }
        @{ Status = 'expired'; Id = 'TaskExpired'; Category = 'OperationTimeout' }
        @{ Status = 'cancelled'; Id = 'TaskCancelled'; Category = 'OperationStopped' }
    ) {
        $task = "[simulate:$Status]" | New-MeshVideo
        $ended = $task | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorVariable problems -ErrorAction SilentlyContinue
        $ended.Status | Should -Be $Status
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].CategoryInfo.Category | Should -Be $Category
    }

    It 'reports each unfinished task after the timeout' {
        $tasks = 1..3 | ForEach-Object { "$_ [simulate:run=600]" } | New-MeshVideo
        $tasks | Wait-MeshVideo -TimeoutSec 1 -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems | Should -HaveCount 3
        $problems.CategoryInfo.Category | Select-Object -Unique | Should -Be 'OperationTimeout'
        $problems.Exception.TaskId | Sort-Object | Should -Be ($tasks.Id | Sort-Object)
    }

    It 'polls once with -TimeoutSec 0' {
        $done = New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2
        $running = New-MeshVideo 'b [simulate:run=600]'
        Reset-Service
        $ended = Wait-MeshVideo $done.Id, $running.Id -TimeoutSec 0 -ErrorVariable problems -ErrorAction SilentlyContinue
        $ended.Id | Should -Be $done.Id
        $problems | Should -HaveCount 1
        $problems[0].TargetObject | Should -Be $running.Id
        Get-ServiceRequest -Method GET | Should -HaveCount 2
    }

    It 'reports the failure and an unknown state if a task could never be read' {
        $nowhere = "http://127.0.0.1:$(Get-FreePort)"
        Wait-MeshVideo 'cgt-1' -TimeoutSec 0 -BaseUri $nowhere -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimedOut,*'
        "$($problems[0])" | Should -BeLike '*could not be read*refused*state is unknown*Wait-MeshVideo -Id*'
        "$($problems[0])" | Should -Not -BeLike '*goes on*'
        $problems[0].Exception.InnerException.Kind | Should -Be 'ConnectionFailed'
    }

    It 'ends with the first task with -Any' {
        $tasks = 'slow [simulate:run=600]', 'quick' | New-MeshVideo
        $output = $tasks | Wait-MeshVideo -Any -PollIntervalSec 0.2 -Verbose 4>&1
        ($output | Where-Object { $_ -is [MeshVideo.VideoTask] }).Id | Should -Be $tasks[1].Id
        $output | Where-Object { "$_" -like "1 task continues*$($tasks[0].Id)*" } | Should -HaveCount 1
    }

    It 'reports unfinished tasks with -Verbose after Select-Object -First' {
        $tasks = 'slow [simulate:run=600]', 'quick' | New-MeshVideo
        $said = [Collections.Generic.List[string]]::new()
        $first = & { $tasks | Wait-MeshVideo -PollIntervalSec 0.2 -Verbose | Select-Object -First 1 } 4>&1 | ForEach-Object { $said.Add("$_"); $_ } | Where-Object { $_ -is [MeshVideo.VideoTask] }
        $first.Id | Should -Be $tasks[1].Id
        $said | Where-Object { $_ -like "1 task continues*'$($tasks[0].Id)'" } | Should -HaveCount 1
    }

    It 'warns about unfinished tasks if an error ends the pipeline' {
        $tasks = 'slow [simulate:run=600]', '[simulate:failed]' | New-MeshVideo
        { $tasks | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorAction Stop 3>&1 | ForEach-Object { $script:warned = "$_" } } | Should -Throw
        $script:warned | Should -BeLike "1 task continues*'$($tasks[0].Id)'"
    }

    It 'continues after faults of the service' {
        $task = New-MeshVideo 'a'
        Add-Fault @{ on = 'get'; kind = 'status'; status = 502 }
        Add-Fault @{ on = 'get'; kind = 'reset' }
        Add-Fault @{ on = 'get'; kind = 'corrupt' }
        ($task | Wait-MeshVideo -PollIntervalSec 0.2).Status | Should -Be 'Succeeded'
    }

    It 'reports an unknown task, and waits for the others' {
        $task = New-MeshVideo 'a'
        $ended = Wait-MeshVideo 'no-such-task', $task.Id -PollIntervalSec 0.2 -ErrorVariable problems -ErrorAction SilentlyContinue
        $ended.Id | Should -Be $task.Id
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $problems[0].TargetObject | Should -Be 'no-such-task'
    }

    It 'shows one progress bar, updated at most four times per second, and removes it' {
        $shell = [powershell]::Create().AddScript('
            param($manifest, $id)
            Import-Module $manifest
            Wait-MeshVideo $id -PollIntervalSec 0.1').AddArgument((Get-ModuleManifestPath)).AddArgument((New-MeshVideo 'a [simulate:run=2]').Id)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $null = $shell.Invoke()
        $seconds = $watch.Elapsed.TotalSeconds
        $records = $shell.Streams.Progress | Where-Object Activity -like 'Waiting*'
        ($records.ActivityId | Select-Object -Unique) | Should -HaveCount 1
        $records[0].StatusDescription | Should -Match '0 of 1 ended.*00:00:0'
        $records[-1].RecordType | Should -Be 'Completed'
        $records.Count | Should -BeLessOrEqual (4 * $seconds + 2)
        $shell.Dispose()
    }

    It 'shows the number of tasks by status, the longest-running task, and an estimate' {
        $tasks = 1..3 | ForEach-Object { 'quick' } | New-MeshVideo
        $slow = 1..2 | ForEach-Object { 'slow [simulate:run=4]' } | New-MeshVideo
        $shell = [powershell]::Create().AddScript('
            param($manifest, $ids)
            Import-Module $manifest
            Wait-MeshVideo $ids').AddArgument((Get-ModuleManifestPath)).AddArgument(@($tasks.Id) + $slow.Id)
        $null = $shell.Invoke()
        $records = $shell.Streams.Progress | Where-Object Activity -like 'Waiting for 5 videos'
        $told = $records | Where-Object StatusDescription -match '^3 of 5 ended; 2 running; 00:00:0\d, about 00:00:\d\d left \(estimate\)$'
        $told | Should -Not -BeNullOrEmpty
        ($slow.Id | ForEach-Object { "Longest: $_, 00:00:0*" } | Where-Object { $told[-1].CurrentOperation -like $_ }) | Should -HaveCount 1
        $shell.Dispose()
    }

    It 'reports its actions with -Verbose' {
        $said = 'a' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.1 -Verbose 4>&1
        "$said" | Should -Match 'is succeeded'
    }
}

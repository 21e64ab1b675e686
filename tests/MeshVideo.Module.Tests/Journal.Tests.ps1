BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'A batch with a journal' {
    BeforeEach {
        Reset-Service
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    It 'is charged once, regardless of the number of runs' {
        $first = 'a', 'b', 'a' | New-MeshVideo -JournalPath $journal
        $second = 'a', 'b', 'a' | New-MeshVideo -JournalPath $journal
        $second.Id | Should -Be $first.Id
        ($first.Id | Select-Object -Unique) | Should -HaveCount 3
        Get-ServiceRequest | Should -HaveCount 3
        ($second | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/journal") | Should -HaveCount 3
    }

    It 'sends only new rows' {
        $null = 'a', 'b' | New-MeshVideo -JournalPath $journal
        'a', 'b', 'c' | New-MeshVideo -JournalPath $journal | Should -HaveCount 3
        Get-ServiceRequest | Should -HaveCount 3
    }

    It 'finds the task of a lost response, and reports it' {
        Add-Fault @{ on = 'create'; kind = 'reset'; after = $true }
        # Use a unique seed, because the list shows no prompts and contains tasks of other tests.
        'a' | New-MeshVideo -Seed 4711 -JournalPath $journal -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CreateOutcomeUnknown,*'
        $task = 'a' | New-MeshVideo -Seed 4711 -JournalPath $journal -WarningVariable warnings -WarningAction SilentlyContinue
        $task.Id | Should -Be (Get-MeshVideo -First 1).Id
        $warnings | Should -HaveCount 1
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'writes an error if the task cannot be identified, and resends it with -ResendAmbiguous' {
        Add-Fault @{ on = 'create'; kind = 'reset' }
        'lost' | New-MeshVideo -JournalPath $journal -ErrorAction SilentlyContinue
        'lost' | New-MeshVideo -JournalPath $journal -ErrorVariable problems -ErrorAction SilentlyContinue
        "$($problems[0])" | Should -BeLike '*-ResendAmbiguous*'
        Get-ServiceRequest | Should -HaveCount 1
        'lost' | New-MeshVideo -JournalPath $journal -ResendAmbiguous | Should -HaveCount 1
        Get-ServiceRequest | Should -HaveCount 2
    }

    It 'is completed with only the journal' {
        $made = 'a', 'b' | New-MeshVideo -JournalPath $journal
        $tasks = Get-MeshVideo -JournalPath $journal
        $tasks.Id | Should -Be $made.Id
        $tasks[0].Request.Prompt | Should -Be 'a'
        $tasks | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/alone" | Should -HaveCount 2
    }

    It 'is not read task by task if the service does not respond' {
        $null = 1..20 | ForEach-Object { "row $_" } | New-MeshVideo -JournalPath $journal
        Clear-ServiceRequest
        Add-Fault @{ on = 'get'; kind = 'status'; status = 401; times = -1 }
        Get-MeshVideo -JournalPath $journal -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount 0
        (Get-ServiceRequest -Method GET).Count | Should -Be 16
        $problems | Should -HaveCount 17
        $problems[-1].FullyQualifiedErrorId | Should -BeLike 'Unauthorized,*'
        $problems[-1].TargetObject | Should -Be $journal
        "$($problems[-1])" | Should -BeLike '4 tasks of the journal were not read, because the last 16 requests failed. *'
    }

    It 'is read whole if some of its tasks cannot be read' {
        $null = 1..20 | ForEach-Object { "row $_" } | New-MeshVideo -JournalPath $journal
        Add-Fault @{ on = 'get'; kind = 'status'; status = 403; times = 7 }
        Get-MeshVideo -JournalPath $journal -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount 13
        $problems | Should -HaveCount 7
    }

    It 'is resumed after the process was killed during a create request' {
        Add-Fault @{ on = 'create'; kind = 'hang'; after = $true; skip = 1 }
        $start = New-ProcessStart (Get-ShellPath) '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$manifest'; 'a', 'b', 'c' | New-MeshVideo -Seed 815 -JournalPath '$journal'"
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $null = Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/requests/wait?method=POST&path=/v1/video/generations&count=2&recorded=true&timeout=30"
        Stop-ProcessTree $process
        $tasks = 'a', 'b', 'c' | New-MeshVideo -Seed 815 -JournalPath $journal -WarningAction SilentlyContinue
        $tasks | Should -HaveCount 3
        Get-ServiceRequest | Should -HaveCount 3
    }

    It 'ends before anything is sent if the journal cannot be used' {
        Set-Content $journal 'shopping list'
        { 'a' | New-MeshVideo -JournalPath $journal } | Should -Throw -ErrorId 'JournalUnusable,*'
        { 'a' | New-MeshVideo -JournalPath $TestDrive } | Should -Throw -ErrorId 'JournalUnusable,*'
        Get-ServiceRequest | Should -HaveCount 0
        Get-Content $journal | Should -Be 'shopping list'
    }
}

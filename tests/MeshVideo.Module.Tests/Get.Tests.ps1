BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    Add-FinishedTask 450
}

AfterAll { Stop-Simulator }

Describe 'Get-MeshVideo' {
    BeforeEach { Reset-Service }

    It 'lists all tasks, page by page' {
        $tasks = Get-MeshVideo
        $tasks | Should -HaveCount 450
        ($tasks.Id | Sort-Object -Unique) | Should -HaveCount 450
        Get-ServiceRequest -Method GET | Should -HaveCount 3
    }

    It 'requests only the number of tasks that -First specifies' {
        Get-MeshVideo -First 3 | Should -HaveCount 3
        $requests = Get-ServiceRequest -Method GET
        $requests | Should -HaveCount 1
        $requests[0].query | Should -Match 'limit=3(&|$)'
    }

    It 'requests no further page after the pipeline has stopped' {
        Get-MeshVideo | Select-Object -First 3 | Should -HaveCount 3
        Get-ServiceRequest -Method GET | Should -HaveCount 1
    }

    It 'skips the number of tasks that -Skip specifies' {
        $all = Get-MeshVideo -First 5
        (Get-MeshVideo -Skip 2 -First 3).Id | Should -Be $all[2..4].Id
    }

    It 'emits the total count first with -IncludeTotalCount' {
        $answer = Get-MeshVideo -First 2 -IncludeTotalCount
        "$($answer[0])" | Should -Match '450'
        $answer | Should -HaveCount 3
    }

    It 'emits only the total count with -First 0' {
        $answer = @(Get-MeshVideo -First 0 -IncludeTotalCount)
        $answer | Should -HaveCount 1
        "$answer" | Should -Match '450'
        Get-MeshVideo -First 0 | Should -BeNullOrEmpty
    }

    It 'reads tasks by id in the specified order, and continues after a missing task' {
        $ids = (Get-MeshVideo -First 12).Id
        $asked = @($ids[0..5]) + 'no-such-task' + @($ids[6..11])
        $tasks = Get-MeshVideo -Id $asked -ErrorVariable problems -ErrorAction SilentlyContinue
        $tasks.Id | Should -Be $ids
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problems[0].TargetObject | Should -Be 'no-such-task'
    }

    It 'sends filters to the service, times as UTC' {
        $after = [datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Local)
        $null = Get-MeshVideo -Status Succeeded, failed -Model 'byteplus/seedance-1-0-pro' -CreatedAfter $after -CreatedBefore '2030-01-01T00:00:00Z'
        $query = [uri]::UnescapeDataString((Get-ServiceRequest -Method GET)[0].query)
        $query | Should -Match 'status=succeeded'
        $query | Should -Match 'status=failed'
        $query | Should -Match 'model=byteplus/seedance-1-0-pro'
        $query | Should -Match "created_after=$($after.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ'))"
        $query | Should -Match 'created_before=2030-01-01T00:00:00Z'
    }

    It 'retries after a transient fault' {
        Add-Fault @{ on = 'list'; kind = 'status'; status = 502; times = 2 }
        Get-MeshVideo -First 1 | Should -HaveCount 1
        Get-ServiceRequest -Method GET | Should -HaveCount 3
    }

    It 'accepts an unknown status' {
        $id = (New-MeshVideo '[simulate:status=resting]').Id
        $task = Get-MeshVideo $id
        $task.Status | Should -Be 'Unknown'
        $task.StatusText | Should -Be 'resting'
        ($task | Out-String -Width 200) | Should -Match 'resting'
    }
}

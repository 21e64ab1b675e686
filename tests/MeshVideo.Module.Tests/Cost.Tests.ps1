BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator '--queue-seconds', '0', '--run-seconds', '0'

    # A video of 5 seconds with the default settings costs 108,900 tokens at 7.00 USD per 1M tokens: 0.7623 USD. 13 of them cost 9.9099 USD.
    $rows = 1..30 | ForEach-Object { [pscustomobject]@{ Prompt = "shot $_"; Shot = $_ } }
    function Get-PriceRequest { @(Get-ServiceRequest -Method GET -Path /v1/models) }
}

AfterAll { Stop-Simulator }

Describe 'WhatIf' {
    BeforeEach { Reset-Service; Clear-ServiceRequest }

    It 'shows the tokens, the price and the cost of each row, and the sum' {
        $result = Invoke-Shell -Environment @{ MESHAPI_BASE_URL = Get-ServiceBaseUri; MESHAPI_API_KEY = $env:MESHAPI_API_KEY } @"
Import-Module '$manifest'
'a', 'b' | New-MeshVideo -WhatIf
@{ Prompt = 'c'; Duration = 10 }, @{ Prompt = 'd'; Duration = -1 }, @{ Prompt = 'e'; Duration = 99 } | New-MeshVideo -MaxCost 1 -WhatIf
"@
        $result.Output | Should -BeLike '*Estimate: 108,900 tokens at 7.00 USD per 1M tokens: 0.7623 USD.*'
        $result.Output | Should -BeLike '*What if: All rows: 2 videos, 217,800 tokens: 1.5246 USD.*'
        $result.Output | Should -BeLike '*Estimate: 216,900 tokens at 7.00 USD per 1M tokens: 1.5183 USD.*'
        $result.Output | Should -BeLike '*Estimate: unknown tokens at 7.00 USD per 1M tokens: not known, because the model chooses the duration.*'
        $result.Output | Should -BeLike '*All rows: 1 video, 216,900 tokens: 1.5183 USD. The cost of another 1 video is not known. -MaxCost is 1.00 USD.*'
        Get-ServiceRequest | Should -HaveCount 0
        Get-PriceRequest | Should -HaveCount 2
    }

    It 'says that the prices are not known if they can not be read' {
        Add-Fault @{ on = 'models'; kind = 'status'; status = 500; times = -1 }
        New-MeshVideo 'a' -WhatIf -WarningAction SilentlyContinue -WarningVariable warning -ErrorVariable problem
        $warning | Should -HaveCount 1
        "$warning" | Should -BeLike 'The prices are not known: *'
        $problem | Should -BeNullOrEmpty
    }
}

Describe 'MaxCost' {
    BeforeEach {
        Reset-Service
        Clear-ServiceRequest
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    It 'stops at the row that would exceed it, with <Name>' -ForEach @(
        @{ Name = 'one create at a time'; Options = @{} }
        @{ Name = 'a journal'; Options = @{ JournalPath = $true } }
        @{ Name = 'a journal and one create at a time'; Options = @{ JournalPath = $true; ThrottleLimit = 1 } }
        @{ Name = '30 creates at a time'; Options = @{ ThrottleLimit = 30 } }
    ) {
        if ($Options.JournalPath) { $Options.JournalPath = $journal }
        $tasks = $rows | New-MeshVideo -MaxCost 10 @Options -ErrorAction SilentlyContinue -ErrorVariable problems
        $tasks.Source.Shot | Should -Be (1..13)
        $problems | Should -HaveCount 17
        $problems.TargetObject.Shot | Should -Be (14..30)
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MaxCostExceeded,*'
        $problems[0].CategoryInfo.Category | Should -Be 'LimitsExceeded'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Raise -MaxCost*'
        Get-ServiceRequest | Should -HaveCount 13
        Get-PriceRequest | Should -HaveCount 1
    }

    It 'creates a later row that is cheaper and fits' {
        $mixed = @{ Prompt = 'a'; Duration = 5 }, @{ Prompt = 'b'; Duration = 5 }, @{ Prompt = 'c'; Resolution = '480p'; Duration = 4 }
        $tasks = $mixed | New-MeshVideo -MaxCost 1.1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $tasks.Request.Prompt | Should -Be 'a', 'c'
        $problems.TargetObject.Prompt | Should -Be 'b'
    }

    It 'counts the actual cost of tasks that have ended' {
        $new = { New-MeshVideo -MaxCost 1.6 -ErrorAction SilentlyContinue }.GetSteppablePipeline()
        $new.Begin($true)
        $ended = foreach ($prompt in 'a', 'b [simulate:failed]', 'c', 'd') { $new.Process($prompt) | Wait-MeshVideo -ErrorAction SilentlyContinue }
        $new.End()
        $ended.Request.Prompt | Should -Be 'a', 'b [simulate:failed]', 'c'
        $ended.Cost | Should -Be 0.7623, 0, 0.7623
        $ended[0].Cost | Should -BeOfType decimal
        $ended.CostKind | Should -Be 'Estimated', 'Estimated', 'Estimated'
        ($ended | Measure-Object -Property Cost -Sum).Sum | Should -Be 1.5246
    }

    It 'refuses a row of unknown cost, unless -AllowUnknownCost' {
        New-MeshVideo 'a' -Duration -1 -MaxCost 10 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CostUnknown,*'
        "$($problems[0])" | Should -BeLike '*because the model chooses the duration*-AllowUnknownCost*'
        New-MeshVideo 'a' -Duration -1 -MaxCost 10 -AllowUnknownCost | Should -HaveCount 1
    }

    It 'sends nothing if the prices can not be read' {
        Add-Fault @{ on = 'models'; kind = 'status'; status = 500; times = -1 }
        { $rows | New-MeshVideo -MaxCost 10 -JournalPath $journal } | Should -Throw -ErrorId 'ServiceUnavailable,*' -ExpectedMessage '-MaxCost requires the prices*'
        Get-ServiceRequest | Should -HaveCount 0
        $journal | Should -Not -Exist
    }

    It 'sends nothing if the service lists no prices' {
        Add-Fault @{ on = 'models'; kind = 'status'; status = 200; body = '[{"id": "byteplus/dreamina-seedance-2-0"}]' }
        { New-MeshVideo 'a' -MaxCost 10 } | Should -Throw -ErrorId 'CostUnknown,*'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'holds after kill -9 and for all runs of the journal' {
        $seeded = '1..30 | ForEach-Object { [pscustomobject]@{ Prompt = "shot $_"; Seed = $_ } }'
        $script = "Import-Module '$manifest'; $seeded | New-MeshVideo -MaxCost 10 -ThrottleLimit 3 -JournalPath '$journal' *> `$null"
        Add-Fault @{ on = 'create'; kind = 'hang'; after = $true; skip = 5 }
        Add-Fault @{ on = 'create'; kind = 'delay'; ms = 100; times = -1 }
        foreach ($count in 3, 6) {
            $process = [Diagnostics.Process]::Start((New-ProcessStart (Get-ShellPath) '-NoProfile', '-NonInteractive', '-Command', $script))
            Wait-ServiceRequest -Count $count
            Stop-ProcessTree $process
        }

        $tasks = & ([scriptblock]::Create($seeded)) | New-MeshVideo -MaxCost 10 -JournalPath $journal -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
        # A request whose task can't be found counts too, because it may be charged.
        $refused = @($problems | Where-Object FullyQualifiedErrorId -Like 'MaxCostExceeded,*')
        $refused | Should -HaveCount 17
        $tasks.Count + $problems.Count | Should -Be 30
        @(Get-MeshVideo | Where-Object Seed -In (1..30)).Count | Should -BeLessOrEqual 13
        (Get-MeshVideo | Where-Object Seed -In (1..30) | Group-Object Seed).Count | Should -Not -Contain 2
    }

    It 'is shared by two processes with one journal' {
        Add-Fault @{ on = 'create'; kind = 'delay'; ms = 50; times = -1 }
        $running = foreach ($half in '1..20', '21..40') {
            $script = "Import-Module '$manifest'; $half | ForEach-Object { `"shot `$_`" } | New-MeshVideo -MaxCost 10 -JournalPath '$journal' *> `$null"
            [Diagnostics.Process]::Start((New-ProcessStart (Get-ShellPath) '-NoProfile', '-NonInteractive', '-Command', $script))
        }

        $running | ForEach-Object { Wait-ProcessExit $_ }
        Get-MeshVideo -JournalPath $journal | Should -HaveCount 13
        Get-ServiceRequest | Should -HaveCount 13
    }
}

Describe 'The cost of a task' {
    BeforeEach {
        Reset-Service
        Clear-ServiceRequest
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $mixed = @{ Prompt = 'a' }, @{ Prompt = 'b'; Model = 'byteplus/seedance-1-5-pro' }, @{ Prompt = 'c [simulate:failed]' }
    }

    It 'is not known without the prices, which are not read unless asked for' {
        $task = New-MeshVideo 'a' | Wait-MeshVideo
        $task.Cost | Should -BeNullOrEmpty
        $task.CostKind | Should -BeNullOrEmpty
        Get-PriceRequest | Should -HaveCount 0
    }

    It 'is estimated with -IncludeCost, with one request for the prices' {
        $tasks = $mixed | New-MeshVideo | Wait-MeshVideo -IncludeCost -ErrorAction SilentlyContinue
        ($tasks | Sort-Object { $_.Source.Prompt }).Cost | Should -Be 0.7623, 0.26136, 0
        ($tasks | Measure-Object -Property Cost -Sum).Sum | Should -Be 1.02366
        ($tasks | Group-Object Model | Sort-Object Name | ForEach-Object { ($_.Group | Measure-Object Cost -Sum).Sum }) | Should -Be 0.7623, 0.26136
        Get-PriceRequest | Should -HaveCount 1
        ($tasks.Id | Get-MeshVideo -IncludeCost | Measure-Object -Property Cost -Sum).Sum | Should -Be 1.02366
        (Wait-MeshVideo -Id $tasks.Id -IncludeCost -ErrorAction SilentlyContinue | Measure-Object -Property Cost -Sum).Sum | Should -Be 1.02366
        Get-PriceRequest | Should -HaveCount 3
        $tasks[0] | Format-List | Out-String | Should -Match 'Cost +: \d[.,]\d+ USD, estimated'
    }

    It 'is known without a request for the prices after New-MeshVideo -MaxCost' {
        $null = $mixed | New-MeshVideo -MaxCost 2 -JournalPath $journal
        Clear-ServiceRequest
        $tasks = Get-MeshVideo -JournalPath $journal -IncludeCost
        $tasks.Cost | Should -Be 0.7623, 0.26136, 0
        ($tasks | Wait-MeshVideo -IncludeCost -ErrorAction SilentlyContinue).Cost | Measure-Object -Sum | ForEach-Object Sum | Should -Be 1.02366
        Get-PriceRequest | Should -HaveCount 0
    }

    It 'is what was charged with -IncludeCharges, with one request for all tasks' {
        $made = $mixed | New-MeshVideo -JournalPath $journal
        $made.CreateRequestId | Should -Match '^req_'
        $tasks = Get-MeshVideo -JournalPath $journal -IncludeCharges -WarningVariable warning
        $tasks.Id | Should -Be $made.Id
        $tasks.Cost | Should -Be 0.7623, 0.26136, 0
        $tasks.CostKind | Should -Be 'Charged', 'Charged', 'Estimated'
        $warning | Should -BeNullOrEmpty
        Get-ServiceRequest -Path /v1/usage/events | Should -HaveCount 1
        Get-PriceRequest | Should -HaveCount 0
        ($made | Get-MeshVideo -IncludeCharges).CostKind | Should -Be 'Charged', 'Charged', 'Estimated'
    }

    It 'is estimated if the charge is not found, with a warning' {
        $made = $mixed | New-MeshVideo
        $tasks = Get-MeshVideo -Id $made.Id -IncludeCharges -WarningAction SilentlyContinue -WarningVariable warning
        $tasks.CostKind | Should -Be 'Estimated', 'Estimated', 'Estimated'
        "$warning" | Should -Be 'The charges of 2 of 3 tasks were not found, so their cost is estimated.'
    }

    It 'is carried by saved files' {
        $files = $mixed[0..1] | New-MeshVideo -MaxCost 2 | Wait-MeshVideo | Save-MeshVideo -Path "$TestDrive/files"
        ($files.Task | Measure-Object -Property Cost -Sum).Sum | Should -Be 1.02366
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    # The minimum size is 300 pixels. The simulator reads only the size in the PNG header.
    $png = [byte[]](0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 2, 0, 8, 2, 0, 0, 0)
}

AfterAll { Stop-Simulator }

Describe 'New-MeshVideo' {
    BeforeEach { Reset-Service }

    It 'emits a typed task with its request' {
        $task = New-MeshVideo 'a lake' -Duration 5 -Ratio '1:1'
        $task | Should -BeOfType ([MeshVideo.VideoTask])
        $task.Id | Should -Not -BeNullOrEmpty
        $task.Request.Duration | Should -Be 5
        $task.Source | Should -BeNullOrEmpty
    }

    It 'sends nothing with -WhatIf, and needs no key' {
        $env:MESHAPI_API_KEY = $null
        'a', 'b' | New-MeshVideo -WhatIf | Should -BeNullOrEmpty
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'sends nothing with $WhatIfPreference' {
        $WhatIfPreference = $true
        New-MeshVideo 'a' | Should -BeNullOrEmpty
        $WhatIfPreference = $false
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'distinguishes a switch that is off from one that is not specified' {
        (New-MeshVideo 'a').Request.GenerateAudio | Should -BeNullOrEmpty
        (New-MeshVideo 'a' -GenerateAudio).Request.GenerateAudio | Should -BeTrue
        $off = New-MeshVideo 'a' -GenerateAudio:$false
        $off.Request.GenerateAudio | Should -BeFalse
        $off.Request.GenerateAudio | Should -Not -BeNullOrEmpty
    }

    It 'sends unknown fields' {
        $task = New-MeshVideo 'a' -AdditionalProperty @{ x_mood = 'calm'; x_list = 1, 2; x_deep = @{ a = $true } }
        $read = Get-MeshVideo $task.Id
        $read.AdditionalProperties['x_mood'] | Should -Be 'calm'
        $read.AdditionalProperties['x_list'] | Should -Be 1, 2
        $read.AdditionalProperties.x_deep.a | Should -BeTrue
    }

    It 'sends a local image from the current location, with the format of its content' {
        New-Item "$TestDrive/media" -ItemType Directory -Force | Out-Null
        [IO.File]::WriteAllBytes("$TestDrive/media/frame [1].jpg", $png)
        Push-Location "$TestDrive/media"
        try { $task = New-MeshVideo -FirstFrame './frame [1].jpg' }
        finally { Pop-Location }
        $task.Request.FirstFrame.Path | Should -BeLike '*frame `[1`].jpg'
        (Get-ServiceRequest)[0].status | Should -Be 200
    }

    It 'sends URLs, data URIs and assets unchanged' {
        $data = 'data:image/png;base64,' + [Convert]::ToBase64String($png)
        $task = New-MeshVideo 'a' -ReferenceImage 'https://example.com/a.png?sig=1', $data, 'asset://asset-1'
        $task.Request.ReferenceImages | Should -HaveCount 3
        "$($task.Request.ReferenceImages[0])" | Should -Not -Match 'sig=1'
    }

    It 'rejects a media file that is missing or has the wrong format, and sends nothing' {
        Set-Content "$TestDrive/notes.png" 'just text'
        New-MeshVideo 'a' -FirstFrame "$TestDrive/nothing.png" -ErrorVariable problems -ErrorAction SilentlyContinue
        New-MeshVideo 'a' -FirstFrame "$TestDrive/notes.png" -ErrorVariable +problems -ErrorAction SilentlyContinue
        New-MeshVideo 'a' -FirstFrame "$TestDrive" -ErrorVariable +problems -ErrorAction SilentlyContinue
        New-MeshVideo 'a' -FirstFrame 'Env:PATH' -ErrorVariable +problems -ErrorAction SilentlyContinue
        $problems | Should -HaveCount 4
        $problems.Exception.Kind | Should -Be 'MediaUnreadable', 'InvalidRequest', 'MediaUnreadable', 'MediaUnreadable'
        $problems.CategoryInfo.Category | Should -Be 'ReadError', 'InvalidArgument', 'ReadError', 'ReadError'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'reports every rejection by the service, with the row as target' {
        $row = [pscustomobject]@{ Prompt = 'a'; Duration = 99; Ratio = '5:4' }
        $row | New-MeshVideo -SkipValidation -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Refused,*'
        "$($problems[0])" | Should -Match 'duration'
        "$($problems[0])" | Should -Match 'ratio'
        $problems[0].TargetObject.Ratio | Should -Be '5:4'
        $problems[0].Exception.Details.Count | Should -BeGreaterThan 1
        $problems[0].Exception.RequestId | Should -BeLike 'req_*'
    }

    It 'has specific errors for the key and the account: <Status>' -ForEach @(
        @{ Status = 401; Id = 'Unauthorized'; Category = 'AuthenticationError' }
        @{ Status = 402; Id = 'SpendLimitExceeded'; Category = 'QuotaExceeded' }
        @{ Status = 403; Id = 'Forbidden'; Category = 'PermissionDenied' }
        @{ Status = 409; Id = 'Conflict'; Category = 'ResourceExists' }
    ) {
        Add-Fault @{ on = 'create'; kind = 'status'; status = $Status }
        New-MeshVideo 'a' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problems[0].CategoryInfo.Category | Should -Be $Category
        $problems[0].Exception.StatusCode | Should -Be $Status
    }
}

Describe 'A create request whose response is lost' {
    BeforeEach { Reset-Service }

    It 'is sent once and reports that a task may exist: <Name>' -ForEach @(
        @{ Name = 'recorded, then the connection dropped'; Fault = @{ on = 'create'; kind = 'reset'; after = $true }; Made = 1 }
        @{ Name = 'dropped before it was recorded'; Fault = @{ on = 'create'; kind = 'reset' }; Made = 0 }
        @{ Name = 'HTTP 502'; Fault = @{ on = 'create'; kind = 'status'; status = 502; times = -1 }; Made = 0 }
        @{ Name = 'recorded, then HTTP 504'; Fault = @{ on = 'create'; kind = 'status'; status = 504; after = $true; times = -1 }; Made = 1 }
        @{ Name = 'broken JSON'; Fault = @{ on = 'create'; kind = 'corrupt' }; Made = 1 }
    ) {
        $before = (Get-MeshVideo).Count
        Add-Fault $Fault
        'a' | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ServiceRequest | Should -HaveCount 1
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CreateOutcomeUnknown,*'
        "$($problems[0])" | Should -BeLike '*A task may exist*Get-MeshVideo -CreatedAfter*'
        # The recommended action of the error finds the task, if one was created.
        $since = [regex]::Match("$($problems[0])", 'Get-MeshVideo -CreatedAfter (\S+)').Groups[1].Value
        (Get-MeshVideo).Count - $before | Should -Be $Made
        @(Get-MeshVideo -CreatedAfter $since).Count | Should -BeGreaterOrEqual $Made
    }

    It 'is retried after 429, not before the requested delay' {
        Add-Fault @{ on = 'create'; kind = 'status'; status = 429; retryAfter = 2 }
        'a' | New-MeshVideo | Should -HaveCount 1
        $posts = Get-ServiceRequest
        $posts | Should -HaveCount 2
        ([datetime]$posts[1].time - [datetime]$posts[0].time).TotalSeconds | Should -BeGreaterOrEqual 2
    }

    It 'does not affect the other rows' {
        Add-Fault @{ on = 'create'; kind = 'reset'; after = $true; skip = 1 }
        $tasks = 'a', 'b', 'c' | New-MeshVideo -ErrorAction SilentlyContinue
        $tasks | Should -HaveCount 2
        Get-ServiceRequest | Should -HaveCount 3
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    $table = Join-Path $TestDrive 'models.jsonc'
    function Write-Table([string] $Row) {
        [IO.File]::WriteAllText($table, "// My models`n{`n  `"checked`": `"2026-11-26`",`n  `"models`": [`n    $Row`n  ]`n}")
        $env:MESHVIDEO_MODELS = $table
    }
}

AfterAll { Stop-Simulator }

Describe 'The table of models' {
    BeforeEach { Reset-Service }

    It 'is a file of the module that a person can copy and change' {
        $shipped = Join-Path (Split-Path (Get-ModuleManifestPath)) 'MeshVideo.Models.jsonc'
        $text = Get-Content -LiteralPath $shipped -Raw
        $text | Should -Match 'MESHVIDEO_MODELS'
        # The comments can also be removed by hand.
        $json = (($text -split "`n") -notmatch '^\s*//' -join "`n") -replace ',(\s*[}\]])', '$1' | ConvertFrom-Json
        $json.models.id | Should -Contain 'byteplus/dreamina-seedance-2-0'
    }

    It 'is replaced by the file of $env:MESHVIDEO_MODELS' {
        New-MeshVideo 'a' -Duration 60 -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].Exception.Message | Should -Match 'Duration: 60; allowed: 4 to 15 seconds'
        Write-Table '{ "id": "byteplus/dreamina-seedance-2-0", "seconds": "3-60", "cameraFixed": false }'
        New-MeshVideo 'a' -Duration 60 -WhatIf -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        New-MeshVideo 'a' -CameraFixed -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].Exception.Message | Should -Match 'CameraFixed: on; allowed: off or omitted with dreamina-seedance-2-0'
    }

    It 'is found by a path relative to the current location' {
        Write-Table '{ "id": "byteplus/dreamina-seedance-2-0", "seconds": "3-60" }'
        $env:MESHVIDEO_MODELS = './models.jsonc'
        Push-Location -LiteralPath $TestDrive
        try { New-MeshVideo 'a' -Duration 60 -WhatIf -ErrorVariable problem } finally { Pop-Location }
        $problem | Should -BeNullOrEmpty
    }

    It 'does not apply to models that it does not have' {
        Write-Table '{ "id": "other" }'
        (New-MeshVideo 'a' -Model 'byteplus/experimental' -Resolution 2k).Status | Should -BeIn 'Queued', 'Running'
    }

    It 'ends the command before anything is sent if its file is not valid' {
        Write-Table '{ "id": "byteplus/dreamina-seedance-2-0", "seconds": "15-4" }'
        { 'a', 'b' | New-MeshVideo } | Should -Throw -ErrorId 'InvalidModelTable,*'
        $record = $null
        try { New-MeshVideo 'a' } catch { $record = $_ }
        $record.CategoryInfo.Category | Should -Be 'InvalidData'
        $record.TargetObject | Should -Be $table
        "$record" | Should -Match ([regex]::Escape("The table of models '$table' is not valid: line 5: 'seconds' must be a range"))
        "$record" | Should -Match 'Correct the file, or specify another one with MESHVIDEO_MODELS\.$'
        Get-ServiceRequest | Should -BeNullOrEmpty
    }

    It 'ends the command if its file can not be read' -ForEach @(
        @{ Path = 'missing.jsonc'; Reason = 'there is no such file' }
        @{ Path = '.'; Reason = 'it is a folder' }
        @{ Path = 'Env:PATH'; Reason = 'it is on the Environment provider' }
        @{ Path = 'nodrive:x'; Reason = 'nodrive' }
    ) {
        $env:MESHVIDEO_MODELS = if ($Path -match ':') { $Path } else { Join-Path $TestDrive $Path }
        { New-MeshVideo 'a' -WhatIf } | Should -Throw -ErrorId 'InvalidModelTable,*' -ExpectedMessage "*cannot be read: *$Reason*"
    }

    It 'is not needed with -SkipValidation' {
        $env:MESHVIDEO_MODELS = Join-Path $TestDrive 'missing.jsonc'
        (New-MeshVideo 'a' -SkipValidation).Status | Should -BeIn 'Queued', 'Running'
    }

    It 'is not needed to get, wait for or save a task' {
        $task = New-MeshVideo 'a'
        $env:MESHVIDEO_MODELS = Join-Path $TestDrive 'missing.jsonc'
        ($task | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path $TestDrive).Name | Should -Match '\.mp4$'
        (Get-MeshVideo -Id $task.Id).Status | Should -Be 'Succeeded'
    }

    It 'has the models that completion suggests without the service' {
        function Complete-Alone([string] $Models) {
            $environment = if ($Models) { @{ MESHVIDEO_MODELS = $Models } } else { @{} }
            (Invoke-Shell -Environment $environment @"
Import-Module '$(Get-ModuleManifestPath)'
[Management.Automation.CommandCompletion]::CompleteInput('New-MeshVideo -Model ', 21, `$null).CompletionMatches.CompletionText
"@).Output.Trim() -split '\s+'
        }
        Complete-Alone | Should -Contain 'bytedance/seedance-2-5'
        Write-Table '{ "id": "other/one" }, { "id": "other/two" }'
        Complete-Alone $table | Should -Be 'other/one', 'other/two'
        Complete-Alone "$TestDrive/missing" | Should -Contain 'bytedance/seedance-2-5'
    }
}

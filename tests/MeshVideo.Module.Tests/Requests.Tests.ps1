BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    . "$PSScriptRoot/Media.ps1"
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    $media = (New-Item "$TestDrive/media" -ItemType Directory).FullName
    'a.png', 'b.png', 'c [1].png' | ForEach-Object { New-PngFile "$media/$_" }
    New-WavFile "$media/voice.wav"
}

AfterAll { Stop-Simulator }

Describe 'Media' {
    BeforeEach { Reset-Service; Push-Location $media }
    AfterEach { Pop-Location }

    It 'can be paths, URLs, data URIs and assets in one call, in the specified order' {
        $data = 'data:image/png;base64,' + [Convert]::ToBase64String([IO.File]::ReadAllBytes("$media/a.png"))
        $task = New-MeshVideo 'a' -ReferenceImage './b.png', 'https://example.com/x.png', $data, 'asset://asset-1'
        $sources = $task.Request.ReferenceImages
        $sources[0].Path | Should -Be (Join-Path $media 'b.png')
        $sources[1].Url | Should -Be 'https://example.com/x.png'
        $sources[2].Url | Should -Be $data
        $sources[3].Url | Should -Be 'asset://asset-1'
    }

    It 'expands wildcards for the parameters that take several' {
        $task = New-MeshVideo 'a' -ReferenceImage '?.png'
        $task.Request.ReferenceImages.Path | Split-Path -Leaf | Should -Be 'a.png', 'b.png'
        New-MeshVideo 'a' -ReferenceImage '*.gif' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MediaUnreadable,*'
    }

    It 'treats brackets in a file name literally' {
        (New-MeshVideo 'a' -ReferenceImage 'c [1].png').Request.ReferenceImages | Should -HaveCount 1
        (New-MeshVideo 'a' -FirstFrame 'c [1].png').Request.FirstFrame.Path | Should -BeLike '*c `[1`].png'
    }

    It 'treats a file URL as a file' {
        foreach ($name in 'a.png', 'c [1].png') {
            $link = [uri]::new((Join-Path $media $name), 'Absolute').AbsoluteUri
            $link | Should -BeLike 'file:///*'
            foreach ($given in $link, $link.Replace('file:///', 'FILE://localhost/'), [uri] $link) {
                (New-MeshVideo 'a' -FirstFrame $given).Request.FirstFrame.Path | Should -Be (Join-Path $media $name)
                (New-MeshVideo 'a' -ReferenceImage $given, 'a.png').Request.ReferenceImages.Path | Should -Be (Join-Path $media $name), (Join-Path $media 'a.png')
            }
        }
        New-MeshVideo 'a' -FirstFrame 'file:///nowhere/a.png' -ErrorVariable problems -ErrorAction SilentlyContinue
        New-MeshVideo 'a' -FirstFrame 'file://elsewhere/a.png' -ErrorVariable +problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'MediaUnreadable,*'
        $problems | Should -HaveCount 2
    }

    It 'accepts files from Get-ChildItem, as arguments and from the pipeline' {
        (New-MeshVideo 'a' -ReferenceImage (Get-ChildItem ?.png)).Request.ReferenceImages | Should -HaveCount 2
        $tasks = Get-ChildItem ?.png | New-MeshVideo -Prompt 'it moves'
        $tasks | Should -HaveCount 2
        $tasks[0].Request.FirstFrame.Path | Should -Be (Join-Path $media 'a.png')
        $tasks[0].Request.Prompt | Should -Be 'it moves'
    }

    It 'accepts several files in a cell, separated by semicolons' {
        $row = [pscustomobject]@{ Prompt = 'a'; ReferenceImage = 'a.png; b.png'; ReferenceAudio = 'voice.wav'; FirstFrame = ''; ReferenceVideo = '' }
        $task = $row | New-MeshVideo
        $task.Request.ReferenceImages | Should -HaveCount 2
        $task.Request.ReferenceAudios | Should -HaveCount 1
        $task.Request.FirstFrame | Should -BeNullOrEmpty
    }
}

Describe 'Columns' {
    BeforeEach { Reset-Service }

    It 'whose names resemble a parameter name cause one warning for all rows' -ForEach @(
        @{ column = 'Duratoin'; meant = 'Duration' }
        @{ column = 'Durations'; meant = 'Duration' }
        @{ column = 'Resolutio'; meant = 'Resolution' }
        @{ column = 'Watermerk'; meant = 'Watermark' }
        @{ column = 'generate_audio'; meant = 'GenerateAudio' }
        @{ column = 'Seed '; meant = 'Seed' }
        @{ column = 'CALLBACK-URL'; meant = 'CallbackUrl' }
    ) {
        $rows = 'a', 'b' | ForEach-Object { [pscustomobject]@{ Prompt = $_; Shot = 's'; $column = '5' } }
        $tasks = $rows | New-MeshVideo -WarningVariable warnings -WarningAction SilentlyContinue
        $tasks | Should -HaveCount 2
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "*'$column' is ignored*Did you mean ${meant}[?]"
    }

    It 'with other names are ignored without a warning' {
        $row = [pscustomobject]@{ Prompt = 'a'; Duration = '5'; Durations = 'x'; Shot = 's01'; Mode = 'night'; Radio = 'off'; Speed = '1'; Name = 'n'; Notes = ''; Title = 't' }
        $null = $row | New-MeshVideo -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $null = $row | New-MeshVideo | Wait-MeshVideo | Export-Clixml "$TestDrive/task.xml"
        $null = Import-Clixml "$TestDrive/task.xml" | New-MeshVideo -Prompt 'b' -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Validation' {
    BeforeEach { Reset-Service; Push-Location $media }
    AfterEach { Pop-Location }

    It 'rejects a request with one error that lists every problem, and sends nothing' {
        $row = [pscustomobject]@{ Prompt = 'a'; Duration = '99'; Ratio = '5:4'; Seed = '-7'; Priority = '12' }
        $row | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problems[0].TargetObject | Should -Be $row
        foreach ($part in 'Duration', '99', 'Ratio', '5:4', 'Seed', '-7', 'Priority', '12') { "$($problems[0])" | Should -BeLike "*$part*" }
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'rejects an invalid integer, such as <_>, and does not round it' -ForEach '1,2', '12.5', '1.000', '12s', '1e1', 12.5 {
        $rows = [pscustomobject]@{ Prompt = 'a'; Duration = $_ }, [pscustomobject]@{ Prompt = 'b'; Duration = ' 12 ' }, [pscustomobject]@{ Prompt = 'c'; Duration = 12.0 }
        $tasks = $rows | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue
        $tasks.Request.Prompt | Should -Be 'b', 'c'
        $tasks.Request.Duration | Should -Be 12, 12
        $problems | Should -HaveCount 1
        "$problems" | Should -Match "'Duration'.*is not an integer"
        Get-ServiceRequest | Should -HaveCount 2
    }

    It 'does not affect valid rows' {
        $tasks = @([pscustomobject]@{ Prompt = 'a'; Duration = 1 }, [pscustomobject]@{ Prompt = 'b'; Duration = 5 }) | New-MeshVideo -ErrorAction SilentlyContinue
        $tasks.Request.Prompt | Should -Be 'b'
    }

    It 'is left to the service with -SkipValidation' {
        New-MeshVideo 'a' -Duration 99 -SkipValidation -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Refused,*'
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'permits any readable file with -SkipValidation' {
        Set-Content "$TestDrive/notes.mov" 'just text'
        $clip = @{ ReferenceVideo = "$TestDrive/notes.mov"; ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue' }
        New-MeshVideo 'a' @clip
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        "$($problems[0])" | Should -Match '-SkipValidation'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeExactly 'To send it anyway, use -SkipValidation.'
        # The error view of PowerShell 7.5 and later shows the action on its own line.
        $shown = $problems[0] | Out-String
        ([regex]'SkipValidation').Matches($shown) | Should -HaveCount 1
        $caught = try { New-MeshVideo 'a lake' -Priority 99 -ErrorAction Stop } catch { $_ }
        "$caught" | Should -Match '-SkipValidation'
        Get-ServiceRequest | Should -HaveCount 0
        New-MeshVideo 'a' @clip -SkipValidation
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Refused,*'
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'applies only the general rules to an unknown model' {
        New-MeshVideo 'a' -Model 'byteplus/experimental' -Duration 30 | Should -HaveCount 1
    }
}

Describe 'WhatIf' {
    BeforeEach { Reset-Service; Push-Location $media }
    AfterEach { Pop-Location }

    It 'shows the request, the result of the validation and the URL, and sends nothing' {
        $result = Invoke-Shell -Environment @{ MESHAPI_BASE_URL = Get-ServiceBaseUri } @"
Import-Module '$(Get-ModuleManifestPath)'
New-MeshVideo 'a "quoted" lake' -FirstFrame '$media/a.png' -Duration 5 -WhatIf
New-MeshVideo 'a' -Duration 99 -WhatIf
"@
        $result.Output | Should -BeLike "*What if: POST $(Get-ServiceBaseUri)/v1/video/generations*"
        $result.Output | Should -Match '"role": "first_frame"'
        $result.Output | Should -Match 'image/png'
        $result.Output | Should -Match 'a\.png'
        $result.Output | Should -Not -Match 'iVBOR'
        $result.Output | Should -Match 'Validation passed'
        $result.Output | Should -Match 'Validation failed'
        $result.Error | Should -Match '99'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'warns about a callback URL that the public service cannot reach' {
        # Without a key, the prices are not requested from the public service.
        $key = $env:MESHAPI_API_KEY
        $env:MESHAPI_API_KEY = $null
        $said = New-MeshVideo 'a lake' -CallbackUrl http://localhost:8085/mesh/ -BaseUri https://api.meshapi.ai -WhatIf 3>&1
        $env:MESHAPI_API_KEY = $key
        "$said" | Should -Match 'http://localhost:8085/mesh/'
        New-MeshVideo 'a lake' -CallbackUrl http://localhost:8085/mesh/ -WhatIf 3>&1 | Should -BeNullOrEmpty
    }

    It 'shows the same as -Verbose in a real run' {
        $said = New-MeshVideo 'a lake' -Duration 5 -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$said" | Should -Match '"text": "a lake"'
        "$said" | Should -Match '"duration": 5'
    }
}

Describe 'Follow-up tasks' {
    BeforeEach { Reset-Service }

    It 'start with the last frame of the previous task' {
        $first = New-MeshVideo 'dawn' -Ratio '9:16' -Duration 6 -Seed 3 -ReturnLastFrame | Wait-MeshVideo -PollIntervalSec 0.2
        $second = $first | New-MeshVideo -Prompt 'noon'
        $second.Request.FirstFrame.Url | Should -Be $first.LastFrameUrl.OriginalString
        $second.Request.Ratio | Should -Be '9:16'
        $second.Request.Duration | Should -Be 6
        $second.Request.Seed | Should -BeNullOrEmpty
        $second.Source.Id | Should -Be $first.Id
    }

    It 'create the final video of a draft, with only the model of the draft' {
        $draft = New-MeshVideo 'dawn' -Model 'byteplus/seedance-1-5-pro' -Draft -Resolution 480p | Wait-MeshVideo -PollIntervalSec 0.2
        $final = $draft | New-MeshVideo -DraftTaskId { $_.Id } -Resolution 720p
        $final.Request.Model | Should -Be 'byteplus/seedance-1-5-pro'
        $final.Request.DraftTaskId | Should -Be $draft.Id
        $final.Request.Draft | Should -BeNullOrEmpty
        $final.Request.Resolution | Should -Be '720p'
        ($final | Wait-MeshVideo -PollIntervalSec 0.2).DraftTaskId | Should -Be $draft.Id
    }
}

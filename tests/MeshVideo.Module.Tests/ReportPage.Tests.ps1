BeforeDiscovery {
    Import-Module "$PSScriptRoot/Browser.psm1" -Force
    $missing = Get-BrowserProblem
    if ($missing) { Write-Host "The tests in a browser are skipped: $missing." }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module "$PSScriptRoot/Browser.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    function New-Task {
        # Creates a task as it is read from a file. Its text can be anything.
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string] $Prompt, [string] $Status, [int] $Number)
        $task = [pscustomobject]@{
            PSTypeName = 'Deserialized.MeshVideo.VideoTask'; Id = "cgt-$Number-$Prompt"; Status = $Status; IsConfirmed = $true; Model = $Prompt
            Request = [pscustomobject]@{ Prompt = $Prompt; Model = $Prompt }; Source = [pscustomobject]@{ Shot = $Prompt; $Prompt = 'x' }
        }
        $task.PSObject.TypeNames.Insert(0, 'Deserialized.MeshVideo.VideoTask')
        $task
    }
}

AfterAll { Stop-Simulator }

Describe 'A report in a browser (skipped if Node.js, playwright-core or Chromium is not installed)' -Skip:([bool] $missing) {
    It 'plays videos, filters, sorts and sums, by keyboard, without a request beside its files' {
        $rows = @(
            [pscustomobject]@{ Shot = 's01'; Prompt = 'a lake'; Duration = 5; Seed = 1 }
            [pscustomobject]@{ Shot = 's02'; Prompt = 'bad [simulate:failed]'; Duration = 4; Seed = 2 }
            [pscustomobject]@{ Shot = 's03'; Prompt = 'a city at night'; Duration = 4; Seed = 3 }
        )
        $tasks = $rows | New-MeshVideo -ThrottleLimit 1
        $ended = $tasks | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorAction SilentlyContinue
        $files = $ended | Select-Object -First 3 | Save-MeshVideo -LiteralPath "$TestDrive/a/videos [1]/"
        $report = @($tasks) + @($ended) + @($files) | Export-MeshVideoReport "$TestDrive/a/night & day.html" -Title 'Night & <day>'
        $seen = Invoke-BrowserScript check-report.mjs $report.FullName | ConvertFrom-Json -AsHashtable

        $seen.problems | Should -BeNullOrEmpty
        $seen.dialogs | Should -BeNullOrEmpty
        $seen.requests | Where-Object { $_ -notlike 'file:///*/a/night*' -and $_ -notlike 'file:///*/a/videos*.mp4*' } | Should -BeNullOrEmpty
        "$($seen.title) $($seen.heading)" | Should -Be 'Night & <day> Night & <day>'
        $seen.prompts | Should -Be $rows.Prompt
        $seen.articles | Should -Be 3
        $seen.buttons | Should -Be 'Play a lake', 'Play a city at night'
        "$($seen.reasons)" | Should -Match '^content_policy_violation: '
        $seen.totals.Videos | Should -Be 2
        $seen.totals.Failures | Should -Be 1
        $seen.totals.Length | Should -Be '9 s'
        $seen.totals.Tokens | Should -Be ('{0:N0}' -f ($ended | ForEach-Object { $_.Usage.CompletionTokens } | Measure-Object -Sum).Sum)
        $seen.states.Keys | Sort-Object | Should -Be 'All 3', 'Failed 1', 'Saved 2'
        $seen.states.Values | Sort-Object | Should -Be 1, 2, 3
        $seen.filteredTotals.Failures | Should -Be 1
        $seen.texts.'CITY night' | Should -Be 'a city at night'
        $seen.texts.s02 | Should -Be $rows[1].Prompt
        $seen.texts.policy | Should -Be $rows[1].Prompt
        $seen.texts.'nothing-has-this' | Should -BeNullOrEmpty
        $seen.empty | Should -BeTrue
        $seen.status | Should -Be 'Showing 0 of 3 requests'
        $seen.sorts.prompt | Should -Be 'a city at night', 'a lake', 'bad [simulate:failed]'
        $seen.sorts.status[0] | Should -Be 'bad [simulate:failed]'
        $seen.sorts.tokens[0] | Should -Be 'a lake'
        $seen.focused | Should -Be 'text'
        $seen.played.event | Should -Be 'ended'
        $seen.played.width | Should -BeGreaterThan 0
        $seen.details.'Row: Shot' | Should -Be 's01'
        $seen.details.Seed | Should -Be 1
        $seen.light | Should -Not -Be $seen.dark
        $seen.printsTools | Should -BeFalse
        $seen.printsCards | Should -Be 3
    }

    It 'shows hostile text as text' {
        $texts = @(
            '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "' onfocus=alert(1) autofocus='"
            'javascript:alert(1)', '<a href="https://evil.example/">x</a>', '{{script}}', '<!--<script>', '<style>*{display:none}</style>'
            '<meta http-equiv="refresh" content="0;url=https://evil.example/">', '__proto__', 'constructor', "x$([char] 0x202E)4pm.exe"
        )
        $number = 0
        $tasks = $texts | ForEach-Object { $number++; New-Task -Prompt $_ -Status Failed -Number $number }
        $report = $tasks | Export-MeshVideoReport "$TestDrive/hostile.html" -Title $texts[0]
        $seen = Invoke-BrowserScript check-report.mjs $report.FullName | ConvertFrom-Json -AsHashtable
        $seen.problems | Should -BeNullOrEmpty
        $seen.dialogs | Should -BeNullOrEmpty
        $seen.requests | Should -HaveCount 1
        $seen.url | Should -BeLike 'file:///*/hostile.html'
        $seen.foreign | Should -Be 0
        $seen.scripts | Should -Be 2
        $seen.prompts | Should -Be ($texts -replace [char] 0x202E, [char] 0xFFFD)
        $seen.title | Should -Be $texts[0]
    }

    It 'loads only the videos in view, of a thousand tasks' {
        $task = 'a lake' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        $file = $task | Save-MeshVideo -Path "$TestDrive/many/clip.mp4"
        $files = foreach ($number in 1..1000) {
            $copy = New-Task -Prompt "shot $number" -Status Succeeded -Number $number
            Get-Item -LiteralPath $file.FullName | Add-Member Task $copy -PassThru | Add-Member Content 'Video' -PassThru
        }
        $report = $files | Export-MeshVideoReport "$TestDrive/many/report.html"
        $seen = Invoke-BrowserScript check-report.mjs $report.FullName, 'load' | ConvertFrom-Json -AsHashtable
        Write-Host "A report of 1,000 tasks has $([math]::Round($report.Length / 1KB)) KB, and is ready after $($seen.ready) ms."
        $seen.problems | Should -BeNullOrEmpty
        $seen.videos | Should -Be 1000
        $seen.loaded | Should -BeGreaterThan 0
        $seen.loaded | Should -BeLessThan 50
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    $rows = @(
        [pscustomobject]@{ Shot = 's01'; Prompt = 'a lake'; Duration = 5; Seed = 1 }
        [pscustomobject]@{ Shot = 's02'; Prompt = 'bad [simulate:failed]'; Duration = 5; Seed = 2 }
    )
    $tasks = @($rows | New-MeshVideo -ReturnLastFrame -JournalPath "$TestDrive/batch.jsonl" |
            Wait-MeshVideo -PollIntervalSec 0.2 -ErrorAction SilentlyContinue | Sort-Object { $_.Source.Shot })
    $files = @($tasks | Save-MeshVideo -Path "$TestDrive/videos/clip.mp4" -IncludeLastFrame)

    # The entries of a report, as the script of the page reads them.
    function Get-Entry([IO.FileInfo] $Report) {
        $text = Get-Content -LiteralPath $Report.FullName -Raw
        $data = [regex]::Match($text, '(?s)<script id="tasks" type="application/json">(.*?)</script>').Groups[1].Value
        (ConvertFrom-Json $data).tasks
    }
}

AfterAll { Stop-Simulator }

Describe 'Export-MeshVideoReport' {
    BeforeEach {
        Reset-Service
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item $folder -ItemType Directory
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'emits the file, with an entry for each task' {
        $report = $tasks | Export-MeshVideoReport report.html
        $report | Should -BeOfType [IO.FileInfo]
        $report.FullName | Should -Be (Join-Path $folder 'report.html')
        $report.PSDrive.Name | Should -Be (Get-Item report.html).PSDrive.Name
        $entries = Get-Entry $report
        "$($entries.id)" | Should -Be "$($tasks.Id)"
        "$($entries.status)" | Should -Be 'succeeded failed'
        $entries[0].tokens | Should -Be 108900
        $entries[1].reason | Should -Match '^content_policy_violation: '
        "$($entries[0].columns[0])" | Should -Be 'Shot s01'
        "$($entries[0].known)" | Should -Be 'Prompt Duration Seed'
        Get-ServiceRequest -Method GET -Path / | Should -HaveCount 0
        Get-ChildItem -Force | Should -HaveCount 1
    }

    It 'links to the files that Save-MeshVideo emitted, relative to the report' {
        $entries = Get-Entry ($files | Export-MeshVideoReport -LiteralPath './r [1].html')
        $entries.id | Should -Be $tasks[0].Id, $tasks[0].Id
        $entries[0].video | Should -Be '../videos/clip.mp4'
        $entries[1].frame | Should -Be '../videos/clip.last.png'
        $entries[1].PSObject.Properties.Name | Should -Not -Contain 'video'
    }

    It 'accepts tasks and files after serialization, and an array as an argument' {
        $tasks + $files | Export-Clixml saved.xml
        $entries = Get-Entry (Export-MeshVideoReport -InputObject (Import-Clixml saved.xml) -Path r.html)
        $entries | Should -HaveCount 4
        "$($entries[0].columns[0])" | Should -Be 'Shot s01'
        "$($entries.status)" | Should -Be 'succeeded failed succeeded succeeded'
        $entries[2].video | Should -Be '../videos/clip.mp4'
    }

    It 'reads the tasks of a journal, and finds their files by the records in -VideoPath' {
        $report = Export-MeshVideoReport r.html -JournalPath "$TestDrive/batch.jsonl" -VideoPath "$TestDrive/videos"
        $entries = Get-Entry $report | Sort-Object { [array]::IndexOf($tasks.Id, $_.id) }
        "$($entries.status)" | Should -Be 'succeeded failed'
        $entries[0].video | Should -Be '../videos/clip.mp4'
        $entries[0].frame | Should -Be '../videos/clip.last.png'
        $entries[0].prompt | Should -Be 'a lake'
        Get-ServiceRequest -Method GET -Path /v1/video/generations/ | Should -HaveCount 2
    }

    It 'reads only the tasks of the journal that have not ended in the input' {
        $entries = Get-Entry ($tasks[0] | Export-MeshVideoReport r.html -JournalPath "$TestDrive/batch.jsonl")
        "$($entries.id)" | Should -Be "$($tasks.Id)"
        Get-ServiceRequest -Method GET -Path /v1/video/generations/ | Should -HaveCount 1
    }

    It 'includes the requests of a journal that have no task, with the reason' {
        Add-Fault @{ on = 'create'; kind = 'status'; status = 400 }
        Add-Fault @{ on = 'create'; kind = 'reset' }
        'refused', 'lost' | New-MeshVideo -JournalPath other.jsonl -ThrottleLimit 1 -ErrorAction SilentlyContinue
        $entries = Get-Entry (Export-MeshVideoReport r.html -JournalPath other.jsonl)
        ($entries | ForEach-Object { "$($_.prompt) $($_.status)" }) | Should -Be 'refused notcreated', 'lost unresolved'
        $entries[0].reason | Should -Not -BeNullOrEmpty
    }

    It 'includes tasks that the service no longer has, without a warning' {
        Add-Fault @{ on = 'get'; kind = 'status'; status = 404; times = -1 }
        $report = Export-MeshVideoReport r.html -JournalPath "$TestDrive/batch.jsonl" -VideoPath "$TestDrive/videos" -WarningVariable warning
        $warning | Should -BeNullOrEmpty
        $entries = Get-Entry $report
        $entries | Should -HaveCount 2
        $entries[0].note | Should -Match 'The task could not be read'
        @($entries.video) -ne $null | Should -Be '../videos/clip.mp4'
    }

    It 'makes a report of the journal alone, with one warning, if <Why>' -ForEach @(
        @{ Why = 'there is no key'; Set = { Remove-Item Env:MESHAPI_API_KEY } }
        @{ Why = 'the key is rejected'; Set = { $env:MESHAPI_API_KEY = 'rsk_wrong' } }
    ) {
        . $Set
        $report = Export-MeshVideoReport r.html -JournalPath "$TestDrive/batch.jsonl" -WarningAction SilentlyContinue -WarningVariable warning
        $warning | Should -HaveCount 1
        "$warning" | Should -Match '^The state of 2 tasks is not in the report: '
        Get-Entry $report | Should -HaveCount 2
    }

    It 'replaces an existing file, but not with -NoClobber, and a read-only one only with -Force' {
        Set-Content r.html 'old'
        { $tasks | Export-MeshVideoReport r.html -NoClobber } | Should -Throw -ErrorId 'FileExists,*' -PassThru |
            ForEach-Object { "$_" } | Should -Match 'Omit -NoClobber'
        Get-Content r.html | Should -Be 'old'
        $null = $tasks | Export-MeshVideoReport r.html
        (Get-Item r.html).IsReadOnly = $true
        { $tasks | Export-MeshVideoReport r.html } | Should -Throw -ErrorId 'FileExists,*'
        Get-Entry ($tasks[0] | Export-MeshVideoReport r.html -Force) | Should -HaveCount 1
    }

    It 'writes nothing with -WhatIf, and does not ask the service' {
        $tasks | Export-MeshVideoReport r.html -JournalPath "$TestDrive/batch.jsonl" -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem -Force | Should -BeNullOrEmpty
        Get-ServiceRequest -Method GET -Path / | Should -HaveCount 0
    }

    It 'leaves nothing behind if the pipeline ends early' {
        { $tasks | ForEach-Object { $_; throw 'no' } | Export-MeshVideoReport r.html } | Should -Throw 'no'
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'writes an error for another object, and includes the others' {
        $report = @($tasks[0]; Get-Item $TestDrive) | Export-MeshVideoReport r.html -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        Get-Entry $report | Should -HaveCount 1
    }

    It 'ends with an error, without a prompt, if <Why>' -ForEach @(
        @{ Why = 'there is no input'; Use = { Export-MeshVideoReport r.html }; Id = 'InvalidRequest' }
        @{ Why = 'there is no path'; Use = { $tasks | Export-MeshVideoReport }; Id = 'InvalidRequest' }
        @{ Why = 'the path is the journal'; Use = { Export-MeshVideoReport "$TestDrive/batch.jsonl" -JournalPath "$TestDrive/batch.jsonl" }; Id = 'InvalidRequest' }
        @{ Why = 'the folder does not exist'; Use = { $tasks | Export-MeshVideoReport no/r.html }; Id = 'WriteFailed' }
        @{ Why = 'the path is a folder'; Use = { $tasks | Export-MeshVideoReport . }; Id = 'FileExists' }
        @{ Why = 'the path is not in the file system'; Use = { $tasks | Export-MeshVideoReport Env:/r.html }; Id = 'WriteFailed' }
        @{ Why = 'the journal is none'; Use = { Set-Content j 'shopping'; Export-MeshVideoReport r.html -JournalPath j }; Id = 'JournalUnusable' }
    ) {
        { . $Use } | Should -Throw -ErrorId "$Id,*"
    }

    It 'does not contain the key, signatures, or what a row has under ApiKey' {
        $row = [pscustomobject]@{ Prompt = "key $(Get-ServiceKey)"; ApiKey = 'rsk_of_somebody'; Password = [Net.NetworkCredential]::new('', 'hidden').SecurePassword }
        $task = $row | New-MeshVideo -WarningAction SilentlyContinue | Wait-MeshVideo -PollIntervalSec 0.2
        $text = Get-Content -LiteralPath ($task | Export-MeshVideoReport r.html).FullName -Raw
        $text | Should -Match $task.Id
        $text | Should -Not -Match "$(Get-ServiceKey)|rsk_of_somebody|hidden\b.*SecureString|Signature="
    }
}

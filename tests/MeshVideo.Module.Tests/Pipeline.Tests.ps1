BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'The pipeline' {
    BeforeEach { Reset-Service }

    It 'creates two files from two prompts' {
        $files = 'a lake at sunrise', 'a city at night' | New-MeshVideo | Wait-MeshVideo | Save-MeshVideo -Path "$TestDrive/main"
        $files | Should -HaveCount 2
        $files | Should -BeOfType System.IO.FileInfo
        foreach ($file in $files) {
            $bytes = [IO.File]::ReadAllBytes($file.FullName)
            [Text.Encoding]::ASCII.GetString($bytes, 4, 4) | Should -Be 'ftyp'
        }
        Get-ChildItem "$TestDrive/main" | Should -HaveCount 2
    }

    It 'accepts rows whose columns are parameters' {
        $tasks = @'
Prompt,Duration,Ratio,GenerateAudio,Seed,Draft,Shot
a lake,5,16:9,true,7,,one
a city,6,9:16,FALSE,,,two
a wood,,,,,,three
'@ | ConvertFrom-Csv | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        $tasks | Should -HaveCount 3
        $byShot = @{}
        $tasks | ForEach-Object { $byShot[$_.Source.Shot] = $_ }
        $byShot.one.Duration | Should -Be 5
        $byShot.one.Seed | Should -Be 7
        $byShot.one.GenerateAudio | Should -BeTrue
        $byShot.one.Request.Draft | Should -BeNullOrEmpty
        $byShot.two.Duration | Should -Be 6
        $byShot.two.Ratio | Should -Be '9:16'
        $byShot.two.GenerateAudio | Should -BeFalse
        $byShot.three.Request.Duration | Should -BeNullOrEmpty
        $byShot.three.Request.GenerateAudio | Should -BeNullOrEmpty
        $byShot.three.Request.Prompt | Should -Be 'a wood'
    }

    It 'accepts objects with an Id property' {
        $task = New-MeshVideo 'a lake'
        [pscustomobject]@{ Id = $task.Id } | Wait-MeshVideo -PollIntervalSec 0.2 | ForEach-Object Status | Should -Be 'Succeeded'
        ([pscustomobject]@{ Id = $task.Id } | Get-MeshVideo).Id | Should -Be $task.Id
        [pscustomobject]@{ Id = $task.Id } | Save-MeshVideo -Path "$TestDrive/byname" | Should -HaveCount 1
    }

    It 'accepts ids as text' {
        $id = (New-MeshVideo 'a lake').Id
        ($id | Wait-MeshVideo -PollIntervalSec 0.2 | Get-MeshVideo | ForEach-Object { $_.Id } | Save-MeshVideo -Path "$TestDrive/text").Name | Should -Be "$id.mp4"
    }

    It 'does not create a video from a row without a prompt' {
        $result = [pscustomobject]@{ Promt = 'misspelled' } | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        "$($problems[0])" | Should -BeLike '*Promt*'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'continues after a failed item' {
        $tasks = 'one', '', 'three' | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue
        $tasks | Should -HaveCount 2
        $problems | Should -HaveCount 1
    }

    It 'emits a failed task and one error with the reason' {
        $tasks = 'fine', '[simulate:failed=content_policy_violation]' | New-MeshVideo |
            Wait-MeshVideo -PollIntervalSec 0.2 -ErrorVariable problems -ErrorAction SilentlyContinue
        $tasks | Should -HaveCount 2
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'TaskFailed,MeshVideo.Commands.WaitMeshVideoCommand'
        $problems[0].Exception.Code | Should -Be 'content_policy_violation'
        $problems[0].TargetObject.Status | Should -Be 'Failed'
        $text = "$($problems[0])"
        $failed = $tasks | Where-Object Status -eq Failed
        $text | Should -BeLike "*$($failed.Id)*"
        $text | Should -BeLike '*content_policy_violation*'
        $text | Should -BeLike '*req_*'
    }

    It 'skips tasks that did not succeed when saving' {
        $files = 'fine', '[simulate:failed]' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorAction SilentlyContinue |
            Save-MeshVideo -Path "$TestDrive/some" -Verbose -ErrorVariable problems 4>&1
        $files | Where-Object { $_ -is [IO.FileInfo] } | Should -HaveCount 1
        $files | Where-Object { "$_" -like '*skipped*' } | Should -HaveCount 1
        $problems | Should -HaveCount 0
    }

    It 'saves videos while other tasks are still running' {
        $made = 'slow [simulate:run=600]', 'quick' | New-MeshVideo
        # The slow task ends only when the file of the fast task is downloaded. If saving waited for both, the test would hang.
        $ender = Start-ThreadJob {
            param($service, $id)
            Invoke-RestMethod "$service/simulator/requests/wait?method=GET&path=/files&count=1&timeout=20"
            Invoke-RestMethod "$service/simulator/tasks/$id/finish" -Method Post -Body '{"status":"succeeded"}' -ContentType 'application/json'
        } -ArgumentList (Get-ServiceBaseUri), $made[0].Id
        $made | Wait-MeshVideo -PollIntervalSec 0.2 -TimeoutSec 30 | Save-MeshVideo -Path "$TestDrive/overlap" | Should -HaveCount 2
        $ender | Remove-Job -Force
    }

    It 'stops at the first error with -ErrorAction Stop' {
        { 'one', '', 'three' | New-MeshVideo -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidRequest,*'
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'sets $? to the overall result' {
        $null = New-MeshVideo 'fine'
        $? | Should -BeTrue
        $null = New-MeshVideo '' -ErrorAction SilentlyContinue
        $? | Should -BeFalse
    }

    It 'shows tasks as a table without URLs' {
        $null = 'a lake' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        $table = Get-MeshVideo -First 1 | Out-String -Width 160
        $table | Should -Match 'Id\s+Status\s+Model\s+Age\s+Duration\s+Tokens\s+Error'
        $table | Should -Not -Match 'http'
        $list = Get-MeshVideo -First 1 | Format-List | Out-String -Width 500
        $list | Should -Match 'VideoUrl\s+: http'
        $list | Should -Not -Match 'signature'
    }

    It 'shows no signed URL if tasks appear among other objects' {
        $shown = & { [IO.FileInfo]'x'; Get-MeshVideo -First 1 } | Out-String -Width 500
        $shown | Should -Match 'Succeeded'
        $shown | Should -Not -Match 'signature='
    }
}

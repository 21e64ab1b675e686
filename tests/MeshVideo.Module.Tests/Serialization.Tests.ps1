BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator

    function Copy-ByFile {
        # A deserialized object from a file, a job or a remote session: properties without the type.
        param([Parameter(ValueFromPipeline)] [object] $InputObject)
        process {
            $file = Join-Path $TestDrive "$([guid]::NewGuid()).xml"
            $InputObject | Export-Clixml $file
            Import-Clixml $file
        }
    }
}

AfterAll { Stop-Simulator }

Describe 'A deserialized task' {
    BeforeEach { Reset-Service }

    It 'can be waited for and saved, as a single object, as an array, and as JSON' {
        $tasks = 'a', 'b' | New-MeshVideo
        $tasks | Export-Clixml "$TestDrive/tasks.xml"
        $ended = Import-Clixml "$TestDrive/tasks.xml" | Wait-MeshVideo -PollIntervalSec 0.2
        $ended.Id | Sort-Object | Should -Be ($tasks.Id | Sort-Object)
        Import-Clixml "$TestDrive/tasks.xml" | Save-MeshVideo -Path "$TestDrive/many" | Should -HaveCount 2
        Wait-MeshVideo -InputObject (Import-Clixml "$TestDrive/tasks.xml")[0] | Should -HaveCount 1
        $tasks | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue | ConvertFrom-Json | Save-MeshVideo -Path "$TestDrive/json" | Should -HaveCount 2
    }

    It 'retains its prompt and the row that it was created from' {
        $row = [pscustomobject]@{ Shot = 'dawn'; Prompt = 'the sun rises' }
        $file = $row | New-MeshVideo | Copy-ByFile | Wait-MeshVideo -PollIntervalSec 0.2 | Copy-ByFile |
            Save-MeshVideo -Path { "$TestDrive/$($_.Source.Shot).mp4" }
        $file.Name | Should -Be 'dawn.mp4'
        ($row | New-MeshVideo | Copy-ByFile | Wait-MeshVideo -PollIntervalSec 0.2).Request.Prompt | Should -Be 'the sun rises'
    }

    It 'is saved in its current state' {
        $running = 'a [simulate:run=3600]' | New-MeshVideo
        $copy = $running | Copy-ByFile
        Complete-Task $running.Id
        $copy | Save-MeshVideo -Path "$TestDrive/late" | Should -HaveCount 1
        $failed = 'b [simulate:run=3600]' | New-MeshVideo
        $copy = $failed | Copy-ByFile
        Complete-Task $failed.Id -Status failed
        $copy | Save-MeshVideo -Path "$TestDrive/late" -ErrorVariable problems | Should -HaveCount 0
        $problems | Should -HaveCount 0
    }

    It 'that the service no longer has causes one error, and the others continue' {
        $task = 'a' | New-MeshVideo
        $gone = $task | Copy-ByFile
        $gone.Id = 'cgt-20260101000000-nobody'
        $ended = $gone, ($task | Copy-ByFile) | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorVariable problems -ErrorAction SilentlyContinue
        $ended.Id | Should -Be $task.Id
        $problems.FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }

    It 'provides its settings and its last frame for the next task, but not its seed' {
        $task = 'a' | New-MeshVideo -ReturnLastFrame -Seed 4711 -Duration 7 | Wait-MeshVideo -PollIntervalSec 0.2
        $null = $task | Copy-ByFile | New-MeshVideo -Prompt 'b' -SkipValidation
        $sent = (Get-ServiceRequest)[1].Body | ConvertFrom-Json
        $sent.duration | Should -Be 7
        $sent.content.role | Should -Contain 'first_frame'
        $sent.PSObject.Properties.Name | Should -Not -Contain 'seed'
    }

    It 'that is a draft can be made final' {
        $draft = 'a' | New-MeshVideo -Model byteplus/seedance-1-5-pro -Draft -Resolution 480p | Wait-MeshVideo -PollIntervalSec 0.2
        ($draft | Copy-ByFile | New-MeshVideo -DraftTaskId { $_.Id } -Resolution 720p).Id | Should -Match '^cgt-'
        (Get-ServiceRequest)[1].Body | Should -Match '"draft_task"'
    }

    It 'is not trusted if it came from a callback' {
        $callback = @{ id = 'cgt-20260101000000-abcde'; status = 'succeeded'; content = @{ last_frame_url = 'https://files.example.com/a.png' } }
        ConvertFrom-MeshVideoCallback -InputObject $callback | Copy-ByFile | New-MeshVideo -Prompt 'b' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'is shown in the usual view, with its age' {
        $task = 'a' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        $view = $task | Copy-ByFile | Format-Table | Out-String -Width 200
        $view | Should -Match "$($task.Id) +Succeeded +\S+ +\d+ s +5 s +$($task.Usage)"
        $task | Copy-ByFile | Format-List | Out-String | Should -Not -Match 'signature='
    }

    It 'can come from a job' {
        $job = Start-Job { Import-Module $using:manifest; 'a' | New-MeshVideo }
        $job | Receive-Job -Wait -AutoRemoveJob | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/job" | Should -HaveCount 1
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    # The body of a callback for a task, as the service sends it.
    function Get-Body([string] $Id, [string] $Status = 'succeeded') {
        ConvertTo-Json @{ id = $Id; status = $Status; content = @{ video_url = 'https://forger.example/v.mp4' } }
    }
}

AfterAll { Stop-Simulator }

Describe 'ConvertFrom-MeshVideoCallback' {
    BeforeEach { Reset-Service }

    It 'accepts <Name>' -ForEach @(
        @{ Name = 'text'; Make = { Get-Body 'cgt-1' } }
        @{ Name = 'bytes as one object'; Make = { , [Text.Encoding]::UTF8.GetBytes((Get-Body 'cgt-1')) } }
        @{ Name = 'bytes one by one'; Make = { [Text.Encoding]::UTF8.GetBytes((Get-Body 'cgt-1')) } }
        @{ Name = 'a stream'; Make = { [IO.MemoryStream]::new([Text.Encoding]::UTF8.GetBytes((Get-Body 'cgt-1'))) } }
        @{ Name = 'an object'; Make = { Get-Body 'cgt-1' | ConvertFrom-Json } }
        @{ Name = 'a table'; Make = { Get-Body 'cgt-1' | ConvertFrom-Json -AsHashtable } }
        @{ Name = 'a request with text'; Make = { [pscustomobject]@{ Method = 'POST'; Body = Get-Body 'cgt-1' } } }
        @{ Name = 'a request with a table'; Make = { [pscustomobject]@{ Body = Get-Body 'cgt-1' | ConvertFrom-Json -AsHashtable } } }
        @{ Name = 'an event with a body'; Make = { @{ httpMethod = 'POST'; body = Get-Body 'cgt-1' } } }
    ) {
        $task = & $Make | ConvertFrom-MeshVideoCallback
        $task | Should -BeOfType ([MeshVideo.VideoTask])
        $task | Should -HaveCount 1
        $task.Id | Should -Be 'cgt-1'
        $task.Status | Should -Be 'Succeeded'
        $task.IsConfirmed | Should -BeFalse
    }

    It 'shows that the task is not confirmed' {
        Get-Body 'cgt-1' | ConvertFrom-MeshVideoCallback | Out-String | Should -Match 'Succeeded \(not confirmed\)'
        Get-Body 'cgt-1' | ConvertFrom-MeshVideoCallback | Format-List | Out-String | Should -Match 'IsConfirmed\s+: False'
    }

    It 'needs no key and sends no request' {
        Clear-ServiceEnvironment
        (Get-Body 'cgt-1' | ConvertFrom-MeshVideoCallback).Id | Should -Be 'cgt-1'
    }

    It 'writes one error for invalid input, with the input as target, and continues' {
        $ring = @{ id = 'cgt-1' }
        $ring.self = $ring
        $garbage = 'no json', '{}', '', $null, 5, (Get-Date), @{ a = 1 }, [pscustomobject]@{ Body = $null }, [pscustomobject]@{ Body = [pscustomobject]@{ Body = '{}' } }, $ring
        $task = $garbage + (Get-Body 'cgt-2') | ConvertFrom-MeshVideoCallback -ErrorVariable problems -ErrorAction SilentlyContinue
        $task.Id | Should -Be 'cgt-2'
        $problems | Should -HaveCount 10
        $problems.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'InvalidCallback,MeshVideo.Commands.ConvertFromMeshVideoCallbackCommand'
        $problems.CategoryInfo.Category | Select-Object -Unique | Should -Be 'InvalidData'
        $problems[0].TargetObject | Should -Be 'no json'
    }

    It 'works in a pipeline with Get-MeshVideo and Save-MeshVideo' {
        $id = (New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2).Id
        $file = Get-Body $id | ConvertFrom-MeshVideoCallback | Get-MeshVideo | Save-MeshVideo -Path "$TestDrive/composed"
        $file.Name | Should -Be "$id.mp4"
        (Get-Body $id | ConvertFrom-MeshVideoCallback | Get-MeshVideo).IsConfirmed | Should -BeTrue
    }
}

Describe 'A task that is not confirmed' {
    BeforeEach { Reset-Service }

    It 'is read before it is saved' {
        $id = (New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2).Id
        Clear-ServiceRequest
        $file = Get-Body $id 'failed' | ConvertFrom-MeshVideoCallback | Save-MeshVideo -Path "$TestDrive/read"
        $file.Name | Should -Be "$id.mp4"
        Get-ServiceRequest -Method GET -Path "/v1/video/generations/$id" | Should -HaveCount 1
    }

    It 'is not saved if the service does not confirm it' {
        $running = New-MeshVideo 'a [simulate:run=600]'
        $said = Get-Body $running.Id | ConvertFrom-MeshVideoCallback | Save-MeshVideo -Path "$TestDrive/word" -Verbose 4>&1
        "$said" | Should -Match 'skipped'
        Get-Body 'cgt-forged' | ConvertFrom-MeshVideoCallback | Save-MeshVideo -Path "$TestDrive/word" -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        Test-Path "$TestDrive/word" | Should -BeFalse
    }

    It 'is polled until the service reports its end' {
        $running = New-MeshVideo 'a [simulate:run=600]'
        Get-Body $running.Id | ConvertFrom-MeshVideoCallback | Wait-MeshVideo -TimeoutSec 0 -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimedOut,*'
    }

    It 'provides no settings for the next task' {
        $task = Get-Body 'cgt-1' | ConvertFrom-MeshVideoCallback
        $task | New-MeshVideo -Prompt 'noon' -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        "$($problems[0])" | Should -Match 'Pipe it to Get-MeshVideo before New-MeshVideo'
        Get-ServiceRequest | Should -HaveCount 0
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'Parallel runspaces' {
    BeforeEach { Reset-Service }

    It 'work in ForEach-Object -Parallel' {
        $files = 1..6 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            "clip $_" | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$using:TestDrive/parallel"
        } -ThrottleLimit 3
        $files | Should -HaveCount 6
        Get-ServiceRequest | Should -HaveCount 6
    }

    It 'work in Start-ThreadJob' {
        $jobs = 1..3 | ForEach-Object {
            Start-ThreadJob { param($manifest, $n) Import-Module $manifest; "clip $n" | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 } -ArgumentList $manifest, $_
        }
        $tasks = $jobs | Receive-Job -Wait -AutoRemoveJob
        $tasks | Should -HaveCount 3
        $tasks.Status | Select-Object -Unique | Should -Be 'Succeeded'
    }

    It 'pass tasks from one runspace to another' {
        $task = Start-ThreadJob { param($manifest) Import-Module $manifest; New-MeshVideo 'a' } -ArgumentList $manifest | Receive-Job -Wait -AutoRemoveJob
        ($task | Wait-MeshVideo -PollIntervalSec 0.2).Status | Should -Be 'Succeeded'
    }
}

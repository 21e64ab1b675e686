BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'Set-StrictMode -Version Latest with $ErrorActionPreference = Stop' {
    BeforeEach {
        Reset-Service
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $Error.Clear()
    }

    It 'causes no errors in the main pipeline and in the views' {
        $tasks = 'a', 'b' | New-MeshVideo
        $tasks | Format-Table | Out-String | Should -Match 'Queued'
        $ended = $tasks | Wait-MeshVideo -PollIntervalSec 0.2
        $ended | Format-Table | Out-String | Should -Match 'Succeeded'
        $ended | Format-List | Out-String | Should -Match 'Succeeded'
        $ended | Save-MeshVideo -Path "$TestDrive/strict" | Should -HaveCount 2
        Get-MeshVideo -First 1 | Format-Wide | Out-String | Should -Match 'cgt-'
        $Error | Should -HaveCount 0
    }

    It 'ends the pipeline at the first task that fails, with an error that can be caught' {
        $problem = { 'a [simulate:failed]' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 } | Should -Throw -PassThru -ErrorId 'TaskFailed,*'
        $problem.TargetObject.Id | Should -Match '^cgt-'
        $problem.TargetObject | Format-Table | Out-String -Width 200 | Should -Match 'content_policy'
    }

    It 'continues with the other tasks with -ErrorAction' {
        $ended = 'a [simulate:failed]', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorAction SilentlyContinue
        $ended | Should -HaveCount 2
    }
}

Describe 'A transcript' {
    It 'contains the output, and neither the key nor the query string of a signed URL' {
        $file = "$TestDrive/transcript.txt"
        $result = Invoke-Shell -Environment (Get-BareEnvironment) @"
`$null = Start-Transcript '$file'
`$task = 'a' | New-MeshVideo -Verbose | Wait-MeshVideo -PollIntervalSec 0.2 -Verbose
`$task | Format-List
`$task | Save-MeshVideo -Path '$TestDrive/seen' -Verbose
'b [simulate:failed]' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
`$null = Stop-Transcript
"@
        $result.ExitCode | Should -Be 0
        $transcript = Get-Content $file -Raw
        $transcript | Should -Match 'content_policy_violation'
        $transcript | Should -Match 'VideoUrl +: http'
        $transcript | Should -Not -Match ([regex]::Escape((Get-ServiceKey)))
        $transcript | Should -Not -Match 'signature='
    }
}

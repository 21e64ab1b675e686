BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    function Complete([string] $Line) { [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches }
    function Complete-Elsewhere([string] $Line, [hashtable] $Environment) {
        (Invoke-Shell -Environment $Environment @"
Import-Module '$(Get-ModuleManifestPath)'
[Management.Automation.CommandCompletion]::CompleteInput('$Line', $($Line.Length), `$null).CompletionMatches.CompletionText
"@).Output.Trim() -split '\s+'
    }
}

AfterAll { Stop-Simulator }

Describe 'Completion' {
    BeforeEach { Reset-Service }

    It 'suggests the models of the service with their prices, with one request' {
        $null = Complete 'New-MeshVideo -Model '
        # If the first response is slow, a later attempt has it.
        Wait-ServiceRequest -Method GET -Path /v1/models
        for ($try = 0; $try -lt 40 -and $found.CompletionText -notcontains 'byteplus/experimental'; $try++) { $found = Complete 'New-MeshVideo -Model ' }
        $found.CompletionText | Should -Contain 'byteplus/seedance-1-5-pro'
        $found.CompletionText | Should -Contain 'byteplus/experimental'
        ($found | Where-Object CompletionText -eq 'byteplus/seedance-1-5-pro').ToolTip | Should -Match 'USD per 1M tokens 1.20, with audio 2.40'
        $null = Complete 'Get-MeshVideo -Model byte'
        Get-ServiceRequest -Method GET -Path /v1/models | Should -HaveCount 1
    }

    It 'suggests the models of the service that -BaseUri specifies' {
        for ($try = 0; $try -lt 40 -and $found.CompletionText -notcontains 'byteplus/experimental'; $try++) { $found = Complete 'New-MeshVideo -Model ' }
        (Complete 'New-MeshVideo -BaseUri http://127.0.0.1:9 -Model byte').CompletionText | Should -Not -Contain 'byteplus/experimental'
    }

    It 'suggests the known models without a key, or if the service does not respond' {
        Complete-Elsewhere 'New-MeshVideo -Model 1-0-l' @{} | Should -Be 'byteplus/seedance-1-0-lite-t2v', 'byteplus/seedance-1-0-lite-i2v'
        Complete-Elsewhere 'New-MeshVideo -Model fast' @{ MESHAPI_BASE_URL = 'http://127.0.0.1:9'; MESHAPI_API_KEY = 'k' } | Should -HaveCount 2
    }

    It 'suggests the values of the API for <Parameter>' -ForEach @(
        @{ Parameter = 'Ratio'; Typed = '9'; Found = '9:16', '16:9', '21:9' }
        @{ Parameter = 'Resolution'; Typed = '7'; Found = '720p' }
        @{ Parameter = 'ServiceTier'; Typed = ''; Found = 'default', 'flex' }
    ) {
        (Complete "New-MeshVideo -$Parameter $Typed").CompletionText | Should -Be $Found
    }

    It 'suggests task states' {
        (Complete 'Get-MeshVideo -Status suc').CompletionText | Should -Be 'succeeded'
    }

    It 'suggests the ids that this session has seen' {
        $task = New-MeshVideo 'a lake'
        $found = Complete 'Wait-MeshVideo -Id cgt'
        $found[0].CompletionText | Should -Be $task.Id
        $found[0].ToolTip | Should -Match 'a lake'
    }

    It 'accepts values that it does not suggest' {
        (New-MeshVideo 'a' -Model 'byteplus/experimental' -Resolution 4k).Request.Resolution | Should -Be '4k'
    }
}

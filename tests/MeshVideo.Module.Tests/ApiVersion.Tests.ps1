BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    function Get-AllRequest { @(Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/requests" | ForEach-Object { $_ }) }
}

AfterAll { Stop-Simulator }

Describe 'The version of the API' {
    BeforeEach { Reset-Service }

    It 'is 2026-08 in every request of the pipeline, and in none to the file host' {
        $null = 'a lake' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path $TestDrive
        $null = Get-MeshVideo -First 1
        $all = Get-AllRequest
        @($all | Where-Object port -EQ 'api').apiVersion | Select-Object -Unique | Should -Be '2026-08'
        @($all | Where-Object port -EQ 'file') | Should -Not -BeNullOrEmpty
        @($all | Where-Object port -EQ 'file').apiVersion | Should -BeNullOrEmpty
    }

    It 'is the one of $env:MESHAPI_VERSION, or of -ApiVersion, which comes first' {
        $env:MESHAPI_VERSION = '2026-05'
        $null = New-MeshVideo 'a lake'
        $null = New-MeshVideo 'a lake' -ApiVersion 2026-08
        (Get-ServiceRequest).apiVersion | Should -Be '2026-05', '2026-08'
    }

    It 'is omitted with an empty -ApiVersion' {
        $null = New-MeshVideo 'a lake' -ApiVersion ''
        $request = Get-ServiceRequest
        $request | Should -HaveCount 1
        $request[0].apiVersion | Should -BeNullOrEmpty
    }

    It 'is omitted if $env:MESHAPI_VERSION is empty (skipped where an empty variable is not set)' -Skip:($PSVersionTable.PSVersion -lt '7.5') {
        $result = Invoke-Shell -Environment ((Get-BareEnvironment) + @{ MESHAPI_VERSION = '' }) "(New-MeshVideo 'a lake').Id"
        $result.Error | Should -BeNullOrEmpty
        (Get-ServiceRequest)[0].apiVersion | Should -BeNullOrEmpty
    }

    It 'follows the tasks through the pipeline' {
        $null = New-MeshVideo 'a lake' -ApiVersion 2026-05 | Wait-MeshVideo -PollIntervalSec 0.2
        (Get-AllRequest).apiVersion | Select-Object -Unique | Should -Be '2026-05'
    }

    It 'is an error that names it and what to do if the service does not have it' {
        $ErrorActionPreference = 'Continue'
        $task = New-MeshVideo 'a lake'
        foreach ($command in { New-MeshVideo 'a' -ApiVersion 2020-01 }, { Get-MeshVideo $task.Id -ApiVersion 2020-01 }) {
            $problem = @(& $command 2>&1)
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Match '^InvalidApiVersion,'
            $problem[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
            "$($problem[0])" | Should -Match "does not have the version '2020-01' of the API"
            "$($problem[0])" | Should -Match '-ApiVersion or MESHAPI_VERSION'
        }
    }

    It 'ends the command before anything is sent if no header can have it' {
        { New-MeshVideo 'a' -ApiVersion "1`n2" } | Should -Throw -ErrorId 'InvalidApiVersion,*' -ExpectedMessage '*Nothing was sent*'
        Get-ServiceRequest | Should -BeNullOrEmpty
    }
}

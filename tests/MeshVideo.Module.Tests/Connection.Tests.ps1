BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    function Get-Check([object[]] $Check, [string] $Name) { $Check | Where-Object Name -EQ $Name }
    function Get-Result([object[]] $Check) { ($Check | ForEach-Object { "$($_.Name)=$($_.Status)" }) -join ' ' }
}

AfterAll { Stop-Simulator }

Describe 'Test-MeshVideoConnection' {
    BeforeEach { Reset-Service }

    It 'emits a check of each thing, with what was found, and charges nothing' {
        $null = Add-RunningTask 2
        $checks = Test-MeshVideoConnection
        Get-Result $checks | Should -Be 'ApiKey=Ok Proxy=Ok Service=Ok Certificate=Skipped Clock=Ok Models=Ok FreeSlots=Unknown'
        (Get-Check $checks ApiKey).Detail | Should -Be 'The service accepted the key from $env:MESHAPI_API_KEY.'
        (Get-Check $checks Proxy).Detail | Should -Be 'Connections are direct.'
        (Get-Check $checks Service).Detail | Should -Match '^http://127\.0\.0\.1:\d+ responded in \d+ ms\.$'
        (Get-Check $checks Models).Detail | Should -Match '^\d+ models, \d+ of them with prices\.$'
        (Get-Check $checks FreeSlots).Detail | Should -Match '2 tasks are queued or running'
        @($checks.RecommendedAction) -ne '' | Should -BeNullOrEmpty
        @($checks.ErrorId) -ne $null | Should -BeNullOrEmpty
        Get-ServiceRequest -Method POST -Path / | Should -HaveCount 0
        Get-ServiceRequest -Method GET -Path / | Should -HaveCount 2
    }

    It 'states where the key was found: <Where>' -ForEach @(
        @{ Where = '-ApiKey'; Use = { Test-MeshVideoConnection -ApiKey (Get-ServiceKey) } }
        @{ Where = '$env:MESH_API_KEY'; Use = { $env:MESH_API_KEY = $env:MESHAPI_API_KEY; Remove-Item Env:MESHAPI_API_KEY; Test-MeshVideoConnection } }
    ) {
        try { (Get-Check (& $Use) ApiKey).Detail | Should -Match "from $([regex]::Escape($Where))\.$" }
        finally { Remove-Item Env:MESH_API_KEY -ErrorAction Ignore }
    }

    It 'shows <Name> as failed, with what to do, if <Why>' -ForEach @(
        @{ Why = 'there is no key'; Name = 'ApiKey'; Id = 'MissingApiKey'; Set = { Remove-Item Env:MESHAPI_API_KEY }; Says = 'MESHAPI_API_KEY' }
        @{ Why = 'the key cannot be sent'; Name = 'ApiKey'; Id = 'InvalidApiKey'; Set = { $env:MESHAPI_API_KEY = 'rsk with spaces' }; Says = '' }
        @{ Why = 'the key is wrong'; Name = 'ApiKey'; Id = 'Unauthorized'; Set = { $env:MESHAPI_API_KEY = 'rsk_wrong' }; Says = 'Check -ApiKey' }
        @{ Why = 'the address is none'; Name = 'Service'; Id = 'InvalidBaseUri'; Set = { $env:MESHAPI_BASE_URL = 'http://example.com' }; Says = '' }
        @{ Why = 'nothing listens'; Name = 'Service'; Id = 'ConnectionFailed'; Set = { $env:MESHAPI_BASE_URL = "http://127.0.0.1:$(Get-FreePort)" }; Says = '' }
        @{ Why = 'the version is none of the service'; Name = 'Service'; Id = 'InvalidApiVersion'; Set = { $env:MESHAPI_VERSION = '1999-01' }; Says = 'MESHAPI_VERSION' }
        @{ Why = 'the proxy is none'; Name = 'Proxy'; Id = 'InvalidProxy'; Set = { $more.Proxy = 'ftp://proxy' }; Says = '-Proxy' }
    ) {
        $more = @{}
        try {
            . $Set
            $checks = Test-MeshVideoConnection @more -ErrorAction Stop
            @($checks | Where-Object Status -EQ Failed).Name | Should -Be $Name
            (Get-Check $checks $Name).ErrorId | Should -Be $Id
            "$(Get-Check $checks $Name)" | Should -Match "^${Name}: Failed\. .*$Says"
            (Test-MeshVideoConnection @more -Quiet) | Should -BeFalse
        }
        finally { Remove-Item Env:MESHAPI_VERSION -ErrorAction Ignore }
    }

    It 'emits only true with -Quiet if no check has failed' {
        $result = Test-MeshVideoConnection -Quiet
        $result | Should -BeOfType [bool]
        $result | Should -BeTrue
    }

    It 'states that the list of tasks can not be read' {
        Add-Fault @{ on = 'list'; kind = 'status'; status = 403; times = -1 }
        $check = Get-Check (Test-MeshVideoConnection) FreeSlots
        "$($check.Status) $($check.ErrorId)" | Should -Be 'Failed Forbidden'
    }

    It 'shows a table with what to do' {
        $env:MESHAPI_API_KEY = 'rsk_wrong'
        $text = Test-MeshVideoConnection | Out-String -Width 200
        $text | Should -Match '(?m)^Name +Status +Detail'
        $text | Should -Match '(?m)^ApiKey +Failed +.+Check -ApiKey'
        $text | Should -Match '(?m)^Service +Ok +http://127'
        $text | Should -Not -Match 'rsk_wrong'
    }
}

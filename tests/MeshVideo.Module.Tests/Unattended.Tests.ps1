BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Start-Simulator
    $service = @{ MESHAPI_BASE_URL = Get-ServiceBaseUri; MESHAPI_API_KEY = Get-ServiceKey }
}

AfterAll { Stop-Simulator }

Describe 'A script run by a scheduler' {
    BeforeEach { Reset-Service }

    It 'runs the main job in a bare environment and ends 0' {
        $result = Invoke-Shell -Environment $service "Import-Module '$manifest'; 'a', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/bare'"
        $result.ExitCode | Should -Be 0
        $result.Error | Should -BeNullOrEmpty
        Get-ChildItem "$TestDrive/bare" | Should -HaveCount 2
    }

    It 'ends 1 without a key, asking nobody' {
        $result = Invoke-Shell "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; New-MeshVideo 'a'"
        $result.ExitCode | Should -Be 1
        $result.Error | Should -Match 'MESHAPI_API_KEY'
    }

    It 'ends 1 when a task fails and errors are to stop it' {
        $result = Invoke-Shell -Environment $service "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; '[simulate:failed]' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2"
        $result.ExitCode | Should -Be 1
    }

    It 'can tell by an error variable how it went' {
        $result = Invoke-Shell -Environment $service "Import-Module '$manifest'; `$null = '[simulate:failed]', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorVariable failed -ErrorAction SilentlyContinue; exit 10 + `$failed.Count"
        $result.ExitCode | Should -Be 11
    }

    It 'as about_MeshVideo_Unattended has it ends <Code> when <Name>' -ForEach @(
        @{ Code = 0; Name = 'every row is saved'; Row = 'a', 'b' }
        @{ Code = 5; Name = 'a task fails'; Row = 'a', 'b [simulate:failed]' }
        @{ Code = 5; Name = 'there is no key'; Row = 'a', 'b'; Lacks = 'MESHAPI_API_KEY' }
        @{ Code = 1; Name = 'there is no CSV file'; Row = $null }
    ) {
        $text = Get-Content "$PSScriptRoot/../../docs/en-US/about_MeshVideo_Unattended.help.txt" -Raw
        $script = [regex]::Match($text, '(?m)(^ {8}.+\n)+(?<=exit 5 }\n)').Value
        $folder = (New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory).FullName
        if ($Row) { Set-Content "$folder/shots.csv" (@('Prompt') + $Row) }
        Set-Content "$folder/batch.ps1" "Set-Location '$folder'", $script
        $environment = Get-BareEnvironment
        if ($Lacks) { $environment.Remove($Lacks) }
        (Invoke-ShellFile "$folder/batch.ps1" -Environment $environment).ExitCode | Should -Be $Code
    }

    It 'never asks for confirmation by itself' {
        $result = Invoke-Shell -Environment $service "Import-Module '$manifest'; (New-MeshVideo 'a').Id"
        $result.ExitCode | Should -Be 0
        $result.Output | Should -Match 'cgt-'
    }

    It 'is told that <_>-MeshVideo has nothing to work on, and is asked nothing' -ForEach 'Wait', 'Save' {
        $result = Invoke-Shell -Environment $service -Switch @() "Import-Module '$manifest'; try { $_-MeshVideo } catch { `$_.FullyQualifiedErrorId }"
        $result.All | Should -Match '^InvalidRequest,'
    }

    It 'has a clear error when the network is gone' {
        $gone = @{ MESHAPI_BASE_URL = 'http://127.0.0.1:9'; MESHAPI_API_KEY = 'rsk_x' }
        $result = Invoke-Shell -Environment $gone "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; New-MeshVideo 'a'"
        $result.ExitCode | Should -Be 1
        $result.Error | Should -Match 'could not be reached'
        $result.Error | Should -Not -Match 'may exist'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Start-Simulator
    $service = @{ MESHAPI_BASE_URL = Get-ServiceBaseUri; MESHAPI_API_KEY = Get-ServiceKey }
}

AfterAll { Stop-Simulator }

Describe 'A script run by a scheduler' {
    BeforeEach { Reset-Service }

    It 'runs the main pipeline in a minimal environment and ends with exit code 0' {
        $result = Invoke-Shell -Environment $service "Import-Module '$manifest'; 'a', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/bare'"
        $result.ExitCode | Should -Be 0
        $result.Error | Should -BeNullOrEmpty
        Get-ChildItem "$TestDrive/bare" | Should -HaveCount 2
    }

    It 'ends with exit code 1 without a key, without a prompt' {
        $result = Invoke-Shell "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; New-MeshVideo 'a'"
        $result.ExitCode | Should -Be 1
        $result.Error | Should -Match 'MESHAPI_API_KEY'
    }

    It 'ends with exit code 1 if a task fails with $ErrorActionPreference = Stop' {
        $result = Invoke-Shell -Environment $service "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; '[simulate:failed]' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2"
        $result.ExitCode | Should -Be 1
    }

    It 'can get the result from an error variable' {
        $result = Invoke-Shell -Environment $service "Import-Module '$manifest'; `$null = '[simulate:failed]', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 -ErrorVariable failed -ErrorAction SilentlyContinue; exit 10 + `$failed.Count"
        $result.ExitCode | Should -Be 11
    }

    It 'from about_MeshVideo_Unattended ends with exit code <Code> if <Name>' -ForEach @(
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

    It 'never prompts for confirmation by default' {
        $result = Invoke-Shell -Environment $service "Import-Module '$manifest'; (New-MeshVideo 'a').Id"
        $result.ExitCode | Should -Be 0
        $result.Output | Should -Match 'cgt-'
    }

    It 'gets an error and no prompt if <_>-MeshVideo has no input' -ForEach 'Wait', 'Save' {
        $result = Invoke-Shell -Environment $service -Switch @() "Import-Module '$manifest'; try { $_-MeshVideo } catch { `$_.FullyQualifiedErrorId }"
        $result.All | Should -Match '^InvalidRequest,'
    }

    It 'gets a clear error if the network is unavailable' {
        $gone = @{ MESHAPI_BASE_URL = 'http://127.0.0.1:9'; MESHAPI_API_KEY = 'rsk_x' }
        $result = Invoke-Shell -Environment $gone "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; New-MeshVideo 'a'"
        $result.ExitCode | Should -Be 1
        $result.Error | Should -Match 'could not be reached'
        $result.Error | Should -Not -Match 'may exist'
    }
}

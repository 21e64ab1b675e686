[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'The keys of a simulator.')]
param()

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator @('--queue-seconds', '0.1', '--run-seconds', '0.3', '--key', 'rsk_one', '--key', 'rsk_two')

    function Get-KeyUsed {
        $made = New-MeshVideo 'a' @args
        $ofTwo = Get-MeshVideo -ApiKey 'rsk_two'
        if ($made.Id -in $ofTwo.Id) { 'rsk_two' } else { 'rsk_one' }
    }
}

AfterAll { Stop-Simulator }

Describe 'The API key' {
    BeforeEach { Reset-Service }

    It 'comes from MESHAPI_API_KEY before MESH_API_KEY' {
        $env:MESHAPI_API_KEY = 'rsk_two'
        $env:MESH_API_KEY = 'rsk_one'
        Get-KeyUsed | Should -Be 'rsk_two'
        $env:MESHAPI_API_KEY = $null
        $env:MESH_API_KEY = 'rsk_two'
        Get-KeyUsed | Should -Be 'rsk_two'
    }

    It 'comes from -ApiKey before the environment, as a SecureString or as text' {
        $env:MESHAPI_API_KEY = 'rsk_one'
        Get-KeyUsed -ApiKey (ConvertTo-SecureString 'rsk_two' -AsPlainText -Force) | Should -Be 'rsk_two'
        Get-KeyUsed -ApiKey 'rsk_two' | Should -Be 'rsk_two'
    }

    It 'is carried through the pipeline by the tasks' {
        $env:MESHAPI_API_KEY = $null
        $env:MESHAPI_BASE_URL = $null
        $files = New-MeshVideo 'a' -ApiKey 'rsk_two' -BaseUri "$(Get-ServiceBaseUri)/v1/" | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/along"
        $files | Should -HaveCount 1
    }

    It 'causes one terminating error if it is missing, with the ways to provide it' {
        $env:MESHAPI_API_KEY = $null
        $problem = { 'a', 'b' | New-MeshVideo -ErrorAction SilentlyContinue } | Should -Throw -PassThru -ErrorId 'MissingApiKey,*'
        "$problem" | Should -BeLike '*MESHAPI_API_KEY*-ApiKey*-SecretName*'
        $problem.CategoryInfo.Category | Should -Be 'AuthenticationError'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'is rejected without being sent or shown if it has <Name>' -ForEach @(
        @{ Name = 'a line break'; Key = "rsk_hidden`nrest" }
        @{ Name = 'a control character'; Key = "rsk_hidden$([char]7)rest" }
        @{ Name = 'a non-ASCII character'; Key = "rsk_hidd$([char]0xE9)nrest" }
        @{ Name = 'a space'; Key = 'rsk_hidden rest' }
    ) {
        $problem = { New-MeshVideo 'a' -ApiKey $Key } | Should -Throw -PassThru -ErrorId 'InvalidApiKey,*'
        "$problem $($problem.Exception)" | Should -Not -Match 'hidd|rest'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'is not shown if it has the wrong type' {
        $problem = { New-MeshVideo 'a' -ApiKey @('rsk_hidden', 'x') } | Should -Throw -PassThru
        "$problem" | Should -Not -Match 'hidden'
    }

    It 'is sent only over https or to this computer' {
        { New-MeshVideo 'a' -BaseUri 'http://example.com' } | Should -Throw -ErrorId 'InvalidBaseUri,*'
    }
}

Describe 'A key in a SecretManagement vault (skipped if SecretStore is not installed)' -Skip:(-not (Get-Module Microsoft.PowerShell.SecretStore -ListAvailable)) {
    BeforeAll {
        $vaultHome = Join-Path $TestDrive 'home'
        $null = New-Item $vaultHome -ItemType Directory
        $environment = @{ HOME = $vaultHome; USERPROFILE = $vaultHome; MESHAPI_BASE_URL = Get-ServiceBaseUri }
        $setup = Invoke-Shell -Environment $environment @"
`$ErrorActionPreference = 'Stop'
Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Set-Secret -Name MeshVideo -Secret 'rsk_two' -Vault Store
Set-Secret -Name Secure -SecureStringSecret (ConvertTo-SecureString 'rsk_two' -AsPlainText -Force) -Vault Store
Set-Secret -Name Table -Secret @{ key = 'rsk_two' } -Vault Store
'ready'
"@
        if ($setup.Output -notmatch 'ready') { throw $setup.All }
    }

    It 'is read by <Name>' -ForEach @(
        @{ Name = '-SecretName'; Arguments = '-SecretName Secure' }
        @{ Name = '-SecretName and -Vault'; Arguments = '-SecretName Secure -Vault Store' }
        @{ Name = '-Vault alone, as the secret MeshVideo'; Arguments = '-Vault Store' }
    ) {
        $result = Invoke-Shell -Environment $environment "Import-Module '$manifest'; (New-MeshVideo 'a' $Arguments).Id"
        $result.Output.Trim() | Should -BeIn (Get-MeshVideo -ApiKey 'rsk_two').Id
    }

    It 'is read if the environment specifies the secret' {
        $named = $environment + @{ MESHVIDEO_SECRET_NAME = 'Secure'; MESHVIDEO_VAULT = 'Store'; MESHAPI_API_KEY = 'rsk_wrong' }
        $result = Invoke-Shell -Environment $named "Import-Module '$manifest'; (New-MeshVideo 'a').Id"
        $result.Output.Trim() | Should -BeIn (Get-MeshVideo -ApiKey 'rsk_two').Id
    }

    It 'that is not text, or is missing, causes a clear error' {
        $result = Invoke-Shell -Environment $environment @"
Import-Module '$manifest'
foreach (`$name in 'Table', 'Nothing') { try { New-MeshVideo 'a' -SecretName `$name } catch { "`$(`$_.FullyQualifiedErrorId) `$_" } }
"@
        $result.Output | Should -Match 'InvalidApiKey,.*Table'
        $result.Output | Should -Match 'MissingApiKey,.*Nothing was not found'
        $result.All | Should -Not -Match 'rsk_two'
    }

    It 'that is locked causes an error and no prompt' {
        $locked = Join-Path $TestDrive 'locked'
        $null = New-Item $locked -ItemType Directory
        $place = $environment + @{}
        $place.HOME = $locked
        $place.USERPROFILE = $locked
        $setup = Invoke-Shell -Environment $place @"
`$ErrorActionPreference = 'Stop'
`$password = ConvertTo-SecureString 'pass' -AsPlainText -Force
Reset-SecretStore -Authentication Password -Interaction Prompt -Password `$password -Force -WarningAction SilentlyContinue
Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Unlock-SecretStore -Password `$password
Set-Secret -Name MeshVideo -Secret 'rsk_two' -Vault Store
'ready'
"@
        $setup.Output | Should -Match 'ready'
        # Without -NonInteractive, a prompt would be shown and would read the end of the input.
        $result = Invoke-Shell -Environment $place -Switch @() "Import-Module '$manifest'; try { New-MeshVideo 'a' -Vault Store } catch { `$_.FullyQualifiedErrorId }"
        $result.Output.Trim() | Should -Be 'MissingApiKey,MeshVideo.Commands.NewMeshVideoCommand'
        $result.All | Should -Not -Match 'password:'
    }
}

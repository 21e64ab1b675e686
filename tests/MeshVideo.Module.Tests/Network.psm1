# Simulates a corporate network: https with a private certificate authority, and proxies. mesh.test resolves to the
# API and files.mesh.test to the file host, without DNS.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Import-Module "$PSScriptRoot/Simulator.psm1"

$script:Process = $null
$script:Network = $null

function Start-Network {
    <#
    .SYNOPSIS
    Starts a simulator and the network in front of it.
    .OUTPUTS
    proxy and lockedProxy (which requires clerk and s3cret:pass), direct (the API without a proxy, with the name of this computer), machine (the
    name of this computer), authorityFile (the trusted authority), strangersFile (also trusts stranger.mesh.test), log (the data that the proxies saw).
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([Parameter(Mandatory)] [string] $Folder, [string] $FileHost = 'files.mesh.test')

    $filePort = Get-FreePort
    Start-Simulator -Argument '--queue-seconds', '0', '--run-seconds', '0', '--file-port', "$filePort", '--file-base-uri', "https://$FileHost"
    $program = if ($env:MESHVIDEO_TEST_NETWORK) { $env:MESHVIDEO_TEST_NETWORK } else { Get-BuiltPath MeshVideo.TestNetwork }
    $start = New-ProcessStart 'dotnet' $program, "$(([uri] (Get-ServiceBaseUri)).Port)", "$filePort", $Folder
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardInput = $true
    $script:Process = [System.Diagnostics.Process]::Start($start)
    $script:Network = Read-ProcessLine $script:Process | ConvertFrom-Json
    $script:Network
}

function Stop-Network {
    <# .SYNOPSIS Stops the network and the simulator. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()
    if ($script:Process) {
        $script:Process.StandardInput.Close()
        if (-not $script:Process.WaitForExit(5000)) { Stop-ProcessTree $script:Process }
    }
    Stop-Simulator
}

function Get-NetworkEnvironment {
    <# .SYNOPSIS Gets a minimal environment in which the service is mesh.test and its authority is trusted, with additional variables. #>
    param([hashtable] $Add = @{}, [switch] $Untrusting)
    $environment = Get-BareEnvironment
    $environment.MESHAPI_BASE_URL = 'https://mesh.test'
    if (-not $Untrusting) { $environment.SSL_CERT_FILE = $script:Network.authorityFile }
    foreach ($name in $Add.Keys) { $environment[$name] = $Add[$name] }
    $environment
}

function Get-ProxyLog {
    <# .SYNOPSIS Gets the data that the proxies could read. #>
    if (Test-Path -LiteralPath $script:Network.log) { Get-Content -LiteralPath $script:Network.log -Raw } else { '' }
}

function Get-CatchText {
    <# .SYNOPSIS Gets the end of a script for Invoke-Job that shows all details of an error: id, category, message and record. #>
    "catch { '{0}|{1}|{2}' -f `$_.FullyQualifiedErrorId, `$_.CategoryInfo.Category, `$_; `$_ | Format-List * -Force | Out-String -Width 4096 }"
}

function Clear-ProxyLog {
    <# .SYNOPSIS Clears the data. #>
    Remove-Item -LiteralPath $script:Network.log -ErrorAction Ignore
}

Export-ModuleMember -Function *

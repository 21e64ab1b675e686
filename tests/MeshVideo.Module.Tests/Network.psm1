# A company's network before the simulator: https with an authority that nobody trusts by default, and proxies. mesh.test leads to the
# API, files.mesh.test to the files; no name server knows them.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Import-Module "$PSScriptRoot/Simulator.psm1"

$script:Process = $null
$script:Network = $null

function Start-Network {
    <#
    .SYNOPSIS
    Starts a simulator, with the network before it.
    .OUTPUTS
    proxy and lockedProxy (which wants clerk and s3cret:pass), direct (the API without a proxy, at this machine's name), machine (that name),
    authorityFile (to trust), strangersFile (to trust stranger.mesh.test too), log (what the proxies saw).
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
    <# .SYNOPSIS Ends the network and the simulator. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()
    if ($script:Process) {
        $script:Process.StandardInput.Close()
        if (-not $script:Process.WaitForExit(5000)) { Stop-ProcessTree $script:Process }
    }
    Stop-Simulator
}

function Get-NetworkEnvironment {
    <# .SYNOPSIS A bare environment in which the service is mesh.test and its authority is trusted, with what is given besides. #>
    param([hashtable] $Add = @{}, [switch] $Untrusting)
    $environment = Get-BareEnvironment
    $environment.MESHAPI_BASE_URL = 'https://mesh.test'
    if (-not $Untrusting) { $environment.SSL_CERT_FILE = $script:Network.authorityFile }
    foreach ($name in $Add.Keys) { $environment[$name] = $Add[$name] }
    $environment
}

function Get-ProxyLog {
    <# .SYNOPSIS What the proxies could read so far. #>
    if (Test-Path -LiteralPath $script:Network.log) { Get-Content -LiteralPath $script:Network.log -Raw } else { '' }
}

function Get-CatchText {
    <# .SYNOPSIS The end of a script for Invoke-Job that tells of a fault all that there is: id, category, message, the whole record. #>
    "catch { '{0}|{1}|{2}' -f `$_.FullyQualifiedErrorId, `$_.CategoryInfo.Category, `$_; `$_ | Format-List * -Force | Out-String -Width 4096 }"
}

function Clear-ProxyLog {
    <# .SYNOPSIS Forgets it. #>
    Remove-Item -LiteralPath $script:Network.log -ErrorAction Ignore
}

Export-ModuleMember -Function *

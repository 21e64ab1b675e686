# Starts the simulator for a test file and calls its admin endpoints.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script:Process = $null
$script:BaseUri = $null
$script:Key = 'rsk_simulator'

function Start-Simulator {
    <# .SYNOPSIS Starts a simulator on free ports and sets the environment variables for it. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([string[]] $Argument = @('--queue-seconds', '0.1', '--run-seconds', '0.3'))

    $start = New-ProcessStart 'dotnet' (@((Get-SimulatorPath), '--port', '0', '--file-port', '0', '--stop-with-stdin') + $Argument)
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardInput = $true
    $script:Process = [System.Diagnostics.Process]::Start($start)
    while ($null -ne ($line = Read-ProcessLine $script:Process)) {
        if ($line -match "MESHAPI_BASE_URL = '(.+)'") { $script:BaseUri = $Matches[1] }
        if ($line -match "MESHAPI_API_KEY = '(.+)'") { $script:Key = $Matches[1]; break }
    }

    if (-not $script:BaseUri) { throw 'The simulator did not start.' }
    Set-ServiceEnvironment
}

function Stop-Simulator {
    <# .SYNOPSIS Stops the simulator of this test file. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()

    Clear-ServiceEnvironment
    if ($script:Process) {
        $script:Process.StandardInput.Close()
        if (-not $script:Process.WaitForExit(5000)) { Stop-ProcessTree $script:Process }
    }
}

function Read-ProcessLine {
    <# .SYNOPSIS Reads the next output line of a process. Throws an error after a timeout. #>
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process, [int] $TimeoutSec = 60)
    $line = $Process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait($TimeoutSec * 1000)) {
        Stop-ProcessTree $Process
        throw "Process '$($Process.StartInfo.FileName)' wrote no line within $TimeoutSec s."
    }

    $line.Result
}

function Stop-ProcessTree {
    <#
    .SYNOPSIS
    Kills a process and its child processes, like kill -9. The pwsh command of a .NET tool starts PowerShell as a child process.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process, [int] $TimeoutSec = 20)
    if (-not $Process.HasExited) {
        if ($PSEdition -eq 'Desktop') { $null = taskkill.exe /PID $Process.Id /T /F } else { $Process.Kill($true) }
    }

    Wait-ProcessExit $Process $TimeoutSec
}

function Wait-ProcessExit {
    <# .SYNOPSIS Waits for a process to exit. Throws an error after a timeout. #>
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process, [int] $TimeoutSec = 60)
    if (-not $Process.WaitForExit($TimeoutSec * 1000)) { throw "Process '$($Process.StartInfo.FileName)' did not end within $TimeoutSec s." }
}

function Stop-PowerShell {
    <#
    .SYNOPSIS
    Stops a PowerShell object, as Ctrl+C does. It fails after 20 s: a command that is not canceled waits 30 s or more for the service.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([Parameter(Mandatory)] [powershell] $PowerShell, [int] $TimeoutSec = 20)
    $stop = $PowerShell.BeginStop($null, $null)
    if (-not $stop.AsyncWaitHandle.WaitOne($TimeoutSec * 1000)) { throw "The script did not stop within $TimeoutSec s." }
    $PowerShell.EndStop($stop)
    if ("$($PowerShell.InvocationStateInfo.State)" -ne 'Stopped') { throw "The script is in the state $($PowerShell.InvocationStateInfo.State)." }
}

function New-ProcessStart {
    <# .SYNOPSIS Creates the start information of a program from separate arguments, which Windows PowerShell supports only as one line. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Starts nothing.')]
    param([string] $Program, [string[]] $Argument)

    $start = [System.Diagnostics.ProcessStartInfo]::new($Program)
    $start.UseShellExecute = $false
    if ($PSEdition -eq 'Desktop') {
        $start.Arguments = ($Argument | ForEach-Object { '"' + ($_ -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"' }) -join ' '
    }
    else {
        $Argument | ForEach-Object { $start.ArgumentList.Add($_) }
    }

    $start
}

function Get-ShellPath {
    <# .SYNOPSIS Gets the path of the PowerShell executable that runs the tests. #>
    if ($env:MESHVIDEO_TEST_POWERSHELL) { return $env:MESHVIDEO_TEST_POWERSHELL }
    $path = (Get-Process -Id $PID).Path
    if ((Split-Path $path -LeafBase) -ne 'dotnet') { return $path }
    if ($IsWindows) { return (Get-Command pwsh -CommandType Application | Select-Object -First 1).Source }

    # If PowerShell is a .NET tool, the executable is dotnet. The pwsh command of the tool starts it as a child process, which receives no
    # signals. Use a script that replaces itself with dotnet.
    $launcher = Join-Path $PSScriptRoot '../../out/tools/pwsh-of-tests'
    $content = "#!/bin/sh`nexec '$path' '$PSHOME/pwsh.dll' `"`$@`"`n"
    if (-not (Test-Path -LiteralPath $launcher) -or [IO.File]::ReadAllText($launcher) -ne $content) {
        $null = New-Item (Split-Path $launcher) -ItemType Directory -Force
        [IO.File]::WriteAllText($launcher, $content)
        chmod +x $launcher
    }

    [IO.Path]::GetFullPath($launcher)
}

function Get-SimulatorPath {
    if ($env:MESHVIDEO_TEST_SIMULATOR) { return $env:MESHVIDEO_TEST_SIMULATOR }
    Get-BuiltPath MeshVideo.Simulator
}

function Get-BuiltPath([string] $Project) {
    $built = Join-Path $PSScriptRoot "../../out/build/bin/$Project"
    Get-ChildItem -Path $built -Recurse -Filter "$Project.dll" | Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
}

function Get-ModuleManifestPath {
    <# .SYNOPSIS Gets the path of the manifest of the module under test. #>
    if ($env:MESHVIDEO_TEST_MODULE) { return $env:MESHVIDEO_TEST_MODULE }
    [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../out/MeshVideo/MeshVideo.psd1'))
}

function Get-PackagePath {
    <# .SYNOPSIS The package under test. #>
    if ($env:MESHVIDEO_TEST_PACKAGE) { return $env:MESHVIDEO_TEST_PACKAGE }
    Get-ChildItem "$PSScriptRoot/../../out/package/MeshVideo.*.nupkg" |
        Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
}

function Set-ServiceEnvironment {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()
    $env:MESHAPI_BASE_URL = $script:BaseUri
    $env:MESHAPI_API_KEY = $script:Key
}

function Clear-ServiceEnvironment {
    'MESHAPI_BASE_URL', 'MESHAPI_API_KEY', 'MESH_API_KEY', 'MESHVIDEO_SECRET_NAME', 'MESHVIDEO_VAULT', 'MESHVIDEO_MODELS', 'MESHAPI_VERSION' |
        ForEach-Object { Remove-Item "Env:$_" -ErrorAction Ignore }
}

function Add-Fault {
    <# .SYNOPSIS Adds a fault: a hashtable with on, kind and other settings. #>
    param([Parameter(Mandatory)] [hashtable] $Fault)
    $null = Invoke-RestMethod "$script:BaseUri/simulator/faults" -Method Post -Body (ConvertTo-Json $Fault) -ContentType 'application/json'
}

function Get-ServiceRequest {
    <# .SYNOPSIS Gets the requests that arrived. #>
    param([string] $Method = 'POST', [string] $Path = '/v1/video/generations')
    @(Invoke-RestMethod "$script:BaseUri/simulator/requests?method=$Method&path=$Path" | ForEach-Object { $_ })
}

function Clear-ServiceRequest {
    <# .SYNOPSIS Clears the request log. #>
    $null = Invoke-RestMethod "$script:BaseUri/simulator/requests" -Method Delete
}

function Wait-ServiceRequest {
    <# .SYNOPSIS Waits until the specified number of requests have arrived. #>
    param([string] $Method = 'POST', [string] $Path = '/v1/video/generations', [int] $Count = 1)
    $null = Invoke-RestMethod "$script:BaseUri/simulator/requests/wait?method=$Method&path=$Path&count=$Count&timeout=20"
}

function Complete-Task {
    <# .SYNOPSIS Ends a task immediately. #>
    param([Parameter(Mandatory)] [string] $Id, [string] $Status = 'succeeded')
    $null = Invoke-RestMethod "$script:BaseUri/simulator/tasks/$Id/finish" -Method Post -Body (ConvertTo-Json @{ status = $Status }) -ContentType 'application/json'
}

function Add-FinishedTask {
    <# .SYNOPSIS Creates finished tasks. #>
    param([Parameter(Mandatory)] [int] $Count)
    $null = Invoke-RestMethod "$script:BaseUri/simulator/tasks/seed" -Method Post -Body (ConvertTo-Json @{ count = $Count }) -ContentType 'application/json'
}

function Add-RunningTask {
    <# .SYNOPSIS Creates tasks that run indefinitely, and returns their ids. #>
    param([Parameter(Mandatory)] [int] $Count)
    $body = ConvertTo-Json @{ count = $Count; status = 'running' }
    Invoke-RestMethod "$script:BaseUri/simulator/tasks/seed" -Method Post -Body $body -ContentType 'application/json' | ForEach-Object { $_ }
}

function Reset-Service {
    <# .SYNOPSIS Clears faults and the request log, and restores the environment. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()
    $null = Invoke-RestMethod "$script:BaseUri/simulator/faults" -Method Delete
    Clear-ServiceRequest
    Clear-ServiceEnvironment
    Set-ServiceEnvironment
}

function Get-BareEnvironment {
    <# .SYNOPSIS Gets the minimal environment of a scheduler, with the service, the module and a key. #>
    param([string] $Key = $script:Key)
    $folder = Split-Path (Split-Path (Get-ModuleManifestPath))
    # The name of the module folder can be its version.
    if ((Split-Path $folder -Leaf) -eq 'MeshVideo') { $folder = Split-Path $folder }
    @{ MESHAPI_BASE_URL = $script:BaseUri; MESHAPI_API_KEY = $Key; PSModulePath = $folder }
}

function Start-Shell {
    <#
    .SYNOPSIS
    Starts PowerShell like a scheduled task: without a profile, without prompts, and with only the specified environment.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([Parameter(Mandatory)] [string[]] $Argument, [hashtable] $Environment = @{}, [string] $Program = (Get-ShellPath), [string] $WorkingDirectory)

    $start = New-ProcessStart $Program $Argument
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.RedirectStandardInput = $true
    $start.WorkingDirectory = $WorkingDirectory
    $start.Environment.Clear()
    # The variables of every process, and the location and settings of a private .NET installation.
    foreach ($name in @('PATH', 'SystemRoot', 'TEMP', 'TMP') + @(Get-ChildItem Env:DOTNET_* | ForEach-Object Name)) {
        $value = [Environment]::GetEnvironmentVariable($name)
        if ($value) { $start.Environment[$name] = $value }
    }

    $start.Environment['NO_COLOR'] = '1'
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process
}

function Receive-Shell {
    <# .SYNOPSIS Waits for a process from Start-Shell, and returns its result. #>
    param([Parameter(Mandatory, ValueFromPipeline)] [System.Diagnostics.Process] $Process, [int] $TimeoutSec = 300)
    process {
        $texts = [Threading.Tasks.Task[string][]] ($Process.StandardOutput.ReadToEndAsync(), $Process.StandardError.ReadToEndAsync())
        if (-not [Threading.Tasks.Task]::WaitAll($texts, $TimeoutSec * 1000)) {
            Stop-ProcessTree $Process
            throw "The shell '$($Process.StartInfo.FileName)' did not end within $TimeoutSec s."
        }

        Wait-ProcessExit $Process
        [pscustomobject]@{ ExitCode = $Process.ExitCode; Output = $texts[0].Result; Error = $texts[1].Result; All = $texts[0].Result + $texts[1].Result }
    }
}

function Invoke-ShellFile {
    <# .SYNOPSIS Runs a script file like a scheduler: pwsh -NoProfile -NonInteractive -File ... #>
    param([Parameter(Mandatory)] [string] $File, [string[]] $Argument = @(), [hashtable] $Environment = @{})
    Start-Shell -Environment $Environment -Argument (@('-NoProfile', '-NonInteractive', '-File', $File) + $Argument) | Receive-Shell
}

function Get-FreePort {
    <# .SYNOPSIS Gets a port that is most likely unused while these tests run. #>
    $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $probe.LocalEndpoint.Port
    $probe.Stop()
}

function Invoke-Shell {
    <# .SYNOPSIS Runs a script like a scheduler. #>
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Environment = @{}, [string[]] $Switch = @('-NonInteractive'))

    $file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).ps1"
    Set-Content -LiteralPath $file -Value $Script
    try {
        Start-Shell -Environment $Environment -Argument (@('-NoProfile') + $Switch + @('-File', $file)) | Receive-Shell
    }
    finally {
        Remove-Item -LiteralPath $file
    }
}

function Get-ServiceBaseUri { $script:BaseUri }
function Get-ServiceKey { $script:Key }

Export-ModuleMember -Function *

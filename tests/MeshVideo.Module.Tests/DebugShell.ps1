<#
.SYNOPSIS
    Starts a simulator, imports the built module, and shows the process ID for a debugger.
.DESCRIPTION
    Run it with pwsh -NoExit -File. ./build.ps1 Shell, the debuggers of Visual Studio Code (.vscode/launch.json), and those of Visual Studio
    and Rider (src/MeshVideo/Properties/launchSettings.json) do that. The simulator ends with the PowerShell.
.PARAMETER SimulatorArgument
    The options of the simulator. By default, a task is queued for 2 seconds and runs for 10 seconds.
#>
param([string[]] $SimulatorArgument = @('--queue-seconds', '2', '--run-seconds', '10'))

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/Simulator.psm1" -DisableNameChecking
Start-Simulator $SimulatorArgument
Import-Module (Get-ModuleManifestPath)

Write-Host "MeshVideo calls the simulator at $(Get-ServiceBaseUri). To debug, attach to process $PID."
Write-Host "For example: New-MeshVideo 'a lake at dawn' | Wait-MeshVideo | Save-MeshVideo -Path out/debug"

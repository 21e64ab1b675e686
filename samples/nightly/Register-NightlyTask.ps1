#Requires -Version 5.1
<#
.SYNOPSIS
    Registers Invoke-NightlyBatch.ps1 as a Windows scheduled task. An existing task is replaced.
.DESCRIPTION
    The task runs whether or not you are logged on. It runs under your account, with your environment variables. Set MESHAPI_API_KEY once:
        [Environment]::SetEnvironmentVariable('MESHAPI_API_KEY', 'rsk_...', 'User')
    Or specify a vault in MESHVIDEO_VAULT. If the vault depends on your password, use -Credential.

    The last run result of the task is the exit code: (Get-ScheduledTaskInfo 'MeshVideo nightly').LastTaskResult
.PARAMETER At
    The time of the daily run.
.PARAMETER Shell
    The PowerShell executable: pwsh.exe, or powershell.exe for Windows PowerShell 5.1.
.PARAMETER Credential
    Your user name and password, which Windows stores. Without it, no password is stored, and the task can't access network shares.
.EXAMPLE
    ./Register-NightlyTask.ps1 -CsvPath D:\mesh\shots.csv -OutputPath D:\mesh\videos -At 02:00
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $CsvPath,
    [Parameter(Mandatory)] [string] $OutputPath,
    [datetime] $At = '02:00',
    [ValidateRange(1, 1380)] [int] $TimeBudgetMin = 360,
    [string] $TaskName = 'MeshVideo nightly',
    [string] $Shell = 'pwsh.exe',
    [PSCredential] $Credential
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The task starts in a different folder, so use absolute paths.
$arguments = '-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File "{0}" -CsvPath "{1}" -OutputPath "{2}" -TimeBudgetMin {3}' -f @(
    Join-Path $PSScriptRoot 'Invoke-NightlyBatch.ps1'
    $PSCmdlet.GetUnresolvedProviderPathFromPSPath($CsvPath)
    $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputPath)
    $TimeBudgetMin
)

$task = @{
    TaskName    = $TaskName
    Description = 'Creates the videos of a CSV file with MeshVideo.'
    Action      = New-ScheduledTaskAction -Execute $Shell -Argument $arguments
    Trigger     = New-ScheduledTaskTrigger -Daily -At $At
    Settings    = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -ExecutionTimeLimit (
        # Allow time for saving after the time budget is used up.
        New-TimeSpan -Minutes ($TimeBudgetMin + 60))
}
if ($Credential) {
    $task.User = $Credential.UserName
    $task.Password = $Credential.GetNetworkCredential().Password
}
else {
    $task.Principal = New-ScheduledTaskPrincipal -UserId "$env:USERDOMAIN\$env:USERNAME" -LogonType S4U
}

if ($PSCmdlet.ShouldProcess("$TaskName, daily at $($At.ToString('t'))", "Run $Shell $arguments")) {
    Register-ScheduledTask @task -Force
}

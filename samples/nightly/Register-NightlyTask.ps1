#Requires -Version 5.1
<#
.SYNOPSIS
    Registers Invoke-NightlyBatch.ps1 as a scheduled task of Windows; run again, it replaces the task.
.DESCRIPTION
    The task runs whether or not anybody is logged on. It runs as you, so your environment variables hold: set MESHAPI_API_KEY once with
        [Environment]::SetEnvironmentVariable('MESHAPI_API_KEY', 'rsk_...', 'User')
    or name a vault in MESHVIDEO_VAULT. A vault that is tied to your password needs -Credential.

    The exit code is the task's last run result: (Get-ScheduledTaskInfo 'MeshVideo nightly').LastTaskResult
.PARAMETER At
    When, each day.
.PARAMETER Shell
    The PowerShell to run it: pwsh.exe, or powershell.exe for Windows PowerShell 5.1.
.PARAMETER Credential
    Your name and password, which Windows then stores. Without it, it stores none, and the task has no access to network shares.
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

# The task starts elsewhere, so no path may be relative.
$arguments = '-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File "{0}" -CsvPath "{1}" -OutputPath "{2}" -TimeBudgetMin {3}' -f @(
    Join-Path $PSScriptRoot 'Invoke-NightlyBatch.ps1'
    $PSCmdlet.GetUnresolvedProviderPathFromPSPath($CsvPath)
    $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputPath)
    $TimeBudgetMin
)

$task = @{
    TaskName    = $TaskName
    Description = 'Makes the videos of a CSV file with MeshVideo.'
    Action      = New-ScheduledTaskAction -Execute $Shell -Argument $arguments
    Trigger     = New-ScheduledTaskTrigger -Daily -At $At
    Settings    = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -ExecutionTimeLimit (
        # Saving has its time after the budget is over.
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

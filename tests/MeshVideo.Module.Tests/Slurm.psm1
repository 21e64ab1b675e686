# Runs a Slurm cluster of one node, this computer, as long as a test file.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script:Daemons = @()

function Get-SlurmProblem {
    <# .SYNOPSIS Describes what is missing; nothing if a cluster can be started. #>
    if (-not $IsLinux) { return 'Slurm runs on Linux' }
    foreach ($program in 'slurmctld', 'slurmd', 'munged', 'sbatch') {
        if (-not (Get-Command $program, "/usr/sbin/$program" -CommandType Application -ErrorAction Ignore)) { return "$program is not installed" }
    }

    if ((id -u) -ne '0') { return 'the daemons of Slurm require root' }
}

function Start-Slurm {
    <# .SYNOPSIS Starts the daemons with their files in a folder, and sets SLURM_CONF. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([Parameter(Mandatory)] [string] $Folder, [Parameter(Mandatory)] [int[]] $Port)
    $null = New-Item "$Folder/state", "$Folder/spool" -ItemType Directory
    $key = [byte[]]::new(128)
    [Security.Cryptography.RandomNumberGenerator]::Fill($key)
    [IO.File]::WriteAllBytes("$Folder/key", $key)
    chmod 400 "$Folder/key"
    # The socket must be accessible, and a folder that everybody can write to is rejected without --force.
    chmod 755 $Folder
    $name = (hostname -s)
    Set-Content "$Folder/slurm.conf" @"
ClusterName=meshtest
SlurmctldHost=$name(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$Folder/munge.socket,cred_expire=5
SlurmctldPort=$($Port[0])
SlurmdPort=$($Port[1])
StateSaveLocation=$Folder/state
SlurmdSpoolDir=$Folder/spool
SlurmctldPidFile=$Folder/slurmctld.pid
SlurmdPidFile=$Folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1
MinJobAge=600
KillWait=5
NodeName=$name NodeAddr=127.0.0.1 CPUs=4 RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"@
    $env:SLURM_CONF = "$Folder/slurm.conf"
    $munge = "--foreground", "--force", "--socket=$Folder/munge.socket", "--key-file=$Folder/key", "--pid-file=$Folder/munged.pid"
    Start-Daemon munged ($munge + "--log-file=$Folder/munged.log", "--seed-file=$Folder/seed")
    Wait-Until { Test-Path "$Folder/munge.socket" }
    Start-Daemon slurmctld @('-D')
    Start-Daemon slurmd @('-D')
    Wait-Until { "$(sinfo --noheader --format=%T 2>$null)" -eq 'idle' }
}

function Stop-Slurm {
    <# .SYNOPSIS Stops the daemons. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param()
    if ($script:Daemons) { $null = scancel --full --user=root 2>$null }
    foreach ($daemon in $script:Daemons) {
        $null = kill -TERM $daemon.Id
        if (-not $daemon.WaitForExit(20000)) { $daemon.Kill($true) }
    }

    $script:Daemons = @()
    Remove-Item Env:SLURM_CONF -ErrorAction Ignore
}

function Start-Daemon {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([string] $Program, [string[]] $Argument)
    $path = (Get-Command $Program, "/usr/sbin/$Program" -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source
    $log = Join-Path (Split-Path $env:SLURM_CONF) "$Program.out"
    $script:Daemons += Start-Process $path -ArgumentList $Argument -PassThru -RedirectStandardOutput $log -RedirectStandardError "$log.err"
}

function Wait-Until {
    <# .SYNOPSIS Waits until Slurm reports a state, which it gives no signal for. Throws an error after a timeout. #>
    param([Parameter(Mandatory)] [scriptblock] $Condition, [int] $TimeoutSec = 60)
    $until = (Get-Date).AddSeconds($TimeoutSec)
    while (-not (& $Condition)) {
        if ((Get-Date) -gt $until) { throw "Slurm did not reach the state within $TimeoutSec s: $Condition" }
        Start-Sleep -Milliseconds 200
    }
}

function Get-SlurmState([string] $Job) {
    <# .SYNOPSIS Gets the states of the tasks of a job. #>
    @(scontrol show job $Job 2>$null | Select-String 'JobState=(\w+)' | ForEach-Object { $_.Matches[0].Groups[1].Value })
}

Export-ModuleMember -Function *

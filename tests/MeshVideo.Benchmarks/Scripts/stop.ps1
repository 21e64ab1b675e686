# Stops each command in the middle of its work, as Ctrl+C does, and writes the name and the milliseconds of each stop.
$ErrorActionPreference = 'Stop'
$rounds = [int] $env:BENCH_ROUNDS
$folder = $env:BENCH_OUT
$uri = $env:MESHAPI_BASE_URL

function Invoke-Simulator([string] $Method, [string] $Path, [hashtable] $Body) {
    $json = if ($Body) { ConvertTo-Json $Body }
    Invoke-RestMethod "$uri/simulator/$Path" -Method $Method -Body $json -ContentType 'application/json' | ForEach-Object { $_ }
}

function Measure-Stop([string] $Name, [string] $Script, [hashtable] $Fault, [string] $Request, [int] $Count = 1, [string[]] $Ids = @()) {
    foreach ($round in 0..$rounds) {
        $null = Invoke-Simulator DELETE faults
        $null = Invoke-Simulator DELETE requests
        if ($Fault) { $null = Invoke-Simulator POST faults $Fault }
        $shell = [powershell]::Create().AddScript("param(`$ids, `$folder) Import-Module '$env:BENCH_MODULE'; $Script").AddArgument($Ids).AddArgument("$folder/$round")
        $null = $shell.BeginInvoke()
        $null = Invoke-Simulator GET "requests/wait?$Request&count=$Count&timeout=60"
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        # The first round compiles the code.
        if ($round -gt 0) { "$Name`t$($watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))" }
        $shell.Dispose()
    }
}

$running = Invoke-Simulator POST tasks/seed @{ count = 1000; status = 'running' }
$finished = Invoke-Simulator POST tasks/seed @{ count = 40 }
$task = 'method=GET&path=/v1/video/generations/'

Measure-Stop 'New-MeshVideo, no answer' "'a' | New-MeshVideo" @{ on = 'create'; kind = 'hang'; times = -1 } 'method=POST&path=/v1/video/generations'
Measure-Stop 'Get-MeshVideo, no answer' 'Get-MeshVideo' @{ on = 'list'; kind = 'hang'; times = -1 } 'method=GET&path=/v1/video/generations'
Measure-Stop 'Wait-MeshVideo, no answer' 'Wait-MeshVideo $ids' @{ on = 'get'; kind = 'hang'; times = -1 } $task -Ids $running[0]
Measure-Stop 'Wait-MeshVideo, between two polls' 'Wait-MeshVideo $ids -PollIntervalSec 60' -Request $task -Ids $running[0]
Measure-Stop 'Wait-MeshVideo, 1,000 tasks' 'Wait-MeshVideo $ids' -Request $task -Count 500 -Ids $running
$slow = @{ on = 'file'; kind = 'throttle'; bytesPerSecond = 100000; skip = 12; times = -1 }
Measure-Stop 'Save-MeshVideo, 8 of 40 files' 'Save-MeshVideo -Id $ids -Path $folder -ThrottleLimit 8' $slow 'method=GET&path=/files' -Count 20 -Ids $finished

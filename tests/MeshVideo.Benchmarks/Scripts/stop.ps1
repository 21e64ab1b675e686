# Stops each command in the middle of its work, as Ctrl+C does, and writes the name and the milliseconds of each stop.
$ErrorActionPreference = 'Stop'
$rounds = [int] $env:BENCH_ROUNDS
$folder = $env:BENCH_OUT
$uri = $env:MESHAPI_BASE_URL

function Invoke-Simulator([string] $Method, [string] $Path, [hashtable] $Body) {
    $json = if ($Body) { ConvertTo-Json $Body }
    Invoke-RestMethod "$uri/simulator/$Path" -Method $Method -Body $json -ContentType 'application/json' | ForEach-Object { $_ }
}

function Measure-Stop {
    param([string] $Name, [string] $Script, [hashtable] $Fault, [string] $Request, [int] $Count = 1, [string[]] $Ids = @())

    foreach ($round in 0..$rounds) {
        $null = Invoke-Simulator -Method DELETE -Path faults
        $null = Invoke-Simulator -Method DELETE -Path requests
        if ($Fault) { $null = Invoke-Simulator -Method POST -Path faults -Body $Fault }
        $shell = [powershell]::Create().AddScript("param(`$ids, `$folder) Import-Module '$env:BENCH_MODULE'; $Script")
        $null = $shell.AddArgument($Ids).AddArgument("$folder/$round")
        $null = $shell.BeginInvoke()
        $null = Invoke-Simulator -Method GET -Path "requests/wait?$Request&count=$Count&timeout=60"
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        # The first round compiles the code.
        if ($round -gt 0) { "$Name`t$($watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))" }
        $shell.Dispose()
    }
}

$running = Invoke-Simulator -Method POST -Path tasks/seed -Body @{ count = 1000; status = 'running' }
$finished = Invoke-Simulator -Method POST -Path tasks/seed -Body @{ count = 40 }

$hang = @{ on = 'create'; kind = 'hang'; times = -1 }
$request = 'method=POST&path=/v1/video/generations'
Measure-Stop -Name 'New-MeshVideo, no answer' -Script "'a' | New-MeshVideo" -Fault $hang -Request $request

$hang = @{ on = 'list'; kind = 'hang'; times = -1 }
$request = 'method=GET&path=/v1/video/generations'
Measure-Stop -Name 'Get-MeshVideo, no answer' -Script 'Get-MeshVideo' -Fault $hang -Request $request

$hang = @{ on = 'get'; kind = 'hang'; times = -1 }
$request = 'method=GET&path=/v1/video/generations/'
$wait = 'Wait-MeshVideo $ids -PollIntervalSec 60'
Measure-Stop -Name 'Wait-MeshVideo, no answer' -Script $wait -Fault $hang -Request $request -Ids $running[0]
Measure-Stop -Name 'Wait-MeshVideo, between two polls' -Script $wait -Request $request -Ids $running[0]
Measure-Stop -Name 'Wait-MeshVideo, 1,000 tasks' -Script 'Wait-MeshVideo $ids' -Request $request -Count 500 -Ids $running

# The first twelve files are fast. When the twentieth request arrives, eight downloads are in progress.
$slow = @{ on = 'file'; kind = 'throttle'; bytesPerSecond = 100000; skip = 12; times = -1 }
$save = 'Save-MeshVideo -Id $ids -Path $folder -ThrottleLimit 8'
Measure-Stop -Name 'Save-MeshVideo, 8 of 40 files' -Script $save -Fault $slow -Request 'method=GET&path=/files' -Count 20 -Ids $finished

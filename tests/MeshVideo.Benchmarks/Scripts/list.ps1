Import-Module $env:BENCH_MODULE
$count = 0
Get-MeshVideo | ForEach-Object { $count++ }
if ($count -eq 10000) { 'ok' }

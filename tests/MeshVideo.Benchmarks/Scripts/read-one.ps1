Import-Module $env:BENCH_MODULE
$null = Get-MeshVideo -First 1
'ok'

Import-Module $env:BENCH_MODULE
$file = Get-MeshVideo -First 1 | Save-MeshVideo -Path $env:BENCH_OUT
if ($file.Length -eq $env:BENCH_BYTES) { 'ok' }

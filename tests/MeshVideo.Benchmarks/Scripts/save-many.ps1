Import-Module $env:BENCH_MODULE
$files = Get-MeshVideo | Save-MeshVideo -Path $env:BENCH_OUT
if (($files | Where-Object Length -eq $env:BENCH_BYTES).Count -eq 300) { 'ok' }

Import-Module $env:BENCH_MODULE
$done = 1..$env:BENCH_COUNT | ForEach-Object { "shot $_" } | New-MeshVideo -JournalPath $env:BENCH_JOURNAL | Wait-MeshVideo |
    Where-Object Status -EQ Succeeded
if (@($done).Count -eq $env:BENCH_COUNT) { 'ok' }

Import-Module $env:BENCH_MODULE
$image = if ($env:BENCH_IMAGE) { @{ FirstFrame = $env:BENCH_IMAGE } } else { @{} }
$made = 1..$env:BENCH_COUNT | ForEach-Object { "shot $_" } | New-MeshVideo @image -JournalPath $env:BENCH_JOURNAL
if (@($made).Count -eq $env:BENCH_COUNT) { 'ok' }

Import-Module $env:BENCH_MODULE
'ok'

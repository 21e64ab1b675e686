Import-Module $env:BENCH_MODULE
if ((New-MeshVideo 'like this' -ReferenceVideo $env:BENCH_CLIP).Id) { 'ok' }

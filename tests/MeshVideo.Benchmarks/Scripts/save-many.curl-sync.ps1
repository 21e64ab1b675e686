$headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
$links = foreach ($offset in 0, 200) {
    $page = Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations?limit=200&offset=$offset" -Headers $headers
    foreach ($task in $page.data) { "url = ""$($task.content.video_url)""", "output = ""$env:BENCH_OUT/$($task.id).mp4""" }
}
# No other degree of parallelism was faster, including curl's default of 50.
$links | curl --silent --no-progress-meter --fail --parallel --parallel-max 16 --config -
# Like Save-MeshVideo, flush each file to disk before it gets its final name.
sync (Get-ChildItem $env:BENCH_OUT).FullName
if ((Get-ChildItem $env:BENCH_OUT | Where-Object Length -eq $env:BENCH_BYTES).Count -eq 300) { 'ok' }

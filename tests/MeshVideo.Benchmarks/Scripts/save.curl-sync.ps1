$headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
$page = Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations?limit=1" -Headers $headers
$file = "$env:BENCH_OUT/video.mp4"
curl --silent --fail --output $file $page.data[0].content.video_url
# Like Save-MeshVideo, flush each file to disk before it gets its final name.
sync $file
if ((Get-Item $file).Length -eq $env:BENCH_BYTES) { 'ok' }

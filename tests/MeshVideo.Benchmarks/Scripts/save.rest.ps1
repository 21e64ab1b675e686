$headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
$page = Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations?limit=1" -Headers $headers
$file = "$env:BENCH_OUT/video.mp4"
Invoke-WebRequest $page.data[0].content.video_url -OutFile $file
if ((Get-Item $file).Length -eq $env:BENCH_BYTES) { 'ok' }

$headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
$base64 = [Convert]::ToBase64String([IO.File]::ReadAllBytes($env:BENCH_CLIP))
$body = @{
    model   = 'byteplus/dreamina-seedance-2-0'
    content = @(
        @{ type = 'text'; text = 'like this' }
        @{ type = 'video_url'; role = 'reference_video'; video_url = @{ url = "data:video/mp4;base64,$base64" } }
    )
} | ConvertTo-Json -Depth 5
$task = Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations" -Method Post -Headers $headers -Body $body -ContentType 'application/json'
if ($task.id) { 'ok' }

$made = 1..$env:BENCH_COUNT | ForEach-Object -ThrottleLimit 8 -Parallel {
    $headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
    $content = @(@{ type = 'text'; text = "shot $_" })
    if ($env:BENCH_IMAGE) {
        $url = 'data:image/bmp;base64,' + [Convert]::ToBase64String([IO.File]::ReadAllBytes($env:BENCH_IMAGE))
        $content += @{ type = 'image_url'; image_url = @{ url = $url }; role = 'first_frame' }
    }

    $body = ConvertTo-Json -Depth 5 @{ model = 'byteplus/dreamina-seedance-2-0'; content = $content }
    Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations" -Method Post -Headers $headers -ContentType 'application/json' -Body $body
}
if (@($made.id).Count -eq [int] $env:BENCH_COUNT) { 'ok' }

$done = 1..$env:BENCH_COUNT | ForEach-Object -ThrottleLimit 500 -Parallel {
    $headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
    $uri = "$env:MESHAPI_BASE_URL/v1/video/generations"
    $body = ConvertTo-Json -Depth 5 @{ model = 'byteplus/dreamina-seedance-2-0'; content = @(@{ type = 'text'; text = "shot $_" }) }
    $id = (Invoke-RestMethod $uri -Method Post -Headers $headers -ContentType 'application/json' -Body $body).id
    do {
        $task = Invoke-RestMethod "$uri/$id" -Headers $headers
        $isOver = $task.status -in 'succeeded', 'failed', 'expired', 'cancelled'
        if (-not $isOver) { Start-Sleep 5 }
    } until ($isOver)
    $task
} | Where-Object status -EQ succeeded
if (@($done).Count -eq [int] $env:BENCH_COUNT) { 'ok' }

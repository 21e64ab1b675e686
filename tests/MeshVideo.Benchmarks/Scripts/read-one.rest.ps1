$headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
$null = Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations?limit=1" -Headers $headers
'ok'

$headers = @{ Authorization = "Bearer $env:MESHAPI_API_KEY" }
$offset = 0
$count = 0
do {
    $page = Invoke-RestMethod "$env:MESHAPI_BASE_URL/v1/video/generations?limit=200&offset=$offset" -Headers $headers
    $page.data | ForEach-Object { $count++ }
    $offset += 200
} while ($page.has_more)
if ($count -eq 10000) { 'ok' }

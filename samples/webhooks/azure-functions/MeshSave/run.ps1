# Reads the task from the service with the key in MESHAPI_API_KEY, and saves the video to the folder in MESHVIDEO_OUT, a mounted share.
param([string] $Id, $TriggerMetadata)

# If the service doesn't know the id, the callback was false. After other errors, the queue retries the function.
$task = Get-MeshVideo -Id $Id -ErrorAction SilentlyContinue -ErrorVariable problem
if ($problem -and $problem[0].Exception.Kind -ne 'NotFound') {
    throw $problem[0]
}

if ($task) {
    $task | Save-MeshVideo -Path $env:MESHVIDEO_OUT -ErrorAction Stop
}

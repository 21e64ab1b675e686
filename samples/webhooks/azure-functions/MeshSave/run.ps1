# Asks the service, with the key of MESHAPI_API_KEY, what the call said, and saves the video to the folder MESHVIDEO_OUT: a mounted share.
param([string] $Id, $TriggerMetadata)

# An id that the service does not know was somebody's invention; anything else that fails is tried again by the queue.
$task = Get-MeshVideo -Id $Id -ErrorAction SilentlyContinue -ErrorVariable problem
if ($problem -and $problem[0].Exception.Kind -ne 'NotFound') {
    throw $problem[0]
}

if ($task) {
    $task | Save-MeshVideo -Path $env:MESHVIDEO_OUT -ErrorAction Stop
}

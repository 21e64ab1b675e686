# Receives the callback and responds immediately, because the service waits only ten seconds and doesn't retry. The MeshSave function confirms
# the task. If that fails, the queue retries it.
param($Request, $TriggerMetadata)

$task = $Request | ConvertFrom-MeshVideoCallback -ErrorAction SilentlyContinue
if ($task) {
    Push-OutputBinding -Name Ended -Value $task.Id
}
else {
    Write-Warning 'The request is not a valid callback.'
}

Push-OutputBinding -Name Response -Value ([HttpResponseContext]@{ StatusCode = 202 })

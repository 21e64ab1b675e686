# Takes the service's call and answers at once: it calls once and waits ten seconds. What it says is checked by MeshSave, which the queue
# runs again where that fails.
param($Request, $TriggerMetadata)

$task = $Request | ConvertFrom-MeshVideoCallback -ErrorAction SilentlyContinue
if ($task) {
    Push-OutputBinding -Name Ended -Value $task.Id
}
else {
    Write-Warning 'A request came that is no callback.'
}

Push-OutputBinding -Name Response -Value ([HttpResponseContext]@{ StatusCode = 202 })

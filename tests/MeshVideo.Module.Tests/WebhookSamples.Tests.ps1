BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    $samples = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples/webhooks")

    # The input and output of the Functions worker: the body of a JSON POST is a hashtable.
    Add-Type @'
public class HttpRequestContext
{
    public object Body { get; set; }
    public string Method { get; set; }
    public string Url { get; set; }
    public System.Collections.Generic.IDictionary<string, string> Headers { get; set; }
    public System.Collections.Generic.IDictionary<string, string> Query { get; set; }
    public object RawBody { get; set; }
}
public class HttpResponseContext
{
    public object StatusCode { get; set; }
    public object Body { get; set; }
}
'@

    $pushed = @{}
    function Push-OutputBinding { param([string] $Name, [object] $Value) $pushed[$Name] = $Value }

    function Get-FunctionRequest([string] $Json) {
        [HttpRequestContext] @{ Method = 'POST'; Url = 'https://app.example/api/mesh'; RawBody = $Json; Body = if ($Json) { ConvertFrom-Json $Json -AsHashtable } }
    }
}

AfterAll { Stop-Simulator }

Describe 'The Azure functions' {
    BeforeEach {
        Reset-Service
        $pushed.Clear()
        $env:MESHVIDEO_OUT = "$TestDrive/functions"
    }

    AfterAll { Remove-Item Env:MESHVIDEO_OUT -ErrorAction Ignore }

    It 'add a callback to the queue and return 202' {
        & "$samples/azure-functions/MeshCallback/run.ps1" -Request (Get-FunctionRequest '{"id": "cgt-1", "status": "succeeded"}') -TriggerMetadata @{}
        $pushed.Response.StatusCode | Should -Be 202
        $pushed.Ended | Should -Be 'cgt-1'
    }

    It 'return 202 for other requests, and add nothing to the queue' {
        foreach ($json in '{}', '{"a": 1}', '') {
            & "$samples/azure-functions/MeshCallback/run.ps1" -Request (Get-FunctionRequest $json) -TriggerMetadata @{} 3>$null
            $pushed.Response.StatusCode | Should -Be 202
            $pushed.Ended | Should -BeNullOrEmpty
        }
    }

    It 'save the confirmed task' {
        $id = (New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2).Id
        (& "$samples/azure-functions/MeshSave/run.ps1" -Id $id -TriggerMetadata @{}).Name | Should -Be "$id.mp4"
        & "$samples/azure-functions/MeshSave/run.ps1" -Id 'cgt-forged' -TriggerMetadata @{} | Should -BeNullOrEmpty
    }

    It 'fail if the service cannot be reached, so that the queue retries' {
        Add-Fault @{ on = 'get'; kind = 'status'; status = 401 }
        { & "$samples/azure-functions/MeshSave/run.ps1" -Id 'cgt-1' -TriggerMetadata @{} } | Should -Throw
    }

    It 'have bindings with the names that the scripts use' {
        foreach ($function in 'MeshCallback', 'MeshSave') {
            $bindings = (Get-Content "$samples/azure-functions/$function/function.json" -Raw | ConvertFrom-Json).bindings
            $script = Get-Content "$samples/azure-functions/$function/run.ps1" -Raw
            foreach ($binding in $bindings) {
                $use = if ($binding.direction -eq 'in') { '\$' + $binding.name + '\b' } else { "-Name $($binding.name)\b" }
                $script | Should -Match $use
            }
        }
    }
}

Describe 'The receiver script' {
    # Use a list without tasks of other tests.
    BeforeEach { Stop-Simulator; Start-Simulator }

    It 'saves missed videos and those of new callbacks' {
        $uri = "http://127.0.0.1:$(Get-FreePort)/mesh/"
        $missed = New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2
        $running = New-MeshVideo 'b [simulate:run=600]' -CallbackUrl $uri
        $since = $missed.CreatedAt.AddSeconds(-1).ToString('o')
        $shell = [powershell]::Create().AddScript("Import-Module '$(Get-ModuleManifestPath)'; & '$samples/receive.ps1' -ListenUri $uri -Path '$TestDrive/script' -Since $since -First 2")
        $run = $shell.BeginInvoke()
        # The second poll is from the receiver, which has the other task from the list.
        Wait-ServiceRequest -Method GET -Path "/v1/video/generations/$($running.Id)"
        Complete-Task $running.Id
        $files = $shell.EndInvoke($run)
        $files.Name | Sort-Object | Should -Be ($missed.Id, $running.Id | Sort-Object | ForEach-Object { "$_.mp4" })
    }
}

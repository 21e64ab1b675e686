BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    # Escape sequences, bidirectional controls, line breaks that start a forged line, and a signed URL.
    $evil = "e$([char] 27)[2Je$([char] 7)e$([char] 0x9b)31me$([char] 0x202e)e$([char] 0x2067)e$([char] 0x061c)e`r`nFORGED$([char] 0x2028)FORGED`tFORGED https://files.example/v.mp4?sig=hush"
    $json = ConvertTo-Json @{
        id = $evil; status = 'failed'; model = $evil; ratio = $evil; resolution = $evil; service_tier = $evil; draft_task_id = $evil
        error = @{ code = $evil; message = $evil }
    }

    function Assert-Clean([string[]] $Text) {
        $text = $Text -join "`n" -replace "`e\[[\d;]*m"
        $text | Should -Match 'e\uFFFD'
        $text | Should -Not -Match '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'
        $text | Should -Not -Match '(?m)^\s*FORGED'
    }
}

AfterAll { Stop-Simulator }

Describe 'A task with hostile text' {
    BeforeAll { $task = $json | ConvertFrom-MeshVideoCallback }

    It 'is shown without control characters in <View>' -ForEach @(
        @{ View = 'the table'; Show = { $task | Format-Table | Out-String -Width 4000 } }
        @{ View = 'the list'; Show = { $task | Format-List | Out-String -Width 4000 } }
        @{ View = 'the wide view'; Show = { $task | Format-Wide | Out-String -Width 4000 } }
        @{ View = 'the default view, after an object of another kind'; Show = { (Get-Item $PSScriptRoot), $task | Out-String -Width 4000 } }
        @{ View = 'the table, after a job'; Show = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($task)) | Format-Table | Out-String -Width 4000 } }
        @{ View = 'the list, after a job'; Show = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($task)) | Format-List | Out-String -Width 4000 } }
        @{ View = 'ToString'; Show = { "$task"; "$($task.Error)" } }
        @{ View = 'the table, with an unknown status'; Show = { ConvertTo-Json @{ id = 'cgt-1'; status = $evil } | ConvertFrom-MeshVideoCallback | Format-Table | Out-String -Width 4000 } }
    ) { Assert-Clean (& $Show) }

    It 'has unchanged property values' {
        $task.Id | Should -BeExactly $evil
        $task.Model | Should -BeExactly $evil
        $task.Error.Message | Should -BeExactly $evil
    }

    It 'shows no signed URL in its error, neither in the list view nor with Format-List *' {
        $task.Error, ($task | Format-List | Out-String -Width 4000), ($task | Format-List * | Out-String -Width 4000) -match 'Error' -split "`n" -match 'Error' | Should -Not -Match 'hush'
    }

    It 'has a SafeName that does not leave the folder' {
        $climber = '{ "id": "../../x[1]" }' | ConvertFrom-MeshVideoCallback
        $climber.SafeName | Should -Be '_.._x_1_'
    }
}

Describe 'Messages that contain hostile text' {
    BeforeEach {
        Reset-Service
        $answer = ConvertTo-Json @{ id = 'cgt-1'; status = 'failed'; error = @{ code = $evil; message = $evil }; model = $evil }
    }

    It 'contain no control characters in an error, Get-Error and Format-List *' {
        Add-Fault @{ on = 'get'; kind = 'status'; status = 200; body = $answer }
        Wait-MeshVideo 'cgt-1' -ErrorVariable problems -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $shown = ($problems[0] | Out-String), ($problems[0] | Get-Error | Out-String), ($problems[0] | Format-List * -Force | Out-String), ($problems[0].Exception | Format-List * -Force | Out-String)
        Assert-Clean $shown
        $shown | Should -Not -Match 'hush'
    }

    It 'contain no control characters if the service rejects a request' {
        Add-Fault @{ on = 'get'; kind = 'status'; status = 422; body = (ConvertTo-Json -Depth 5 @{ error = @{ code = $evil; message = $evil; provider_error = @{ $evil = @($evil) } }; request_id = $evil }) }
        Get-MeshVideo 'cgt-1' -ErrorVariable problems -ErrorAction SilentlyContinue
        $shown = ($problems[0] | Out-String), ($problems[0] | Get-Error | Out-String), ($problems[0].Exception | Format-List * -Force | Out-String)
        Assert-Clean $shown
        $shown | Should -Not -Match 'hush'
    }

    It 'contain no control characters on any stream' {
        $ErrorActionPreference = 'Continue'
        Add-Fault @{ on = 'get'; kind = 'status'; status = 200; body = (ConvertTo-Json @{ id = 'cgt-1'; status = $evil }) }
        Add-Fault @{ on = 'get'; kind = 'status'; status = 200; body = $answer }
        Assert-Clean (Wait-MeshVideo 'cgt-1' -PollIntervalSec 0.1 -Verbose -Debug *>&1 | Out-String -Width 4000)
        $running = ConvertTo-Json @{ id = $evil; status = 'running' } | ConvertFrom-MeshVideoCallback
        $failed = $json | ConvertFrom-MeshVideoCallback
        Assert-Clean ($running, $failed | Wait-MeshVideo -TimeoutSec 0 -Verbose -Debug *>&1 | Out-String -Width 4000)
        Assert-Clean ($failed | Save-MeshVideo -Path $TestDrive -Verbose *>&1 | Out-String -Width 4000)
        Assert-Clean (Wait-MeshVideo -Id $evil -BaseUri "http://127.0.0.1:$(Get-FreePort)" -TimeoutSec 0 *>&1 | Out-String -Width 4000)
    }

    It 'contain no control characters in progress' {
        $script = {
            param($manifest, $json)
            Import-Module $manifest
            $tasks = $json, '{ "id": "cgt-2", "status": "running" }' | ConvertFrom-MeshVideoCallback
            $tasks | Wait-MeshVideo -TimeoutSec 2 -PollIntervalSec 0.2 -ErrorAction SilentlyContinue
        }
        $json = ConvertTo-Json @{ id = $evil; status = $evil }
        $shell = [powershell]::Create().AddScript($script).AddArgument((Get-ModuleManifestPath)).AddArgument($json)
        Add-Fault @{ on = 'get'; kind = 'status'; status = 200; times = -1; body = (ConvertTo-Json @{ id = $evil; status = $evil }) }
        try {
            $null = $shell.Invoke()
            Assert-Clean ($shell.Streams.Progress | ForEach-Object { $_.StatusDescription, $_.CurrentOperation })
        }
        finally { $shell.Dispose() }
    }

    It 'contain no control characters in the log of a sample' {
        Import-Module "$PSScriptRoot/../../samples/BatchRun.psm1" -Force
        $log = Join-Path $TestDrive 'run.log'
        $null = Invoke-BatchRun -LogPath $log -Work { $evil; Write-Warning $evil; Write-Error $evil } 6>&1
        Assert-Clean (Get-Content $log)
    }
}

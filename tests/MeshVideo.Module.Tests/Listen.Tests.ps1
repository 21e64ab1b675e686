BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    function Send-Call([string] $Uri, [string] $Id, [string] $Status = 'succeeded') {
        (Invoke-WebRequest $Uri -Method Post -Body (ConvertTo-Json @{ id = $Id; status = $Status }) -ContentType 'application/json').StatusCode
    }

    function Wait-Port([int] $Port) {
        $deadline = [DateTime]::UtcNow.AddSeconds(20)
        while ([DateTime]::UtcNow -lt $deadline) {
            try { [Net.Sockets.TcpClient]::new('127.0.0.1', $Port).Dispose(); return } catch { Start-Sleep -Milliseconds 20 }
        }
        throw "Nobody listens on port $Port."
    }

    # Runs a script in a separate runspace.
    function Invoke-Script([string] $Script) {
        $shell = [powershell]::Create().AddScript("Import-Module '$(Get-ModuleManifestPath)'; $Script")
        @{ Shell = $shell; Output = [Management.Automation.PSDataCollection[psobject]]::new() } |
            ForEach-Object { $_.Run = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $_.Output); $_ }
    }

    function Complete-Script($Started) {
        if (-not $Started.Run.AsyncWaitHandle.WaitOne(20000)) { $Started.Shell.Stop(); throw 'It did not end.' }
        $null = $Started.Shell.EndInvoke($Started.Run)
        $Started.Output
    }
}

AfterAll { Stop-Simulator }

Describe 'Wait-MeshVideo -ListenUri' {
    BeforeEach {
        Reset-Service
        $port = Get-FreePort
        $uri = "http://127.0.0.1:$port/mesh/"
    }

    It 'polls a task when its callback arrives, with at most two requests' {
        # Without a callback, the next poll would come after 60 s.
        $ended = 1..5 | ForEach-Object { "a $_ [simulate:run=2]" } | New-MeshVideo -CallbackUrl $uri | Wait-MeshVideo -ListenUri $uri -TimeoutSec 50
        $ended | Should -HaveCount 5
        $ended.IsConfirmed | Should -Not -Contain $false
        foreach ($task in $ended) { @(Get-ServiceRequest -Method GET -Path "/v1/video/generations/$($task.Id)").Count | Should -BeLessOrEqual 2 }
    }

    It 'polls tasks even if no callback arrives' {
        Add-Fault @{ on = 'webhook'; kind = 'reset'; times = -1 }
        $ended = 'a' | New-MeshVideo -CallbackUrl $uri | Wait-MeshVideo -ListenUri $uri -PollIntervalSec 1
        $ended.Status | Should -Be 'Succeeded'
    }

    It 'does not trust callbacks' {
        $task = New-MeshVideo 'a [simulate:run=600]' -CallbackUrl $uri
        $wait = Invoke-Script "Wait-MeshVideo '$($task.Id)' -ListenUri $uri"
        Wait-ServiceRequest -Method GET -Path "/v1/video/generations/$($task.Id)"
        1..50 | ForEach-Object { Send-Call $uri $task.Id } | Select-Object -Unique | Should -Be 202
        Send-Call $uri 'cgt-forged' | Should -Be 202
        $wait.Output.Count | Should -Be 0
        @(Get-ServiceRequest -Method GET -Path '/v1/video/generations/cgt-').Count | Should -BeLessThan 10
        Get-ServiceRequest -Method GET -Path '/v1/video/generations/cgt-forged' | Should -HaveCount 0
        Complete-Task $task.Id
        (Complete-Script $wait).Id | Should -Be $task.Id
    }

    It 'ends before any task is created if it cannot listen, with a recommended action' {
        $other = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, $port)
        $other.Start()
        try {
            { 'a' | New-MeshVideo | Wait-MeshVideo -ListenUri $uri } | Should -Throw -ErrorId 'ListenFailed,MeshVideo.Commands.WaitMeshVideoCommand' -PassThru |
                ForEach-Object { "$_" | Should -Match "another program listens on it.*$port"; $_.TargetObject | Should -Be $uri }
        }
        finally { $other.Stop() }
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'warns once about tasks without a callback URL' {
        $said = 'a', 'b' | New-MeshVideo | Wait-MeshVideo -ListenUri $uri -PollIntervalSec 0.2 3>&1
        @($said | Where-Object { $_ -is [Management.Automation.WarningRecord] }) | Should -HaveCount 1
        "$($said | Where-Object { $_ -is [Management.Automation.WarningRecord] })" | Should -Match '-CallbackUrl'
    }

    It 'closes the port immediately when it is stopped or ends' {
        $task = New-MeshVideo 'a [simulate:run=600]' -CallbackUrl $uri
        foreach ($round in 1, 2) {
            $wait = Invoke-Script "Wait-MeshVideo '$($task.Id)' -ListenUri $uri"
            Wait-Port $port
            $wait.Shell.Stop()
            { [Net.Sockets.TcpClient]::new('127.0.0.1', $port) } | Should -Throw
        }
        Wait-MeshVideo $task.Id -ListenUri $uri -TimeoutSec 0 -ErrorAction SilentlyContinue
        { [Net.Sockets.TcpClient]::new('127.0.0.1', $port) } | Should -Throw
    }
}

Describe 'Receive-MeshVideo' {
    BeforeEach {
        Reset-Service
        $port = Get-FreePort
        $uri = "http://127.0.0.1:$port/mesh/"
    }

    It 'emits each task that has ended once, for Save-MeshVideo' {
        $receive = Invoke-Script "Receive-MeshVideo -ListenUri $uri -First 3 | Save-MeshVideo -Path '$TestDrive/received'"
        Wait-Port $port
        $tasks = 'a', 'b', 'c' | New-MeshVideo -CallbackUrl $uri
        # The callbacks of the service, and duplicates of them.
        foreach ($task in $tasks) { $null = Wait-MeshVideo $task.Id -PollIntervalSec 0.2; try { $null = Send-Call $uri $task.Id } catch { $null = $_ } }
        $files = Complete-Script $receive
        $files.Name | Sort-Object | Should -Be ($tasks.Id | Sort-Object | ForEach-Object { "$_.mp4" })
    }

    It 'emits only tasks that the service confirms' {
        $running = New-MeshVideo 'a [simulate:run=600]'
        $receive = Invoke-Script "Receive-MeshVideo $uri -First 1"
        Wait-Port $port
        Send-Call $uri 'cgt-forged' | Should -Be 202
        Send-Call $uri $running.Id | Should -Be 202
        Wait-ServiceRequest -Method GET -Path '/v1/video/generations/cgt-' -Count 2
        $done = New-MeshVideo 'b' -CallbackUrl $uri
        $task = Complete-Script $receive
        $task | Should -HaveCount 1
        $task.Id | Should -Be $done.Id
        $receive.Shell.Streams.Error | Should -HaveCount 0
    }

    It 'emits a task that failed, with an error' {
        $receive = Invoke-Script "Receive-MeshVideo $uri -First 1"
        Wait-Port $port
        $null = New-MeshVideo '[simulate:failed]' -CallbackUrl $uri
        (Complete-Script $receive).Status | Should -Be 'Failed'
        $receive.Shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'TaskFailed,*'
    }

    It 'emits missed tasks first' {
        # The service uses whole seconds, so the list may contain the task of the previous test.
        Stop-Simulator
        Start-Simulator
        $tasks = 'a', 'b' | New-MeshVideo -CallbackUrl $uri | Wait-MeshVideo -PollIntervalSec 0.2
        $received = Receive-MeshVideo $uri -Since ([DateTimeOffset]::UtcNow.AddMinutes(-1)) -First 2
        $received.Id | Sort-Object | Should -Be ($tasks.Id | Sort-Object)
    }

    It 'warns if other computers can connect: <_>' -ForEach '0.0.0.0', '[::]', '0' {
        $null = Receive-MeshVideo "http://${_}:$port/mesh/" -TimeoutSec 0 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike 'Other machines can connect to*use 127.0.0.1 instead*'
    }

    It 'does not warn if only this computer can connect: <_>' -ForEach '127.0.0.1', 'localhost', '[::1]' {
        $null = Receive-MeshVideo "http://${_}:$port/mesh/" -TimeoutSec 0 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
    }

    It 'ends without an error after the timeout' {
        $problems = $null
        Receive-MeshVideo $uri -TimeoutSec 1 -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 0
        { [Net.Sockets.TcpClient]::new('127.0.0.1', $port) } | Should -Throw
    }

    It 'warns after the timeout about a callback that could not be confirmed' {
        Add-Fault @{ on = 'get'; kind = 'hang'; times = -1 }
        $receive = Invoke-Script "Receive-MeshVideo $uri -TimeoutSec 2"
        Wait-Port $port
        Send-Call $uri 'cgt-1' | Should -Be 202
        Complete-Script $receive | Should -HaveCount 0
        "$($receive.Shell.Streams.Warning)" | Should -Match "1 callback could not be verified.*Get-MeshVideo -Id 'cgt-1'"
    }

    It 'ends cleanly with Select-Object -First, and closes the port' {
        $receive = Invoke-Script "Receive-MeshVideo $uri | Select-Object -First 1"
        Wait-Port $port
        $null = New-MeshVideo 'a' -CallbackUrl $uri
        Complete-Script $receive | Should -HaveCount 1
        { [Net.Sockets.TcpClient]::new('127.0.0.1', $port) } | Should -Throw
    }

    It 'writes an error and does not prompt if the address is missing or invalid' {
        { Receive-MeshVideo } | Should -Throw -ErrorId 'ListenFailed,*'
        { Receive-MeshVideo 'https://127.0.0.1:8085/' } | Should -Throw '*tunnel or a reverse proxy*'
        { Receive-MeshVideo '+:8085' } | Should -Throw -ErrorId '*MeshVideo.Commands.ReceiveMeshVideoCommand'
    }
}

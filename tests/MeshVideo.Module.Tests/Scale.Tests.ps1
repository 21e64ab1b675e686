BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator '--queue-seconds', '0', '--run-seconds', '0', '--file-bytes', '3000000'

    function Start-Script {
        # Starts a script in another runspace.
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string] $Script, [object[]] $Argument)
        $shell = [powershell]::Create()
        $null = $shell.AddScript("param(`$ids, `$folder) Import-Module '$(Get-ModuleManifestPath)'; $Script")
        foreach ($one in $Argument) { $null = $shell.AddArgument($one) }
        $null = $shell.BeginInvoke()
        $shell
    }
}

AfterAll { Stop-Simulator }

Describe 'Hundreds of tasks' {
    BeforeEach { Reset-Service }

    It 'are polled over a few connections' {
        $ids = 1..300 | ForEach-Object { "shot $_ [simulate:run=1]" } | New-MeshVideo | ForEach-Object Id
        Clear-ServiceRequest
        $ended = $ids | Wait-MeshVideo
        $ended.Status | Select-Object -Unique | Should -Be 'Succeeded'
        ($ended.Id | Sort-Object) -join ' ' | Should -Be (($ids | Sort-Object) -join ' ')
        $looks = Get-ServiceRequest -Method GET
        ($looks.connectionId | Select-Object -Unique).Count | Should -BeLessOrEqual 8
        $looks.Count | Should -BeLessThan (5 * $ids.Count)
    }

    It 'are reported after the timeout, each once' {
        $ids = Add-RunningTask 500
        $null = Wait-MeshVideo $ids -TimeoutSec 2 -ErrorVariable late -ErrorAction SilentlyContinue
        $late | Should -HaveCount 500
        ($late.TargetObject | Sort-Object) -join ' ' | Should -Be (($ids | Sort-Object) -join ' ')
    }

    It 'are released immediately by Ctrl+C' {
        $ids = Add-RunningTask 1000
        $shell = Start-Script 'Wait-MeshVideo $ids' (, $ids)
        Wait-ServiceRequest -Method GET -Count 500
        Stop-PowerShell $shell
        $shell.Dispose()
    }

    It 'are each saved to their own file, and are not downloaded again' {
        Add-FinishedTask 40
        $tasks = Get-MeshVideo -Status succeeded -First 40 | Get-MeshVideo
        $files = $tasks | Save-MeshVideo -Path "$TestDrive/many"
        $files | Should -HaveCount 40
        ($files | Where-Object Length -LT 3000000) | Should -BeNullOrEmpty
        Clear-ServiceRequest
        $again = $tasks | Save-MeshVideo -Path "$TestDrive/many"
        ($again.Name | Sort-Object) -join ' ' | Should -Be (($files.Name | Sort-Object) -join ' ')
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 0
    }

    It 'are released during their downloads by Ctrl+C, without incomplete files' {
        Add-FinishedTask 40
        $tasks = Get-MeshVideo -Status succeeded -First 40 | Get-MeshVideo
        # Each file after the twelfth would take 30 s: when the twentieth request arrives, eight downloads are in progress.
        Add-Fault @{ on = 'file'; kind = 'throttle'; bytesPerSecond = 100000; skip = 12; times = -1 }
        $shell = Start-Script 'Save-MeshVideo -Id $ids -Path $folder -ThrottleLimit 8' @($tasks.Id, "$TestDrive/stopped")
        Wait-ServiceRequest -Method GET -Path /files -Count 20
        Stop-PowerShell $shell
        $shell.Dispose()
        $saved = Get-ChildItem "$TestDrive/stopped" -Filter *.mp4
        $saved.Count | Should -BeIn (1..12)
        $saved | ForEach-Object { $_.Length | Should -BeGreaterOrEqual 3000000 }
        Reset-Service
        $tasks | Save-MeshVideo -Path "$TestDrive/stopped" | Should -HaveCount 40
        Get-ChildItem "$TestDrive/stopped" | Where-Object Extension -NE '.mp4' | Should -BeNullOrEmpty
    }
}

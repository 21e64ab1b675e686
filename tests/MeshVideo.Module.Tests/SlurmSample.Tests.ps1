BeforeDiscovery {
    Import-Module "$PSScriptRoot/Slurm.psm1" -Force
    $missing = Get-SlurmProblem
    if ($missing) { Write-Host "The tests with Slurm are skipped: $missing." }
}

Describe 'The Slurm sample, on a cluster of one node (skipped if Slurm and munge are not installed, or without root)' -Skip:([bool] $missing) {
    BeforeAll {
        Import-Module "$PSScriptRoot/Simulator.psm1" -Force
        Import-Module "$PSScriptRoot/Slurm.psm1" -Force
        $samples = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples")
        Start-Simulator
        $cluster = (New-Item "$TestDrive/cluster" -ItemType Directory).FullName
        Start-Slurm -Folder $cluster -Port (Get-FreePort), (Get-FreePort)

        # Jobs have the environment of the command that submits them, with a pwsh on the PATH.
        $bin = (New-Item "$TestDrive/bin" -ItemType Directory).FullName
        Set-Content "$bin/pwsh" '#!/bin/sh', "exec '$(Get-ShellPath)' `"`$@`""
        chmod +x "$bin/pwsh"
        $saved = @{ PATH = $env:PATH; PSModulePath = $env:PSModulePath }
        $env:PATH = "${bin}:$env:PATH"
        $env:PSModulePath = (Get-BareEnvironment).PSModulePath
    }

    AfterAll {
        $saved.Keys | ForEach-Object { Set-Item "Env:$_" $saved[$_] }
        Stop-Slurm
        Stop-Simulator
    }

    It 'saves every video, and pays for none twice, with a worker that is requeued in the middle' {
        $folder = (New-Item "$TestDrive/batch" -ItemType Directory).FullName
        Set-Content "$folder/shots.csv" (@('Prompt') + (1..7 | ForEach-Object { "shot $_" }))

        # The file of a worker stalls. That worker is requeued while it downloads.
        Add-Fault @{ on = 'file'; kind = 'stall'; bytes = 20000; times = 1 }
        $submit, $complete = (& sh "$samples/slurm/submit-all.sh" $folder 3) -split ' '
        $null = Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/requests/wait?method=GET&path=/files&count=1&timeout=120"
        Wait-Until { (Get-SlurmState $complete) -contains 'RUNNING' }
        $running = @(squeue --noheader --states=RUNNING --format=%i --array | Where-Object { $_ -like "${complete}_*" })
        $running | ForEach-Object { scontrol requeue $_ }
        Wait-Until -TimeoutSec 240 {
            $states = Get-SlurmState $complete
            $states.Count -ge 3 -and -not ($states -match '^(PENDING|RUNNING|COMPLETING|REQUEUED|CONFIGURING)$')
        }

        Get-SlurmState $submit | Should -Be 'COMPLETED'
        Get-SlurmState $complete | Should -Be 'COMPLETED', 'COMPLETED', 'COMPLETED'
        $ids = (Import-Csv "$folder/tasks.csv").Id
        (Get-ChildItem "$folder/videos/*.mp4").BaseName | Should -Be ($ids | Sort-Object)
        Get-ServiceRequest | Should -HaveCount 7
        $running.Count | Should -BeGreaterThan 0
        (scontrol show job $complete | Out-String) | Should -Match 'Restarts=1'
        $logs = Get-ChildItem "$folder/mesh-complete.*.log"
        $logs | Should -HaveCount 3
        ($logs | Get-Content | Where-Object { $_ -match '"expected":\d' } | ForEach-Object { (ConvertFrom-Json $_).expected } | Sort-Object -Unique) | Should -Be 2, 3
    }
}

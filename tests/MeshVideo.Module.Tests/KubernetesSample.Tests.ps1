BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $samples = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples")
    Start-Simulator

    # The command of a container, with the folders of the cluster replaced by local ones.
    function Get-ContainerArgument([string] $Manifest, [string] $Folder) {
        $text = Get-Content -LiteralPath "$samples/kubernetes/$Manifest" -Raw
        $arguments = ConvertFrom-Json ([regex]::Match($text, '(?m)^ +args: (\[.+\])').Groups[1].Value)
        @($arguments | ForEach-Object { $_ -replace '^/opt/mesh/samples', $samples -replace '^/(batch|videos)(?=/|$)', "$Folder/`$1" })
    }

    function Start-Container {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string] $Manifest, [string] $Folder, [hashtable] $Variable = @{})
        $environment = (Get-BareEnvironment) + $Variable
        Start-Shell -Environment $environment -Argument (@('-NoProfile', '-NonInteractive', '-File') + (Get-ContainerArgument $Manifest $Folder))
    }

    function Start-Worker {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string] $Folder, [int] $Index)
        Start-Container -Manifest complete.yaml -Folder $Folder -Variable @{ JOB_COMPLETION_INDEX = "$Index"; MESH_SHARES = '3' }
    }
}

AfterAll { Stop-Simulator }

Describe 'The Kubernetes sample' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory).FullName
        $null = New-Item "$folder/batch", "$folder/videos" -ItemType Directory
    }

    It 'saves each task once with three indexes, of which one is killed and started again' {
        Set-Content "$folder/batch/shots.csv" (@('Prompt') + (1..7 | ForEach-Object { "shot $_" }))
        $submitted = Start-Container submit.yaml $folder | Receive-Shell
        $submitted.ExitCode | Should -Be 0

        # Index 1 is killed while it downloads: its first file stalls.
        Add-Fault @{ on = 'file'; kind = 'stall'; bytes = 20000 }
        $killed = Start-Worker $folder 1
        Wait-ServiceRequest -Method GET -Path /files
        Stop-ProcessTree $killed
        $runs = foreach ($index in 0..2) { Start-Worker $folder $index | Receive-Shell }
        $runs.ExitCode | Should -Be 0, 0, 0

        $ids = (Import-Csv "$folder/videos/tasks.csv").Id
        (Get-ChildItem "$folder/videos/*.mp4").BaseName | Should -Be ($ids | Sort-Object)
        $done = foreach ($line in $runs.Output -split '\r?\n' | Where-Object { $_ }) {
            $entry = ConvertFrom-Json $line
            if ($entry.event -eq 'done') { $entry.taskId }
        }
        # Files that the killed worker saved are emitted again, and not downloaded again.
        $done | Sort-Object | Should -Be ($ids | Sort-Object)
        ($runs | ForEach-Object { ([regex]::Match($_.Output, '"expected":(\d+)')).Groups[1].Value }) | Should -Be 3, 2, 2
        Get-ServiceRequest | Should -HaveCount 7
    }

    It 'waits with exit code 6 for a list of this night' {
        (Start-Worker $folder 0 | Receive-Shell).ExitCode | Should -Be 6
        Set-Content "$folder/videos/tasks.csv" 'Id', 'cgt-20260101000000-never1'
        (Get-Item "$folder/videos/tasks.csv").LastWriteTime = (Get-Date).AddDays(-1)
        (Start-Worker $folder 0 | Receive-Shell).ExitCode | Should -Be 6
    }

    It 'ends with exit code 2 for an index that has no share' {
        Set-Content "$folder/videos/tasks.csv" 'Id', 'cgt-20260101000000-never1'
        $result = Start-Worker $folder 3 | Receive-Shell
        $result.ExitCode | Should -Be 2
        $result.All | Should -Match 'Share 4 of 3 does not exist'
    }
}

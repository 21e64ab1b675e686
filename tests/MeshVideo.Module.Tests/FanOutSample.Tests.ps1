BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $samples = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples/fan-out")
    Start-Simulator

    function Invoke-Submit {
        param([string] $Folder, [hashtable] $Environment = (Get-BareEnvironment), [string[]] $More = @())
        Invoke-ShellFile "$samples/Submit-Batch.ps1" -Argument (@('-CsvPath', "$Folder/shots.csv", '-ListPath', "$Folder/tasks.csv") + $More) -Environment $Environment
    }

    function Invoke-Share {
        param([string] $Folder, [int] $Share = 1, [int] $Of = 1, [hashtable] $Environment = (Get-BareEnvironment), [string[]] $More = @())
        $arguments = @('-ListPath', "$Folder/tasks.csv", '-OutputPath', "$Folder/videos", '-Share', $Share, '-Of', $Of) + $More
        Invoke-ShellFile "$samples/Complete-Share.ps1" -Environment $Environment -Argument $arguments
    }
}

AfterAll { Stop-Simulator }

Describe 'The fan-out samples' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory).FullName
        Set-Content "$folder/shots.csv" 'Prompt', 'a lake', 'a city', 'a dune', 'a wood', 'a road'
    }

    It 'submit on one computer, and save each video once on the others' {
        $result = Invoke-Submit $folder
        $result.All | Should -Match '5 of 5 done. Exit code 0'
        $result.All | Should -Match 'Started by process \d+\.' -Because 'there is no time limit'
        (Import-Csv "$folder/tasks.csv").Prompt | Should -Be 'a lake', 'a city', 'a dune', 'a wood', 'a road'

        $runs = 1..3 | ForEach-Object { Invoke-Share $folder -Share $_ -Of 3 }
        $runs.ExitCode | Should -Be 0, 0, 0
        (Get-ChildItem "$folder/videos").BaseName | Should -Be ((Import-Csv "$folder/tasks.csv").Id | Sort-Object)
        ($runs.All | Select-String 'Done: ' -AllMatches).Matches | Should -HaveCount 5
        Get-ServiceRequest | Should -HaveCount 5
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 5
    }

    It 'take the share from the place in a job array' {
        Set-Content "$folder/tasks.csv" (@('Id') + (1..5 | ForEach-Object { "cgt-20260101000000-none$_" }))
        $environment = Get-BareEnvironment
        $array = @{ SLURM_ARRAY_TASK_ID = '14'; SLURM_ARRAY_TASK_MIN = '10'; SLURM_ARRAY_TASK_STEP = '2'; SLURM_ARRAY_TASK_COUNT = '3' }
        $arguments = '-ListPath', "$folder/tasks.csv", '-OutputPath', "$folder/videos"
        $result = Invoke-ShellFile "$samples/Complete-Share.ps1" -Environment ($environment + $array) -Argument $arguments
        $result.All | Should -Match '0 of 1 done'
        $result.All | Should -Match 'none3'
        "$folder/tasks.csv.3-of-3.log" | Should -Exist
    }

    It 'can be run again with additional rows, without duplicate charges' {
        (Invoke-Submit $folder).ExitCode | Should -Be 0
        $before = (Import-Csv "$folder/tasks.csv").Id
        Add-Content "$folder/shots.csv" 'a hill'
        (Invoke-Submit $folder).ExitCode | Should -Be 0
        (Import-Csv "$folder/tasks.csv").Id[0..4] | Should -Be $before
        Get-ServiceRequest | Should -HaveCount 6
    }

    It 'end with exit code <Code> when submitting if <Name>' -ForEach @(
        @{ Code = 1; Name = 'the list cannot be written'; Change = { $null = New-Item "$folder/tasks.csv.new" -ItemType Directory } }
        @{ Code = 2; Name = 'there are no rows'; Change = { Set-Content "$folder/shots.csv" 'Prompt' } }
        @{ Code = 3; Name = 'there is no key'; Change = { $environment.Remove('MESHAPI_API_KEY') } }
        @{ Code = 4; Name = 'the balance is used up'; Listed = 4; Change = { Add-Fault @{ on = 'create'; kind = 'status'; status = 402; skip = 4 } } }
        @{ Code = 5; Name = 'a row is refused'; Listed = 4; Change = { Add-Fault @{ on = 'create'; kind = 'status'; status = 400 } } }
        @{ Code = 7; Name = 'an answer is lost'; Listed = 4; Change = { Add-Fault @{ on = 'create'; kind = 'reset' } } }
    ) {
        $environment = Get-BareEnvironment
        . $Change
        (Invoke-Submit $folder -Environment $environment).ExitCode | Should -Be $Code
        if ($Listed) { Import-Csv "$folder/tasks.csv" | Should -HaveCount $Listed }
        else { Test-Path "$folder/tasks.csv" | Should -BeFalse }
    }

    It 'end with exit code <Code> when waiting and saving if <Name>' -ForEach @(
        @{ Code = 1; Name = 'the log cannot be written'; Change = { $more = '-LogPath', $folder } }
        @{ Code = 2; Name = 'there is no list'; Change = { Remove-Item "$folder/tasks.csv" } }
        @{ Code = 3; Name = 'the key is wrong'; Change = { $environment = Get-BareEnvironment 'rsk_wrong' } }
        @{ Code = 5; Name = 'a task is not the key''s'; Change = { Set-Content "$folder/tasks.csv" 'Id', 'cgt-20260101000000-nobody' } }
        @{ Code = 6; Name = 'the time is over'; Change = { Set-Content "$folder/tasks.csv" (@('Id') + (Add-RunningTask 1)); $more = '-TimeBudgetMin', '0.02' } }
    ) {
        Set-Content "$folder/tasks.csv" 'Id', 'cgt-20260101000000-never1'
        $environment = Get-BareEnvironment
        $more = @()
        . $Change
        (Invoke-Share $folder -Environment $environment -More $more).ExitCode | Should -Be $Code
    }
}

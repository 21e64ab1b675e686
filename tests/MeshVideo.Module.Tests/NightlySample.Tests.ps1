BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $sample = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples/nightly/Invoke-NightlyBatch.ps1")
    Start-Simulator

    function New-Batch {
        # Creates a folder with a CSV file. The rows have different seeds, because the service's list shows no prompts.
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string[]] $Prompt)
        $folder = New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory
        $seed = Get-Random -Maximum 1000000000
        $Prompt | ForEach-Object { [pscustomobject]@{ Prompt = $_; Seed = $seed++ } } | Export-Csv "$folder/shots.csv"
        $folder.FullName
    }

    function Get-Argument {
        param([string] $Batch, [string[]] $More = @())
        @('-CsvPath', "$Batch/shots.csv", '-OutputPath', "$Batch/videos") + $More
    }

    function Invoke-Sample {
        param([string] $Batch, [string[]] $More = @(), [hashtable] $Environment = (Get-BareEnvironment))
        Invoke-ShellFile $sample -Argument (Get-Argument $Batch $More) -Environment $Environment
    }

    function Get-Saved([string] $Batch) {
        # Include unexpected files, such as partial downloads.
        Get-ChildItem "$Batch/videos" -ErrorAction Ignore | ForEach-Object Name
    }
}

AfterAll { Stop-Simulator }

Describe 'The nightly sample' {
    BeforeEach { Reset-Service }

    It 'saves every row, logs it, and ends with exit code 0' {
        $batch = New-Batch 'a lake', 'a city'
        $result = Invoke-Sample $batch
        $result.All | Should -Match '2 of 2 done. Exit code 0'
        $result.Error | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
        Get-Saved $batch | Should -HaveCount 2
        $result.All | Should -Match 'Check ApiKey: Ok\.'
        "$(Get-Content "$batch/shots.csv.log" -Raw)" | Should -Match 'Done: .+\.mp4'
        $report = Get-Content "$batch/shots.csv.report.html" -Raw
        foreach ($name in Get-Saved $batch) { $report | Should -Match "`"video`":`"videos/$([regex]::Escape($name))`"" }
    }

    It 'run again, creates only new rows' {
        $batch = New-Batch 'a lake'
        (Invoke-Sample $batch).ExitCode | Should -Be 0
        Add-Content "$batch/shots.csv" '"a city","7"'
        $result = Invoke-Sample $batch
        $result.All | Should -Match '2 of 2 done. Exit code 0'
        Get-ServiceRequest | Should -HaveCount 2
        Get-Saved $batch | Should -HaveCount 2
    }

    It 'ends with exit code 0 for a saved batch, even if the service no longer has its tasks' {
        $batch = New-Batch 'a lake'
        (Invoke-Sample $batch).ExitCode | Should -Be 0
        Add-Fault @{ on = 'get'; kind = 'status'; status = 404; times = -1 }
        $result = Invoke-Sample $batch
        $result.All | Should -Match '1 of 1 done. Exit code 0'
    }

    It 'ends with exit code 1 if its log cannot be written' {
        $batch = New-Batch 'a lake'
        $result = Invoke-Sample $batch '-LogPath', $batch
        $result.ExitCode | Should -Be 1
        $result.All | Should -Match 'ERROR'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'ends with exit code 1 without a prompt if <Name> is missing' -ForEach @(
        @{ Name = 'the module'; Lacks = 'PSModulePath'; Says = 'MeshVideo' }
        @{ Name = 'an argument'; Lacks = '-OutputPath'; Says = 'OutputPath' }
    ) {
        $environment = Get-BareEnvironment
        $environment.Remove($Lacks)
        $argument = Get-Argument (New-Batch 'a lake')
        if ($Lacks -in $argument) { $argument = $argument[0, 1] }
        $result = Invoke-ShellFile $sample -Argument $argument -Environment $environment
        $result.ExitCode | Should -Be 1
        $result.Error | Should -Match $Says
    }

    It 'ends with exit code 2 if <Name>' -ForEach @(
        @{ Name = 'there is no CSV file'; Change = { Remove-Item "$batch/shots.csv" } }
        @{ Name = 'the CSV file has no rows'; Change = { Set-Content "$batch/shots.csv" 'Prompt' } }
        @{ Name = 'the CSV file is none'; Change = { Set-Content "$batch/shots.csv" "a,a`nb,b" } }
        @{ Name = 'the journal is none'; Change = { Set-Content "$batch/shots.csv.journal.jsonl" 'shopping list' } }
        @{ Name = 'the address is none'; Change = { $environment.MESHAPI_BASE_URL = 'http://example.com' } }
    ) {
        $batch = New-Batch 'a lake'
        $environment = Get-BareEnvironment
        . $Change
        $result = Invoke-Sample $batch -Environment $environment
        $result.All | Should -Match 'ERROR'
        $result.ExitCode | Should -Be 2
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'ends with exit code 3 if <Name>' -ForEach @(
        @{ Name = 'there is no key'; Change = { $environment.Remove('MESHAPI_API_KEY') } }
        @{ Name = 'the key cannot be sent'; Change = { $environment.MESHAPI_API_KEY = 'rsk with spaces' } }
        @{ Name = 'the key is wrong'; Change = { $environment.MESHAPI_API_KEY = 'rsk_wrong' } }
        @{ Name = 'the key is suspended'; Change = { Add-Fault @{ on = 'any'; kind = 'status'; status = 403; times = -1 } } }
    ) {
        $batch = New-Batch 'a lake', 'a city'
        $environment = Get-BareEnvironment
        . $Change
        $result = Invoke-Sample $batch -Environment $environment
        $result.ExitCode | Should -Be 3
        $result.All | Should -Match '0 of \d done. Exit code 3: Key'
        Get-Saved $batch | Should -HaveCount 0
    }

    It 'sends no request for a row if the key is wrong' {
        $environment = Get-BareEnvironment
        $environment.MESHAPI_API_KEY = 'rsk_wrong'
        $result = Invoke-Sample (New-Batch 'a lake', 'a city') -Environment $environment
        $result.All | Should -Match 'WARNING Check ApiKey: Failed\.(.|\n)+ERROR Unauthorized(.|\n)+0 of 2 done'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'ends with exit code 4 if the balance is used up, and saves the existing tasks' {
        $batch = New-Batch 'a lake', 'a city'
        Add-Fault @{ on = 'create'; kind = 'status'; status = 402; skip = 1 }
        $result = Invoke-Sample $batch
        $result.ExitCode | Should -Be 4
        $result.All | Should -Match '1 of 2 done. Exit code 4: Quota'
        Get-Saved $batch | Should -HaveCount 1
        (Invoke-Sample $batch).ExitCode | Should -Be 0
    }

    It 'logs what the videos have cost' {
        $batch = New-Batch 'a lake', 'bad [simulate:failed]', 'a city'
        (Invoke-Sample $batch).All | Should -Match 'Cost: 1.5246 USD, videos: 2\.'
        Add-Content "$batch/shots.csv" '"a wood","7"'
        (Invoke-Sample $batch).All | Should -Match 'Cost: 0.7623 USD, videos: 1\.'
        Add-Fault @{ on = 'models'; kind = 'status'; status = 500; times = -1 }
        Add-Content "$batch/shots.csv" '"a hill","8"'
        (Invoke-Sample $batch).All | Should -Match 'Cost not known, videos: 1\.'
    }

    It 'ends with exit code 4 if the next row would exceed -MaxCost, and saves the others' {
        $batch = New-Batch 'a lake', 'a city', 'a wood'
        $result = Invoke-Sample $batch '-MaxCost', '1.6'
        $result.ExitCode | Should -Be 4
        $result.All | Should -Match 'ERROR MaxCostExceeded(.|\n)+Cost: 1.5246 USD, videos: 2\.(.|\n)+2 of 3 done. Exit code 4: Quota'
        (Invoke-Sample $batch '-MaxCost', '1.6').ExitCode | Should -Be 4
        Get-ServiceRequest | Should -HaveCount 2
        (Invoke-Sample $batch '-MaxCost', '2.3').ExitCode | Should -Be 0
        Get-Saved $batch | Should -HaveCount 3
    }

    It 'ends with exit code 5 if <Name>, and creates the other rows' -ForEach @(
        @{ Name = 'a task fails'; Prompt = 'bad [simulate:failed]'; Says = 'ERROR TaskFailed' }
        @{ Name = 'a task expires'; Prompt = 'bad [simulate:expired]'; Says = 'ERROR TaskExpired' }
        @{ Name = 'a row has nothing to make'; Prompt = ''; Says = 'ERROR InvalidRequest' }
        @{ Name = 'the service refuses a row'; Prompt = 'bad'; Says = 'ERROR Refused'; Fault = @{ on = 'create'; kind = 'status'; status = 400 } }
    ) {
        $batch = New-Batch $Prompt, 'a city', 'a lake'
        if ($Fault) { Add-Fault $Fault }
        $result = Invoke-Sample $batch
        $result.ExitCode | Should -Be 5
        $result.All | Should -Match $Says
        $result.All | Should -Match '2 of 3 done. Exit code 5: SomeFailed'
        Get-Saved $batch | Should -HaveCount 2
    }

    It 'ends with exit code 5 if nothing can be saved, and saves it in the next run' {
        $batch = New-Batch 'a lake', 'a city'
        Set-Content "$batch/videos" 'in the way'
        $result = Invoke-Sample $batch
        $result.ExitCode | Should -Be 5
        $result.All | Should -Match 'ERROR WriteFailed(.|\n)+0 of 2 done'
        Remove-Item "$batch/videos"
        (Invoke-Sample $batch).ExitCode | Should -Be 0
        Get-ServiceRequest | Should -HaveCount 2
    }

    It 'ends with exit code 6 after its time budget, and the next run continues' {
        $batch = New-Batch 'slow [simulate:run=3600]', 'a city'
        $result = Invoke-Sample $batch '-TimeBudgetMin', '0.1'
        $result.ExitCode | Should -Be 6
        $result.All | Should -Match 'ERROR WaitTimedOut'
        Get-Saved $batch | Should -HaveCount 1
        $left = [regex]::Match($result.All, 'cgt-\d+-\w+(?= |'')').Value
        Complete-Task $left
        (Invoke-Sample $batch).ExitCode | Should -Be 0
        Get-ServiceRequest | Should -HaveCount 2
        Get-Saved $batch | Should -HaveCount 2
    }

    It 'ends with exit code 7 if the outcome of a row is unknown, until -ResendAmbiguous is specified' {
        $batch = New-Batch 'a lake', 'a city'
        Add-Fault @{ on = 'create'; kind = 'reset' }
        foreach ($run in 1, 2) {
            $result = Invoke-Sample $batch
            $result.ExitCode | Should -Be 7
            $result.All | Should -Match 'ERROR CreateOutcomeUnknown'
        }

        Get-ServiceRequest | Should -HaveCount 2
        (Invoke-Sample $batch '-ResendAmbiguous').ExitCode | Should -Be 0
        Get-ServiceRequest | Should -HaveCount 3
        Get-Saved $batch | Should -HaveCount 2
    }

    It 'ends with the most severe exit code if several apply' {
        $batch = New-Batch 'bad [simulate:failed]', 'a city'
        Add-Fault @{ on = 'create'; kind = 'status'; status = 402; skip = 1 }
        (Invoke-Sample $batch).ExitCode | Should -Be 4
        Add-Fault @{ on = 'create'; kind = 'reset' }
        (Invoke-Sample $batch).ExitCode | Should -Be 7
        (Invoke-Sample $batch '-ResendAmbiguous').ExitCode | Should -Be 5
    }

    It 'ends with exit code 6 if the service has no free slot in its time budget, and the next run continues' {
        $batch = New-Batch 'a lake', 'a city'
        Add-Fault @{ on = 'create'; kind = 'status'; status = 429; times = -1 }
        $result = Invoke-Sample $batch '-TimeBudgetMin', '0.02'
        $result.ExitCode | Should -Be 6
        $result.All | Should -Match 'ERROR RateLimited'
        Reset-Service
        (Invoke-Sample $batch).ExitCode | Should -Be 0
        Get-Saved $batch | Should -HaveCount 2
    }

    It 'leaves rows that it has no time to start for the next run' {
        $batch = New-Batch 'a lake', 'a city'
        Add-Fault @{ on = 'create'; kind = 'delay'; ms = 2000 }
        $result = Invoke-Sample $batch '-TimeBudgetMin', '0.02', '-ThrottleLimit', '1'
        $result.ExitCode | Should -Be 6
        Get-ServiceRequest | Should -HaveCount 1
        (Invoke-Sample $batch).ExitCode | Should -Be 0
        Get-ServiceRequest | Should -HaveCount 2
    }
}

Describe 'The nightly sample, killed' {
    BeforeEach { Reset-Service }

    It 'completes when it is run again, without duplicate charges, with exit code 0' {
        $batch = New-Batch 'a', 'b', 'c', 'd', 'e', 'f'
        function Invoke-Kill {
            # Equivalent to kill -9.
            $running.HasExited | Should -BeFalse
            Stop-ProcessTree $running
        }

        function Start-Sample {
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
            param()
            Start-Shell -Environment (Get-BareEnvironment) -Argument (@('-NoProfile', '-NonInteractive', '-File', $sample) + (Get-Argument $batch))
        }

        # Kill the process during the third create request: the task exists, but its response is lost.
        Add-Fault @{ on = 'create'; kind = 'hang'; after = $true; skip = 2 }
        $running = Start-Sample
        $null = Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/requests/wait?method=POST&path=/v1/video/generations&count=3&recorded=true&timeout=30"
        Invoke-Kill

        # Kill the process while it waits.
        Add-Fault @{ on = 'get'; kind = 'hang'; times = -1 }
        $running = Start-Sample
        Wait-ServiceRequest -Count 6
        Wait-ServiceRequest -Method GET -Path /v1/video/generations/ -Count 6
        Invoke-Kill
        $null = Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/faults" -Method Delete

        # Kill the process while it saves.
        Add-Fault @{ on = 'file'; kind = 'stall'; bytes = 20000; times = -1; skip = 2 }
        $running = Start-Sample
        Wait-ServiceRequest -Method GET -Path /files -Count 4
        Invoke-Kill
        $null = Invoke-RestMethod "$(Get-ServiceBaseUri)/simulator/faults" -Method Delete

        $result = Invoke-Sample $batch
        $result.All | Should -Match '6 of 6 done. Exit code 0'
        $result.ExitCode | Should -Be 0
        Get-ServiceRequest | Should -HaveCount 6
        Get-Saved $batch | Should -HaveCount 6
        Get-Saved $batch | Should -BeLike '*.mp4'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    $sample = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples/resume/Resume-Batch.ps1")
    Start-Simulator

    function Invoke-Sample {
        param([string] $Folder, [string[]] $More = @(), [hashtable] $Environment = (Get-BareEnvironment))
        Invoke-ShellFile $sample -Argument (@('-JournalPath', "$Folder/batch.jsonl", '-OutputPath', "$Folder/videos") + $More) -Environment $Environment
    }
}

AfterAll { Stop-Simulator }

Describe 'The resume sample' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory).FullName
    }

    It 'saves the existing tasks of the journal, creates none, and ends with exit code 0' {
        $null = 'a', 'b' | New-MeshVideo -JournalPath "$folder/batch.jsonl"
        foreach ($run in 1, 2) {
            $result = Invoke-Sample $folder
            $result.All | Should -Match '2 of 2 done. Exit code 0'
            $result.ExitCode | Should -Be 0
            Get-ChildItem "$folder/videos" | Should -HaveCount 2
        }

        Get-ServiceRequest | Should -HaveCount 2
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 2
    }

    It 'ends with exit code 1 if its log cannot be written' {
        (Invoke-Sample $folder '-LogPath', $folder).ExitCode | Should -Be 1
    }

    It 'ends with exit code 2 without a journal' {
        $result = Invoke-Sample $folder
        $result.ExitCode | Should -Be 2
        $result.All | Should -Match 'ERROR JournalUnusable'
    }

    It 'ends with exit code 3 if the key is wrong' {
        $null = 'a' | New-MeshVideo -JournalPath "$folder/batch.jsonl"
        $result = Invoke-Sample $folder -Environment (Get-BareEnvironment 'rsk_wrong')
        $result.ExitCode | Should -Be 3
        $result.All | Should -Match 'ERROR Unauthorized'
    }

    It 'ends with exit code 5 if a task failed, and saves the others' {
        $null = 'a [simulate:failed]', 'b' | New-MeshVideo -JournalPath "$folder/batch.jsonl"
        $result = Invoke-Sample $folder
        $result.ExitCode | Should -Be 5
        $result.All | Should -Match 'ERROR TaskFailed(.|\n)+1 of 2 done'
    }

    It 'ends with exit code 6 after its time budget, and continues in the next run' {
        $slow = 'a [simulate:run=3600]' | New-MeshVideo -JournalPath "$folder/batch.jsonl"
        (Invoke-Sample $folder '-TimeBudgetMin', '0.02').ExitCode | Should -Be 6
        Complete-Task $slow.Id
        (Invoke-Sample $folder).ExitCode | Should -Be 0
    }
}

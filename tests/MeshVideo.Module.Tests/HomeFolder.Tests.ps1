BeforeDiscovery {
    # root can write to read-only folders, so the job runs as another user.
    $isRoot = -not $IsWindows -and (id -u) -eq 0
    $canBeReadOnly = -not $isRoot -or [bool] (Get-Command setpriv -ErrorAction Ignore)
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'A job whose home folder is <Name> (skipped on Windows, because the home folder is not used there)' -Skip:$IsWindows -ForEach @(
    @{ Name = 'not named'; Place = $null }
    @{ Name = 'not there'; Place = '/nonexistent' }
) {
    BeforeEach {
        Reset-Service
        $environment = Get-BareEnvironment
        if ($Place) { $environment.HOME = $Place }
    }

    It 'creates a batch with a journal, and resumes it' {
        foreach ($run in 1, 2) {
            $result = Invoke-Shell -Environment $environment "'a', 'b' | New-MeshVideo -JournalPath '$TestDrive/$Name.jsonl' | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/$Name'"
            $result.Error | Should -BeNullOrEmpty
            $result.ExitCode | Should -Be 0
        }

        Get-ServiceRequest | Should -HaveCount 2
        Get-ChildItem "$TestDrive/$Name" | Should -HaveCount 2
    }

    It 'writes an error if a vault cannot be read, and does not prompt' {
        $result = Invoke-Shell -Environment $environment "try { New-MeshVideo 'a' -Vault Store } catch { `$_.FullyQualifiedErrorId }"
        $result.Output | Should -Match '^MissingApiKey,'
    }
}

Describe 'A job whose home folder is read-only (skipped on Windows, and if root cannot switch to another user)' -Skip:($IsWindows -or -not $canBeReadOnly) {
    It 'creates a batch with a journal, and writes nothing to the home folder' {
        Reset-Service
        $place = (New-Item "$TestDrive/home" -ItemType Directory).FullName
        $out = (New-Item "$TestDrive/out" -ItemType Directory).FullName
        chmod 555 $place
        chmod 777 $out
        $command = (Get-ShellPath), '-NoProfile', '-NonInteractive', '-Command',
        "'a' | New-MeshVideo -JournalPath '$out/batch.jsonl' | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$out/videos'"
        if ((id -u) -eq 0) { $command = @('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups') + $command }
        $result = Start-Shell -Program $command[0] -Argument $command[1..99] -Environment ((Get-BareEnvironment) + @{ HOME = $place }) | Receive-Shell
        $result.Error | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
        Get-ChildItem "$out/videos" | Should -HaveCount 1
        Get-ChildItem $place -Force | Should -HaveCount 0
    }
}

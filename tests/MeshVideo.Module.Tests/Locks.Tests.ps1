BeforeDiscovery {
    $hasCompiler = $IsLinux -and (Get-Command gcc -ErrorAction Ignore)
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Start-Simulator '--file-bytes', '40000000'

    function Get-LockShim([string] $Name, [string] $Body) {
        # A library that overrides the flock function of the system.
        Set-Content "$TestDrive/$Name.c" "#define _GNU_SOURCE`n#include <dlfcn.h>`n#include <errno.h>`n#include <stdio.h>`n#include <string.h>`n#include <unistd.h>`nint flock(int fd, int operation) { $Body }"
        gcc -shared -fPIC -o "$TestDrive/$Name.so" "$TestDrive/$Name.c" -ldl
        "$TestDrive/$Name.so"
    }

    function Start-Save {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
        param([string] $Shim, [string] $Folder, [string] $Id)
        $environment = (Get-BareEnvironment) + @{ LD_PRELOAD = $Shim }
        Start-Shell -Environment $environment -Argument '-NoProfile', '-NonInteractive', '-Command', "(Save-MeshVideo -Id '$Id' -Path '$Folder/v.mp4').FullName; `$Error | ForEach-Object FullyQualifiedErrorId"
    }
}

AfterAll { Stop-Simulator }

Describe 'A file system whose locks <name> (skipped if gcc is missing)' -Skip:(-not $hasCompiler) -ForEach @(
    @{ name = 'do nothing'; body = 'return 0;' }
    @{ name = 'are not there'; body = 'errno = ENOLCK; return -1;' }
) {
    It 'does not break files that two runs save to the same target' {
        Reset-Service
        Import-Module (Get-ModuleManifestPath)
        Add-FinishedTask 1
        $task = Get-MeshVideo -First 1
        $shim = Get-LockShim "$($name -replace ' ')" $body
        $folder = "$TestDrive/$($name -replace ' ')"
        Add-Fault @{ on = 'file'; kind = 'throttle'; bytesPerSecond = 30000000; times = 2 }
        $runs = 1..2 | ForEach-Object { Start-Save -Shim $shim -Folder $folder -Id $task.Id }
        $ended = $runs | Receive-Shell
        ($ended.Output -join '') | Should -Match 'v\.mp4'
        foreach ($run in $ended) { $run.Output | Should -Match 'v\.mp4|FileExists,|WriteFailed,' }
        $served = New-TemporaryFile
        Invoke-WebRequest $task.VideoUrl -OutFile $served
        (Get-FileHash "$folder/v.mp4").Hash | Should -Be (Get-FileHash $served).Hash
        @(Get-ChildItem $folder -Recurse -Force -File | Where-Object Extension -EQ '.part') | Should -HaveCount 0
    }

    It 'sends no create request of a journal' {
        Reset-Service
        $shim = Get-LockShim "journal$($name -replace ' ')" $body
        $run = Start-Shell -Environment ((Get-BareEnvironment) + @{ LD_PRELOAD = $shim }) -Argument '-NoProfile', '-NonInteractive', '-Command',
        "'a' | New-MeshVideo -JournalPath '$TestDrive/$($name -replace ' ').jsonl'; `$Error | ForEach-Object FullyQualifiedErrorId" | Receive-Shell
        $run.Output | Should -Match 'JournalUnusable,'
        Get-ServiceRequest | Should -HaveCount 0
    }
}

Describe 'A run without working locks that is killed (skipped on Windows, where locks always work)' -Skip:$IsWindows {
    It 'leaves a partial download that the next run deletes' {
        Reset-Service
        Import-Module (Get-ModuleManifestPath)
        Add-FinishedTask 1
        $task = Get-MeshVideo -First 1
        $folder = "$TestDrive/killed"
        Add-Fault @{ on = 'file'; kind = 'stall'; bytes = 1000000 }
        $environment = (Get-BareEnvironment) + @{ DOTNET_SYSTEM_IO_DISABLEFILELOCKING = '1' }
        $run = Start-Shell -Environment $environment -Argument '-NoProfile', '-NonInteractive', '-Command', "Save-MeshVideo -Id '$($task.Id)' -Path '$folder'"
        Wait-ServiceRequest -Method GET -Path /files
        Stop-ProcessTree $run
        Get-ChildItem $folder -Recurse -Force -File -Filter *.part | Should -HaveCount 1

        $file = $task | Save-MeshVideo -Path $folder

        $file.FullName | Should -Exist
        Get-ChildItem $folder -Recurse -Force -File -Filter *.part | Should -HaveCount 0
    }
}

Describe 'A file system whose locks fail after some time (skipped if gcc is missing)' -Skip:(-not $hasCompiler) {
    It 'stops the create requests of a journal when the lock can no longer be trusted' {
        Reset-Service
        $shim = Get-LockShim 'late' @'
static int (*real)(int, int); static int calls; char link[64], path[4096]; int length;
if (!real) real = dlsym(RTLD_NEXT, "flock");
snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
length = readlink(link, path, sizeof path - 1);
if (length > 5 && !strncmp(path + length - 5, ".lock", 5)) calls++;
return calls > 20 ? 0 : real(fd, operation);
'@
        $run = Start-Shell -Environment ((Get-BareEnvironment) + @{ LD_PRELOAD = $shim }) -Argument '-NoProfile', '-NonInteractive', '-Command',
        "1..40 | ForEach-Object { `"row `$_`" } | New-MeshVideo -JournalPath '$TestDrive/late.jsonl' | Measure-Object | ForEach-Object Count; `$Error | ForEach-Object FullyQualifiedErrorId | Select-Object -Unique" | Receive-Shell
        $run.Output | Should -Match 'JournalUnusable,'
        (Get-ServiceRequest).Count | Should -BeLessThan 40
        (Get-ServiceRequest).Count | Should -BeGreaterThan 0
    }
}

Describe 'A file system whose locks are lost while they are held (skipped if gcc is missing)' -Skip:(-not $hasCompiler) {
    It 'prevents duplicate charges of two runs, and keeps the lines of both' {
        # The process that holds the lock sees it; other processes do not.
        $shim = Get-LockShim 'lost' @'
static int held = -1; char link[64], path[4096]; int length;
snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
length = readlink(link, path, sizeof path - 1);
if (length < 5 || strncmp(path + length - 5, ".lock", 5)) return ((int (*)(int, int)) dlsym(RTLD_NEXT, "flock"))(fd, operation);
if (operation & 8) { if (held == fd) held = -1; return 0; }
if (held >= 0) { errno = EWOULDBLOCK; return -1; }
held = fd;
return 0;
'@
        $sent = 0
        foreach ($round in 1..5) {
            Reset-Service
            Add-Fault @{ on = 'create'; kind = 'delay'; ms = 30; times = 1000 }
            $runs = 1..2 | ForEach-Object {
                Start-Shell -Environment ((Get-BareEnvironment) + @{ LD_PRELOAD = $shim }) -Argument '-NoProfile', '-NonInteractive', '-Command',
                "1..40 | ForEach-Object { `"round $round row `$_`" } | New-MeshVideo -JournalPath '$TestDrive/lost$round.jsonl'"
            }
            $ended = $runs | Receive-Shell
            $ended.All -join '' | Should -Not -Match 'it was truncated'
            $rows = @(Get-ServiceRequest | ForEach-Object { ($_.body | ConvertFrom-Json).content[0].text })
            $rows | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
            $sent += $rows.Count
        }

        # If two processes write at the same time, both stop, so a round may send nothing.
        $sent | Should -BeGreaterThan 0
    }
}

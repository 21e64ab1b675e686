BeforeDiscovery {
    $repetitions = if ($env:MESHVIDEO_TEST_REPETITIONS) { [int] $env:MESHVIDEO_TEST_REPETITIONS } else { 1 }
    $runs = 1..$repetitions
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator

    # Like a virus scanner, it opens each new file for 50 ms, and lets others only read it meanwhile.
    Add-Type -ErrorAction Ignore -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

public sealed class TestScanner : IDisposable
{
    private readonly HashSet<string> _seen = new HashSet<string>();
    private readonly string _folder;
    private readonly Thread _thread;
    private volatile bool _isStopped;

    public TestScanner(string folder)
    {
        _folder = folder;
        _thread = new Thread(Scan) { IsBackground = true };
        _thread.Start();
    }

    public int Count { get { return _seen.Count; } }

    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
    }

    private void Scan()
    {
        while (!_isStopped)
        {
            try
            {
                foreach (string file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
                {
                    if (!_seen.Contains(file)) { Open(file); }
                }
            }
            catch (DirectoryNotFoundException) { }
        }
    }

    private void Open(string file)
    {
        try
        {
            FileStream stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            _seen.Add(file);
            Task.Delay(50).ContinueWith(_ => stream.Dispose());
        }
        catch (IOException) { }
        catch (UnauthorizedAccessException) { }
    }
}
'@

    $count = 30
    Add-FinishedTask $count
    $tasks = Get-MeshVideo -First $count
}

AfterAll { Stop-Simulator }

Describe 'Files that are in use' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
    }

    AfterEach {
        # The files are complete, and their records match them.
        $again = $tasks | Save-MeshVideo -Path $folder -Verbose 4>&1
        $again | Where-Object { $_ -is [IO.FileInfo] } | Should -HaveCount $count
        @($again -match 'already saved') | Should -HaveCount $count
        (Get-ChildItem "$folder/.meshvideo" -Force).Extension | Select-Object -Unique | Should -Be '.json'
    }

    It 'are saved by two runs at the same time' -ForEach $runs {
        $runs = foreach ($run in 1, 2) {
            $shell = [powershell]::Create().AddScript({
                    param($Manifest, $Tasks, $Folder)
                    Import-Module $Manifest
                    $Tasks | Save-MeshVideo -Path $Folder
                }).AddArgument($manifest).AddArgument($tasks).AddArgument($folder)
            [pscustomobject]@{ Shell = $shell; Result = $shell.BeginInvoke() }
        }

        foreach ($run in $runs) {
            $files = $run.Shell.EndInvoke($run.Result)
            # A run waits only a moment for another one that has not finished downloading the same file.
            $run.Shell.Streams.Error | Where-Object { "$_" -notmatch 'another process, or another command' } | Should -BeNullOrEmpty
            $files.Count + $run.Shell.Streams.Error.Count | Should -Be $count
            $run.Shell.Streams.Warning | Should -BeNullOrEmpty
            $run.Shell.Dispose()
        }
    }

    It 'are saved while a virus scanner opens each new file' -ForEach $runs {
        $scanner = [TestScanner]::new($folder)
        $tasks | Save-MeshVideo -Path $folder -WarningVariable warnings | Should -HaveCount $count
        $scanner.Dispose()
        $scanner.Count | Should -BeGreaterThan 0
        $warnings | Should -BeNullOrEmpty
    }

    It 'are replaced while a virus scanner opens each file' -ForEach $runs {
        $tasks | ForEach-Object { Set-Content "$folder/$($_.Id).mp4" 'old' }
        $scanner = [TestScanner]::new($folder)
        $tasks | Save-MeshVideo -Path $folder -Force -WarningVariable warnings | Should -HaveCount $count
        $scanner.Dispose()
        $scanner.Count | Should -BeGreaterThan 0
        $warnings | Should -BeNullOrEmpty
    }
}

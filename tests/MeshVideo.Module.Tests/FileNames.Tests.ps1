# The names that Windows changes, or takes for something other than a file, and the result on each system: the path of the saved file, or the
# start of the error id and a part of the message. Desktop is the result in Windows PowerShell, if it is not the same. In the names, {folder}
# is the current location, {drive} its drive or C, and {id} the id of the task. Other systems permit almost every name.
BeforeDiscovery {
    $noWildcardMatch = 'WriteFailed: 0 paths match the wildcards'
    $device = 'is the name of a device'
    $trailing = 'ends with a dot or a space'
    $lpt2 = "LPT$([char] 0xB2)"
    $long = ("$('x' * 100)/" * 3) + 'x'

    $saves = @(
        @{ Name = 'CON.mp4'; Windows = "WriteFailed: 'CON.mp4' $device"; Linux = 'CON.mp4' }
        @{ Name = 'nul.mp4'; Windows = "WriteFailed: 'nul.mp4' $device"; Linux = 'nul.mp4' }
        @{ Name = 'COM1.mp4'; Windows = "WriteFailed: 'COM1.mp4' $device"; Linux = 'COM1.mp4' }
        @{ Name = "$lpt2.tar.mp4"; Windows = "WriteFailed: '$lpt2.tar.mp4' $device"; Linux = "$lpt2.tar.mp4" }
        @{ Name = 'aux/x.mp4'; Windows = "WriteFailed: 'aux' $device"; Linux = 'aux/x.mp4' }
        @{ Name = 'PRN'; Windows = "WriteFailed: 'PRN' $device"; Linux = 'PRN/{id}.mp4' }
        @{ Name = 'CONSOLE.mp4'; Windows = 'CONSOLE.mp4'; Linux = 'CONSOLE.mp4' }
        @{ Name = 'x.mp4.'; Windows = "WriteFailed: 'x.mp4.' $trailing"; Linux = 'x.mp4./{id}.mp4' }
        @{ Name = 'x.mp4 '; Windows = "WriteFailed: 'x.mp4 ' $trailing"; Linux = 'x.mp4 /{id}.mp4' }
        @{ Name = 'a./x.mp4'; Windows = "WriteFailed: 'a.' $trailing"; Linux = 'a./x.mp4' }
        @{ Name = './a/../x.mp4'; Windows = 'x.mp4'; Linux = 'x.mp4' }
        @{ Name = './a:b.mp4'; Windows = "WriteFailed: 'a:b.mp4' is an alternate data stream"; Linux = 'a:b.mp4' }
        @{ Name = 'aa:b.mp4'; Windows = "WriteFailed: drive"; Linux = "WriteFailed: drive" }
        @{ Name = 'a<b.mp4'; Windows = "WriteFailed: 'a<b.mp4' contains <"; Linux = 'a<b.mp4' }
        @{ Name = 'a|b.mp4'; Windows = "WriteFailed: 'a|b.mp4' contains |"; Linux = 'a|b.mp4' }
        @{ Name = 'a"b.mp4'; Windows = "WriteFailed: 'a`"b.mp4' contains `""; Linux = 'a"b.mp4' }
        @{ Name = "a`tb.mp4"; Windows = 'WriteFailed: contains U+0009'; Linux = "a`tb.mp4" }
        @{ Name = 'a?b.mp4'; Windows = $noWildcardMatch; Linux = $noWildcardMatch }
        @{ Name = 'a?b.mp4'; Parameter = 'LiteralPath'; Windows = "WriteFailed: 'a?b.mp4' contains ?"; Linux = 'a?b.mp4' }
        @{ Name = "$('x' * 300).mp4"; Windows = 'WriteFailed: has 304 characters'; Linux = 'WriteFailed: too long' }
        @{ Name = "$long.mp4"; Windows = "$long.mp4"; Linux = "$long.mp4"; Desktop = 'WriteFailed: too long' }
        @{ Name = '{drive}:x.mp4'; Windows = 'x.mp4'; Linux = 'WriteFailed: drive' }
        @{ Name = '{folder}\a\x.mp4'; Windows = 'a/x.mp4'; Linux = 'a/x.mp4' }
        @{ Name = '\\?\{folder}\x.mp4'; Windows = 'x.mp4'; Linux = $noWildcardMatch }
        @{ Name = '\\?\{folder}\x.mp4'; Parameter = 'LiteralPath'; Windows = 'x.mp4' }
        @{ Name = '\\?\{folder}\CON.mp4'; Windows = "WriteFailed: 'CON.mp4' $device"; Linux = $noWildcardMatch }
        # On other systems, these are ordinary paths in the root folder.
        @{ Name = '\\.\{folder}\x.mp4'; Windows = 'WriteFailed: it is the path of a device' }
        @{ Name = '\\nohost.invalid\share\x.mp4'; Windows = 'WriteFailed: could not be written' }
        @{ Name = 'HKCU:\x.mp4'; Windows = 'WriteFailed: on the Registry provider'; Linux = 'WriteFailed: drive' }
        @{ Name = 'Env:x.mp4'; Windows = 'WriteFailed: on the Environment provider'; Linux = 'WriteFailed: on the Environment provider' }
    )

    $journals = @(
        @{ Name = './a:b.jsonl'; Windows = "JournalUnusable: 'a:b.jsonl' is an alternate data stream"; Linux = 'a:b.jsonl' }
        @{ Name = 'NUL.jsonl'; Windows = "JournalUnusable: 'NUL.jsonl' $device"; Linux = 'NUL.jsonl' }
        @{ Name = 'x.jsonl.'; Windows = "JournalUnusable: 'x.jsonl.' $trailing"; Linux = 'x.jsonl.' }
        @{ Name = 'x.jsonl '; Windows = "JournalUnusable: 'x.jsonl ' $trailing"; Linux = 'x.jsonl ' }
        @{ Name = 'a*b.jsonl'; Windows = "JournalUnusable: 'a*b.jsonl' contains *"; Linux = 'a*b.jsonl' }
        @{ Name = '{drive}:x.jsonl'; Windows = 'x.jsonl'; Linux = 'JournalUnusable: drive' }
        @{ Name = '\\?\{folder}\x.jsonl'; Windows = 'x.jsonl' }
        @{ Name = '\\nohost.invalid\share\x.jsonl'; Windows = 'JournalUnusable: cannot be used' }
        @{ Name = "$('x' * 100)/x.jsonl"; Windows = 'JournalUnusable: cannot be used'; Linux = 'JournalUnusable: cannot be used' }
    )

    function Add-Expectation([hashtable[]] $Row) {
        $isWindows5 = $PSVersionTable.PSEdition -eq 'Desktop'
        foreach ($case in $Row) {
            $case.Expected = if ($isWindows5 -and $case.ContainsKey('Desktop')) { $case.Desktop } elseif ($isWindows5 -or $IsWindows) { $case.Windows } else { $case['Linux'] }
            if (-not $case.ContainsKey('Parameter')) { $case.Parameter = 'Path' }
            $case.Shown = if ($case.Name.Length -lt 50) { $case.Name -replace "`t", '(tab)' } else { "$($case.Name.Substring(0, 10))... ($($case.Name.Length) characters)" }
            if ($case.Expected) { $case }
        }
    }

    $saves = @(Add-Expectation $saves)
    $journals = @(Add-Expectation $journals)
}

BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    Add-FinishedTask 1
    $task = Get-MeshVideo -First 1

    function Get-ActualName([string] $Name) {
        $drive = if ($env:OS -eq 'Windows_NT') { (Get-Location).Drive.Name } else { 'C' }
        $Name.Replace('{folder}', $folder).Replace('{drive}', $drive).Replace('{id}', $task.Id)
    }

    # Not by Get-ChildItem, which has problems of its own with some of these names.
    function Get-FileBelow([string] $Extension) {
        [IO.Directory]::GetFiles($folder, "*$Extension", 'AllDirectories') | ForEach-Object { $_.Substring($folder.Length + 1).Replace('\', '/') }
    }

    function Confirm-Error([object[]] $Problem, [string] $Expected) {
        $id, $message = $Expected -split ': ', 2
        $Problem | Should -HaveCount 1
        $Problem[0].FullyQualifiedErrorId | Should -BeLike "$id,*"
        "$($Problem[0])" | Should -Match ([regex]::Escape((Get-ActualName $message)))
    }
}

AfterAll { Stop-Simulator }

Describe 'A file name' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid().ToString('N').Substring(0, 8))) -ItemType Directory).FullName
        Push-Location -LiteralPath $folder
    }

    AfterEach { Pop-Location }

    It 'has the expected result as -<Parameter> <Shown>' -ForEach $saves {
        $arguments = @{ $Parameter = Get-ActualName $Name }
        $file = $task | Save-MeshVideo @arguments -ErrorVariable problems -ErrorAction SilentlyContinue
        if ($Expected -like 'WriteFailed:*') {
            $file | Should -BeNullOrEmpty
            Confirm-Error $problems $Expected
            [IO.Directory]::GetFileSystemEntries($folder) | Should -BeNullOrEmpty
        }
        else {
            $problems | Should -BeNullOrEmpty
            $file | Should -HaveCount 1
            Get-FileBelow .mp4 | Should -BeExactly (Get-ActualName $Expected)
        }
    }

    It 'has the expected result as -JournalPath <Shown>' -ForEach $journals {
        $problems = @()
        try {
            $created = New-MeshVideo 'a' -JournalPath (Get-ActualName $Name)
        }
        catch {
            $created, $problems = $null, @($_)
        }

        if ($Expected -like 'JournalUnusable:*') {
            $created | Should -BeNullOrEmpty
            Confirm-Error $problems $Expected
            [IO.Directory]::GetFileSystemEntries($folder) | Should -BeNullOrEmpty
            Get-ServiceRequest | Should -HaveCount 0
        }
        else {
            $problems | Should -BeNullOrEmpty
            Get-FileBelow | Where-Object { $_ -notlike '*.lock' } | Should -BeExactly (Get-ActualName $Expected)
            Get-ServiceRequest | Should -HaveCount 1
        }
    }
}

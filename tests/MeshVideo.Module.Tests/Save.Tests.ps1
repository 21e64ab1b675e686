BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    $task = New-MeshVideo 'a lake' -ReturnLastFrame | Wait-MeshVideo -PollIntervalSec 0.2
}

AfterAll { Stop-Simulator }

Describe 'Save-MeshVideo' {
    BeforeEach {
        Reset-Service
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item $folder -ItemType Directory
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'saves to the current location of PowerShell, not of the process' {
        ($task | Save-MeshVideo).FullName | Should -Be (Join-Path $folder "$($task.Id).mp4")
    }

    It 'creates a missing folder' {
        ($task | Save-MeshVideo ./new/deeper).FullName | Should -Be (Join-Path $folder "new/deeper/$($task.Id).mp4")
    }

    It 'emits the same file objects as Get-Item, including later ones' {
        $files = $task | Save-MeshVideo -LiteralPath './odd/[1]/' -IncludeLastFrame
        $files | Should -HaveCount 2
        foreach ($file in $files) {
            $expected = Get-Item -LiteralPath $file.FullName
            foreach ($name in ($expected.PSObject.Properties | Where-Object MemberType -EQ NoteProperty).Name) {
                "$name $($file.$name)" | Should -Be "$name $($expected.$name)"
            }
            ($file | Format-Table | Out-String) | Should -Be ($expected | Format-Table | Out-String)
        }
    }

    It 'saves to the specified file' {
        ($task | Save-MeshVideo -Path clip.mp4).FullName | Should -Be (Join-Path $folder 'clip.mp4')
    }

    It 'names each file by a script block' {
        $row = [pscustomobject]@{ Prompt = 'a'; Shot = 's01' } | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        ($row | Save-MeshVideo -Path { "out/$($_.Source.Shot)-$($_.Status).mp4" }).Name | Should -Be 's01-Succeeded.mp4'
    }

    It 'treats brackets literally with -LiteralPath' {
        ($task | Save-MeshVideo -LiteralPath './take [1].mp4').Name | Should -Be 'take [1].mp4'
    }

    It 'accepts wildcards that match one folder' {
        $null = New-Item "$folder/results" -ItemType Directory
        ($task | Save-MeshVideo -Path './res*').Directory.Name | Should -Be 'results'
        $task | Save-MeshVideo -Path './none*' -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'WriteFailed,*'
    }

    It 'replaces a file only with -Force' {
        Set-Content clip.mp4 'precious'
        $task | Save-MeshVideo clip.mp4 -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        Get-Content clip.mp4 | Should -Be 'precious'
        ($task | Save-MeshVideo clip.mp4 -Force).Length | Should -BeGreaterThan 1000
    }

    It 'reports a file that is already saved, and downloads it only with -Force' {
        $first = $task | Save-MeshVideo
        Reset-Service
        $output = $task | Save-MeshVideo -Verbose 4>&1
        $output | Where-Object { $_ -is [IO.FileInfo] } | ForEach-Object FullName | Should -Be $first.FullName
        $output | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String | Should -Match 'already saved'
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 0
        $task | Save-MeshVideo -Force | Should -HaveCount 1
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 1
    }

    It 'hides the records of saved files' {
        $null = $task | Save-MeshVideo
        Get-ChildItem $folder | Should -HaveCount 1
        Get-ChildItem $folder -Recurse -Filter *.mp4 | Should -HaveCount 1
    }

    It 'keeps an existing file unchanged if the download fails' {
        Set-Content clip.mp4 'precious'
        Add-Fault @{ on = 'file'; kind = 'status'; status = 200; body = 'ID3 is sound'; times = -1 }
        $task | Save-MeshVideo clip.mp4 -Force -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotAVideo,*'
        Get-Content clip.mp4 | Should -Be 'precious'
        Get-ChildItem $folder -Force | Should -HaveCount 1
    }

    It 'resumes an interrupted transfer' {
        Add-Fault @{ on = 'file'; kind = 'truncate'; bytes = 1000 }
        $file = $task | Save-MeshVideo
        $whole = Get-MeshVideo $task.Id | Save-MeshVideo -Path whole.mp4
        (Get-FileHash $file).Hash | Should -Be (Get-FileHash $whole).Hash
    }

    It 'renews an expired URL by reading the task again' {
        Add-Fault @{ on = 'file'; kind = 'expire-links' }
        $task | Save-MeshVideo | Should -HaveCount 1
        Get-ServiceRequest -Method GET -Path "/v1/video/generations/$($task.Id)" | Should -HaveCount 1
    }

    It 'renews URLs that have expired, with one warning' {
        $other = New-MeshVideo 'b' | Wait-MeshVideo -PollIntervalSec 0.2
        Add-Fault @{ on = 'get'; kind = 'expire-links'; times = 2 }
        $late = Get-MeshVideo $task.Id, $other.Id
        ($late[0] | Format-List | Out-String) | Should -Match 'ExpiresAt +: \S*20\d\d'
        Reset-Service
        $late | Save-MeshVideo -WarningVariable warnings -WarningAction SilentlyContinue | Should -HaveCount 2
        (Get-ServiceRequest -Method GET -Path /files).status | Should -Be 200, 200
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match 'expired at \d{4}-\S+Z.*about 24 hours.*about 7 days'
        "$warnings" | Should -Not -Match 'signature'
        $task | Save-MeshVideo -Path again.mp4 -WarningVariable warnings | Should -HaveCount 1
        $warnings | Should -HaveCount 0
    }

    It 'saves the last frame with -IncludeLastFrame' {
        $files = $task | Save-MeshVideo -Path clip.mp4 -IncludeLastFrame
        $files.Name | Should -Be 'clip.mp4', 'clip.last.png'
    }

    It 'emits the video even if its last frame cannot be saved' {
        Add-Fault @{ on = 'file'; kind = 'status'; status = 200; body = 'ID3 is sound'; skip = 1; times = -1 }
        $files = $task | Save-MeshVideo -Path clip.mp4 -IncludeLastFrame -ErrorVariable problems -ErrorAction SilentlyContinue
        $files.Name | Should -Be 'clip.mp4'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotAVideo,*'
        "$($problems[0])" | Should -BeLike '*last frame*'
    }

    It 'saves by id, and reports an id that has nothing to save' {
        $running = New-MeshVideo 'b [simulate:run=600]'
        $files = Save-MeshVideo -Id $task.Id, $running.Id, 'no-such-task' -ErrorVariable problems -ErrorAction SilentlyContinue
        $files | Should -HaveCount 1
        $problems | Should -HaveCount 2
        ($problems | Where-Object TargetObject -eq $running.Id).FullyQualifiedErrorId | Should -BeLike 'NothingToSave,*'
        ($problems | Where-Object TargetObject -eq 'no-such-task').FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }

    It 'does not let two tasks overwrite each other' {
        $other = New-MeshVideo 'b' | Wait-MeshVideo -PollIntervalSec 0.2
        $files = $task, $other | Save-MeshVideo -Path same.mp4 -Force -ErrorVariable problems -ErrorAction SilentlyContinue
        $files | Should -HaveCount 1
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
    }

    It 'sends no key to the file host' {
        $null = $task | Save-MeshVideo
        $requests = Get-ServiceRequest -Method GET -Path /files
        $requests | Should -Not -BeNullOrEmpty
        $requests.hasAuthorization | Should -Not -Contain $true
    }

    It 'saves nothing with -WhatIf' {
        $task | Save-MeshVideo -Path ./out -WhatIf
        Get-ChildItem $folder | Should -HaveCount 0
    }

    It 'rejects a path that is not in the file system' {
        $task | Save-MeshVideo -Path 'Env:x.mp4' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'WriteFailed,*'
    }
}

Describe 'Ids from a file' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        Push-Location $folder
        Set-Content ids.txt $task.Id
        $before = Get-Content ids.txt -Raw
    }

    AfterEach { Pop-Location }

    It 'read by <name> are saved in the current folder, and the file stays' -ForEach @(
        @{ name = 'Get-Content'; read = { Get-Content ids.txt } }
        @{ name = 'Get-Content -Tail'; read = { Get-Content ids.txt -Tail 1 } }
        @{ name = 'Get-Content of a provider path'; read = { Get-Content -LiteralPath "FileSystem::$folder/ids.txt" } }
        @{ name = 'a job'; read = { Start-Job { Get-Content "$using:folder/ids.txt" } | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        foreach ($force in $false, $true) {
            (& $read | Save-MeshVideo -Force:$force).FullName | Should -Be (Join-Path $folder "$($task.Id).mp4")
            Get-Content ids.txt -Raw | Should -Be $before
        }
    }

    It 'found by Select-String -Raw are saved, and a result of Select-String is an error' {
        (Select-String cgt ids.txt -Raw | Save-MeshVideo -Force).FullName | Should -Be (Join-Path $folder "$($task.Id).mp4")
        $found = Select-String cgt ids.txt
        ($found, $task.Id, [pscustomobject]@{ Path = 'ids.txt' } | Save-MeshVideo -Force -ErrorVariable problems -ErrorAction SilentlyContinue).Name | Should -Be "$($task.Id).mp4"
        $problems | Should -HaveCount 2
        $problems.FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        Get-Content ids.txt -Raw | Should -Be $before
    }

    It 'are ids for the other commands too' {
        (Get-Content ids.txt | Get-MeshVideo).Id | Should -Be $task.Id
        (Get-Content ids.txt | Wait-MeshVideo).Id | Should -Be $task.Id
    }

    It 'are prompts for New-MeshVideo' {
        Set-Content prompts.txt 'a lake'
        (Get-Content prompts.txt | New-MeshVideo).Request.Prompt | Should -Be 'a lake'
        (Get-ServiceRequest).body | Should -Not -Match 'image_url'
    }
}

Describe 'A path with a dot' {
    BeforeEach {
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        Push-Location $folder
        $tasks = @($task) + ('b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2)
    }

    AfterEach { Pop-Location }

    It 'such as <_> is a folder, which is created if it does not exist' -ForEach '2026.11.26', 'my.project', 'v1.2', '.hidden', 'a.b.c/' {
        $files = $tasks | Save-MeshVideo -Path "out/$_" -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Should -BeNullOrEmpty
        $files | Should -HaveCount 2
        $files[0].Directory.FullName | Should -Be ([IO.Path]::GetFullPath("$folder/out/$_").TrimEnd('/', '\'))
    }

    It 'with a video extension is a file: <_>' -ForEach 'clip.mp4', 'clip.MOV', 'take 1.v2.m4v' {
        ($task | Save-MeshVideo -Path $_).Name | Should -Be $_
    }

    It 'of an existing file is that file' {
        Set-Content 'notes.v1' 'mine'
        $task | Save-MeshVideo -Path 'notes.v1' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        Get-Content 'notes.v1' | Should -Be 'mine'
    }
}
